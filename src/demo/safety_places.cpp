// SPDX-License-Identifier: MIT
#include "demo/safety_places.hpp"

#include "demo/value_of.hpp"
#include "sharing/sharing.hpp"

namespace waymark::demo {

namespace {

using detentions::Place;
using detentions::Word;
using sharing::Act;
using sharing::Role;
using std::chrono::minutes;

struct Shown {
    Place place;
    Word word;
    minutes said_ago;
};

const Shown shown[] = {
    {{.kind = "HBPOS",
      .name = "Maple suite",
      .address = "Heath Road hospital, entrance C",
      .phone = "01632 960111",
      .capacity = 2},
     {.free = 1, .state = "open"},
     minutes{35}},
    {{.kind = "HBPOS",
      .name = "Birch suite",
      .address = "Heath Road hospital, entrance D",
      .phone = "01632 960112",
      .capacity = 1},
     {.free = 0, .state = "open", .note = "Expects to have room by midnight"},
     minutes{20}},
    {{.kind = "HBPOS",
      .name = "Rowan suite",
      .address = "Children's centre, Mill Lane",
      .phone = "01632 960113",
      .capacity = 1,
      .note = "Under 18 only"},
     {.free = 1, .state = "call_first"},
     minutes{260}},
};

}  // namespace

SafetyPlaces add_safety_places(
    store::Database& database, const Founded& founded, Instant now, Random& random
) {
    const codes::CodeBook book{codes::shipped_codes()};
    const sharing::Workplace place{database, random};
    const auto as = [&](const char* user, Role role) {
        return sharing::Caller{founded.users.at(user), founded.trust, {role}};
    };
    const auto by = [&](const sharing::Caller& caller, Instant at, auto work) {
        return value_of(sharing::change(place, caller, at, book, work)).place.id;
    };
    std::vector<detentions::PlaceId> ids;
    for (const auto& one : shown) {
        const auto said_at = now - one.said_ago;
        ids.push_back(by(as("nhs-admin", Role::administrator), said_at, [&](Act& act) {
            return detentions::keep_place(act, one.place);
        }));
        (void)by(as("nurse", Role::triage_clinician), said_at, [&](Act& act) {
            return detentions::say_of_place(act, ids.back(), one.word);
        });
    }
    return {ids[0], ids[1]};
}

}  // namespace waymark::demo
