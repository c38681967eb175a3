// SPDX-License-Identifier: MIT
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::api {

namespace {

using testing::at;
using testing::Partnership;

constexpr const char* handler = "call_handler";

}  // namespace

TEST_CASE("the flag is derived, versioned, and shown on the incident") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = them.an_incident();
        const auto path = "/incidents/" + id + "/mhri";
        CHECK(
            them.call(
                    handler,
                    "POST",
                    path,
                    R"({"belief":"yes","limb_a_vulnerability_central":true,"is_mhri":true,"source":"FIRST_CONTACT"})"
            )
                .status == 422
        );
        CHECK(
            at(them.call(
                   handler,
                   "POST",
                   path,
                   R"({"belief":"yes","limb_a_vulnerability_central":true,"source":"FIRST_CONTACT"})"
               ),
               "/is_mhri") == "true"
        );
        CHECK(at(them.call(handler, "GET", "/incidents?mhri=yes"), "/count") == "1");
        CHECK(
            them.call(handler, "POST", path, R"({"belief":"no","source":"OFFICER"})").status == 422
        );
        Partnership::now += std::chrono::seconds{1};  // Of one moment, neither is the later.
        CHECK(
            them.call(
                    handler,
                    "POST",
                    path,
                    R"({"belief":"no","source":"OFFICER","reason":"A burst pipe."})"
            )
                .status == 201
        );
        const auto whole = them.call(handler, "GET", "/incidents/" + id);
        CHECK(at(whole, "/incident/is_mhri") == "false");
        CHECK(at(whole, "/mhri/0/is_mhri") == "true");
        CHECK(at(whole, "/mhri/1/reason") == "A burst pipe.");
    }
}

TEST_CASE("THRIVE sets the grade, and a later change asks for it again") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = them.an_incident();
        const auto assessed = them.call(
            handler,
            "POST",
            "/incidents/" + id + "/thrive",
            R"({"prompted_by":"INITIAL","threat_level":"low","harm_level":"high","risk_level":"low","grade_after":"PRIORITY"})"
        );
        CHECK(assessed.status == 201);
        CHECK(at(assessed, "/overall_level") == "high");
        CHECK(at(them.call(handler, "GET", "/incidents/" + id), "/incident/grade") == "PRIORITY");
        CHECK(at(them.call(handler, "GET", "/incidents/" + id), "/reassess_because") == "[]");
        Partnership::now += std::chrono::minutes{1};
        CHECK(
            them.call(
                    handler,
                    "PUT",
                    "/incidents/" + id + "/markers",
                    R"({"list":"vulnerability","codes":["suicide"]})",
                    {{"if-match",
                      at(them.call(handler, "GET", "/incidents/" + id), "/incident/revision")}}
            ).status == 428
        );
        const auto revision =
            "\"" + at(them.call(handler, "GET", "/incidents/" + id), "/incident/revision") + "\"";
        CHECK(
            them.call(
                    handler,
                    "PUT",
                    "/incidents/" + id + "/markers",
                    R"({"list":"vulnerability","codes":["suicide"]})",
                    {{"if-match", revision}}
            ).status == 200
        );
        CHECK(
            them.call(
                    handler,
                    "PUT",
                    "/incidents/" + id + "/markers",
                    R"({"list":"vulnerability","codes":["autism"]})",
                    {{"if-match", revision}}
            ).status == 412
        );
        CHECK(
            at(them.call(handler, "GET", "/incidents/" + id), "/reassess_because/0") ==
            "qualifiers, conditions or vulnerabilities"
        );
    }
}

TEST_CASE("a Right Care decision keeps its answers, and shows what followed") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = them.an_incident();
        const auto path = "/incidents/" + id + "/right-care";
        const std::string answers =
            R"("call_type":"CONCERN_FOR_WELFARE","answers":[{"question":"crime","answer":"no"},{"question":"life","answer":"yes"}])";
        CHECK(
            at(them.call(handler, "POST", path, "{" + answers + "}"), "/result") == "DEPLOY_ART2"
        );
        CHECK(
            them.call(
                    handler,
                    "POST",
                    path,
                    R"({"call_type":"CONCERN_FOR_WELFARE","answers":[{"question":"crime","answer":"yes"}]})"
            )
                .status == 409
        );
        const std::string override_it =
            R"(,"override_result":"NO_DEPLOY_ADVICE","override_rank":"inspector","override_reason":"Ambulance is there."})";
        CHECK(them.call(handler, "POST", path, "{" + answers + override_it).status == 403);
        CHECK(them.call("supervisor", "POST", path, "{" + answers + override_it).status == 201);
        Partnership::now += std::chrono::minutes{40};
        const auto later = them.an_incident();  // The same telephone and place.
        REQUIRE(later != "(none)");
        const auto whole = them.call(handler, "GET", "/incidents/" + id);
        CHECK(at(whole, "/following/0/id") == later);
        CHECK(at(whole, "/following/0/within_48_hours") == "true");
    }
}

TEST_CASE("closing needs a coded outcome, and reopening keeps the history") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = them.an_incident();
        CHECK(
            them.call(handler, "POST", "/incidents/" + id + "/close", R"({"outcome":"taken_home"})")
                .status == 403
        );
        CHECK(
            at(them.call("supervisor", "POST", "/incidents/" + id + "/close", R"({"outcome":""})"),
               "/fields/0/field") == "/outcome"
        );
        CHECK(
            them.call(
                    "supervisor",
                    "POST",
                    "/incidents/" + id + "/close",
                    R"({"outcome":"taken_home","narrative":"Home safe."})"
            )
                .status == 200
        );
        CHECK(
            them.call(handler, "POST", "/incidents/" + id + "/notes", R"({"text":"More."})")
                .status == 409
        );
        Partnership::now += std::chrono::minutes{1};
        CHECK(
            them.call("supervisor", "POST", "/incidents/" + id + "/reopen", R"({"reason":""})")
                .status == 422
        );
        CHECK(
            at(them.call(
                   "supervisor",
                   "POST",
                   "/incidents/" + id + "/reopen",
                   R"({"reason":"New information."})"
               ),
               "/status") == "open"
        );
        const auto whole = them.call(handler, "GET", "/incidents/" + id);
        CHECK(at(whole, "/changes/0/after") == "closed");
        CHECK(at(whole, "/notes/1/text") == "Home safe.");
    }
}

}  // namespace waymark::api
