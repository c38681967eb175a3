// SPDX-License-Identifier: MIT
#pragma once

// The door for many considerations at once, for a demonstration or an extract. Each must be sound
// and have its ids; nothing is judged here.

#include "detentions/detentions.hpp"

#include <span>

namespace waymark::detentions {

void insert_bulk(store::Transaction& transaction, std::span<const Consideration> considerations);

}  // namespace waymark::detentions
