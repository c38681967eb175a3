// SPDX-License-Identifier: MIT
#include "detentions/law.hpp"
#include "detentions/place.hpp"

#include <doctest/doctest.h>

namespace waymark::detentions {

namespace {

using std::chrono::minutes;

const Instant now = *parse_iso8601("2026-03-14T22:00:00Z");
const Day today = *parse_day("2026-03-14");

const codes::CodeBook& book() {
    static const codes::CodeBook shipped{codes::shipped_codes()};
    return shipped;
}

Place suite() {
    return {.id = {"p"}, .kind = "HBPOS", .name = "Maple suite", .capacity = 2};
}

Leg leg(int arrived_ago, std::optional<int> waited) {
    Leg one{.arrived_at = now - minutes{arrived_ago}};
    if (waited) one.taken_over_at = *one.arrived_at + minutes{*waited};
    return one;
}

}  // namespace

TEST_CASE("what is said of a place grows old") {
    const auto said = [&](int ago) {
        return on_board(
            suite(), {{.free = 1, .state = "open", .said_at = now - minutes{ago}}}, {}, {}, now
        );
    };
    CHECK_FALSE(said(120).is_old);
    CHECK(said(121).is_old);
    CHECK(on_board(suite(), {}, {}, {}, now).is_old);
}

TEST_CASE("the board counts who came since, who is there and who still waits") {
    const auto board = on_board(
        suite(),
        {{.free = 2, .state = "open", .said_at = now - minutes{60}},
         {.free = 0, .state = "closed", .said_at = now - minutes{600}}},
        {{now - minutes{300}, "full"},
         {now - minutes{100}, "intoxication"},
         {now - std::chrono::hours{30}, "full"}},
        {{leg(400, 35), false},
         {leg(90, 20), true},
         {leg(45, std::nullopt), true},
         {leg(30, std::nullopt), false}},
        now
    );
    CHECK(board.word->free == 2);
    REQUIRE(board.earlier.size() == 1);
    CHECK(board.refusals.front().reason == "full");
    CHECK(board.refusals.front().lately == 2);
    CHECK(board.refusals.front().last_day == 1);
    CHECK(board.here == 2);
    CHECK(board.came_since == 2);
    CHECK(board.waiting == 1);
    CHECK(board.waiting_since == now - minutes{45});
    CHECK(board.waits == 2);
    CHECK(board.median_wait == 28);  // 27.5, half up.
    CHECK(board.longest_wait == 35);
}

TEST_CASE("a place and what is said of it are held to their lists and limits") {
    CHECK(problems_of(suite(), std::nullopt, book(), today).empty());
    auto bad = suite();
    bad.kind = "PUB";
    bad.name = " ";
    bad.capacity = 101;
    bad.min_age = -1;
    CHECK(problems_of(bad, std::nullopt, book(), today).size() == 4);
    auto home = suite();
    home.kind = "PRIV_OWN";
    CHECK(problems_of(home, std::nullopt, book(), today).size() == 1);
    home.is_active = false;
    CHECK(problems_of(home, home, book(), today).empty());
    // What may no longer be chosen can still be taken out of use.
    CHECK(problems_of(bad, bad, book(), today).size() == 3);

    const auto wrong = [&](int free, const char* state) {
        const auto found = problems_of(Word{.free = free, .state = state}, suite(), book(), today);
        return found.empty() ? std::string{} : found.front().field;
    };
    CHECK(wrong(2, "open").empty());
    CHECK(wrong(3, "open") == "/free");
    CHECK(wrong(1, "closed") == "/free");
    CHECK(wrong(0, "closed").empty());
    CHECK(wrong(0, "") == "/state");
}

TEST_CASE("the way to each place is read from the entries, late additions included") {
    const auto used = now - minutes{300};
    const auto step = [&](int after, EntryForm what) {
        return Entry{.what = std::move(what), .at = used + minutes{after}};
    };
    const Detention one{.used_at = used};
    const auto legs = legs_of(
        one,
        {step(5, {.kind = Kind::ambulance_asked}),
         step(35, {.kind = Kind::set_off}),
         step(60, {.kind = Kind::arrived, .place_kind = "HBPOS", .place_name = "Maple suite"}),
         step(61, {.kind = Kind::brought, .conveyed_by = "police", .why_police_vehicle = "AMB_30"}),
         step(80, {.kind = Kind::stay_answered, .name = "Two officers", .is_yes = true}),
         step(100, {.kind = Kind::taken_over, .name = "Nurse in charge"}),
         step(110, {.kind = Kind::police_released}),
         step(200, {.kind = Kind::left}),
         step(220, {.kind = Kind::arrived, .place_kind = "ED", .conveyed_by = "ambulance"})}
    );
    REQUIRE(legs.size() == 2);
    CHECK(legs[0].conveyed_by == "police");
    CHECK(legs[0].why_police_vehicle == "AMB_30");
    CHECK(legs[0].stayed == "Two officers");
    CHECK(wait_at(legs[0]) == minutes{40});
    CHECK(legs[0].left_at == used + minutes{200});
    CHECK(legs[1].set_off_at == used + minutes{200});
    CHECK(legs[1].conveyed_by == "ambulance");
    CHECK_FALSE(wait_at(legs[1]));

    CHECK(legs_of(one, {}).empty());
    const Detention kept{
        .start = {.power = "s136", .manner = Manner::kept, .place_kind = "ED"}, .used_at = used};
    const auto stayed = legs_of(kept, {step(10, {.kind = Kind::police_released})});
    REQUIRE(stayed.size() == 1);
    CHECK(stayed[0].is_kept);
    CHECK(stayed[0].police_released_at == used + minutes{10});
    CHECK_FALSE(wait_at(stayed[0]));
}

TEST_CASE("a police vehicle and a police station each have a reason") {
    const Detention one{.start = {.power = "s136"}, .used_at = now - minutes{60}};
    const auto wrong = [&](EntryForm what) {
        const auto said =
            may_follow(one, {}, {.what = std::move(what), .at = now - minutes{5}}, 40, book(), now);
        return said ? std::string{} : said.problem().fields.front().field;
    };
    EntryForm to{.kind = Kind::arrived, .place_kind = "HBPOS", .place_name = "Maple suite"};
    CHECK(wrong(to).empty());
    to.conveyed_by = "police";
    CHECK(wrong(to) == "/why_police_vehicle");
    to.why_police_vehicle = "AMB_NOTREQ";
    CHECK(wrong(to).empty());
    to.conveyed_by = "ambulance";
    CHECK(wrong(to) == "/why_police_vehicle");
    to.why_police_vehicle.clear();
    to.conveyed_by = "broomstick";
    CHECK(wrong(to) == "/conveyed_by");
    to.conveyed_by.clear();
    to.why_police_station = "ARRESTED";
    CHECK(wrong(to) == "/why_police_station");
    CHECK(wrong({.kind = Kind::brought}) == "/conveyed_by");
    CHECK(wrong({.kind = Kind::stay_answered, .is_yes = true}) == "/name");
    // Nobody takes over before anybody came.
    CHECK(wrong({.kind = Kind::taken_over, .name = "Nurse"}) == "/kind");
    CHECK(wrong({.kind = Kind::set_off}).empty());
}

}  // namespace waymark::detentions
