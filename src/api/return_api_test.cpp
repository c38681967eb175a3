// SPDX-License-Identifier: MIT
#include "returns/returns.hpp"
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::api {

namespace {

using std::chrono::minutes;
using testing::at;
using testing::noon;
using testing::Partnership;

/// A detention on the day of the tests, 14 March 2026, which is in the year from April 2025.
std::string a_detention(Partnership& them, const char* given) {
    return them.a_detention(them.an_incident(), given);
}

Response enter(Partnership& them, const std::string& id, int revision, const char* body) {
    Partnership::now += minutes{5};
    return them.call(
        "triage_officer",
        "POST",
        "/detentions/" + id + "/entries",
        body,
        {{"if-match", "\"" + std::to_string(revision) + "\""}}
    );
}

Response make(Partnership& them, const char* body, const char* as = "analyst") {
    return them.call(as, "POST", "/returns", body);
}

constexpr const char* the_year = R"({"kind":"england","from":"2025-04-01"})";

}  // namespace

TEST_CASE("a return is made, made again after a correction, and says what changed") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto first = a_detention(them, "Amara");
        const auto made = make(them, the_year);
        REQUIRE_MESSAGE(made.status == 201, made.body);
        CHECK(at(made, "/number") == "1");
        CHECK(at(made, "/row_count") == "1");
        CHECK(at(made, "/period/to") == "2026-03-31");
        CHECK(at(made, "/is_early") == "true");
        const auto show = [&](const Response& version) {
            return them.call("analyst", "GET", "/returns/" + at(version, "/id"));
        };
        CHECK(at(show(made), "/earlier") == "null");
        CHECK(show(made).body.find("Amara") == std::string::npos);

        CHECK(
            enter(
                them,
                first,
                1,
                R"({"kind":"arrived","place_kind":"ED","place_name":"City","conveyed_by":"ambulance"})"
            )
                .status == 201
        );
        (void)a_detention(them, "Second");
        const auto again =
            make(them, R"({"kind":"england","from":"2025-04-01","note":"After corrections"})");
        CHECK(at(again, "/number") == "2");
        const auto second = show(again);
        CHECK(at(second, "/earlier/number") == "1");
        CHECK(at(second, "/change_count") == "2");
        CHECK(at(second, "/changes/0/difference") == "changed");
        CHECK(at(second, "/changes/0/fields/0/before") == "Not recorded");
        CHECK(at(second, "/changes/0/fields/0/after") == "Accident and emergency");
        CHECK(at(second, "/changes/1/difference") == "added");

        // The first version is as it was.
        const auto kept = show(made);
        CHECK(at(kept, "/version/row_count") == "1");
        CHECK(at(kept, "/tables/0/rows/0/title") == "Under 11");
        CHECK(at(them.call("analyst", "GET", "/returns"), "/versions/0/number") == "2");
        Partnership::now = noon;
    }
}

TEST_CASE("a return counts by the beginning as corrected, by London's clocks, however late") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = a_detention(them, "Amara");
        int revision = 0;
        const auto correct = [&](const char* to) {
            const auto corrected = them.call(
                "triage_officer",
                "POST",
                "/detentions/" + id + "/corrections",
                R"({"entry_id":")" + id + R"(","at":")" + to + R"(","reason":"Misread"})",
                {{"if-match", "\"" + std::to_string(++revision) + "\""}}
            );
            CHECK_MESSAGE(corrected.status == 201, corrected.body);
        };
        const auto count = [&](const char* kind, const char* from) {
            return at(
                make(
                    them,
                    (std::string{R"({"kind":")"} + kind + R"(","from":")" + from + R"("})").c_str()
                ),
                "/row_count"
            );
        };
        CHECK(count("wales", "2026-01-01") == "1");
        CHECK(count("wales", "2025-10-01") == "0");
        // To the last minute of the quarter before, months away.
        correct("2025-12-31T23:59:00Z");
        CHECK(count("wales", "2026-01-01") == "0");
        CHECK(count("wales", "2025-10-01") == "1");
        // The year begins by summer time: half past eleven in the evening elsewhere.
        correct("2025-03-31T23:00:00Z");
        CHECK(count("england", "2025-04-01") == "1");
        CHECK(count("england", "2024-04-01") == "0");
        correct("2025-03-31T22:59:00Z");
        CHECK(count("england", "2025-04-01") == "0");
        CHECK(count("england", "2024-04-01") == "1");
    }
}

TEST_CASE("a return is of the own agency alone, and of nobody else's business") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        (void)a_detention(them, "Amara");
        const auto made = make(them, the_year);
        const auto path = "/returns/" + at(made, "/id");
        CHECK(them.call("nurse", "GET", path).status == 403);
        CHECK(them.call("analyst", "GET", "/returns/none").status == 404);
        // Somebody of the trust who may make returns has one of nobody, and does not find that one.
        auto trust = them.caller("nurse");
        trust.roles = {sharing::Role::analyst};
        const codes::CodeBook book{codes::shipped_codes()};
        SeededRandom random{7};
        const sharing::Workplace place{them.database(), random};
        const auto theirs =
            sharing::change(place, trust, Partnership::now, book, [](sharing::Act& act) {
                return returns::make(act, {.kind = "england", .from = parse_day("2025-04-01")});
            });
        REQUIRE(theirs);
        CHECK(theirs->row_count == 0);
        const auto found =
            sharing::consult(place, trust, Partnership::now, book, [&](sharing::Act& act) {
                return returns::open(act, at(made, "/id"));
            });
        CHECK(found.problem().code == "return.not_found");
    }
}

TEST_CASE("a return that cannot be made says why") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto wrong = [&](const char* body) {
            const auto answer = make(them, body);
            CHECK(answer.status == 422);
            return at(answer, "/fields/0/field") + " " + at(answer, "/fields/0/code");
        };
        CHECK(wrong(R"({"kind":"scotland","from":"2025-04-01"})") == "/kind unknown_code");
        CHECK(wrong(R"({"kind":"england","from":"2025-05-01"})") == "/from shape");
        CHECK(wrong(R"({"kind":"england"})") == "/from shape");
        CHECK(wrong(R"({"kind":"england","from":"2026-04-01"})") == "/from future");
        CHECK(make(them, the_year, "triage_officer").status == 403);
        CHECK(at(them.call("analyst", "GET", "/returns"), "/versions/0") == "(none)");
    }
}

TEST_CASE("a return is taken away as a file, and the trail says so") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        (void)a_detention(them, "Amara");
        SeededRandom random{7};
        const auto made = make(them, R"({"kind":"wales","from":"2026-01-01"})");
        const auto file = "/returns/" + at(made, "/id") + "/document?format=";
        them.forget_trail();
        const auto csv = them.call("analyst", "GET", file + "csv");
        REQUIRE(csv.status == 200);
        CHECK(csv.body.find("Section 136") != std::string::npos);
        CHECK(csv.body.find("Amara") == std::string::npos);
        const auto trail = them.trail();
        CHECK(
            trail ==
            std::vector<std::string>{
                "disclosure return allowed role", "disclosure incident allowed listed"}
        );
        const auto lines = sharing::consult(
            sharing::Workplace{them.database(), random},
            them.caller("analyst"),
            Partnership::now,
            codes::CodeBook{codes::shipped_codes()},
            [&](sharing::Act& act) -> Result<std::vector<store::Row>> {
                return act.transaction.query(
                    {"test.trail",
                     "SELECT object_id, purpose, result_count FROM audit_entry "
                     "WHERE event = 'disclosure' AND object_kind = 'return' ORDER BY seq DESC "
                     "LIMIT 1"}
                );
            }
        );
        CHECK(lines->front().text("object_id") == at(made, "/id"));
        CHECK(lines->front().text("purpose") == "analysis");
        CHECK(lines->front().get<int>("result_count") == 1);
        CHECK(them.call("analyst", "GET", file + "xlsx").body.starts_with("PK"));
        CHECK(them.call("analyst", "GET", file + "ods").body.starts_with("PK"));
        CHECK(them.call("analyst", "GET", file + "pdf").status == 422);
    }
}

}  // namespace waymark::api
