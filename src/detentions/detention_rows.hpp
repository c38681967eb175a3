// SPDX-License-Identifier: MIT
#pragma once

// Private to this module: detentions and what happened in them, from the rows of a query.

#include "detentions/detention.hpp"
#include "store/transaction.hpp"

namespace waymark::detentions {

Detention detention_from(const store::Row& row);
Entry entry_from(const store::Row& row);

/// From born_on and born_precision, on a day.
Ages ages_in(const store::Row& row, Day day);

}  // namespace waymark::detentions
