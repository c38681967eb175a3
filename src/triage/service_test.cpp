// SPDX-License-Identifier: MIT
#include "triage/service.hpp"

#include <doctest/doctest.h>

namespace waymark::triage {

namespace {

Service coventry() {
    Service service{.name = "Street triage", .area = "The city"};
    for (int weekday = 1; weekday <= 7; ++weekday) {
        service.hours.push_back({"team", weekday, 17 * 60, 26 * 60});
        service.hours.push_back({"line", weekday, 0, 24 * 60});
    }
    return service;
}

Instant moment(const char* text) {
    return *parse_iso8601(text);
}

const codes::CodeBook book{codes::shipped_codes()};
const Day today = *parse_day("2026-03-14");

std::string first_code(const std::vector<FieldProblem>& wrong) {
    return wrong.empty() ? "" : wrong.front().field + " " + wrong.front().code;
}

Member trained() {
    Member member{.id = {"m"}, .name = "A Person", .role = "officer"};
    member.trained_on = *parse_day("2026-01-01");
    member.trained_until = *parse_day("2026-12-31");
    return member;
}

Duty evening() {
    Duty duty{.member = {"m"}, .unit = {"u"}};
    duty.starts_at = moment("2026-03-14T17:00:00Z");
    duty.ends_at = moment("2026-03-15T02:00:00Z");
    return duty;
}

}  // namespace

TEST_CASE("hours that reach past midnight belong to the day they began on") {
    const auto service = coventry();
    CHECK(!is_open_at(service, "team", moment("2026-03-14T16:59:59Z")));
    CHECK(is_open_at(service, "team", moment("2026-03-14T17:00:00Z")));
    CHECK(is_open_at(service, "team", moment("2026-03-15T01:59:59Z")));
    CHECK(!is_open_at(service, "team", moment("2026-03-15T02:00:00Z")));
    CHECK(is_open_at(service, "line", moment("2026-03-15T02:00:00Z")));
    CHECK(!is_open_at(service, "desk", moment("2026-03-14T18:00:00Z")));
    const Day monday = *parse_day("2015-01-05");
    CHECK(common_hours(hours_on(service, "team", monday)) == "17:00-02:00");
    CHECK(common_hours(hours_on(service, "desk", monday)).empty());
}

TEST_CASE("hours are those that were in force on the day") {
    Service service{.name = "Street triage", .area = "The city", .starts_on = today};
    const auto change = parse_day("2026-03-16");  // A Monday.
    for (int weekday = 1; weekday <= 7; ++weekday) {
        service.hours.push_back({"team", weekday, 17 * 60, 26 * 60, {}, change});
        service.hours.push_back({"team", weekday, 12 * 60, 24 * 60, change, {}});
    }
    CHECK(problems_of(service, book, today).empty());
    CHECK(common_hours(hours_on(service, "team", *parse_day("2026-03-15"))) == "17:00-02:00");
    CHECK(common_hours(hours_on(service, "team", *change)) == "12:00-00:00");
    CHECK(!is_open_at(service, "team", moment("2026-03-15T13:00:00Z")));
    // Sunday's evening goes on into Monday by Sunday's hours.
    CHECK(is_open_at(service, "team", moment("2026-03-16T01:30:00Z")));
    CHECK(is_open_at(service, "team", moment("2026-03-16T13:00:00Z")));
    CHECK(!is_open_at(service, "team", moment("2026-03-17T01:30:00Z")));
    const auto next = shift_at(service, moment("2026-03-16T03:00:00Z"));
    REQUIRE(next);
    CHECK(next->starts_at == moment("2026-03-16T12:00:00Z"));

    service.hours.front().until = {};
    CHECK(first_code(problems_of(service, book, today)) == "/hours/0/from_minute overlap");
    service.hours.front().since = change;
    service.hours.front().until = change;
    CHECK(first_code(problems_of(service, book, today)) == "/hours/0/until order");
}

// Clocks go forward on 29 March 2026 at 01:00 UTC, and back on 25 October 2026 at 01:00 UTC.
TEST_CASE("hours are the clock's on the wall, summer time or not") {
    const auto service = coventry();
    CHECK(is_open_at(service, "team", moment("2026-07-01T16:00:00Z")));
    CHECK(!is_open_at(service, "team", moment("2026-07-01T15:59:00Z")));
    // That night has eight hours: 02:00 does not exist, and the shift ends when 03:00 begins.
    const auto spring = shift_at(service, moment("2026-03-28T20:00:00Z"));
    REQUIRE(spring);
    CHECK(spring->ends_at - spring->starts_at == std::chrono::hours{8});
    // And that one ten.
    const auto autumn = shift_at(service, moment("2026-10-24T20:00:00Z"));
    REQUIRE(autumn);
    CHECK(autumn->ends_at - autumn->starts_at == std::chrono::hours{10});
}

TEST_CASE("the shift is the present one, or else the next") {
    const auto service = coventry();
    CHECK(
        shift_at(service, moment("2026-03-14T12:00:00Z"))->starts_at ==
        moment("2026-03-14T17:00:00Z")
    );
    CHECK(
        shift_at(service, moment("2026-03-15T01:00:00Z"))->starts_at ==
        moment("2026-03-14T17:00:00Z")
    );
    CHECK(
        shift_at(service, moment("2026-03-15T02:00:00Z"))->starts_at ==
        moment("2026-03-15T17:00:00Z")
    );
    CHECK(!shift_at(Service{}, moment("2026-03-14T12:00:00Z")));
}

TEST_CASE("nobody is on duty untrained, twice, or while away") {
    auto duty = evening();
    CHECK(problems_of(duty, trained(), {}, book, today).empty());
    auto member = trained();
    member.trained_until = *parse_day("2026-03-14");
    CHECK(first_code(problems_of(duty, member, {}, book, today)) == "/member_id training_over");
    member.trained_on.reset();
    CHECK(first_code(problems_of(duty, member, {}, book, today)) == "/member_id untrained");
    auto other = evening();
    other.starts_at = moment("2026-03-15T01:00:00Z");
    other.ends_at = moment("2026-03-15T03:00:00Z");
    CHECK(first_code(problems_of(duty, trained(), {other}, book, today)) == "/member_id on_duty");
    other.kind = "leave";
    CHECK(first_code(problems_of(duty, trained(), {other}, book, today)) == "/member_id away");
    other.starts_at = duty.ends_at;
    other.ends_at = duty.ends_at + std::chrono::hours{1};
    CHECK(problems_of(duty, trained(), {other}, book, today).empty());
}

TEST_CASE("a duty names its unit, ends after it begins, and covers for somebody else") {
    auto duty = evening();
    duty.unit = {};
    CHECK(first_code(problems_of(duty, trained(), {}, book, today)) == "/unit_id required");
    duty = evening();
    duty.ends_at = duty.starts_at;
    CHECK(first_code(problems_of(duty, trained(), {}, book, today)) == "/ends_at order");
    duty = evening();
    duty.covers = duty.member;
    CHECK(first_code(problems_of(duty, trained(), {}, book, today)) == "/covers_id same");
    // Leave may be long, and needs neither unit nor training.
    duty = evening();
    duty.kind = "leave";
    duty.unit = {};
    duty.ends_at = duty.starts_at + std::chrono::days{14};
    CHECK(problems_of(duty, Member{}, {}, book, today).empty());
    // But not over a duty, nor twice.
    CHECK(
        first_code(problems_of(duty, trained(), {evening()}, book, today)) == "/member_id on_duty"
    );
    CHECK(first_code(problems_of(duty, trained(), {duty}, book, today)) == "/member_id away");
}

TEST_CASE("what is wrong with a service is named by field") {
    auto service = coventry();
    service.starts_on = {};
    CHECK(first_code(problems_of(service, book, today)) == "/starts_on required");
    service.starts_on = today;
    CHECK(problems_of(service, book, today).empty());
    service.hours.push_back({"team", 8, 0, 60});
    service.hours.push_back({"team", 1, 600, 600});
    service.hours.push_back({"team", 1, 17 * 60, 26 * 60});
    service.awareness_by = "March";
    service.contacts.push_back({"Crisis team", "", ""});
    std::vector<std::string> fields;
    for (const auto& one : problems_of(service, book, today))
        fields.push_back(one.field);
    CHECK(
        fields ==
        std::vector<std::string>{
            "/awareness_by",
            "/hours/0/from_minute",
            "/hours/14/weekday",
            "/hours/15/to_minute",
            "/hours/16/from_minute",
            "/contacts/0/phone"}
    );
}

}  // namespace waymark::triage
