// SPDX-License-Identifier: MIT

// Every route against every role: a route without a row fails here.

#include "api/openapi.hpp"
#include "base/text.hpp"
#include "support/partnership.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

namespace waymark::api {

namespace {

using testing::at;
using testing::Partnership;

std::string filled(std::string_view path, const std::string& id) {
    std::string text;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '{') {
            text += path[i];
            continue;
        }
        text += id;
        i = path.find('}', i);
    }
    return text;
}

}  // namespace

TEST_CASE("nobody comes through a route that asks for a sign-in without one") {
    Partnership them{store::Engine::sqlite};
    const std::set<std::string> open = {
        "GET /set-up", "POST /set-up", "POST /session", "GET /openapi.json", "GET /health"};
    std::set<std::string> found_open;
    for (const auto& route : all_routes()) {
        const auto name = std::string{route.method} + " " + std::string{route.path};
        CAPTURE(name);
        if (route.mode == Mode::open) {
            found_open.insert(name);
            continue;
        }
        const auto answer = them.call(
            "",
            std::string{route.method},
            filled(route.path, "01a00000-0000-7000-8000-000000000000"),
            "{}"
        );
        CHECK(answer.status == 401);
    }
    CHECK(found_open == open);
}

TEST_CASE("every route refuses every role that lacks its permission, and says so in the trail") {
    Partnership them{store::Engine::sqlite};
    const auto incident = them.an_incident();
    const auto person = them.a_person();
    int refusals = 0;
    for (const auto& route : all_routes()) {
        if (!route.needs) continue;
        const bool of_person = route.path.starts_with("/people/{");
        const bool of_incident = route.path.starts_with("/incidents/{");
        const auto path = filled(
            route.path,
            of_person     ? person
            : of_incident ? incident
                          : "01a00000-0000-7000-8000-000000000000"
        );
        for (const auto& [role, word] : Words<sharing::Role>::list) {
            if (sharing::may({role}, *route.needs)) continue;
            CAPTURE(route.path);
            const std::string of_role{word};
            CAPTURE(of_role);
            // A body that is right as far as its form goes, so that leave is what stops it.
            std::string body = route.method == "GET" || route.method == "DELETE" ? "" : "{}";
            if (route.body == "IncidentReport") body = R"({"incident":{}})";
            if (route.body == "Code")
                body = R"({"list":"sex","code":"Q","label":"Q","valid_from":"2020-01-01"})";
            if (route.body == "NewUser")
                body =
                    R"({"user":{"sign_in_name":"new","display_name":"N","roles":["analyst"]},"password":"a good long password"})";
            if (route.path == "/import-mappings") body = R"({"name":"x","mapping":{}})";
            // And a question that is right as far as its form goes.
            std::string question;
            if (route.query.starts_with("format")) question = "?format=csv";
            if (route.path.starts_with("/reports/") && !route.query.empty())
                question = "?from=2026-03-01&to=2026-03-31" +
                           std::string{route.path.ends_with("document") ? "&format=csv" : ""};
            Texts headers{{"if-match", "\"1\""}};
            const auto answer = them.call(
                std::string{word}, std::string{route.method}, path + question, body, headers
            );
            CHECK(answer.status == 403);
            CHECK(at(answer, "/code") == "sharing.role_not_allowed");
            const auto trail = them.trail();
            REQUIRE(!trail.empty());
            CHECK(trail.back().find(" refused role_not_allowed") != std::string::npos);
            them.forget_trail();
            ++refusals;
        }
    }
    CHECK(refusals > 150);
}

TEST_CASE("every record's route refuses another agency, whatever the role") {
    Partnership them{store::Engine::sqlite};
    const auto incident = them.an_incident();
    const auto person = them.a_person();
    int tried = 0;
    for (const auto& route : all_routes()) {
        if (!route.path.starts_with("/people/{") && !route.path.starts_with("/incidents/{"))
            continue;
        if (!route.needs || !sharing::may({sharing::Role::triage_clinician}, *route.needs))
            continue;
        CAPTURE(route.method);
        CAPTURE(route.path);
        const auto path = filled(route.path, route.path.starts_with("/people") ? person : incident);
        const auto answer = them.call(
            "nurse",
            std::string{route.method},
            path,
            route.method == "GET" || route.method == "DELETE" ? "" : "{}",
            {{"if-match", "\"1\""}}
        );
        CHECK(answer.status == 403);
        ++tried;
    }
    CHECK(tried > 15);
}

TEST_CASE("a request of another site cannot act in this one's name") {
    Partnership them{store::Engine::sqlite};
    const auto post = [&](Texts headers) {
        return them.call("call_handler", "POST", "/incidents", "{}", std::move(headers)).status;
    };
    CHECK(post({{"sec-fetch-site", "same-origin"}}) == 201);
    CHECK(post({{"sec-fetch-site", "cross-site"}}) == 403);
    CHECK(post({{"sec-fetch-site", "same-site"}}) == 403);
    CHECK(post({{"origin", "https://elsewhere.example"}}) == 403);
    CHECK(post({{"origin", "https://localhost"}}) == 201);
    CHECK(post({}) == 201);
}

TEST_CASE(
    "an address that is not one, a method it does not take and an id that is not one are told apart"
) {
    Partnership them{store::Engine::sqlite};
    CHECK(them.call("call_handler", "GET", "/nothing").status == 404);
    CHECK(them.call("call_handler", "PUT", "/incidents").status == 405);
    CHECK(them.call("call_handler", "PUT", "/incidents").headers.at("Allow") == "GET, POST");
    const auto no_id = them.call("call_handler", "GET", "/incidents/1%20OR%201=1");
    CHECK(no_id.status == 404);
    CHECK(at(no_id, "/code") == "route.not_found");
    CHECK(
        them.call("call_handler", "GET", "/incidents/01a00000-0000-7000-8000-000000000000")
            .status == 404
    );
    CHECK(them.call("call_handler", "GET", "/incidents?search=%zz").status == 400);
    CHECK(them.call("call_handler", "GET", "/incidents?colour=red&limit=many").status == 422);
}

TEST_CASE("whoever changes a record must name its revision, and nobody may ask what is not read") {
    Partnership them{store::Engine::sqlite};
    for (const auto& route : all_routes()) {
        const auto path = filled(route.path, "01a00000-0000-7000-8000-000000000000");
        CAPTURE(std::string{route.method} + " " + path);
        const bool needs = route.trait == Trait::needs_revision;
        const bool refused =
            needs &&
            them.call("administrator", std::string{route.method}, path, "{}").status == 428;
        CHECK(refused == needs);
        const auto unknown = them.call(
            "administrator",
            std::string{route.method},
            path + "?colour=red",
            "",
            {{"if-match", "\"1\""}}
        );
        CHECK(unknown.status == 422);
        CHECK(at(unknown, "/fields/0/field") == "colour");
    }
}

TEST_CASE("every shape the description of the interface names is in it") {
    const auto document = openapi(all_routes());
    const auto& shapes = document.at("components").at("schemas").as_object();
    const auto text = boost::json::serialize(document);
    constexpr std::string_view reference = "#/components/schemas/";
    int seen = 0;
    for (auto at = text.find(reference); at != std::string::npos; at = text.find(reference, at)) {
        at += reference.size();
        const auto name = text.substr(at, text.find('"', at) - at);
        CAPTURE(name);
        CHECK(shapes.contains(name));
        ++seen;
    }
    CHECK(seen > 100);
}

TEST_CASE("the description of the interface tells of every name, header and file a route takes") {
    const auto document = openapi(all_routes());
    for (const auto& route : all_routes()) {
        CAPTURE(std::string{route.method} + " " + std::string{route.path});
        std::string method{route.method};
        for (char& c : method)
            c = static_cast<char>(c - 'A' + 'a');
        const auto& told = document.at("paths").at("/api/v1" + std::string{route.path}).at(method);
        std::set<std::string> names;
        if (const auto* parameters = told.as_object().if_contains("parameters"))
            for (const auto& one : parameters->as_array())
                names.insert(std::string{one.at("name").as_string()});
        for (auto asked = route.query; !asked.empty();)
            CHECK(names.contains(std::string{take_until(asked, ' ')}));
        CHECK(names.contains("If-Match") == (route.trait == Trait::needs_revision));
        CHECK(names.contains("Idempotency-Key") == (route.mode == Mode::change));
        const auto* body = told.as_object().if_contains("requestBody");
        CHECK((body != nullptr) == !route.body.empty());
        if (route.body == upload)
            CHECK(body->at("content").as_object().contains("application/octet-stream"));
    }
}

TEST_CASE("people are found in many ways, added after a look, and never twice by mistake") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const std::string body =
            R"({"person":{"born_on":"1984-03-14","names":[{"kind":"legal","given":"Zoë","family":"O'Néill"}],
            "phones":[{"number":"07700 900123"}],"addresses":[{"line":"3 Ash Road","postcode":"cv12ab"}],
            "identifiers":[{"kind":"nhs_number","value":"943 476 5919"}]},"not_same_as":[]})";
        const auto added = them.call("call_handler", "POST", "/people", body);
        REQUIRE(added.status == 201);
        const auto id = at(added, "/id");
        for (const char* text :
             {"zoe oneill",
              "o neill zo",
              "ONeill",
              "Zoë",
              "9434765919",
              "07700900123",
              "CV1 2AB",
              "14/03/1984",
              "oneill zoe 1984"}) {
            CAPTURE(text);
            const auto found = them.call(
                "dispatcher", "POST", "/people/search", R"({"text":")" + std::string{text} + R"("})"
            );
            CHECK(at(found, "/0/id") == id);
        }
        CHECK(
            at(them.call("nurse", "POST", "/people/search", R"({"text":"9434765919"})"), "/0") ==
            "(none)"
        );
        const auto twice = them.call("call_handler", "POST", "/people", body);
        CHECK(twice.status == 409);
        CHECK(at(twice, "/code") == "person.may_exist");

        const auto bad = them.call(
            "call_handler",
            "POST",
            "/people",
            R"({"person":{"born_on":"2090-01-01","sex":"Q","names":[{"kind":"pet","given":"","family":""}],
            "identifiers":[{"kind":"nhs_number","value":"9434765918"}]},"not_same_as":[]})"
        );
        CHECK(bad.status == 422);
        std::set<std::string> fields;
        for (int i = 0; at(bad, "/fields/" + std::to_string(i)) != "(none)"; ++i)
            fields.insert(at(bad, "/fields/" + std::to_string(i) + "/field"));
        CHECK(
            fields ==
            std::set<std::string>{
                "/person/sex",
                "/person/born_on",
                "/person/names/0/kind",
                "/person/names/0/family",
                "/person/identifiers/0/value"}
        );
    }
}

}  // namespace waymark::api
