// SPDX-License-Identifier: MIT
#pragma once

// The door for many considerations and detentions at once, for a demonstration or an extract. Each
// must be sound and have its ids; nothing is judged here.

#include "detentions/detentions.hpp"

#include <span>

namespace waymark::detentions {

struct BulkDetention {
    Detention detention;
    std::vector<Entry> entered{};
};

/// Detentions before the considerations that name them.
void insert_bulk(store::Transaction& transaction, std::span<const BulkDetention> detentions);
void insert_bulk(store::Transaction& transaction, std::span<const Consideration> considerations);

}  // namespace waymark::detentions
