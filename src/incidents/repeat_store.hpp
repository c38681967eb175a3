// SPDX-License-Identifier: MIT
#pragma once

#include "incidents/repeats.hpp"

namespace waymark::incidents {

/// Incidents that share a person, a telephone or a place, within a span of time, among those of
/// one agency. Newest first, at most `limit`. Private to this module.
class RepeatStore {
public:
    RepeatStore(store::Transaction& transaction, AgencyId agency)
        : transaction_{transaction}, agency_{std::move(agency)} {}

    struct Span {
        Instant from;
        Instant until;
        IncidentId except;
        int limit;
    };

    std::vector<EarlierIncident> by_place(const std::string& place_key, const Span& span);
    std::vector<EarlierIncident> by_phone(const std::string& phone_key, const Span& span);
    std::vector<EarlierIncident> by_person(const PersonId& person, const Span& span);

private:
    std::vector<EarlierIncident> query(
        const store::Sql& sql, const std::string& key, const Span& span
    );

    store::Transaction& transaction_;
    AgencyId agency_;
};

}  // namespace waymark::incidents
