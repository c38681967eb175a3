// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.hpp"

#include <memory>

namespace waymark::store {

/// One writer thread with group commit, and a pool of connections that only read.
std::unique_ptr<Database> open_sqlite(const Database::Settings& settings);

}  // namespace waymark::store
