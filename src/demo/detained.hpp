// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/act.hpp"

namespace waymark::demo {

/// Section 136 in the demonstration: one person held and being assessed, shared with the trust, and
/// one for whom another way was found. `caller` is a supervisor of the police.
void add_detentions(
    store::Database& database,
    const sharing::Caller& caller,
    const AgencyId& trust,
    Instant now,
    Random& random
);

}  // namespace waymark::demo
