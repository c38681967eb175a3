// SPDX-License-Identifier: MIT
#include "ledger/ledger.hpp"

#include <doctest/doctest.h>

namespace waymark::ledger {

namespace {

const Instant ten = *parse_iso8601("2026-03-14T22:00:00Z");

Instant at(int minutes) {
    return ten + std::chrono::minutes{minutes};
}

int minutes_of(const Ledger& ledger, Stage stage) {
    for (const auto& one : ledger.by_stage)
        if (one.stage == stage) return one.minutes;
    return 0;
}

int sum_of(const Ledger& ledger) {
    int sum = 0;
    for (const auto& one : ledger.by_stage)
        sum += one.minutes;
    return sum;
}

/// Asked for at 20, came at 50, off at 55, there at 75, taken over at 115, released at 120.
Way by_ambulance() {
    return {
        .person = {"p"},
        .begun = at(18),
        .ambulance_asked = at(20),
        .ambulance_came = at(50),
        .set_off = at(55),
        .arrived = at(75),
        .taken_over = at(115),
        .released = at(120)};
}

}  // namespace

TEST_CASE("the time of police falls into stages, each minute once") {
    const auto ledger =
        work_out({{.set_out = at(0), .came = at(12), .ended = at(125)}}, {by_ambulance()});
    CHECK(minutes_of(ledger, Stage::travel) == 12);
    CHECK(minutes_of(ledger, Stage::scene) == 8 + 5);
    CHECK(ledger.by_stage.front().stage == Stage::travel);
    CHECK(minutes_of(ledger, Stage::waiting_for_ambulance) == 30);
    CHECK(minutes_of(ledger, Stage::conveying) == 20);
    CHECK(minutes_of(ledger, Stage::waiting_at_place) == 40);
    CHECK(minutes_of(ledger, Stage::handover) == 5);
    CHECK(ledger.total == 120);
    CHECK_FALSE(ledger.is_going_on);
    CHECK(ledger.unknown.empty());
}

TEST_CASE("who used a power before the team came was at the scene too") {
    const auto ledger = work_out({}, {by_ambulance()});
    CHECK(minutes_of(ledger, Stage::scene) == 2 + 5);
    CHECK(ledger.total == 120 - 18);
}

TEST_CASE("two people at once take the time of police once") {
    auto other = by_ambulance();
    other.person = {"q"};
    other.released = at(140);
    const auto ledger = work_out({{.came = at(12)}}, {by_ambulance(), other});
    CHECK(minutes_of(ledger, Stage::conveying) == 20);
    CHECK(minutes_of(ledger, Stage::handover) == 25);
    CHECK(ledger.total == 140 - 12);
    CHECK(sum_of(ledger) == ledger.total);
}

TEST_CASE("what goes on is shown and not yet counted") {
    const auto ledger = work_out({{.set_out = at(0), .came = at(12)}}, {});
    REQUIRE(ledger.spells.size() == 2);
    CHECK(ledger.spells.back().is_going_on);
    CHECK(ledger.is_going_on);
    CHECK(ledger.total == 12);
}

TEST_CASE("an end that nobody wrote is said to be missing, not guessed") {
    auto way = by_ambulance();
    way.released.reset();
    way.is_over = true;
    const auto ledger = work_out({}, {way});
    CHECK_FALSE(ledger.is_going_on);
    REQUIRE(ledger.unknown.size() == 1);
    CHECK(minutes_of(ledger, Stage::handover) == 0);
}

TEST_CASE("without a time of setting off the way counts as scene, and that is said") {
    auto way = by_ambulance();
    way.set_off.reset();
    const auto ledger = work_out({{.came = at(12), .ended = at(125)}}, {way});
    CHECK(minutes_of(ledger, Stage::conveying) == 0);
    CHECK(minutes_of(ledger, Stage::scene) == 8 + 25);
    CHECK(ledger.unknown.size() == 1);
    CHECK(ledger.total == 120 - 12);
}

TEST_CASE("times out of order are told and not counted") {
    auto way = by_ambulance();
    way.arrived = at(54);
    const auto ledger = work_out({}, {way});
    CHECK(minutes_of(ledger, Stage::conveying) == 0);
    CHECK_FALSE(ledger.unknown.empty());
}

TEST_CASE("whom an ambulance took without police costs police the wait alone") {
    auto way = by_ambulance();
    way.begun.reset();
    way.are_police_with_them = false;
    const auto ledger = work_out({{.came = at(12), .ended = at(60)}}, {way});
    CHECK(minutes_of(ledger, Stage::waiting_for_ambulance) == 30);
    CHECK(minutes_of(ledger, Stage::scene) == 8 + 10);
    CHECK(minutes_of(ledger, Stage::conveying) == 0);
    CHECK(ledger.total == 48);
}

TEST_CASE("an ambulance that came at once, or before it was asked for, is no wait") {
    for (const int came : {20, 19}) {
        auto way = by_ambulance();
        way.ambulance_came = at(came);
        const auto ledger = work_out({{.came = at(12), .ended = at(125)}}, {way});
        CHECK(minutes_of(ledger, Stage::waiting_for_ambulance) == 0);
        CHECK(minutes_of(ledger, Stage::scene) == 55 - 12);
        CHECK(ledger.unknown.empty() == (came == 20));
    }
}

TEST_CASE("the wait for an ambulance counts from when police were there") {
    auto way = by_ambulance();
    way.begun.reset();
    way.ambulance_asked = at(5);
    const auto ledger = work_out({{.set_out = at(0), .came = at(12), .ended = at(125)}}, {way});
    CHECK(minutes_of(ledger, Stage::waiting_for_ambulance) == 50 - 12);
    CHECK(minutes_of(ledger, Stage::scene) == 5);
    CHECK(ledger.total == 120);
    CHECK(sum_of(ledger) == 120);

    // Cleared while it was still waited for: nobody of the police waited on.
    way.are_police_with_them = false;
    const auto left = work_out({{.came = at(12), .ended = at(30)}}, {way});
    CHECK(minutes_of(left, Stage::waiting_for_ambulance) == 18);
    CHECK(left.total == 18);
}

TEST_CASE("a wait at which nobody is known to have been is said to be unknown") {
    Way way{
        .ambulance_asked = at(0), .ambulance_came = at(40), .set_off = at(41), .arrived = at(60)};
    way.released = at(60);
    const auto ledger = work_out({}, {way});
    CHECK(minutes_of(ledger, Stage::waiting_for_ambulance) == 0);
    CHECK(ledger.unknown.size() == 1);
}

TEST_CASE("two waits that overlap are waited once") {
    auto other = by_ambulance();
    other.ambulance_asked = at(30);
    other.ambulance_came = at(52);
    const auto ledger = work_out({{.came = at(12)}}, {by_ambulance(), other});
    CHECK(minutes_of(ledger, Stage::waiting_for_ambulance) == 32);
    CHECK(sum_of(ledger) == ledger.total);
}

TEST_CASE("who used the power was there whatever the team did") {
    Way way{.begun = at(60), .set_off = at(90), .arrived = at(100), .released = at(100)};
    const auto earlier = work_out({{.came = at(0), .ended = at(10)}}, {way});
    CHECK(minutes_of(earlier, Stage::scene) == 10 + 30);
    way.begun = at(2);
    const auto before = work_out({{.came = at(12), .ended = at(95)}}, {way});
    CHECK(minutes_of(before, Stage::scene) == 88);
    CHECK(before.total == 98);
    way.set_off.reset();
    const auto late = work_out({{.came = at(200), .ended = at(210)}}, {way});
    CHECK(minutes_of(late, Stage::scene) == 98 + 10);
    CHECK(late.unknown.size() == 1);
}

TEST_CASE("that one was taken away does not end the scene for the other") {
    Way first{.begun = at(14), .set_off = at(30), .arrived = at(40), .released = at(50)};
    Way second{.begun = at(16), .set_off = at(80), .arrived = at(90), .released = at(120)};
    const auto ledger = work_out({{.came = at(12)}, {.came = at(14)}}, {first, second});
    CHECK(ledger.total == 108);
    CHECK(minutes_of(ledger, Stage::scene) == 18 + 30);
    CHECK(minutes_of(ledger, Stage::waiting_at_place) == 10 + 30);
    CHECK_FALSE(ledger.is_going_on);
}

TEST_CASE("a stage that took no time is known to have taken none") {
    auto way = by_ambulance();
    way.taken_over = at(75);
    const auto ledger = work_out({}, {way});
    const auto waited =
        std::ranges::find(ledger.by_stage, Stage::waiting_at_place, &Minutes::stage);
    REQUIRE(waited != ledger.by_stage.end());
    CHECK(waited->minutes == 0);
    way.ambulance_came = way.ambulance_asked;
    const auto at_once = work_out({}, {way});
    CHECK(std::ranges::count(at_once.by_stage, Stage::waiting_for_ambulance, &Minutes::stage) == 1);
}

TEST_CASE("the hour that comes twice in October is an hour like any other") {
    // 01:30 summer time to 01:30 winter time.
    const auto ledger = work_out(
        {{.set_out = parse_iso8601("2026-10-25T00:30:00Z"),
          .came = parse_iso8601("2026-10-25T01:30:00Z")}},
        {}
    );
    CHECK(minutes_of(ledger, Stage::travel) == 60);
}

}  // namespace waymark::ledger
