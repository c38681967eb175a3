// SPDX-License-Identifier: MIT
#include "support/partnership.hpp"

#include <doctest/doctest.h>

// What is recorded once, at the scene, is what the figures count.

namespace waymark::api {

namespace {

using testing::at;
using testing::Partnership;

/// As the triage officer; with the revision that is told to be current, where one is.
Response post(
    Partnership& them, const std::string& path, const std::string& body, const char* revision = ""
) {
    Texts headers;
    if (*revision) headers["if-match"] = std::string{"\""} + revision + "\"";
    return them.call("triage_officer", "POST", path, body, headers);
}

std::string numerator(Partnership& them, const std::string& name) {
    const auto answer =
        them.call("analyst", "GET", "/reports/street-triage?from=2026-03-01&to=2026-03-31");
    const auto report = boost::json::parse(answer.body);
    for (const auto& measure : report.at("measures").as_array())
        if (measure.at("name").as_string() == name)
            return boost::json::serialize(measure.at("numerator"));
    return "(none)";
}

/// An incident with a person on it, and the assessment of that person.
struct Seen {
    std::string incident;
    std::string person;
    std::string assessment;

    explicit Seen(Partnership& them)
        : incident{"/incidents/" + them.an_incident()}, person{them.a_person()} {
        const auto of_them = R"({"person_id":")" + person + "\"";
        post(them, incident + "/people", of_them + R"(,"role":"subject"})");
        const auto begun = post(them, incident + "/assessments", of_them + "}");
        assessment = "/triage/assessments/" + at(begun, "/assessment/id");
    }
};

}  // namespace

TEST_CASE("whoever was held counts as taken where, and by what, the detention says") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const Seen seen{them};
        const auto answer = [&](const std::string& field, const std::string& value) {
            const auto body = R"({"values":[")" + value + R"("],"version":0})";
            CHECK(post(them, seen.assessment + "/answers/" + field, body).status == 201);
        };
        answer("would_have", "ae");
        answer("conveyance_needed", "no");
        CHECK(numerator(them, "kpi4_prevented") == "1");

        const auto held = post(
            them,
            seen.incident + "/detentions",
            R"({"power":"s136","person_id":")" + seen.person +
                R"(","place_type":"public","reason":"R","is_mental_disorder":true,"is_immediate_need":true,"is_consulted":false,"not_consulted_why":"W"})"
        );
        REQUIRE(held.status == 201);
        CHECK(numerator(them, "kpi4_prevented") == "1");
        const auto arrived = post(
            them,
            "/detentions/" + at(held, "/detention/id") + "/entries",
            R"({"kind":"arrived","place_kind":"ED","place_name":"City","conveyed_by":"police","why_police_vehicle":"AMB_30"})",
            "1"
        );
        CAPTURE(arrived.body);
        REQUIRE(arrived.status == 201);
        // Taken to A&E all the same, whatever was answered.
        CHECK(numerator(them, "kpi4_prevented") == "0");
        CHECK(numerator(them, "police_to_health_facility") == "1");
        CHECK(numerator(them, "conveyed_by_police") == "1");
    }
}

TEST_CASE("nothing stands in the place of section 136 where it could not have been used") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const Seen seen{them};
        const auto said = [&](const std::string& decision) {
            return post(
                them,
                seen.incident + "/section-136",
                R"({"decision":")" + decision +
                    R"(","alternative":"family","reason":"At home.","place_type":"private_dwelling"})"
            );
        };
        CHECK(at(said("diverted"), "/fields/0/code") == "dwelling");
        CHECK(said("not_needed").status == 201);
        CHECK(numerator(them, "kpi3_diverted") == "0");
    }
}

TEST_CASE("a referral has the times it was made and answered, in order") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const Seen seen{them};
        const auto refer = [&](const std::string& when) {
            return post(
                them,
                seen.assessment + "/referrals",
                R"({"need":"mental_health","service":"crisis_team","at":")" + when + "\"}"
            );
        };
        CHECK(at(refer("2026-03-14T13:00:00Z"), "/fields/0/code") == "future");
        CHECK(at(refer("2026-03-12T12:00:00Z"), "/fields/0/code") == "order");
        const auto made = refer("2026-03-14T11:50:00Z");
        CAPTURE(made.body);
        REQUIRE(made.status == 201);
        CHECK(at(made, "/referrals/0/made_at") == "2026-03-14T11:50:00.000Z");
        const auto steps = seen.assessment + "/referrals/" + at(made, "/referrals/0/id") + "/steps";
        const auto before =
            post(them, steps, R"({"step":"acknowledged","at":"2026-03-14T11:40:00Z"})");
        CHECK(at(before, "/fields/0/field") == "/at");
        const auto after =
            post(them, steps, R"({"step":"acknowledged","at":"2026-03-14T11:55:00Z"})");
        CHECK(at(after, "/referrals/0/acknowledged_at") == "2026-03-14T11:55:00.000Z");
    }
}

TEST_CASE("advice says how it was given, and by whom, though they are elsewhere") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto ask = [&] {
            return at(
                post(
                    them,
                    "/incidents/" + them.an_incident() + "/triage-requests",
                    R"({"route":"triage_line","reasons":["self_harm"]})"
                ),
                "/request/id"
            );
        };
        const auto unit =
            at(them.call(
                   "supervisor",
                   "POST",
                   "/triage/units",
                   R"({"call_sign":"TM01","kind":"car","status":"available"})"
               ),
               "/id");
        const auto step = [&](const std::string& request, const std::string& body) {
            return post(them, "/triage/requests/" + request + "/steps", body, "1");
        };
        REQUIRE(step(ask(), R"({"stage":"allocated","unit_id":")" + unit + "\"}").status < 300);
        const auto other = ask();
        const auto advised = [&](const std::string& more) {
            return step(other, R"({"stage":"advised","reason":"Stay with family.")" + more + "}");
        };
        CHECK(at(advised(""), "/fields/0/field") == "/advice");
        CHECK(at(advised(R"(,"advice":"face_to_face")"), "/fields/0/field") == "/advice");
        const auto given = advised(R"(,"advice":"phone_person","unit_id":")" + unit + "\"");
        CAPTURE(given.body);
        REQUIRE(given.status < 300);
        CHECK(at(given, "/steps/1/advice") == "phone_person");
        CHECK(at(given, "/steps/1/unit_id") == unit);
    }
}

}  // namespace waymark::api
