// SPDX-License-Identifier: MIT
#pragma once

#include "incidents/incident_list.hpp"

namespace waymark::incidents {

/// Incidents by filter. Private to this module.
class IncidentListStore {
public:
    explicit IncidentListStore(store::Transaction& transaction) : transaction_{transaction} {}

    /// Newest first; the agency's own and those shared with it, merged.
    std::vector<Incident> page(const sharing::Scope& scope, const Filter& filter, int limit);

    /// How many the filter finds, counting no further than `limit`.
    int count(const sharing::Scope& scope, const Filter& filter, int limit);

    void each_own(
        const sharing::Scope& scope,
        const Filter& filter,
        const std::function<void(const Incident&)>& take
    );

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::incidents
