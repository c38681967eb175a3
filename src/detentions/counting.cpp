// SPDX-License-Identifier: MIT
#include "detentions/counting.hpp"

#include "detentions/counting_store.hpp"
#include "detentions/detention_store.hpp"

#include <algorithm>

namespace waymark::detentions {

std::vector<Counted> detentions_of(store::Transaction& transaction, const IncidentId& incident) {
    DetentionStore store{transaction};
    std::vector<Counted> found;
    for (const auto& kept : store.all_of_incident(incident)) {
        const auto entered = store.entries(kept.id);
        auto one = with_corrected_start(kept, entered);
        const auto ages = store.ages_of(one);
        found.push_back({std::move(one), as_corrected(entered), ages});
    }
    return found;
}

std::vector<Counted> detentions_between(
    store::Transaction& transaction, const AgencyId& agency, Instant from, Instant to
) {
    CountingStore store{transaction};
    auto entered = store.entries_between(agency, from, to);
    const auto ages = store.ages_between(agency, from, to);
    std::vector<Counted> found;
    for (const auto& kept : store.used_between(agency, from, to)) {
        const auto& entries = entered[kept.id];
        auto one = with_corrected_start(kept, entries);
        if (one.used_at < from || one.used_at >= to) continue;
        found.push_back({std::move(one), as_corrected(entries), ages.at(kept.id)});
    }
    std::ranges::stable_sort(found, {}, [](const Counted& one) { return one.detention.used_at; });
    return found;
}

}  // namespace waymark::detentions
