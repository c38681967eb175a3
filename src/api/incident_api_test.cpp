// SPDX-License-Identifier: MIT
#include "support/partnership.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace waymark::api {

namespace {

using testing::at;
using testing::Partnership;
using Trail = std::vector<std::string>;

constexpr const char* handler = "call_handler";

Response patch(
    Partnership& them, const std::string& id, const std::string& revision, const std::string& body
) {
    return them.call(
        handler, "PATCH", "/incidents/" + id, body, {{"if-match", "\"" + revision + "\""}}
    );
}

}  // namespace

TEST_CASE("a call handler records an incident field by field, and every step is in the trail") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto begun = them.call(handler, "POST", "/incidents", R"({"source":"999"})");
        REQUIRE(begun.status == 201);
        const auto id = at(begun, "/id");
        CHECK(patch(them, id, "1", R"({"postcode":"cv1 2ab"})").status == 200);
        CHECK(
            patch(
                them, id, "2", R"({"place_type":"public","opening_category":"CONCERN_FOR_SAFETY"})"
            )
                .status == 200
        );

        const auto early = them.call(handler, "POST", "/incidents/" + id + "/record");
        CHECK(early.status == 422);
        CHECK(at(early, "/fields/0/field") == "/narrative");

        CHECK(
            them.call(
                    handler,
                    "POST",
                    "/incidents/" + id + "/notes",
                    R"({"text":"Worried about a neighbour."})"
            )
                .status == 201
        );
        const auto recorded = them.call(handler, "POST", "/incidents/" + id + "/record");
        CHECK(recorded.status == 200);
        CHECK(at(recorded, "/reference") == "20260314-0001");
        CHECK(at(recorded, "/postcode") == "CV1 2AB");
        CHECK(them.call(handler, "POST", "/incidents/" + id + "/record").status == 409);
        CHECK(
            them.trail() ==
            Trail{
                "collection incident allowed role",
                "alteration incident allowed own_agency",
                "alteration incident allowed own_agency",
                "alteration incident allowed own_agency.not_done",
                "alteration incident allowed own_agency",
                "alteration incident allowed own_agency",
                "alteration incident allowed own_agency.not_done"}
        );
    }
}

TEST_CASE("every wrong field is named at once, and nothing is stored") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto refused = them.call(handler, "POST", "/incidents", R"({
            "source":"pigeon","postcode":"nowhere","caller_phone":"12","lat":95,"lon":0,"uprn":"x","lsoa":"E01",
            "received_at":"2030-01-01T00:00:00Z"})");
        CHECK(refused.status == 422);
        CHECK(refused.content_type == "application/problem+json");
        std::vector<std::string> fields;
        for (int i = 0; at(refused, "/fields/" + std::to_string(i)) != "(none)"; ++i)
            fields.push_back(at(refused, "/fields/" + std::to_string(i) + "/field"));
        CHECK(
            fields ==
            std::vector<std::string>{
                "/received_at", "/source", "/caller_phone", "/uprn", "/postcode", "/lat", "/lsoa"}
        );
        CHECK(at(them.call(handler, "GET", "/incidents?status=draft"), "/count") == "0");
    }
}

TEST_CASE("a whole report names what is wrong in every part, and a page must go on from a real one"
) {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto refused = them.call(
            handler, "POST", "/incidents/reports", R"({
            "incident":{"source":"pigeon"},"narrative":"x","vulnerabilities":["dragon"],"mhri":{"belief":"maybe","source":"OFFICER"}})"
        );
        CHECK(refused.status == 422);
        CHECK(at(refused, "/fields/0/field") == "/incident/source");
        CHECK(at(refused, "/fields/1/field") == "/vulnerabilities/0");
        CHECK(at(refused, "/fields/2/field") == "/mhri/belief");
        CHECK(at(them.call(handler, "GET", "/incidents?status=draft"), "/count") == "0");
        for (const char* after : {"zz", "abc%20def", "12x%2001a00000-0000-7000-8000-000000000000"})
            CHECK(
                at(them.call(handler, "GET", std::string{"/incidents?after="} + after),
                   "/fields/0/field") == "after"
            );
    }
}

TEST_CASE("bodies that cannot be read are refused, each for its own reason") {
    struct Case {
        const char* when;
        std::string body;
        const char* type;
        int status;
        const char* code;
    };
    const std::string deep = std::string(40, '[') + std::string(40, ']');
    std::string many = "[{\"a\":1}";
    for (int i = 0; i < 10000; ++i)
        many += ",{\"a\":1}";
    many += "]";
    const Case cases[] = {
        {"not JSON", "{", "application/json", 400, "json.syntax"},
        {"two values", "{} {}", "application/json", 400, "json.syntax"},
        {"bad UTF-8", "{\"source\":\"\xC3\x28\"}", "application/json", 400, "json.syntax"},
        {"a field twice",
         R"({"source":"999","source":"101"})",
         "application/json",
         400,
         "json.duplicate"},
        {"a field twice, escaped",
         R"({"source":"999","s\u006furce":"101"})",
         "application/json",
         400,
         "json.duplicate"},
        {"too deep", deep, "application/json", 400, "json.too_deep"},
        {"too many fields", many, "application/json", 400, "json.too_many"},
        {"another type", R"({"source":"999"})", "text/plain", 415, "body.type"},
        {"an unknown field", R"({"colour":"red"})", "application/json", 422, "body.invalid"},
        {"a field that is ours", R"({"id":"x"})", "application/json", 422, "body.invalid"},
        {"a number for text", R"({"source":999})", "application/json", 422, "body.invalid"},
        {"a list for an object", "[]", "application/json", 422, "body.invalid"},
        {"a control character",
         R"({"location_text":"a\u0000b"})",
         "application/json",
         422,
         "body.invalid"},
        {"a moment without a zone",
         R"({"received_at":"2026-03-14T12:00:00"})",
         "application/json",
         422,
         "body.invalid"},
    };
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        for (const auto& example : cases) {
            CAPTURE(example.when);
            const auto refused = them.call(
                handler, "POST", "/incidents", example.body, {{"content-type", example.type}}
            );
            CHECK(refused.status == example.status);
            CHECK(at(refused, "/code") == example.code);
        }
        CHECK(at(them.call(handler, "GET", "/incidents?status=draft"), "/count") == "0");
    }
}

TEST_CASE("a change needs the revision it was made on, and a stale one is refused") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = them.a_draft();
        CHECK(
            them.call(handler, "PATCH", "/incidents/" + id, R"({"caller_name":"A"})").status == 428
        );
        CHECK(patch(them, id, "1", R"({"caller_name":"A"})").status == 200);
        const auto stale = patch(them, id, "1", R"({"caller_name":"B"})");
        CHECK(stale.status == 412);
        CHECK(at(them.call(handler, "GET", "/incidents/" + id), "/incident/caller_name") == "A");
    }
}

TEST_CASE(
    "a recorded incident is changed only with a reason, and its history keeps before and after"
) {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = them.an_incident();
        const auto whole = them.call(handler, "GET", "/incidents/" + id);
        const auto revision = at(whole, "/incident/revision");
        CHECK(
            at(patch(them, id, revision, R"({"postcode":"CV2 2BB"})"), "/fields/0/field") ==
            "/reason"
        );
        CHECK(
            patch(them, id, revision, R"({"postcode":"CV2 2BB","reason":"Misheard."})").status ==
            200
        );
        const auto after = them.call(handler, "GET", "/incidents/" + id);
        CHECK(at(after, "/changes/0/field") == "postcode");
        CHECK(at(after, "/changes/0/before") == "CV1 1AA");
        CHECK(at(after, "/changes/0/after") == "CV2 2BB");
        CHECK(at(after, "/changes/0/reason") == "Misheard.");
    }
}

TEST_CASE("the same key gives the same answer once, and cannot be used for something else") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const Texts key{{"idempotency-key", "one"}};
        const auto first = them.call(handler, "POST", "/incidents", R"({"source":"999"})", key);
        const auto again = them.call(handler, "POST", "/incidents", R"({"source":"999"})", key);
        CHECK(again.status == 201);
        CHECK(again.body == first.body);
        CHECK(at(them.call(handler, "GET", "/incidents?status=draft"), "/count") == "1");
        CHECK(
            at(them.call(handler, "POST", "/incidents", R"({"source":"101"})", key), "/code") ==
            "idempotency.key_reused"
        );
        // Another person's key of the same name is another key.
        CHECK(
            at(them.call("dispatcher", "POST", "/incidents", R"({"source":"101"})", key),
               "/source") == "101"
        );
    }
}

TEST_CASE("the repeat check counts the same telephone and place by 28, 90 and 365 days") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        for (const int days_ago : {400, 200, 60, 10}) {
            Partnership::now = testing::noon - std::chrono::days{days_ago};
            them.call(handler, "GET", "/session");
            them.database().write([](store::Transaction& transaction) {
                return transaction.run(
                           {"test.wake", "UPDATE session SET started_at = $now, seen_at = $now"},
                           {{"now", Partnership::now}}
                       ) >= 0;
            });
            REQUIRE(them.an_incident() != "(none)");
        }
        Partnership::now = testing::noon;
        them.database().write([](store::Transaction& transaction) {
            return transaction.run(
                       {"test.wake", "UPDATE session SET started_at = $now, seen_at = $now"},
                       {{"now", Partnership::now}}
                   ) >= 0;
        });
        const auto id = them.an_incident();
        const auto repeats = them.call(handler, "GET", "/incidents/" + id + "/repeats");
        CHECK(at(repeats, "/counts/0/by") == "phone");
        CHECK(at(repeats, "/counts/0/counts") == "[1,2,3]");
        CHECK(at(repeats, "/counts/1/by") == "place");
        CHECK(at(repeats, "/counts/1/counts") == "[1,2,3]");
    }
}

TEST_CASE("a partner sees nothing until it is shared, then reads, and nothing once it is taken back"
) {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = them.an_incident();
        const auto person = R"({"person_id":")" + them.a_person() + R"(","role":"subject"})";
        REQUIRE(
            them.call("call_handler", "POST", "/incidents/" + id + "/people", person).status == 200
        );
        them.forget_trail();
        const auto refused = them.call("nurse", "GET", "/incidents/" + id);
        CHECK(refused.status == 403);
        CHECK(at(refused, "/title").find("another agency") != std::string::npos);
        CHECK(them.trail() == Trail{"consultation incident refused not_shared"});
        CHECK(at(them.call("nurse", "GET", "/incidents"), "/count") == "0");

        CHECK(
            them.call(
                    "supervisor",
                    "POST",
                    "/incidents/" + id + "/shares",
                    R"({"agency_id":")" + them.agency("trust") + R"(","reason":"Joint triage."})"
            )
                .status == 200
        );
        const auto shown = them.call("nurse", "GET", "/incidents/" + id);
        CHECK(shown.status == 200);
        CHECK(at(shown, "/people/0/person/name") == "Person not shown");
        CHECK(shown.body.find("Amara") == std::string::npos);
        CHECK(at(them.call("nurse", "GET", "/incidents"), "/count") == "1");
        const auto number = at(shown, "/incident/reference");
        CHECK(at(them.call("nurse", "GET", "/incidents?search=" + number), "/count") == "1");
        CHECK(
            at(them.call("nurse", "POST", "/incidents/" + id + "/notes", R"({"text":"x"})"),
               "/code") == "sharing.shared_read_only"
        );
        CHECK(
            them.call(
                    "nurse",
                    "POST",
                    "/incidents/" + id + "/shares",
                    R"({"agency_id":")" + them.agency("trust") + R"(","reason":"x"})"
            )
                .status == 403
        );

        CHECK(
            them.call(
                    "supervisor", "DELETE", "/incidents/" + id + "/shares/" + them.agency("trust")
            )
                .status == 200
        );
        CHECK(them.call("nurse", "GET", "/incidents/" + id).status == 403);
        CHECK(at(them.call("nurse", "GET", "/incidents"), "/count") == "0");
    }
}

TEST_CASE("an export leaves with what the list shows, harmless to a spreadsheet, and is noted as a "
          "disclosure") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = them.a_draft();
        patch(
            them,
            id,
            "1",
            R"body({"location_text":"=HYPERLINK(\"x\")","place_type":"public","opening_category":"ALARM"})body"
        );
        them.call(handler, "POST", "/incidents/" + id + "/notes", R"({"text":"x"})");
        them.call(handler, "POST", "/incidents/" + id + "/record");
        them.forget_trail();
        const auto csv = them.call(handler, "GET", "/incidents/export?format=csv");
        CHECK(csv.status == 200);
        CHECK(csv.body.find("\"'=HYPERLINK(\"\"x\"\")\"") != std::string::npos);
        CHECK(std::count(csv.body.begin(), csv.body.end(), '\n') == 2);
        CHECK(them.trail() == Trail{"disclosure incident allowed export"});
        const auto xlsx = them.call(handler, "GET", "/incidents/export?format=xlsx");
        CHECK(xlsx.body.starts_with("PK"));
        CHECK(them.call("administrator", "GET", "/incidents/export?format=csv").status == 403);
        CHECK(them.call(handler, "GET", "/incidents/export?format=doc").status == 422);
    }
}

TEST_CASE("the feed tells what changed after a position, to the agency it belongs to") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = them.an_incident();
        const auto first = them.call(handler, "GET", "/changes?since=");
        CHECK(at(first, "/lines/0/change/object_id") == id);
        CHECK(at(first, "/lines/1") == "(none)");
        CHECK(
            at(them.call(handler, "GET", "/changes?since=" + at(first, "/position")), "/lines") ==
            "[]"
        );
        CHECK(at(them.call("nurse", "GET", "/changes?since="), "/lines") == "[]");
    }
}

}  // namespace waymark::api
