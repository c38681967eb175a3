// SPDX-License-Identifier: MIT
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::api {

namespace {

using testing::at;
using testing::Partnership;
using Trail = std::vector<std::string>;

std::string a_unit(Partnership& them, const char* call_sign) {
    return at(
        them.call(
            "supervisor",
            "POST",
            "/triage/units",
            R"({"call_sign":")" + std::string{call_sign} + R"(","kind":"car","status":"available"})"
        ),
        "/id"
    );
}

Response ask(Partnership& them, const std::string& incident, const char* body) {
    return them.call("dispatcher", "POST", "/incidents/" + incident + "/triage-requests", body);
}

Response take(
    Partnership& them, const std::string& request, const char* revision, const std::string& body
) {
    return them.call(
        "dispatcher",
        "POST",
        "/triage/requests/" + request + "/steps",
        body,
        {{"if-match", "\"" + std::string{revision} + "\""}}
    );
}

constexpr const char* welfare = R"({"route":"control_room","reasons":["welfare"]})";

}  // namespace

TEST_CASE("triage is asked for, allocated, accepted, at scene and cleared, and all of it is kept") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto incident = them.an_incident();
        const auto unit = a_unit(them, "TM01");
        them.forget_trail();
        const auto asked =
            ask(them,
                incident,
                R"({"route":"officer","is_s136_considered":true,"reasons":["self_harm"]})");
        REQUIRE(asked.status == 201);
        CHECK(them.trail() == Trail{"alteration incident allowed own_agency"});
        const auto id = at(asked, "/request/id");
        CHECK(at(asked, "/place/why") == "Section 136 is being considered");
        CHECK(ask(them, incident, welfare).status == 409);

        CHECK(
            take(them, id, "1", R"({"stage":"allocated","unit_id":")" + unit + R"("})").status ==
            201
        );
        const auto desk = them.call("triage_officer", "GET", "/triage/desk");
        CHECK(at(desk, "/requests/0/call_sign") == "TM01");
        CHECK(at(desk, "/requests/0/request/stage") == "allocated");
        CHECK(at(desk, "/units/0/on_request_id") == id);
        CHECK(at(desk, "/units/0/status_by") == "supervisor");

        Partnership::now += std::chrono::minutes{2};
        CHECK(take(them, id, "2", R"({"stage":"accepted"})").status == 201);
        CHECK(take(them, id, "2", R"({"stage":"en_route"})").status == 412);
        CHECK(take(them, id, "3", R"({"stage":"at_scene"})").status == 409);
        CHECK(
            take(them, id, "3", R"({"stage":"en_route","at":"2026-03-14T12:01:00Z"})").status == 422
        );
        CHECK(take(them, id, "3", R"({"stage":"en_route"})").status == 201);
        Partnership::now += std::chrono::minutes{9};
        const auto there =
            take(them, id, "4", R"({"stage":"at_scene","at":"2026-03-14T12:10:00Z"})");
        CHECK(at(there, "/steps/4/is_typed") == "true");
        const auto corrected = them.call(
            "triage_officer",
            "POST",
            "/triage/requests/" + id + "/corrections",
            R"({"step_id":")" + at(there, "/steps/4/id") +
                R"(","at":"2026-03-14T12:08:00Z","reason":"We were there sooner."})",
            {{"if-match", "\"5\""}}
        );
        REQUIRE(corrected.status == 201);
        CHECK(at(corrected, "/steps/4/at") == "2026-03-14T12:08:00.000Z");
        CHECK(at(corrected, "/entered/4/at") == "2026-03-14T12:10:00.000Z");
        CHECK(take(them, id, "6", R"({"stage":"cleared"})").status == 201);
        CHECK(at(them.call("dispatcher", "GET", "/triage/desk"), "/requests") == "[]");

        const auto courses =
            them.call("call_handler", "GET", "/incidents/" + incident + "/triage-requests");
        CHECK(at(courses, "/0/request/stage") == "cleared");
        CHECK(at(courses, "/0/steps/5/stage") == "cleared");
        // Once it is cleared, the team may be asked for again.
        CHECK(ask(them, incident, welfare).status == 201);
    }
}

TEST_CASE("a unit goes to one request at a time, and not when it cannot be sent") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto unit = a_unit(them, "TM01");
        const auto first = at(ask(them, them.an_incident(), welfare), "/request/id");
        const auto second = at(ask(them, them.an_incident(), welfare), "/request/id");
        const auto allocate = R"({"stage":"allocated","unit_id":")" + unit + R"("})";
        CHECK(take(them, first, "1", allocate).status == 201);
        const auto refused = take(them, second, "1", allocate);
        CHECK(refused.status == 422);
        CHECK(at(refused, "/fields/0/code") == "on_another");
        CHECK(
            at(take(them, second, "1", R"({"stage":"allocated"})"), "/fields/0/field") == "/unit_id"
        );

        CHECK(take(them, first, "2", R"({"stage":"waiting"})").status == 422);
        CHECK(
            take(them, first, "2", R"({"stage":"waiting","reason":"A nearer one."})").status == 201
        );
        const auto status = [&](const char* word) {
            return them
                .call(
                    "triage_officer",
                    "POST",
                    "/triage/units/" + unit + "/status",
                    R"({"status":")" + std::string{word} + R"("})"
                )
                .status;
        };
        CHECK(status("dancing") == 422);
        CHECK(status("out_of_service") == 200);
        CHECK(at(take(them, second, "1", allocate), "/fields/0/code") == "not_sent");
        CHECK(status("committed") == 200);
        CHECK(take(them, second, "1", allocate).status == 201);
    }
}

TEST_CASE("the desk shows whoever is to be helped first at the top, and only to its own agency") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        ask(them, them.an_incident(), welfare);
        Partnership::now += std::chrono::minutes{1};
        ask(them, them.an_incident(), R"({"route":"officer","reasons":["suicide"]})");
        Partnership::now += std::chrono::minutes{1};
        const auto last = them.an_incident();
        ask(them, last, R"({"route":"triage_line","is_s136_considered":true})");
        const auto desk = them.call("dispatcher", "GET", "/triage/desk");
        CHECK(at(desk, "/requests/0/request/incident_id") == last);
        CHECK(at(desk, "/requests/1/place/band") == "2");
        CHECK(at(desk, "/requests/2/place/why") == "In the order of asking");
        CHECK(at(them.call("nurse", "GET", "/triage/desk"), "/requests") == "[]");
        CHECK(
            them.call("nurse", "POST", "/incidents/" + last + "/triage-requests", welfare).status ==
            403
        );
    }
}

TEST_CASE("what is asked and which unit is added are checked, every wrong field at once") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto asked =
            ask(them, them.an_incident(), R"({"route":"pigeon","reasons":["welfare","boredom"]})");
        CHECK(asked.status == 422);
        CHECK(at(asked, "/fields/0/field") == "/route");
        CHECK(at(asked, "/fields/1/field") == "/reasons/1");
        CHECK(
            at(ask(them, them.an_incident(), R"({"route":"officer"})"), "/fields/0/field") ==
            "/reasons"
        );
        a_unit(them, "TM01");
        const auto again = them.call(
            "supervisor",
            "POST",
            "/triage/units",
            R"({"call_sign":"TM01","kind":"boat","status":"available"})"
        );
        CHECK(at(again, "/fields/0/code") == "taken");
        CHECK(at(again, "/fields/1/field") == "/kind");
    }
}

}  // namespace waymark::api
