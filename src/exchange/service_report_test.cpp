// SPDX-License-Identifier: MIT
#include "exchange/import_store.hpp"
#include "exchange/imports.hpp"
#include "exchange/service_report.hpp"
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::exchange {

namespace {

using testing::Partnership;

/// Invented visits of a crisis team: one without an arrival, one that left before it came, and one
/// that met nobody.
constexpr const char* visits =
    "No;Asked;Sent;There;Gone;How it ended;Met\r\n"
    "1;02/03/2026 10:00;02/03/2026 10:05;02/03/2026 10:20;02/03/2026 10:50;At home;Yes\r\n"
    "2;02/03/2026 11:00;02/03/2026 11:10;02/03/2026 11:40;02/03/2026 12:40;Hospital;Yes\r\n"
    "3;02/03/2026 12:00;02/03/2026 12:20;02/03/2026 00:00;02/03/2026 13:00;At home;Yes\r\n"
    "4;02/03/2026 13:00;02/03/2026 13:05;02/03/2026 13:35;02/03/2026 13:30;At home;Yes\r\n"
    "5;02/04/2026 13:00;02/04/2026 13:05;02/04/2026 13:35;02/04/2026 13:40;At home;Yes\r\n"
    "6;03/03/2026 10:00;;;;At home;Not found\r\n";

Mapping visit_mapping() {
    Mapping mapping;
    mapping.columns = {
        {"source_key", "No"},
        {"received_at", "Asked"},
        {"dispatch_at", "Sent"},
        {"arrival_at", "There"},
        {"departure_at", "Gone"},
        {"outcome", "How it ended"},
        {"unmet_outcome", "Met"}};
    mapping.codes["outcome"] = {
        {"At home", "attended_resolved"}, {"Hospital", "emergency_department"}};
    mapping.codes["unmet_outcome"] = {{"Not found", "no_trace"}, {"Yes", ""}};
    mapping.defaults = {
        {"source", "crisis_team"},
        {"place_type", "unknown"},
        {"opening_category", "CONCERN_FOR_SAFETY"}};
    return mapping;
}

}  // namespace

TEST_CASE("a crisis team's own records are counted in the report, with what was wrong in the file"
) {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto caller = them.caller("analyst");
        SeededRandom random{1};
        const sharing::Workplace place{them.database(), random};
        const codes::CodeBook book{codes::shipped_codes()};
        const auto later = *parse_iso8601("2026-05-01T12:00:00Z");
        const auto table = read_table(visits);
        REQUIRE(table);
        const auto mapping = visit_mapping();
        const auto imported = import_incidents(
            {place, caller, later, book}, {"visits.csv", "hash", *table, mapping}, false
        );
        REQUIRE(imported);
        CHECK(imported->rows_stored == 6);
        const auto report = sharing::consult(place, caller, later, book, [](sharing::Act& act) {
            return triage_report(act, {*parse_day("2026-03-01"), *parse_day("2026-03-31")});
        });
        REQUIRE(report);
        CHECK(report->contacts == 5);
        const auto& figures = report->report;
        // Whoever was not found stayed nowhere.
        CHECK(figures.find("stayed_in_community")->numerator == 3);
        CHECK(figures.find("stayed_in_community")->denominator == 4);
        CHECK(figures.find("to_emergency_department")->value == 25);
        CHECK(figures.find("minutes_to_accept")->value == 7.5);
        // Of the third nobody noted the arrival; the fourth left before it came.
        CHECK(figures.find("minutes_to_scene")->numerator == 3);
        CHECK(figures.find("minutes_at_scene")->numerator == 2);
        CHECK(figures.find("minutes_at_scene")->value == 45);
        CHECK(!figures.find("male")->is_recorded);
        CHECK(!figures.find("kpi3_target")->is_recorded);
        std::map<std::string, std::int64_t> problems;
        for (const auto& problem : report->problems) {
            CHECK(problem.source == "visits.csv");
            problems[problem.says.substr(0, 12)] = problem.count;
        }
        CHECK(problems["A time is ex"] == 1);
        CHECK(problems["A time comes"] == 1);
    }
}

}  // namespace waymark::exchange
