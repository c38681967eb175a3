// SPDX-License-Identifier: MIT
#include "detentions/detentions.hpp"
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::api {

namespace {

using testing::at;
using testing::Partnership;
using Trail = std::vector<std::string>;

struct Scene {
    std::string incident;
    std::string person;
};

/// An incident with a person on it.
Scene a_scene(Partnership& them) {
    Scene scene{them.an_incident(), them.a_person()};
    REQUIRE(
        them.call(
                "call_handler",
                "POST",
                "/incidents/" + scene.incident + "/people",
                R"({"person_id":")" + scene.person + R"(","role":"subject"})"
        )
            .status == 200
    );
    return scene;
}

std::string lawful(const std::string& person) {
    return R"({"power":"s136","person_id":")" + person +
           R"(","place_type":"public","reason":"On the parapet","is_mental_disorder":true,)"
           R"("is_immediate_need":true,"is_consulted":false,"not_consulted_why":"About to jump"})";
}

Response use(Partnership& them, const Scene& scene, const std::string& body) {
    return them.call(
        "triage_officer", "POST", "/incidents/" + scene.incident + "/detentions", body
    );
}

Response enter(
    Partnership& them,
    const std::string& id,
    int revision,
    const std::string& body,
    const char* as = "triage_officer"
) {
    return them.call(
        as,
        "POST",
        "/detentions/" + id + "/entries",
        body,
        {{"if-match", "\"" + std::to_string(revision) + "\""}}
    );
}

constexpr const char* arrived =
    R"({"kind":"arrived","place_kind":"HBPOS","place_name":"The suite"})";

/// What the detention says of one rule.
std::string state_of(const Response& shown, const std::string& rule) {
    for (int i = 0; at(shown, "/rules/" + std::to_string(i) + "/rule/id") != "(none)"; ++i)
        if (at(shown, "/rules/" + std::to_string(i) + "/rule/id") == rule)
            return at(shown, "/rules/" + std::to_string(i) + "/finding/state");
    return "(none)";
}

}  // namespace

TEST_CASE("a detention is kept from the use of the power to its end, with its clocks") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto scene = a_scene(them);
        them.forget_trail();
        const auto begun = use(them, scene, lawful(scene.person));
        REQUIRE(begun.status == 201);
        CHECK(
            them.trail() ==
            Trail{
                "alteration incident allowed own_agency", "consultation person allowed own_agency"}
        );
        const auto id = at(begun, "/detention/id");
        CHECK(at(begun, "/person/name") == "Amara Test");
        CHECK(at(begun, "/standing/expires_at") == "null");

        Partnership::now += std::chrono::minutes{40};
        const auto there = enter(them, id, 1, arrived);
        REQUIRE(there.status == 201);
        CHECK(at(there, "/standing/expires_at") == "2026-03-15T12:40:00.000Z");
        CHECK(state_of(there, "R11") == "to_do");
        CHECK(enter(them, id, 1, R"({"kind":"rights_told"})").status == 412);

        Partnership::now += std::chrono::minutes{10};
        CHECK(enter(them, id, 2, R"({"kind":"left"})").status == 201);
        Partnership::now += std::chrono::minutes{5};
        const auto moved =
            enter(them, id, 3, R"({"kind":"arrived","place_kind":"ED","place_name":"Walsgrave"})");
        CHECK(at(moved, "/standing/place_name") == "Walsgrave");
        CHECK(at(moved, "/standing/expires_at") == "2026-03-15T12:40:00.000Z");
        CHECK(
            enter(
                them,
                id,
                4,
                R"({"kind":"extended","minutes":360,"role":"doctor","name":"Dr Test","code":"unwell"})"
            )
                .status == 201
        );
        const auto corrected = them.call(
            "supervisor",
            "POST",
            "/detentions/" + id + "/corrections",
            R"({"entry_id":")" + at(there, "/entered/0/id") +
                R"(","at":"2026-03-14T12:30:00Z","reason":"The log says so"})",
            {{"if-match", "\"5\""}}
        );
        REQUIRE(corrected.status == 201);
        CHECK(at(corrected, "/standing/expires_at") == "2026-03-15T18:30:00.000Z");
        CHECK(at(corrected, "/entered/0/at") == "2026-03-14T12:40:00.000Z");
        CHECK(at(corrected, "/entered/0/entered_by") != "(none)");
        const auto ended = enter(them, id, 6, R"({"kind":"ended","code":"DISCH_CRISIS_TEAM"})");
        CHECK(at(ended, "/detention/is_open") == "false");
        CHECK(enter(them, id, 7, R"({"kind":"rights_told"})").status == 422);

        const auto page =
            them.call("analyst", "GET", "/incidents/" + scene.incident + "/section-136");
        CHECK(at(page, "/considerations/0/decision") == "used");
        CHECK(at(page, "/considerations/0/detention_id") == id);
        CHECK(at(page, "/detentions/0/detention/outcome") == "DISCH_CRISIS_TEAM");
        CHECK(at(them.call("supervisor", "GET", "/detentions"), "") == "[]");
        them.forget_trail();
        CHECK(them.call("supervisor", "GET", "/detentions/" + id).status == 200);
        CHECK(
            them.trail() ==
            Trail{
                "consultation incident allowed own_agency",
                "consultation person allowed own_agency"}
        );
    }
}

TEST_CASE("nobody is held twice at once, and only people of the incident are") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto scene = a_scene(them);
        const auto other = them.a_person("Ngozi", "Other");
        const auto stranger = use(them, scene, lawful(other));
        CHECK(stranger.status == 422);
        CHECK(at(stranger, "/fields/0/code") == "not_involved");
        const auto first = use(them, scene, lawful(scene.person));
        CHECK(first.status == 201);
        const auto again = use(them, scene, lawful(scene.person));
        CHECK(again.status == 409);
        CHECK(at(again, "/code") == "detention.open");
        const auto id = at(first, "/detention/id");
        CHECK(enter(them, id, 1, R"({"kind":"ended","code":"RELEASED_EARLY"})").status == 201);
        CHECK(use(them, scene, lawful(scene.person)).status == 201);
    }
}

TEST_CASE("section 136 in a dwelling is refused with what the law offers, and nothing is kept") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto scene = a_scene(them);
        auto body = lawful(scene.person);
        body.replace(body.find("\"public\""), 8, "\"private_dwelling\"");
        const auto refused = use(them, scene, body);
        CHECK(refused.status == 422);
        CHECK(at(refused, "/fields/0/code") == "dwelling");
        CHECK(
            at(refused, "/fields/0/message").find("warrant under section 135") != std::string::npos
        );
        CHECK(
            at(them.call("supervisor", "GET", "/incidents/" + scene.incident + "/section-136"),
               "/detentions") == "[]"
        );
    }
}

TEST_CASE("section 136 considered and not used is kept with what was done instead") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto scene = a_scene(them);
        const auto path = "/incidents/" + scene.incident + "/section-136";
        const auto wrong =
            them.call("triage_officer", "POST", path, R"({"place_type":"moon","decision":"used"})");
        CHECK(at(wrong, "/fields/0/field") == "/place_type");
        CHECK(at(wrong, "/fields/1/field") == "/decision");
        CHECK(at(wrong, "/fields/2/field") == "/reason");
        const auto kept = them.call(
            "triage_officer",
            "POST",
            path,
            R"({"place_type":"public","decision":"diverted","alternative":"crisis_team",)"
            R"("reason":"Agreed to go with the nurse","is_consulted":true,"consulted_role":"nurse"})"
        );
        CHECK(kept.status == 201);
        CHECK(at(kept, "/considered_at") == "2026-03-14T12:00:00.000Z");
        const auto page = them.call("supervisor", "GET", path);
        CHECK(at(page, "/considerations/0/alternative") == "crisis_team");
        CHECK(at(page, "/considerations/0/detention_id") == "null");
    }
}

TEST_CASE("a partner adds to a detention once the incident is shared with it, and not before") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto scene = a_scene(them);
        const auto id = at(use(them, scene, lawful(scene.person)), "/detention/id");
        CHECK(enter(them, id, 1, arrived, "nurse").status == 403);
        CHECK(at(them.call("nurse", "GET", "/detentions"), "") == "[]");
        CHECK(
            them.call(
                    "supervisor",
                    "POST",
                    "/incidents/" + scene.incident + "/shares",
                    R"({"agency_id":")" + them.agency("trust") + R"(","reason":"Joint care"})"
            )
                .status < 300
        );
        const auto used_by_nurse = them.call(
            "nurse", "POST", "/incidents/" + scene.incident + "/detentions", lawful(scene.person)
        );
        CHECK(at(used_by_nurse, "/code") == "detention.not_own");
        them.forget_trail();
        const auto added = enter(them, id, 1, arrived, "nurse");
        CHECK(added.status == 201);
        CHECK(at(added, "/person/name") == "Person not shown");
        CHECK(
            them.trail() ==
            Trail{"alteration incident allowed shared", "consultation person refused not_shared"}
        );
        CHECK(at(them.call("nurse", "GET", "/detentions"), "/0/detention/id") == id);
        const auto correct = [&](const std::string& what) {
            return them.call(
                "nurse",
                "POST",
                "/detentions/" + id + "/corrections",
                R"({"entry_id":")" + what +
                    R"(","at":"2026-03-14T12:00:00Z","reason":"Read wrongly"})",
                {{"if-match", "\"2\""}}
            );
        };
        CHECK(at(correct(id), "/code") == "detention.not_own");
        CHECK(correct(at(added, "/entered/0/id")).status == 201);
        CHECK(them.call("nurse", "GET", "/changes").body.find(id) != std::string::npos);
        // What belongs to the police stays theirs.
        CHECK(
            them.call(
                    "nurse",
                    "POST",
                    "/incidents/" + scene.incident + "/close",
                    R"({"outcome":"home"})"
            )
                .status == 403
        );
    }
}

TEST_CASE("what is broken by the passing of time is kept once, and told") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto scene = a_scene(them);
        const auto id = at(use(them, scene, lawful(scene.person)), "/detention/id");
        CHECK(enter(them, id, 1, arrived).status == 201);
        SeededRandom random{2};
        const sharing::Workplace place{them.database(), random};
        const auto book = std::make_shared<codes::CodeBook>(codes::shipped_codes());
        const auto breaches = [&] {
            return them.database().read([](store::Transaction& transaction) {
                std::string found;
                for (const auto& row : transaction.query(
                         {"test.breaches", "SELECT rule_id FROM detention_breach ORDER BY rule_id"},
                         {}
                     ))
                    found += row.text("rule_id") + " ";
                return found;
            });
        };
        detentions::keep_watch(place, Partnership::now, book);
        CHECK(breaches().empty());
        detentions::keep_watch(place, Partnership::now + std::chrono::hours{25}, book);
        CHECK(breaches() == "HANDOVER R11 R19 RIGHTS ");
        detentions::keep_watch(place, Partnership::now + std::chrono::hours{26}, book);
        CHECK(breaches() == "HANDOVER R11 R19 RIGHTS ");
        const auto feed = them.call("supervisor", "GET", "/changes");
        CHECK(feed.body.find("\"broken\"") != std::string::npos);
        // What was recorded stays beside what is found since.
        const auto shown = them.call("triage_officer", "GET", "/detentions/" + id);
        for (int i = 0; at(shown, "/rules/" + std::to_string(i) + "/rule/id") != "(none)"; ++i) {
            const auto one = "/rules/" + std::to_string(i);
            const bool is_kept =
                breaches().find(at(shown, one + "/rule/id") + " ") != std::string::npos;
            CHECK((at(shown, one + "/recorded_at") != "null") == is_kept);
        }
    }
}

}  // namespace waymark::api
