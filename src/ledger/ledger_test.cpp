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
