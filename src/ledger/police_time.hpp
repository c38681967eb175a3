// SPDX-License-Identifier: MIT
#pragma once

// What people do with the police-time ledger of an incident: look at it, and say why something
// took long.

#include "base/result.hpp"
#include "ledger/ledger.hpp"
#include "sharing/act.hpp"

namespace waymark::ledger {

/// Why a stage took long, as somebody said. The newest of a stage counts; earlier ones stay.
struct Delay {
    Stage stage = Stage::scene;
    std::string reason{};  ///< Of the list delay_reason.
    std::string note{};
    Instant said_at{};
    std::string said_by{};  ///< A name.
};

struct PoliceTime {
    Ledger ledger{};
    std::vector<Delay> delays{};  ///< The newest first.
};

Result<PoliceTime> police_time_of(sharing::Act& act, const IncidentId& incident);

Result<PoliceTime> say_delay(sharing::Act& act, const IncidentId& incident, Delay delay);

/// The ledger alone, for reports that were let in to count it.
Ledger ledger_of(store::Transaction& transaction, const IncidentId& incident);

}  // namespace waymark::ledger
