// SPDX-License-Identifier: MIT
#pragma once

// The door for ledgers, reports and returns: detentions as they are now held to have been, without
// asking who looks. Whoever calls this has let somebody in to count, and shows no record by it.

#include "detentions/conveyance.hpp"
#include "store/transaction.hpp"

namespace waymark::detentions {

struct Counted {
    Detention detention;         ///< From its beginning as corrected.
    std::vector<Entry> steps{};  ///< As corrected, in order of time.
    Ages ages{};                 ///< How old the person can have been then.
};

/// Of one incident, the newest first.
std::vector<Counted> detentions_of(store::Transaction& transaction, const IncidentId& incident);

/// Those of an agency that began, as corrected, from `from` on and before `to`, in order of time.
std::vector<Counted> detentions_between(
    store::Transaction& transaction, const AgencyId& agency, Instant from, Instant to
);

}  // namespace waymark::detentions
