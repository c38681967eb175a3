// SPDX-License-Identifier: MIT
#pragma once

#include "people/person.hpp"
#include "store/transaction.hpp"

#include <span>

namespace waymark::people {

/// Adds many people at once, by the quickest way the engine has, for a demonstration or an extract.
/// Each must be sound (`checked`) and have its ids.
void insert_bulk(
    store::Transaction& transaction, std::span<const Person> people, const UserId& by, Instant now
);

}  // namespace waymark::people
