// SPDX-License-Identifier: MIT
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::api {

namespace {

using testing::at;
using testing::Partnership;
using Trail = std::vector<std::string>;

Response answer(
    Partnership& them,
    const std::string& id,
    const std::string& field,
    const std::string& values,
    int version = 0,
    const char* as = "triage_officer"
) {
    return them.call(
        as,
        "POST",
        "/triage/assessments/" + id + "/answers/" + field,
        R"({"values":)" + values + R"(,"version":)" + std::to_string(version) + "}"
    );
}

std::string begun(Partnership& them, const std::string& incident, const std::string& body = "{}") {
    const auto made =
        them.call("triage_officer", "POST", "/incidents/" + incident + "/assessments", body);
    REQUIRE(made.status == 201);
    return at(made, "/assessment/id");
}

}  // namespace

TEST_CASE("the form is asked for by its day") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto today = them.call("triage_officer", "GET", "/triage/assessment-form");
        REQUIRE(today.status == 200);
        const std::string on = "/triage/assessment-form?on=";
        CHECK(them.call("triage_officer", "GET", on + "2026-03-14").body == today.body);
        CHECK(at(them.call("triage_officer", "GET", on + "March"), "/fields/0/field") == "on");
    }
}

TEST_CASE("an assessment is answered field by field, finished, and followed up") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto incident = them.an_incident();
        const auto person = them.a_person();
        them.call(
            "call_handler",
            "POST",
            "/incidents/" + incident + "/people",
            R"({"person_id":")" + person + R"(","role":"subject"})"
        );
        const auto of_them = R"({"person_id":")" + person + R"("})";
        them.forget_trail();
        const auto id = begun(them, incident, of_them);
        CHECK(
            them.trail() ==
            Trail{
                "alteration incident allowed own_agency", "consultation person allowed own_agency"}
        );
        const auto again =
            them.call("triage_officer", "POST", "/incidents/" + incident + "/assessments", of_them);
        CHECK(at(again, "/code") == "assessment.begun");

        const auto finish = [&] {
            return them.call("triage_officer", "POST", "/triage/assessments/" + id + "/finish");
        };
        CHECK(at(finish(), "/fields/0/field") == "/contact_kind");
        const std::pair<const char*, const char*> said[] = {
            {"contact_kind", R"(["face_to_face"])"},
            {"referral_reasons", R"(["risk_to_self","unusual_behaviour"])"},
            {"known_mental_health", R"(["open"])"},
            {"known_substance_misuse", R"(["not_known"])"},
            {"known_learning_disability", R"(["not_asked"])"},
            {"known_autism", R"(["not_asked"])"},
            {"known_social_care", R"(["not_known"])"},
            {"clinical_view", R"(["Low in mood.\nNo plan."])"},
            {"would_have", R"(["s136","ae"])"}};
        for (const auto& [field, values] : said)
            CHECK(answer(them, id, field, values).status == 201);
        const auto finished = finish();
        CHECK(finished.status == 200);
        CHECK(at(finished, "/assessment/finished_at") == "2026-03-14T12:00:00.000Z");
        CHECK(at(finished, "/is_first_contact") == "true");
        CHECK(at(finished, "/answers/1/values/1") == "unusual_behaviour");

        CHECK(answer(them, id, "clinical_view", R"(["Better now."])", 1).status == 201);
        const auto page = them.call("supervisor", "GET", "/incidents/" + incident + "/assessments");
        CHECK(at(page, "/0/earlier/0/values/0") == "Low in mood.\nNo plan.");

        const auto path = "/triage/assessments/" + id;
        const auto referred = them.call(
            "triage_officer",
            "POST",
            path + "/referrals",
            R"({"need":"mental_health","service":"crisis_team"})"
        );
        CHECK(referred.status == 201);
        const auto steps = path + "/referrals/" + at(referred, "/referrals/0/id") + "/steps";
        Partnership::now += std::chrono::minutes{5};
        const auto accepted = them.call("triage_officer", "POST", steps, R"({"step":"accepted"})");
        CHECK(at(accepted, "/referrals/0/acknowledged_at") == "2026-03-14T12:05:00.000Z");
        CHECK(
            at(them.call("triage_officer", "POST", steps, R"({"step":"accepted"})"), "/code") ==
            "referral.step"
        );
        const auto outcome = [&](const char* body) {
            return them.call("triage_officer", "POST", path + "/outcomes", body);
        };
        CHECK(at(outcome(R"({"code":"moon","source":"x"})"), "/fields/1/field") == "/source");
        CHECK(
            at(outcome(R"({"code":"home","source":"scene","on":"2026-03-15"})"),
               "/fields/0/code") == "future"
        );
        CHECK(
            at(outcome(R"({"code":"home","source":"scene","on":"2026-03-13"})"),
               "/fields/0/code") == "order"
        );
        CHECK(at(outcome(R"({"code":"home","source":"scene"})"), "/outcomes/0/on") == "2026-03-14");

        // Seen again on another incident: no longer the first contact.
        const auto later = them.an_incident();
        them.call(
            "call_handler",
            "POST",
            "/incidents/" + later + "/people",
            R"({"person_id":")" + person + R"(","role":"subject"})"
        );
        const auto second =
            them.call("triage_officer", "POST", "/incidents/" + later + "/assessments", of_them);
        CHECK(at(second, "/is_first_contact") == "false");
    }
}

TEST_CASE("two who answer one field are told, and two who answer different fields are not") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = begun(them, them.an_incident());
        CHECK(answer(them, id, "first_unit", R"(["yes"])").status == 201);
        CHECK(answer(them, id, "ambulance_attending", R"(["no"])", 0, "supervisor").status == 201);
        const auto late = answer(them, id, "first_unit", R"(["no"])", 0, "supervisor");
        CHECK(late.status == 412);
        CHECK(at(late, "/code") == "assessment.answered");
        CHECK(answer(them, id, "first_unit", R"(["no"])", 1, "supervisor").status == 201);
        CHECK(answer(them, id, "first_unit", R"(["perhaps"])", 2).status == 422);
        CHECK(answer(them, id, "shoe_size", R"(["9"])").status == 422);
        CHECK(answer(them, id, "first_unit", R"([])", 2).status == 201);
    }
}

TEST_CASE("who somebody was may be found out later, and said once") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto incident = them.an_incident();
        const auto id = begun(them, incident);
        const auto person = them.a_person();
        const auto body = R"({"person_id":")" + person + R"("})";
        const auto say = [&] {
            return them.call(
                "triage_officer", "POST", "/triage/assessments/" + id + "/person", body
            );
        };
        CHECK(at(say(), "/fields/0/code") == "not_involved");
        them.call(
            "call_handler",
            "POST",
            "/incidents/" + incident + "/people",
            R"({"person_id":")" + person + R"(","role":"subject"})"
        );
        CHECK(at(say(), "/person/name") == "Amara Test");
        CHECK(at(say(), "/code") == "assessment.named");
        const auto path = "/incidents/" + incident + "/assessments";
        CHECK(them.call("triage_officer", "POST", path, body).status == 409);
    }
}

TEST_CASE("a partner assesses once the incident is shared with it, and not before") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto incident = them.an_incident();
        const auto id = begun(them, incident);
        CHECK(answer(them, id, "first_unit", R"(["yes"])", 0, "nurse").status == 403);
        them.call(
            "supervisor",
            "POST",
            "/incidents/" + incident + "/shares",
            R"({"agency_id":")" + them.agency("trust") + R"(","reason":"Joint triage"})"
        );
        them.forget_trail();
        CHECK(answer(them, id, "first_unit", R"(["yes"])", 0, "nurse").status == 201);
        CHECK(them.trail() == Trail{"alteration incident allowed shared"});
        CHECK(answer(them, id, "first_unit", R"(["yes"])", 1, "analyst").status == 403);
    }
}

TEST_CASE("what was entered by mistake is taken back with a reason, stays, and counts no more") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = begun(them, them.an_incident());
        const auto post = [&](const std::string& path, const char* body) {
            return them.call("triage_officer", "POST", "/triage/assessments/" + id + path, body);
        };
        const auto outcome = post("/outcomes", R"({"code":"home","source":"scene"})");
        REQUIRE(outcome.status == 201);
        const auto referral = post("/referrals", R"({"need":"alcohol","service":"gp"})");
        const auto withdrawn = "/outcomes/" + at(outcome, "/outcomes/0/id") + "/withdrawal";
        const auto counted = [&](const char* measure) {
            const auto report =
                them.call("analyst", "GET", "/reports/street-triage?from=2026-03-01&to=2026-03-31");
            const auto sent = boost::json::parse(report.body);
            for (const auto& one : sent.at("measures").as_array())
                if (one.at("name").as_string() == measure)
                    return boost::json::serialize(one.at("numerator"));
            return std::string{"(none)"};
        };
        CHECK(counted("went_home") == "1");
        CHECK(at(post(withdrawn, R"({"reason":" "})"), "/fields/0/field") == "/reason");
        const auto back = post(withdrawn, R"({"reason":"Of somebody else"})");
        CHECK(back.status == 201);
        CHECK(at(back, "/outcomes/0/code") == "home");
        CHECK(at(back, "/outcomes/0/withdrawn/why") == "Of somebody else");
        CHECK(post(withdrawn, R"({"reason":"Again"})").status == 409);
        CHECK(counted("went_home") == "0");
        REQUIRE(referral.status == 201);
        const auto its = "/referrals/" + at(referral, "/referrals/0/id");
        CHECK(counted("kpi2_achieved") == "0");
        const auto taken = post(its + "/withdrawal", R"({"reason":"Not asked"})");
        CHECK(at(taken, "/referrals/0/withdrawn/why") == "Not asked");
        // Nobody accepts what was taken back.
        CHECK(post(its + "/steps", R"({"step":"accepted"})").status == 409);
        // Why it was taken back can say as much as a note.
        const auto analyst = them.call("analyst", "GET", "/triage/assessments/" + id);
        CHECK(analyst.body.find("Not asked") == std::string::npos);
        CHECK(at(analyst, "/referrals/0/withdrawn/at") != "null");
        CHECK(post("/outcomes/none/withdrawal", R"({"reason":"None"})").status == 409);
    }
}

TEST_CASE("own words and the clinical view are for those who assess") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto incident = them.an_incident();
        const auto id = begun(them, incident);
        REQUIRE(answer(them, id, "clinical_view", R"(["Low in mood."])").status == 201);
        REQUIRE(answer(them, id, "clinical_view", R"(["Very low in mood."])", 1).status == 201);
        REQUIRE(answer(them, id, "contact_kind", R"(["face_to_face"])").status == 201);
        const auto path = "/triage/assessments/" + id;
        const auto whole = them.call("triage_officer", "GET", path);
        CHECK(whole.body.find("Very low in mood.") != std::string::npos);
        CHECK(at(whole, "/withheld/0") == "(none)");
        for (const auto& address : {path, "/incidents/" + incident + "/assessments"}) {
            const auto shown = them.call("analyst", "GET", address);
            CHECK(shown.status == 200);
            CHECK(shown.body.find("ow in mood") == std::string::npos);
            CHECK(shown.body.find("face_to_face") != std::string::npos);
            CHECK(shown.body.find(R"("withheld":["clinical_view"])") != std::string::npos);
        }
    }
}

}  // namespace waymark::api
