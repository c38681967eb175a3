// SPDX-License-Identifier: MIT
#pragma once

#include "detentions/counting.hpp"

#include <map>

namespace waymark::detentions {

/// Many detentions of an agency at once, in as many queries as there are tables. Private to this
/// module. Each gives those of which the beginning, as first entered or as corrected at any time,
/// lies from `from` on and before `to`.
class CountingStore {
public:
    explicit CountingStore(store::Transaction& transaction) : transaction_{transaction} {}

    std::vector<Detention> used_between(const AgencyId& agency, Instant from, Instant to);
    std::map<DetentionId, std::vector<Entry>> entries_between(
        const AgencyId& agency, Instant from, Instant to
    );
    std::map<DetentionId, Ages> ages_between(const AgencyId& agency, Instant from, Instant to);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::detentions
