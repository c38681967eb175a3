// SPDX-License-Identifier: MIT
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
    const auto incident = them.an_incident();
    const auto person = them.a_person(given);
    REQUIRE(
        them.call(
                "call_handler",
                "POST",
                "/incidents/" + incident + "/people",
                R"({"person_id":")" + person + R"(","role":"subject"})"
        )
            .status == 200
    );
    const auto begun = them.call(
        "triage_officer",
        "POST",
        "/incidents/" + incident + "/detentions",
        R"({"power":"s136","person_id":")" + person +
            R"(","place_type":"public","reason":"On the parapet","is_mental_disorder":true,)"
            R"("is_immediate_need":true,"is_consulted":false,"not_consulted_why":"No time"})"
    );
    REQUIRE(begun.status == 201);
    return at(begun, "/detention/id");
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
        CHECK(at(made, "/version/number") == "1");
        CHECK(at(made, "/version/row_count") == "1");
        CHECK(at(made, "/version/period/to") == "2026-03-31");
        CHECK(at(made, "/earlier") == "null");
        CHECK(made.body.find("Amara") == std::string::npos);

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
        CHECK(at(again, "/version/number") == "2");
        CHECK(at(again, "/earlier/number") == "1");
        CHECK(at(again, "/changes/0/difference") == "changed");
        CHECK(at(again, "/changes/0/fields/0/before") == "Not recorded");
        CHECK(at(again, "/changes/0/fields/0/after") == "Accident and emergency");
        CHECK(at(again, "/changes/1/difference") == "added");

        // The first version is as it was.
        const auto id = at(made, "/version/id");
        const auto kept = them.call("analyst", "GET", "/returns/" + id);
        CHECK(at(kept, "/version/row_count") == "1");
        CHECK(at(kept, "/tables/0/rows/0/title") == "Under 11");
        CHECK(at(them.call("analyst", "GET", "/returns"), "/versions/0/number") == "2");
        Partnership::now = noon;
    }
}

TEST_CASE("a return counts whom it should: the period as corrected, and the own agency alone") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = a_detention(them, "Amara");
        CHECK(
            at(make(them, R"({"kind":"england","from":"2024-04-01"})"), "/version/row_count") == "0"
        );
        const auto quarter = make(them, R"({"kind":"wales","from":"2026-01-01"})");
        CHECK(at(quarter, "/version/row_count") == "1");
        // Corrected to the last day of the quarter before.
        const auto corrected = them.call(
            "triage_officer",
            "POST",
            "/detentions/" + id + "/corrections",
            R"({"entry_id":")" + id + R"(","at":"2026-03-13T23:00:00Z","reason":"Misread"})",
            {{"if-match", "\"1\""}}
        );
        CHECK_MESSAGE(corrected.status == 201, corrected.body);
        CHECK(
            at(make(them, R"({"kind":"wales","from":"2026-01-01"})"), "/version/row_count") == "1"
        );

        const auto theirs = at(quarter, "/version/id");
        CHECK(them.call("nurse", "GET", "/returns/" + theirs).status == 403);
        CHECK(them.call("analyst", "GET", "/returns/none").status == 404);
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
        const auto made = make(them, R"({"kind":"wales","from":"2026-01-01"})");
        const auto file = "/returns/" + at(made, "/version/id") + "/document?format=";
        them.forget_trail();
        const auto csv = them.call("analyst", "GET", file + "csv");
        REQUIRE(csv.status == 200);
        CHECK(csv.body.find("Section 136") != std::string::npos);
        CHECK(csv.body.find("Amara") == std::string::npos);
        const auto trail = them.trail();
        CHECK(std::ranges::any_of(trail, [](const std::string& line) {
            return line.starts_with("disclosure ");
        }));
        CHECK(them.call("analyst", "GET", file + "xlsx").body.starts_with("PK"));
        CHECK(them.call("analyst", "GET", file + "ods").body.starts_with("PK"));
        CHECK(them.call("analyst", "GET", file + "pdf").status == 422);
    }
}

}  // namespace waymark::api
