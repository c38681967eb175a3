// SPDX-License-Identifier: MIT
#include "detentions/counting.hpp"

#include "detentions/detention_store.hpp"

#include <algorithm>

namespace waymark::detentions {

namespace {

Counted counted(DetentionStore& store, const Detention& kept) {
    const auto entered = store.entries(kept.id);
    auto one = with_corrected_start(kept, entered);
    const auto age = store.age_of(one);
    return {std::move(one), as_corrected(entered), age};
}

}  // namespace

std::vector<Counted> detentions_of(store::Transaction& transaction, const IncidentId& incident) {
    DetentionStore store{transaction};
    std::vector<Counted> found;
    for (const auto& kept : store.all_of_incident(incident))
        found.push_back(counted(store, kept));
    return found;
}

std::vector<Counted> detentions_between(
    store::Transaction& transaction, const AgencyId& agency, Instant from, Instant to
) {
    DetentionStore store{transaction};
    std::vector<Counted> found;
    for (const auto& kept :
         store.used_between(agency, from - correction_max, to + correction_max)) {
        auto one = counted(store, kept);
        if (one.detention.used_at >= from && one.detention.used_at < to)
            found.push_back(std::move(one));
    }
    std::ranges::stable_sort(found, {}, [](const Counted& one) { return one.detention.used_at; });
    return found;
}

}  // namespace waymark::detentions
