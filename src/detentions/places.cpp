// SPDX-License-Identifier: MIT
#include "detentions/places.hpp"

#include "detentions/detention_store.hpp"
#include "detentions/place_store.hpp"

namespace waymark::detentions {

namespace {

using sharing::Act;
using sharing::Event;
using sharing::Permission;

constexpr const char* object_kind = "safety_place";
constexpr int words_shown = 10;

/// Who is held longest under the law began this long before; they may still be somewhere.
constexpr auto held_at_most = std::chrono::hours{36};

struct Placed {
    PlaceId place;
    Stay stay;
};

std::vector<Placed> stays(Act& act) {
    DetentionStore store{act.transaction};
    std::vector<Placed> found;
    const auto since = act.now - board_terms().looks_back - held_at_most;
    for (const auto& kept : store.all_held_or_since(since)) {
        const auto entered = store.entries(kept.id);
        const auto one = with_corrected_start(kept, entered);
        const auto steps = as_corrected(entered);
        const bool is_at_place = standing_of(one, steps).is_at_place && one.is_open;
        auto legs = legs_of(one, steps);
        for (auto& leg : legs) {
            const bool is_last = &leg == &legs.back();
            if (!leg.place.empty() && leg.arrived_at)
                found.push_back({leg.place, {leg, is_at_place && is_last}});
        }
    }
    return found;
}

OnBoard shown(Act& act, Place place, const std::vector<Placed>& all) {
    PlaceStore store{act.transaction};
    std::vector<Stay> here;
    for (const auto& one : all)
        if (one.place == place.id) here.push_back(one.stay);
    auto said = store.said(place.id, words_shown);
    auto refusals = store.refusals(place.id, act.now - board_terms().looks_back);
    return on_board(std::move(place), std::move(said), std::move(refusals), here, act.now);
}

Problem no_place() {
    return not_found("safety_place.not_found", "There is no such place of safety.");
}

Problem not_own() {
    return forbidden(
        "safety_place.not_own", "Only the agency that runs this place can say how it is there."
    );
}

}  // namespace

Result<std::vector<OnBoard>> board(Act& act) {
    const auto leave =
        sharing::admit_to(act, Permission::see_places, Event::consultation, object_kind);
    if (!leave) return leave.problem();
    const auto all = stays(act);
    std::vector<OnBoard> found;
    for (auto& place : PlaceStore{act.transaction}.all())
        found.push_back(shown(act, std::move(place), all));
    return found;
}

Result<OnBoard> keep_place(Act& act, Place place) {
    const auto leave =
        sharing::admit_to(act, Permission::manage_places, Event::administration, object_kind);
    if (!leave) return leave.problem();
    PlaceStore store{act.transaction};
    const bool is_new = place.id.empty();
    if (!is_new) {
        const auto before = store.find(place.id);
        if (!before) return no_place();
        if (before->agency != act.caller.agency) return not_own();
        if (before->revision != place.revision)
            return stale(
                "safety_place.changed", "Someone else has just changed this. Load it again."
            );
    }
    place.agency = act.caller.agency;
    auto wrong = problems_of(place, act.codes, to_london(act.now).day);
    if (is_new) place.id = {act.new_id()};
    if (wrong.empty() && !(is_new ? store.insert(place) : store.update(place)))
        wrong.push_back({"/name", "taken", "Your agency has a place of this name already."});
    if (!wrong.empty())
        return invalid("safety_place.invalid", "The place cannot be kept.", std::move(wrong));
    act.changed(object_kind, place.id.text, is_new ? "added" : "changed");
    return shown(act, *store.find(place.id), stays(act));
}

Result<OnBoard> say_of_place(Act& act, const PlaceId& id, Word word) {
    const auto leave =
        sharing::admit_to(act, Permission::report_place, Event::alteration, object_kind);
    if (!leave) return leave.problem();
    PlaceStore store{act.transaction};
    auto place = store.find(id);
    if (!place) return no_place();
    if (place->agency != act.caller.agency) return not_own();
    auto wrong = problems_of(word, *place, act.codes, to_london(act.now).day);
    if (!wrong.empty())
        return invalid("safety_place.invalid", "This cannot be kept.", std::move(wrong));
    word.said_at = act.now;
    store.insert(id, word, act.caller.user);
    act.changed(object_kind, id.text, "said");
    return shown(act, std::move(*place), stays(act));
}

}  // namespace waymark::detentions
