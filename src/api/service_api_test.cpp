// SPDX-License-Identifier: MIT
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::api {

namespace {

using testing::at;
using testing::Partnership;

constexpr const char* street_triage = R"({
    "name": "Street triage", "area": "The city", "starts_on": "2014-12-01", "training_months": 2,
    "hours": [{"kind": "team", "weekday": 6, "from_minute": 1020, "to_minute": 1560}],
    "contacts": [{"name": "Crisis team", "covers": "At any hour", "phone": "01632 960100"}],
    "revision": 0})";

/// Somebody of the pool, trained until `until`.
std::string a_member(Partnership& them, const char* until, const std::string& more = "") {
    return at(
        them.call(
            "supervisor",
            "POST",
            "/triage/members",
            std::string{
                R"({"name":"A Person","role":"officer","team":"A","trained_on":"2026-01-01","trained_until":")"} +
                until + "\"" + more + "}"
        ),
        "/id"
    );
}

std::string a_unit(Partnership& them) {
    return at(
        them.call(
            "supervisor",
            "POST",
            "/triage/units",
            R"({"call_sign":"TM01","kind":"car","status":"available"})"
        ),
        "/id"
    );
}

Response put_down(Partnership& them, const std::string& member, const std::string& more) {
    return them.call(
        "supervisor",
        "POST",
        "/triage/duties",
        R"({"member_id":")" + member +
            R"(","starts_at":"2026-03-14T17:00:00Z","ends_at":"2026-03-15T02:00:00Z")" + more + "}"
    );
}

}  // namespace

TEST_CASE("a service is kept once, changed by who read it last, and shown with its shift") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        CHECK(them.call("triage_officer", "GET", "/triage/service").status == 404);
        const auto made = them.call("supervisor", "PUT", "/triage/service", street_triage);
        CAPTURE(made.body);
        CHECK(made.status == 200);
        CHECK(at(made, "/service/revision") == "1");
        CHECK(them.call("supervisor", "PUT", "/triage/service", street_triage).status == 412);
        const auto seen = them.call("triage_officer", "GET", "/triage/service");
        CHECK(at(seen, "/service/contacts/0/phone") == "01632 960100");
        CHECK(at(seen, "/is_open") == "false");
        CHECK(at(seen, "/shift/starts_at") == "2026-03-14T17:00:00.000Z");
        CHECK(them.call("triage_officer", "PUT", "/triage/service", street_triage).status == 403);
        std::string wrong = street_triage;
        wrong.replace(wrong.find("1560"), 4, "1000");
        const auto refused = them.call("supervisor", "PUT", "/triage/service", wrong);
        CHECK(at(refused, "/fields/0/field") == "/hours/0/to_minute");
    }
}

TEST_CASE("the rota holds who is trained, free and there, and a duty can be taken back") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        CHECK(
            at(them.call(
                   "supervisor", "POST", "/triage/members", R"({"name":"A","role":"officer"})"
               ),
               "/code") == "triage_service.not_found"
        );
        them.call("supervisor", "PUT", "/triage/service", street_triage);
        const auto unit = a_unit(them);
        const auto member = a_member(them, "2026-12-31");
        const auto with_unit = R"(,"kind":"crew","unit_id":")" + unit + "\"";
        const auto duty = put_down(them, member, with_unit);
        CAPTURE(duty.body);
        REQUIRE(duty.status == 201);
        CHECK(at(put_down(them, member, with_unit), "/fields/0/code") == "on_duty");
        // What is given as null can be sent as null.
        const auto leave =
            put_down(them, member, R"(,"kind":"leave","unit_id":null,"covers_id":null)");
        CHECK(at(leave, "/fields/0/code") == "on_duty");
        const auto gone = "/triage/duties/" + at(duty, "/id");
        CHECK(them.call("triage_officer", "DELETE", gone).status == 403);
        CHECK(them.call("supervisor", "DELETE", gone).status == 200);
        CHECK(them.call("supervisor", "DELETE", gone).status == 404);
        REQUIRE(put_down(them, member, R"(,"kind":"leave")").status == 201);
        CHECK(at(put_down(them, member, with_unit), "/fields/0/code") == "away");
        const auto other = a_member(them, "2026-03-13");
        CHECK(at(put_down(them, other, with_unit), "/fields/0/code") == "training_over");
        const auto book = them.call("triage_officer", "GET", "/triage/service");
        CHECK(at(book, "/duties/0/kind") == "leave");
        CHECK(at(book, "/duties/1") == "(none)");
        const auto nobody = put_down(them, "01a00000-0000-7000-8000-000000000000", with_unit);
        CHECK(at(nobody, "/fields/0/field") == "/member_id");
    }
}

// Noon of 14 March 2026 is a Saturday's, before the evening's hours of this service.
TEST_CASE("hours that change keep what was before, and figures go by those of the day") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto set = [&](const std::string& hours, const char* revision) {
            boost::json::value body = boost::json::parse(street_triage);
            body.at("hours") = boost::json::parse(hours);
            body.at("revision") = boost::json::parse(revision);
            return them.call("supervisor", "PUT", "/triage/service", boost::json::serialize(body));
        };
        const auto evening =
            std::string{R"({"kind":"team","weekday":6,"from_minute":1020,"to_minute":1560)"};
        const auto noon =
            std::string{R"({"kind":"team","weekday":6,"from_minute":600,"to_minute":1020)"};
        REQUIRE(set("[" + evening + "}]", "0").status == 200);

        const auto incident = "/incidents/" + them.an_incident();
        const auto person = R"({"person_id":")" + them.a_person() + "\"";
        them.call("triage_officer", "POST", incident + "/people", person + R"(,"role":"subject"})");
        them.call("triage_officer", "POST", incident + "/assessments", person + "}");
        const auto said = them.call(
            "triage_officer",
            "POST",
            incident + "/section-136",
            R"({"decision":"diverted","alternative":"family","reason":"Calm.","place_type":"public","is_consulted":true,"consulted_role":"nurse"})"
        );
        REQUIRE(said.status < 300);
        const auto in_hours = [&] {
            const auto answer =
                them.call("analyst", "GET", "/reports/street-triage?from=2026-03-01&to=2026-03-31");
            const auto report = boost::json::parse(answer.body);
            for (const auto& measure : report.at("measures").as_array())
                if (measure.at("name").as_string() == "kpi3_applicable")
                    return boost::json::serialize(measure.at("numerator"));
            return std::string{"(none)"};
        };
        CHECK(in_hours() == "0");
        // From the next day on they work at noon: that says nothing of the day itself.
        const auto changed =
            set("[" + noon + R"(,"since":"2026-03-15"},)" + evening + R"(,"until":"2026-03-15"}])",
                "1");
        CAPTURE(changed.body);
        REQUIRE(changed.status == 200);
        CHECK(at(changed, "/service/hours/0/since") == "2026-03-15");
        CHECK(at(changed, "/service/hours/1/until") == "2026-03-15");
        CHECK(in_hours() == "0");
        // But if they had since the day before, it does.
        REQUIRE(
            set("[" + noon + R"(,"since":"2026-03-13"},)" + evening + R"(,"until":"2026-03-13"}])",
                "2")
                .status == 200
        );
        CHECK(in_hours() == "1");
        const auto both = set("[" + noon + R"(,"since":"2026-03-15"},)" + noon + "}]", "3");
        CHECK(at(both, "/fields/0/code") == "overlap");
        const auto backwards =
            set("[" + noon + R"(,"since":"2026-03-15","until":"2026-03-15"}])", "3");
        CHECK(at(backwards, "/fields/0/field") == "/hours/0/until");
    }
}

TEST_CASE("whoever keeps the pool sees who signs in here, and nobody else does") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto nurse = them.caller("nurse").user.text;
        const auto all = them.call("supervisor", "GET", "/triage/colleagues");
        CHECK(all.body.find(nurse) != std::string::npos);
        CHECK(all.body.find("password") == std::string::npos);
        CHECK(them.call("triage_officer", "GET", "/triage/colleagues").status == 403);
        CHECK(them.call("analyst", "GET", "/triage/colleagues").status == 403);
    }
}

TEST_CASE("whoever belongs to another agency's pool sees that service") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        them.call("supervisor", "PUT", "/triage/service", street_triage);
        CHECK(them.call("nurse", "GET", "/triage/service").status == 404);
        const auto user = them.caller("nurse").user.text;
        const auto joins = R"(,"user_id":")" + user + "\"";
        const auto member = a_member(them, "2026-12-31", joins);
        REQUIRE(!member.empty());
        CHECK(at(them.call("nurse", "GET", "/triage/service"), "/service/name") == "Street triage");
        const auto twice = them.call(
            "supervisor",
            "POST",
            "/triage/members",
            R"({"name":"Again","role":"practitioner")" + joins + "}"
        );
        CHECK(at(twice, "/fields/0/code") == "twice");
        // Of two services, whose shift would they be on?
        REQUIRE(
            them.call("trust_supervisor", "PUT", "/triage/service", street_triage).status == 200
        );
        const auto elsewhere = them.call(
            "trust_supervisor",
            "POST",
            "/triage/members",
            R"({"name":"Nurse","role":"practitioner")" + joins + "}"
        );
        CHECK(at(elsewhere, "/fields/0/code") == "elsewhere");
    }
}

TEST_CASE("a promised call stays to be made until somebody says what came of it") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto incident = them.an_incident();
        const auto path = "/incidents/" + incident + "/call-backs";
        const auto wrong = them.call(
            "triage_officer",
            "POST",
            path,
            R"({"to_whom":"dog","about":" ","due_at":"2026-03-14T11:00:00Z"})"
        );
        CHECK(at(wrong, "/fields/0/field") == "/to_whom");
        CHECK(at(wrong, "/fields/1/field") == "/about");
        CHECK(at(wrong, "/fields/2/code") == "past");
        const auto late = them.call(
            "triage_officer",
            "POST",
            path,
            R"({"to_whom":"family","about":"How the night went","due_at":"2026-04-14T11:00:00Z"})"
        );
        CHECK(at(late, "/fields/0/code") == "range");
        const auto made = them.call(
            "triage_officer",
            "POST",
            path,
            R"({"to_whom":"family","about":"How the night went","due_at":"2026-03-15T09:00:00Z"})"
        );
        REQUIRE(made.status == 201);
        const auto open = them.call("triage_officer", "GET", "/triage/call-backs");
        CHECK(at(open, "/0/about") == "How the night went");
        CHECK(at(open, "/0/reference") != "");
        CHECK(at(them.call("nurse", "GET", "/triage/call-backs"), "") == "[]");
        const auto result = "/triage/call-backs/" + at(made, "/id") + "/result";
        CHECK(them.call("nurse", "POST", result, R"({"result":"spoken"})").status == 403);
        CHECK(
            at(them.call("triage_officer", "POST", result, R"({"result":"sung"})"),
               "/fields/0/field") == "/result"
        );
        CHECK(
            at(them.call("triage_officer", "POST", result, R"({"result":"no_answer"})"),
               "/ended_at") == "null"
        );
        CHECK(
            at(them.call("triage_officer", "GET", "/triage/call-backs"), "/0/result") == "no_answer"
        );
        const auto ended = them.call("triage_officer", "POST", result, R"({"result":"spoken"})");
        CHECK(at(ended, "/result") == "spoken");
        CHECK(them.call("triage_officer", "POST", result, R"({"result":"spoken"})").status == 409);
        CHECK(at(them.call("triage_officer", "GET", "/triage/call-backs"), "") == "[]");
        CHECK(at(them.call("triage_officer", "GET", path), "/0/result") == "spoken");
    }
}

TEST_CASE("cover is for somebody who is away, and who is on the rota stays in the pool") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        them.call("supervisor", "PUT", "/triage/service", street_triage);
        const auto with_unit = R"(,"kind":"crew","unit_id":")" + a_unit(them) + "\"";
        const auto one = a_member(them, "2026-12-31");
        const auto other = a_member(them, "2026-12-31");
        const auto for_other = with_unit + R"(,"covers_id":")" + other + "\"";
        CHECK(at(put_down(them, one, for_other), "/fields/0/code") == "not_away");
        REQUIRE(put_down(them, other, R"(,"kind":"leave")").status == 201);
        const auto away = at(them.call("supervisor", "GET", "/triage/service"), "/duties/0/id");
        CHECK(put_down(them, one, for_other).status == 201);
        CHECK(
            at(them.call("supervisor", "DELETE", "/triage/duties/" + away), "/code") ==
            "triage_duty.covered"
        );

        const auto leaves = [&](const std::string& member) {
            return them.call(
                "supervisor",
                "PUT",
                "/triage/members/" + member,
                R"({"name":"A Person","role":"officer","team":"A","trained_on":"2026-01-01",)"
                R"("trained_until":"2026-12-31","is_active":false,"revision":1})"
            );
        };
        CHECK(at(leaves(one), "/fields/0/code") == "on_rota");
        // Who is only down as away may go.
        CHECK(leaves(other).status == 200);
    }
}

}  // namespace waymark::api
