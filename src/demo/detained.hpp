// SPDX-License-Identifier: MIT
#pragma once

#include "demo/safety_places.hpp"
#include "sharing/act.hpp"

namespace waymark::demo {

/// Section 136 in the demonstration: one person held and being assessed, shared with the trust, and
/// one for whom another way was found, the two of `people`, who are grown up. `caller` is a
/// supervisor of the police.
void add_detentions(
    store::Database& database,
    const sharing::Caller& caller,
    const AgencyId& trust,
    const SafetyPlaces& places,
    const std::vector<PersonId>& people,
    Instant now,
    Random& random
);

}  // namespace waymark::demo
