// SPDX-License-Identifier: MIT
#include "detentions/places.hpp"

#include "detentions/detention_store.hpp"
#include "detentions/place_store.hpp"
#include "sharing/agencies.hpp"

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
        const auto legs = legs_of(one, steps);
        // From the last: a way onwards may have been asked for and not begun.
        bool is_last = true;
        for (auto leg = legs.rbegin(); leg != legs.rend(); ++leg) {
            if (!leg->arrived_at) continue;
            if (!leg->place.empty()) found.push_back({leg->place, {*leg, is_at_place && is_last}});
            is_last = false;
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
    const auto refusals = store.refusals(place.id, act.now - board_terms().looks_back);
    return on_board(std::move(place), std::move(said), refusals, here, act.now);
}

/// The board is everybody's.
void tell_everybody(Act& act, const PlaceId& id, const char* what) {
    for (const auto& agency : sharing::list_agencies(act))
        act.changed_for(agency.id, object_kind, id.text, what);
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
    const auto before = store.find(place.id);
    if (!is_new) {
        if (!before) return no_place();
        if (before->agency != act.caller.agency) return not_own();
        if (before->revision != place.revision)
            return stale(
                "safety_place.changed", "Someone else has just changed this. Load it again."
            );
    }
    place.agency = act.caller.agency;
    auto wrong = problems_of(place, before, act.codes, to_london(act.now).day);
    if (is_new) place.id = {act.new_id()};
    if (wrong.empty() && !(is_new ? store.insert(place) : store.update(place)))
        wrong.push_back({"/name", "taken", "Your agency has a place of this name already."});
    if (!wrong.empty())
        return invalid("safety_place.invalid", "The place cannot be kept.", std::move(wrong));
    tell_everybody(act, place.id, is_new ? "added" : "changed");
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
    const auto last = store.said(id, 1);
    const bool is_on_top =
        word.said_at == Instant{} || last.empty() || word.said_at >= last.front().said_at;
    if (!is_on_top)
        return stale(
            "safety_place.said", "Someone else has just said how it is there. Look at that first."
        );
    word.said_at = act.now;
    store.insert(id, word, act.caller.user);
    tell_everybody(act, id, "said");
    return shown(act, std::move(*place), stays(act));
}

}  // namespace waymark::detentions
