// SPDX-License-Identifier: MIT
#pragma once

#include "demo/agencies.hpp"
#include "demo/material.hpp"
#include "triage/request.hpp"

namespace waymark::demo {

/// The demonstration's triage team: its service, its units, its pool with the people who sign in,
/// and who is on duty tonight and tomorrow. Gives the car.
triage::UnitId found_triage_team(
    store::Database& database,
    const Founded& founded,
    const Material& material,
    Day starts_on,
    Instant now,
    Random& random
);

/// The team at work: requests from incidents that are open,
/// mental-health related ones first. `caller` is a supervisor of the police.
void add_requests(
    store::Database& database,
    const sharing::Caller& caller,
    const triage::UnitId& car,
    Instant now,
    Random& random
);

}  // namespace waymark::demo
