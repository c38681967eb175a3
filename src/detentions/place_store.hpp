// SPDX-License-Identifier: MIT
#pragma once

#include "detentions/place.hpp"
#include "store/transaction.hpp"

namespace waymark::detentions {

/// Places of safety as rows. Private to this module. They hold nobody's record, so no grant is
/// asked for.
class PlaceStore {
public:
    explicit PlaceStore(store::Transaction& transaction) : transaction_{transaction} {}

    std::optional<Place> find(const PlaceId& id);
    /// In the order of their names; those no longer in use last.
    std::vector<Place> all();
    /// False when its agency has one of this name already.
    bool insert(const Place& place);
    /// False when someone else was first, or the name is taken.
    bool update(const Place& place);

    void insert(const PlaceId& place, const Word& word, const UserId& by);
    /// What was said of it last, at most this many.
    std::vector<Word> said(const PlaceId& place, int at_most);

    /// Those since, as corrected, of all agencies, without a person or an incident.
    std::vector<Refusal> refusals(const PlaceId& place, Instant since);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::detentions
