// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.hpp"

#include <memory>

namespace waymark::store {

/// A pool of connections; writing transactions are SERIALIZABLE and tried again when they collide.
std::unique_ptr<Database> open_postgres(const Database::Settings& settings);

}  // namespace waymark::store
