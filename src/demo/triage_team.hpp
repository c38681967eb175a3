// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/act.hpp"

namespace waymark::demo {

/// The demonstration's triage team at work: its units, and requests from incidents that are open,
/// mental-health related ones first. `caller` is a supervisor of the police.
void add_triage_team(
    store::Database& database, const sharing::Caller& caller, Instant now, Random& random
);

}  // namespace waymark::demo
