// SPDX-License-Identifier: MIT
#include "detentions/places.hpp"
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::api {

namespace {

using std::chrono::minutes;
using testing::at;
using testing::noon;
using testing::Partnership;

constexpr const char* suite =
    R"({"kind":"HBPOS","name":"The suite","capacity":2,"min_age":18,"phone":"01632 960111"})";

std::string a_place(Partnership& them) {
    const auto made = them.call("supervisor", "POST", "/places-of-safety", suite);
    REQUIRE(made.status == 201);
    return at(made, "/place/id");
}

/// Enters each in turn, five minutes apart; gives the last answer.
Response enter_all(
    Partnership& them, const std::string& id, const std::vector<std::string>& entries, int from = 1
) {
    Response last;
    for (const auto& body : entries) {
        Partnership::now += minutes{5};
        last = them.call(
            "triage_officer",
            "POST",
            "/detentions/" + id + "/entries",
            body,
            {{"if-match", "\"" + std::to_string(from++) + "\""}}
        );
        CHECK_MESSAGE(last.status == 201, last.body);
    }
    return last;
}

}  // namespace

TEST_CASE("a place says how many it can take, and the board says how old that is") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = a_place(them);
        const auto words = "/places-of-safety/" + id + "/words";
        CHECK(at(them.call("nurse", "GET", "/places-of-safety"), "/0/word") == "null");

        const auto said = them.call(
            "triage_officer", "POST", words, R"({"free":2,"state":"open","note":"Quiet"})"
        );
        REQUIRE(said.status == 201);
        CHECK(at(said, "/word/free") == "2");
        CHECK(at(said, "/is_old") == "false");
        // Nobody is signed out for idleness meanwhile.
        for (int i = 0; i < 5; ++i) {
            Partnership::now += minutes{26};
            for (const char* user : {"nurse", "triage_officer"})
                CHECK(them.call(user, "GET", "/session").status == 200);
        }
        CHECK(at(them.call("nurse", "GET", "/places-of-safety"), "/0/is_old") == "true");

        // Still true, in one press; what was said before stays.
        CHECK(
            them.call("triage_officer", "POST", words, R"({"free":2,"state":"open"})").status == 201
        );
        const auto board = them.call("nurse", "GET", "/places-of-safety");
        CHECK(at(board, "/0/is_old") == "false");
        CHECK(at(board, "/0/earlier/0/note") == "Quiet");
        Partnership::now = noon;
    }
}

TEST_CASE("a place is held to its capacity, its name and the agency that runs it") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = a_place(them);
        const auto words = "/places-of-safety/" + id + "/words";
        const auto say = [&](const char* as, const char* body) {
            return them.call(as, "POST", words, body);
        };
        const auto too_many = say("triage_officer", R"({"free":3,"state":"open"})");
        CHECK(too_many.status == 422);
        CHECK(at(too_many, "/fields/0/field") == "/free");
        CHECK(say("triage_officer", R"({"free":1,"state":"closed"})").status == 422);
        CHECK(say("triage_officer", R"({"free":1,"state":"ajar"})").status == 422);
        CHECK(at(say("nurse", R"({"free":1,"state":"open"})"), "/code") == "safety_place.not_own");
        CHECK(say("call_handler", R"({"free":1,"state":"open"})").status == 403);
        const auto none = them.call(
            "triage_officer", "POST", "/places-of-safety/none/words", R"({"free":1,"state":"open"})"
        );
        CHECK(none.status == 404);

        // Nobody unsays what a colleague has said meanwhile.
        CHECK(say("triage_officer", R"({"free":1,"state":"open"})").status == 201);
        const auto unseen =
            say("triage_officer", R"({"free":2,"state":"open","said_at":"2026-03-14T11:59:00Z"})");
        CHECK(unseen.status == 412);
        CHECK(
            say("triage_officer", R"({"free":2,"state":"open","said_at":"2026-03-14T12:00:00Z"})")
                .status == 201
        );

        // Whoever runs places elsewhere does not run this one.
        auto trust = them.caller("nurse");
        trust.roles = {sharing::Role::supervisor};
        const codes::CodeBook book{codes::shipped_codes()};
        SeededRandom random{7};
        const auto taken_over = sharing::change(
            {them.database(), random},
            trust,
            Partnership::now,
            book,
            [&](sharing::Act& act) {
                return detentions::keep_place(
                    act, {.id = {id}, .kind = "HBPOS", .name = "Ours", .capacity = 9, .revision = 1}
                );
            }
        );
        CHECK(taken_over.problem().code == "safety_place.not_own");

        const auto again = them.call("supervisor", "POST", "/places-of-safety", suite);
        CHECK(at(again, "/fields/0/code") == "taken");
        const auto change = [&](const char* revision) {
            return them.call(
                "supervisor",
                "PUT",
                "/places-of-safety/" + id,
                std::string{
                    R"({"kind":"HBPOS","name":"The suite","capacity":3,"is_active":true,)"} +
                    R"("revision":)" + revision + "}"
            );
        };
        CHECK(at(change("1"), "/place/capacity") == "3");
        CHECK(change("1").status == 412);
        CHECK(change("2").status == 200);
    }
}

TEST_CASE("the board counts who is there, who waits and who was refused, and names nobody") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto place = a_place(them);
        const auto at_it = R"("place_id":")" + place + R"(")";
        const auto incident = them.an_incident();
        const auto first = them.a_detention(incident, "Amara");
        const auto there = enter_all(
            them,
            first,
            {R"({"kind":"place_refused","code":"full",)" + at_it + "}",
             R"({"kind":"arrived",)" + at_it +
                 R"(,"conveyed_by":"police","why_police_vehicle":"AMB_30"})"}
        );
        CHECK(at(there, "/standing/place_name") == "The suite");
        CHECK(at(there, "/legs/0/why_police_vehicle") == "AMB_30");
        Partnership::now += minutes{10};
        auto board = them.call("nurse", "GET", "/places-of-safety");
        CHECK(at(board, "/0/here") == "1");
        CHECK(at(board, "/0/waiting") == "1");
        CHECK(at(board, "/0/refusals/0/reason") == "full");
        CHECK(at(board, "/0/refusals/0/last_day") == "1");
        CHECK(board.body.find("Amara") == std::string::npos);
        CHECK(board.body.find(incident) == std::string::npos);

        (void)enter_all(them, first, {R"({"kind":"taken_over","name":"Nurse in charge"})"}, 3);
        board = them.call("nurse", "GET", "/places-of-safety");
        CHECK(at(board, "/0/waiting") == "0");
        CHECK(at(board, "/0/median_wait") == "15");

        const auto nowhere = them.call(
            "triage_officer",
            "POST",
            "/detentions/" + first + "/entries",
            R"({"kind":"arrived","place_id":"none"})",
            {{"if-match", "\"4\""}}
        );
        CHECK(nowhere.status == 422);
        CHECK(at(nowhere, "/fields/0/field") == "/place_id");
        Partnership::now = noon;
    }
}

TEST_CASE("police time is read from the record, with why something took long") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto incident = them.an_incident();
        const auto time = "/incidents/" + incident + "/police-time";
        CHECK(at(them.call("triage_officer", "GET", time), "/ledger/total") == "0");
        const auto held = them.a_detention(incident, "Amara");
        (void)enter_all(
            them,
            held,
            {R"({"kind":"ambulance_asked"})",
             R"({"kind":"set_off"})",
             R"({"kind":"arrived","place_kind":"HBPOS","place_name":"The suite"})",
             R"({"kind":"brought","conveyed_by":"police","why_police_vehicle":"AMB_30"})",
             R"({"kind":"taken_over","name":"Nurse in charge"})",
             R"({"kind":"police_released"})"}
        );
        const auto found = them.call("triage_officer", "GET", time);
        CHECK(at(found, "/ledger/total") == "30");
        CHECK(at(found, "/ledger/is_going_on") == "false");
        CHECK(at(found, "/ledger/by_stage/0/stage") == "scene");
        CHECK(at(found, "/ledger/by_stage/3/stage") == "waiting_at_place");
        CHECK(at(found, "/ledger/by_stage/3/minutes") == "10");

        const auto delay = [&](const char* body) {
            return them.call("triage_officer", "POST", time + "/delays", body);
        };
        const auto kept = delay(R"({"stage":"waiting_at_place","reason":"no_staff"})");
        CHECK(kept.status == 201);
        CHECK(at(kept, "/delays/0/reason") == "no_staff");
        CHECK(at(delay(R"({"stage":"scene","reason":"other"})"), "/fields/0/field") == "/note");
        CHECK(at(delay(R"({"stage":"scene","reason":"bored"})"), "/fields/0/field") == "/reason");
        CHECK(delay(R"({"stage":"lunch","reason":"other"})").status == 422);
        CHECK(them.call("analyst", "POST", time + "/delays", R"({"stage":"scene"})").status == 403);
        CHECK(them.call("nurse", "GET", time).status == 403);

        // A corrected time is a corrected minute.
        const auto shown = them.call("triage_officer", "GET", "/detentions/" + held);
        const auto corrected = them.call(
            "triage_officer",
            "POST",
            "/detentions/" + held + "/corrections",
            R"({"entry_id":")" + at(shown, "/entered/4/id") +
                R"(","at":"2026-03-14T12:22:00Z","reason":"Misread"})",
            {{"if-match", "\"7\""}}
        );
        CHECK_MESSAGE(corrected.status == 201, corrected.body);
        CHECK(at(them.call("triage_officer", "GET", time), "/ledger/by_stage/3/minutes") == "7");
        Partnership::now = noon;
    }
}

TEST_CASE("who is taken somewhere after an assessment is on the ledger too") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto incident = them.an_incident();
        const auto begun =
            them.call("triage_officer", "POST", "/incidents/" + incident + "/assessments", "{}");
        REQUIRE(begun.status == 201);
        const auto answer = [&](const char* field, const std::string& value) {
            return them.call(
                "triage_officer",
                "POST",
                "/triage/assessments/" + at(begun, "/assessment/id") + "/answers/" + field,
                R"({"values":[")" + value + R"("],"version":0})"
            );
        };
        CHECK(answer("conveyance_needed", "yes").status == 201);
        CHECK(answer("conveyed_by", "police").status == 201);
        CHECK(answer("set_off_at", "2026-03-14T11:00:00Z").status == 201);
        CHECK(answer("arrived_at", "2026-03-14T11:20:00Z").status == 201);
        CHECK(answer("police_stayed", "yes").status == 201);
        CHECK(answer("stayed_until", "2026-03-14T11:50:00Z").status == 201);
        CHECK(at(answer("ambulance_asked_at", "half past ten"), "/fields/0/code") == "shape");
        CHECK(
            at(answer("ambulance_asked_at", "2026-03-14T12:20:00Z"), "/fields/0/code") == "future"
        );
        const auto late = answer("ambulance_asked_at", "2026-03-14T11:05:00Z");
        CHECK(at(late, "/contradictions/0/field") == "/set_off_at");
        const auto time =
            them.call("triage_officer", "GET", "/incidents/" + incident + "/police-time");
        CHECK(at(time, "/ledger/total") == "50");
    }
}

}  // namespace waymark::api
