// SPDX-License-Identifier: MIT
#include "impact/reports.hpp"
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::api {

namespace {

using testing::at;
using testing::Partnership;
using Trail = std::vector<std::string>;

constexpr const char* this_month = "/reports/street-triage?from=2026-03-01&to=2026-03-31";

/// Posts as the triage officer, and says what is at `pointer` of the answer.
std::string post(
    Partnership& them,
    const std::string& path,
    const std::string& body,
    const char* pointer = "/id",
    const char* revision = nullptr
) {
    Texts headers;
    if (revision) headers["if-match"] = std::string{"\""} + revision + "\"";
    const auto answer = them.call("triage_officer", "POST", path, body, headers);
    CAPTURE(path);
    CAPTURE(answer.body);
    REQUIRE(answer.status < 300);
    return at(answer, pointer);
}

/// The report without the moment it was made.
std::string report_of(Partnership& them) {
    const auto answer = them.call("analyst", "GET", this_month);
    REQUIRE(answer.status == 200);
    auto report = boost::json::parse(answer.body).as_object();
    report.erase("made_at");
    return boost::json::serialize(report);
}

/// The same with nothing kept of any contact, so that all is worked out from the records.
std::string report_afresh(Partnership& them) {
    constexpr store::Sql forget{"report_test.forget", "UPDATE impact_contact_cache SET line = ''"};
    them.database().write([&](store::Transaction& transaction) {
        transaction.run(forget, {});
        return true;
    });
    return report_of(them);
}

std::string figure(Partnership& them, const std::string& name, const char* member) {
    const auto answer = them.call("analyst", "GET", this_month);
    const auto report = boost::json::parse(answer.body);
    for (const auto& measure : report.at("measures").as_array())
        if (measure.at("name").as_string() == name)
            return boost::json::serialize(measure.at(member));
    return "(none)";
}

struct Seen {
    std::string incident;
    std::string person;
    std::string assessment;
};

Seen see_somebody(Partnership& them) {
    Seen seen;
    seen.incident = them.an_incident();
    seen.person = them.a_person();
    post(
        them,
        "/incidents/" + seen.incident + "/people",
        R"({"person_id":")" + seen.person + R"(","role":"subject"})",
        ""
    );
    seen.assessment = post(
        them,
        "/incidents/" + seen.incident + "/assessments",
        R"({"person_id":")" + seen.person + R"("})",
        "/assessment/id"
    );
    return seen;
}

}  // namespace

TEST_CASE("what is kept of contacts for reports is never older than the records") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto seen = see_somebody(them);
        const auto assessment = "/triage/assessments/" + seen.assessment;
        const auto incident = "/incidents/" + seen.incident;
        std::string before;
        const auto changes = [&](const char* what) {
            CAPTURE(what);
            // Kept, changed and asked: the report must be the one worked out from the records.
            const auto now = report_of(them);
            CHECK(now != before);
            CHECK(now == report_afresh(them));
            impact::keep_contacts_ready(them.database());
            CHECK(now == report_of(them));
            before = now;
        };
        changes("seen");
        post(
            them,
            assessment + "/answers/contact_kind",
            R"({"values":["face_to_face"],"version":0})",
            ""
        );
        changes("answered");
        post(them, assessment + "/answers/contact_kind", R"({"values":["line"],"version":1})", "");
        changes("answered otherwise");
        post(
            them,
            assessment + "/referrals",
            R"({"need":"mental_health","service":"crisis_team"})",
            ""
        );
        post(
            them,
            assessment + "/answers/known_mental_health",
            R"({"values":["not_known"],"version":0})",
            ""
        );
        post(
            them, assessment + "/answers/wanted", R"({"values":["mental_health"],"version":0})", ""
        );
        changes("referred");
        post(them, assessment + "/outcomes", R"({"code":"home","source":"scene"})", "");
        changes("outcome");
        post(
            them,
            incident + "/section-136",
            R"({"decision":"diverted","alternative":"family","reason":"Calm.","place_type":"public","is_consulted":true,"consulted_role":"nurse"})",
            ""
        );
        changes("considered");
        const auto asked = them.call(
            "triage_officer",
            "POST",
            incident + "/triage-requests",
            R"({"route":"officer","is_s136_considered":true,"reasons":["self_harm"]})"
        );
        REQUIRE(asked.status == 201);
        changes("asked for");
        const auto person = them.call("triage_officer", "GET", "/people/" + seen.person);
        auto known = boost::json::parse(person.body).as_object();
        for (const char* name : {"id", "agency_id", "revision"})
            known.erase(name);
        for (const char* list : {"names", "addresses", "phones", "identifiers"})
            for (auto& one : known[list].as_array())
                one.as_object().erase("id");
        known["sex"] = "F";
        const auto amended = them.call(
            "triage_officer",
            "PUT",
            "/people/" + seen.person,
            boost::json::serialize(known),
            {{"if-match", person.etag}}
        );
        CAPTURE(amended.body);
        REQUIRE(amended.status == 200);
        changes("the person");
        const auto whole = them.call("triage_officer", "GET", incident);
        const auto moved = them.call(
            "triage_officer",
            "PATCH",
            incident,
            R"({"place_type":"rail","reason":"It was on the platform."})",
            {{"if-match", whole.etag}}
        );
        CAPTURE(moved.body);
        REQUIRE(moved.status == 200);
        changes("the place");
    }
}

TEST_CASE("whoever was seen before is no longer a first contact, in whatever order it becomes known"
) {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto earlier = them.an_incident();
        const auto unnamed =
            post(them, "/incidents/" + earlier + "/assessments", "{}", "/assessment/id");
        Partnership::now += std::chrono::hours{1};
        const auto seen = see_somebody(them);
        impact::keep_contacts_ready(them.database());
        CHECK(figure(them, "first_contact", "numerator") == "2");
        post(
            them,
            "/incidents/" + earlier + "/people",
            R"({"person_id":")" + seen.person + R"(","role":"subject"})",
            ""
        );
        post(
            them,
            "/triage/assessments/" + unnamed + "/person",
            R"({"person_id":")" + seen.person + R"("})",
            ""
        );
        CHECK(figure(them, "first_contact", "numerator") == "1");
        CHECK(figure(them, "people", "value") == "1");
        Partnership::now = testing::noon;
    }
}

TEST_CASE("a report needs its leave, a period, and names what is wrong with it") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        CHECK(them.call("call_handler", "GET", this_month).status == 403);
        const auto none = them.call("analyst", "GET", "/reports/street-triage");
        CHECK(none.status == 422);
        CHECK(at(none, "/fields/0/field") == "from");
        CHECK(at(none, "/fields/1/field") == "to");
        const auto backwards =
            them.call("analyst", "GET", "/reports/street-triage?from=2026-03-31&to=2026-03-01");
        CHECK(at(backwards, "/fields/0/field") == "to");
        const auto document = "/reports/street-triage/document?from=2026-03-01&to=2026-03-31";
        CHECK(at(them.call("analyst", "GET", document), "/fields/0/field") == "format");
        const auto sheet = them.call("analyst", "GET", std::string{document} + "&format=ods");
        CHECK(sheet.status == 200);
        CHECK(sheet.content_type == "application/vnd.oasis.opendocument.spreadsheet");
        CHECK(them.call("analyst", "GET", "/reports/street-triage/definitions").status == 200);
    }
}

TEST_CASE("the records behind a figure are listed to who may see them, and each is noted") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto seen = see_somebody(them);
        post(
            them,
            "/triage/assessments/" + seen.assessment + "/answers/contact_kind",
            R"({"values":["face_to_face"],"version":0})",
            ""
        );
        const std::string path =
            "/reports/street-triage/records?from=2026-03-01&to=2026-03-31&measure=";
        them.forget_trail();
        const auto counted = them.call("analyst", "GET", path + "face_to_face");
        CHECK(at(counted, "/count") == "1");
        CHECK(at(counted, "/lines/0/id") == seen.assessment);
        CHECK(
            them.trail() ==
            Trail{"consultation report allowed role", "consultation incident allowed listed"}
        );
        CHECK(at(them.call("analyst", "GET", path + "face_to_face&part=rest"), "/count") == "0");
        CHECK(
            at(them.call("analyst", "GET", path + "kpi1_target"), "/fields/0/field") == "measure"
        );
        CHECK(them.call("analyst", "GET", path + "nothing_like_it").status == 422);
        const auto part = them.call("analyst", "GET", path + "face_to_face&part=half");
        CHECK(at(part, "/fields/0/field") == "part");
        // Of whoever does not belong to the team nothing is counted.
        CHECK(at(them.call("nurse", "GET", this_month), "/contacts") == "0");
    }
}

TEST_CASE("section 136 counts with whoever was held, once, and a use is no diversion") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto seen = see_somebody(them);
        const auto incident = "/incidents/" + seen.incident;
        const auto other = them.a_person("Bea", "Other");
        Partnership::now += std::chrono::seconds{1};
        post(
            them, incident + "/people", R"({"person_id":")" + other + R"(","role":"witness"})", ""
        );
        post(
            them, incident + "/assessments", R"({"person_id":")" + other + R"("})", "/assessment/id"
        );
        post(
            them,
            incident + "/section-136",
            R"({"decision":"diverted","alternative":"family","reason":"Calm.","place_type":"public","is_consulted":true,"consulted_role":"nurse"})",
            ""
        );
        CHECK(figure(them, "s136_applicable_share", "numerator") == "1");
        CHECK(figure(them, "kpi3_diverted", "numerator") == "1");
        const auto held = them.call(
            "triage_officer",
            "POST",
            incident + "/detentions",
            R"({"power":"s136","person_id":")" + seen.person +
                R"(","manner":"removed","place_type":"public","reason":"In need of care.","is_mental_disorder":true,"is_immediate_need":true,"is_consulted":true,"consulted_role":"nurse","consulted_name":"N"})"
        );
        CAPTURE(held.body);
        REQUIRE(held.status == 201);
        CHECK(figure(them, "s136_applicable_share", "numerator") == "1");
        CHECK(figure(them, "kpi3_diverted", "numerator") == "0");
        CHECK(figure(them, "detained_s136", "numerator") == "1");
        CHECK(figure(them, "stayed_in_community", "numerator") == "0");
    }
}

TEST_CASE("times are those of the unit that came, not of one that was sent back") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto seen = see_somebody(them);
        const auto unit =
            at(them.call(
                   "supervisor",
                   "POST",
                   "/triage/units",
                   R"({"call_sign":"TM01","kind":"car","status":"available"})"
               ),
               "/id");
        const auto request = post(
            them,
            "/incidents/" + seen.incident + "/triage-requests",
            R"({"route":"officer","is_s136_considered":false,"reasons":["self_harm"]})",
            "/request/id"
        );
        int revision = 1;
        const auto step = [&](const std::string& body, int minutes) {
            Partnership::now += std::chrono::minutes{minutes};
            post(
                them,
                "/triage/requests/" + request + "/steps",
                body,
                "",
                std::to_string(revision++).c_str()
            );
        };
        const auto allocated = R"({"stage":"allocated","unit_id":")" + unit + R"("})";
        step(allocated, 1);
        step(R"({"stage":"accepted"})", 1);
        step(R"({"stage":"en_route"})", 1);
        step(R"({"stage":"waiting","reason":"Sent to something else."})", 20);
        step(allocated, 1);
        step(R"({"stage":"accepted"})", 1);
        step(R"({"stage":"en_route"})", 1);
        step(R"({"stage":"at_scene"})", 10);
        CHECK(figure(them, "minutes_travelling", "value") == "10");
        CHECK(figure(them, "minutes_to_accept", "value") == "25");
        CHECK(figure(them, "minutes_to_scene", "value") == "36");
        Partnership::now = testing::noon;
    }
}

TEST_CASE("police time is counted once an incident is over and known whole") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto seen = see_somebody(them);
        const auto minutes = [&](const char* name) { return figure(them, name, "value"); };
        CHECK(minutes("police_minutes") == "null");
        const auto held = post(
            them,
            "/incidents/" + seen.incident + "/detentions",
            R"({"power":"s136","person_id":")" + seen.person +
                R"(","place_type":"public","reason":"On the parapet","is_mental_disorder":true,)"
                R"("is_immediate_need":true,"is_consulted":false,"not_consulted_why":"No time"})",
            "/detention/id"
        );
        int revision = 0;
        const auto enter = [&](const char* body) {
            Partnership::now += std::chrono::minutes{5};
            post(
                them,
                "/detentions/" + held + "/entries",
                body,
                "/detention/id",
                std::to_string(++revision).c_str()
            );
        };
        enter(R"({"kind":"ambulance_asked"})");
        enter(R"({"kind":"set_off"})");
        enter(R"({"kind":"arrived","place_kind":"HBPOS","place_name":"The suite"})");
        enter(R"({"kind":"taken_over","name":"Nurse in charge"})");
        CHECK(minutes("police_minutes") == "null");  // Police are still there.
        enter(R"({"kind":"police_released"})");
        CHECK(minutes("police_minutes") == "25");
        CHECK(minutes("police_waiting_for_ambulance") == "5");
        CHECK(minutes("police_waiting_at_place") == "5");
        // Taken on, arrived, and nobody wrote when police left there: not known whole.
        enter(R"({"kind":"left"})");
        enter(
            R"({"kind":"arrived","place_kind":"ED","place_name":"City","conveyed_by":"police","why_police_vehicle":"AMB_30"})"
        );
        enter(R"({"kind":"ended","code":"DISCH_GP"})");
        CHECK(minutes("police_minutes") == "null");
        Partnership::now = testing::noon;
    }
}

TEST_CASE("a report that is taken away is a disclosure") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        them.forget_trail();
        const std::string file =
            "/reports/street-triage/document?from=2026-03-01&to=2026-03-31&format=csv";
        CHECK(them.call("analyst", "GET", file).status == 200);
        CHECK(them.trail() == Trail{"disclosure report allowed role"});
    }
}

}  // namespace waymark::api
