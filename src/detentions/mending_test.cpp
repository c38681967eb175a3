// SPDX-License-Identifier: MIT
#include "detentions/findings.hpp"

#include <doctest/doctest.h>

// What was entered wrongly, late or not at all can be mended, and every clock follows.

namespace waymark::detentions {

namespace {

using enum Kind;
using std::chrono::hours;
using std::chrono::minutes;

const codes::CodeBook book{codes::shipped_codes()};
const Instant used = *parse_iso8601("2026-03-14T20:00:37Z");
const Instant now = used + hours{48};

Detention removed() {
    Detention one{.id = {"d"}, .used_at = used};
    one.start.power = "s136";
    return one;
}

Entry entry(const char* id, Instant at, EntryForm what) {
    return {.id = id, .what = std::move(what), .at = at};
}

EntryForm at_place(const char* kind) {
    return {.kind = arrived, .place_kind = kind, .place_name = kind};
}

bool may(const Detention& one, const std::vector<Entry>& entered, const Entry& next) {
    return static_cast<bool>(may_follow(one, entered, next, 30, book, now));
}

}  // namespace

TEST_CASE("the time of the beginning is corrected like any other") {
    auto kept = removed();
    kept.start.manner = Manner::kept;
    kept.start.place_kind = "ED";
    Entry correction = entry("c", used - hours{2}, {});
    correction.corrects_id = "d";
    CHECK_FALSE(may_correct(kept, {}, correction, now));
    correction.what.text = "Decided two hours before it was written.";
    CHECK(may_correct(kept, {}, correction, now));
    const auto mended = with_corrected_start(kept, {correction});
    CHECK(standing_of(mended, as_corrected({correction})).expires_at == used + hours{22});

    // Not after what followed from it.
    const auto there = entry("1", used + hours{1}, at_place("HBPOS"));
    correction.at = used + hours{2};
    CHECK_FALSE(may_correct(removed(), {there}, correction, now));
    // Typed times have no seconds.
    CHECK(may(removed(), {}, entry("1", floor<minutes>(used), at_place("HBPOS"))));
}

TEST_CASE("a place that was forgotten is put in afterwards, and the clock follows") {
    std::vector<Entry> entered{entry("1", used + hours{3}, at_place("HBPOS"))};
    CHECK(standing_of(removed(), entered).began_at == used + hours{3});
    const auto before = entry("2", used + minutes{30}, at_place("ED"));
    REQUIRE(may(removed(), entered, before));
    entered.push_back(before);
    const auto left_it = entry("3", used + hours{2}, {.kind = left});
    CHECK(may(removed(), entered, left_it));
    const auto standing = standing_of(removed(), as_corrected(entered));
    CHECK(standing.began_at == used + minutes{30});
    CHECK(standing.place_kind == "HBPOS");
}

TEST_CASE("an end entered by mistake is taken back, with a reason") {
    const std::vector<Entry> entered{
        entry("1", used + hours{1}, at_place("HBPOS")),
        entry("2", used + hours{2}, {.kind = ended, .code = "DISCH_GP"})};
    CHECK_FALSE(may(removed(), entered, entry("3", used + hours{3}, {.kind = resumed})));
    const auto back = entry("3", used + hours{3}, {.kind = resumed, .text = "Another person."});
    REQUIRE(may(removed(), entered, back));
    auto all = entered;
    all.push_back(back);
    const auto standing = standing_of(removed(), all);
    CHECK(standing.is_open);
    CHECK(standing.expires_at == used + hours{25});
    CHECK_FALSE(may(removed(), all, back));
    // What was forgotten before the end is still put in.
    CHECK(may(removed(), entered, entry("4", used + minutes{90}, {.kind = rights_told})));
}

TEST_CASE("where they were then decides who must approve an extension") {
    auto station = at_place("POLICE");
    station.why_police_station = "ARRESTED";
    station.approved_rank = "inspector";
    station.approved_by = "On call";
    station.text = "Why";
    const std::vector<Entry> entered{
        entry("1", used + hours{1}, station), entry("2", used + hours{6}, at_place("HBPOS"))};
    EntryForm longer{
        .kind = extended, .role = "doctor_s12", .name = "D", .code = "unwell", .minutes = 60};
    CHECK_FALSE(may(removed(), entered, entry("3", used + hours{5}, longer)));
    CHECK(may(removed(), entered, entry("3", used + hours{7}, longer)));
    longer.approved_rank = "superintendent";
    longer.approved_by = "On call";
    CHECK(may(removed(), entered, entry("3", used + hours{5}, longer)));
}

TEST_CASE("the handover of each place counts by itself") {
    const auto state = [&](std::vector<Entry> entered) {
        for (const auto& one : findings_of(removed(), entered, 40, book, used + hours{8}))
            if (one.rule_id == "HANDOVER") return one.state;
        return State::told;
    };
    const EntryForm there{.kind = Kind::arrived, .place_kind = "HBPOS", .place_name = "Maple"};
    const EntryForm next{.kind = Kind::arrived, .place_kind = "ED", .place_name = "City"};
    const EntryForm released{.kind = Kind::police_released};
    const auto arrived = entry("1", used + hours{1}, there);
    // Released after three hours, then moved by staff: the first place was late, whatever follows.
    CHECK(
        state({arrived, entry("2", used + hours{4}, released), entry("3", used + hours{5}, next)}
        ) == State::broken
    );
    // Released in time, and moved by staff: nobody of the police is at the second.
    CHECK(
        state({arrived, entry("2", used + minutes{90}, released), entry("3", used + hours{3}, next)}
        ) == State::kept
    );
    // Police took them on within the hour, and are still there long after.
    CHECK(state({arrived, entry("3", used + minutes{100}, next)}) == State::broken);
    CHECK(
        state(
            {arrived,
             entry("3", used + minutes{100}, next),
             entry("4", used + minutes{130}, released)}
        ) == State::kept
    );
}

TEST_CASE("two assess together, and nothing is extended once they have ended") {
    std::vector<Entry> entered{
        entry(
            "1", used + hours{1}, {.kind = Kind::arrived, .place_kind = "HBPOS", .place_name = "M"}
        ),
        entry(
            "2",
            used + hours{3},
            {.kind = Kind::assessment_began, .role = "doctor_s12", .name = "D"}
        )};
    const EntryForm second{.kind = Kind::assessment_began, .role = "amhp", .name = "A"};
    CHECK(may(removed(), entered, entry("3", used + hours{4}, second)));
    entered.push_back(entry("3", used + hours{4}, second));
    CHECK(standing_of(removed(), as_corrected(entered)).assessment_began_at == used + hours{3});
    CHECK_FALSE(
        may(removed(), entered, entry("4", used + hours{5}, {.kind = Kind::assessment_ended}))
    );
    const EntryForm over{.kind = Kind::assessment_ended, .role = "amhp", .name = "A"};
    CHECK(may(removed(), entered, entry("4", used + hours{5}, over)));
    EntryForm longer{.kind = Kind::extended, .role = "doctor", .name = "D", .code = "unwell"};
    longer.minutes = 60;
    const bool before =
        static_cast<bool>(may(removed(), entered, entry("5", used + hours{6}, longer)));
    entered.push_back(entry("4", used + hours{5}, over));
    CHECK(before);
    CHECK_FALSE(may(removed(), entered, entry("5", used + hours{6}, longer)));
    // The other professional comes late: the assessment goes on, and so may the time.
    CHECK(may(removed(), entered, entry("5", used + hours{6}, second)));
    entered.push_back(entry("5", used + hours{6}, second));
    CHECK(may(removed(), entered, entry("6", used + hours{7}, longer)));
}

TEST_CASE("nobody is kept in a home under section 136, nor anywhere without who agreed") {
    Start start{
        .power = "s136",
        .person = {"01a00000-0000-7000-8000-000000000001"},
        .manner = Manner::kept,
        .place_type = "communal_area",
        .place_kind = "PRIV_OWN",
        .place_name = "Home",
        .reason = "R",
        .is_mental_disorder = true,
        .is_immediate_need = true,
        .is_consulted = false,
        .not_consulted_why = "W",
        .agreement = "manager",
        .agreed_by = "They did"};
    const auto day = to_london(used).day;
    // A manager has no say in a home.
    CHECK(problems_of(start, book, day).front().field == "/agreement");
    start.agreement = "own_alone";
    REQUIRE(problems_of(start, book, day).size() == 1);
    CHECK(problems_of(start, book, day).front().code == "dwelling");
    start.agreement = "manager";
    start.place_kind = "OTHER";
    CHECK(problems_of(start, book, day).empty());
    start.agreed_by.clear();
    CHECK(problems_of(start, book, day).front().field == "/agreed_by");
}

TEST_CASE("before December 2017 the time was 72 hours") {
    CHECK(permitted_on(*parse_day("2015-01-31")) == hours{72});
    CHECK(permitted_on(*parse_day("2017-12-10")) == hours{72});
    CHECK(permitted_on(*parse_day("2017-12-11")) == hours{24});
}

}  // namespace waymark::detentions
