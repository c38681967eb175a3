// SPDX-License-Identifier: MIT
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::api {

using testing::at;
using testing::Partnership;

namespace {

std::string new_user(const std::string& name, const std::string& password = "seven quiet herons") {
    return R"({"user":{"sign_in_name":")" + name +
           R"(","display_name":"N","roles":["call_handler"]},"password":")" + password + R"("})";
}

}  // namespace

TEST_CASE("an agency without users is given its administrator, once, and nobody else") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto made = them.call(
            "administrator", "POST", "/agencies", R"({"name":"The council","kind":"council"})"
        );
        REQUIRE(made.status == 201);
        const auto path = "/agencies/" + at(made, "/id") + "/administrator";

        const auto weak = them.call("administrator", "POST", path, new_user("x", "short"));
        CHECK(weak.status == 422);
        CHECK(at(weak, "/fields/0/field") == "/user/sign_in_name");
        CHECK(at(weak, "/fields/1/field") == "/password");

        them.forget_trail();
        const auto first = them.call("administrator", "POST", path, new_user("first.there"));
        CHECK(first.status == 201);
        CHECK(at(first, "/agency_id") == at(made, "/id"));
        CHECK(at(first, "/roles") == R"(["administrator"])");
        CHECK(at(first, "/must_change_password") == "true");
        CHECK(them.trail() == std::vector<std::string>{"administration user allowed role"});

        const auto listed = them.call("administrator", "GET", "/agencies").body;
        CHECK(listed.find("\"has_users\":false") == std::string::npos);

        them.forget_trail();
        const auto second = them.call("administrator", "POST", path, new_user("second.there"));
        CHECK(second.status == 409);
        CHECK(at(second, "/code") == "agency.has_users");
        CHECK(
            them.trail() == std::vector<std::string>{"administration user allowed role.not_done"}
        );
        const auto nowhere = "/agencies/01a00000-0000-7000-8000-000000000000/administrator";
        CHECK(them.call("administrator", "POST", nowhere, new_user("third.there")).status == 404);
        const auto trusts = "/agencies/" + them.agency("trust") + "/administrator";
        CHECK(them.call("administrator", "POST", trusts, new_user("an.intruder")).status == 409);
        CHECK(them.call("analyst", "POST", path, new_user("an.analyst")).status == 403);
    }
}

TEST_CASE("an agency is changed by its own administrator only, and its area must be a box") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto put = [&](const std::string& agency, const std::string& area) {
            return them.call(
                "administrator",
                "PUT",
                "/agencies/" + them.agency(agency),
                R"({"name":"The )" + agency + R"(","kind":"police","is_active":true,"area":)" +
                    area + "}",
                {{"if-match", "\"1\""}}
            );
        };
        const std::string box = R"({"min_lat":52.3,"max_lat":52.5,"min_lon":-1.7,"max_lon":-1.4})";
        const std::string turned = R"({"min_lat":53,"max_lat":52,"min_lon":-1.7,"max_lon":-1.8})";
        CHECK(put("trust", box).status == 403);
        const auto bad = put("police", turned);
        CHECK(bad.status == 422);
        CHECK(at(bad, "/fields/0/field") == "/area/min_lat");
        CHECK(at(bad, "/fields/1/field") == "/area/min_lon");
        CHECK(put("police", box).status == 200);
        CHECK(put("police", box).status == 412);
    }
}

namespace {

/// The user of that sign-in name as the administrator's list shows them, changed as told.
Response change_user(Partnership& them, const std::string& name, const std::string& rest) {
    const auto users = them.call("administrator", "GET", "/users");
    for (int i = 0; at(users, "/" + std::to_string(i)) != "(none)"; ++i) {
        const auto user = "/" + std::to_string(i);
        if (at(users, user + "/sign_in_name") != name) continue;
        return them.call(
            "administrator",
            "PUT",
            "/users/" + at(users, user + "/id"),
            R"({"sign_in_name":")" + name + R"(","display_name":"N",)" + rest + "}",
            {{"if-match", "\"" + at(users, user + "/revision") + "\""}}
        );
    }
    return {.status = 0};
}

}  // namespace

TEST_CASE("a new user can do nothing before choosing a password of their own") {
    Partnership them{store::Engine::sqlite};
    REQUIRE(them.call("administrator", "POST", "/users", new_user("new.one")).status == 201);
    const auto signed_in = them.call(
        "", "POST", "/session", R"({"sign_in_name":"new.one","password":"seven quiet herons"})"
    );
    REQUIRE(signed_in.status == 201);
    const auto cookie = signed_in.headers.at("Set-Cookie");
    const Texts theirs{{"cookie", cookie.substr(0, cookie.find(';'))}};
    const auto refused = them.call("", "GET", "/incidents", "", theirs);
    CHECK(refused.status == 403);
    CHECK(at(refused, "/code") == "session.change_password");
    CHECK(them.call("", "GET", "/session", "", theirs).status == 200);
}

TEST_CASE("an administrator cannot lock themselves out, and whoever is shut out stays out") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto own =
            change_user(them, "administrator", R"("roles":["analyst"],"is_active":true)");
        CHECK(own.status == 422);
        CHECK(at(own, "/fields/0/code") == "own_account");

        const std::string roles = R"("roles":["call_handler"],"is_active":)";
        CHECK(them.call("call_handler", "GET", "/incidents").status == 200);
        CHECK(change_user(them, "call_handler", roles + "false").status == 200);
        CHECK(them.call("call_handler", "GET", "/incidents").status == 401);
        CHECK(change_user(them, "call_handler", roles + "true").status == 200);
        CHECK(them.call("call_handler", "GET", "/incidents").status == 401);
    }
}

TEST_CASE("an entry of a list is added once, and changed only by who has seen its latest words") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto put = [&](const char* label, const std::string& revision) {
            return them.call(
                "administrator",
                "PUT",
                "/codes",
                R"({"list":"vulnerability","code":"our_own","valid_from":"2026-01-01","label":")" +
                    std::string{label} + R"("})",
                {{"if-match", "\"" + revision + "\""}}
            );
        };
        const auto entry = [&](const char* field) {
            const auto lists = them.call("call_handler", "GET", "/codes");
            for (int i = 0;; ++i) {
                const auto at_i = "/vulnerability/" + std::to_string(i) + "/";
                const auto code = at(lists, at_i + "code");
                if (code == "our_own" || code == "(none)") return at(lists, at_i + field);
            }
        };
        CHECK(entry("label") == "(none)");
        // Only revision 0 is an entry that is not there yet, however large the number.
        CHECK(put("From nowhere", "5").status == 412);
        CHECK(put("From nowhere", "9223372036854775807").status == 412);
        CHECK(put("From nowhere", "-1").status == 412);
        CHECK(put("First words", "0").status == 200);
        CHECK(entry("label") == "First words");
        CHECK(entry("revision") == "1");
        CHECK(put("Added twice", "0").status == 412);
        CHECK(put("Second words", "1").status == 200);
        const auto late = put("Late words", "1");
        CHECK(late.status == 412);
        CHECK(at(late, "/code") == "code.changed");
        CHECK(entry("label") == "Second words");
        CHECK(put("Huge words", "9223372036854775807").status == 412);
        CHECK(put("", "2").status == 422);
    }
}

TEST_CASE("an answer is not shown again to someone who may no longer see it") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto post = [&] {
            const Texts key{{"idempotency-key", "one-wish"}};
            return them.call("call_handler", "POST", "/incidents", R"({"source":"999"})", key);
        };
        const auto first = post();
        REQUIRE(first.status == 201);
        CHECK(at(post(), "/id") == at(first, "/id"));
        CHECK(
            change_user(them, "call_handler", R"("roles":["analyst"],"is_active":true)").status ==
            200
        );
        CHECK(post().status == 403);
    }
}

TEST_CASE("lists that have not changed are not sent again") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto first = them.call("call_handler", "GET", "/codes");
        REQUIRE(!first.etag.empty());
        const auto again =
            them.call("call_handler", "GET", "/codes", "", {{"if-none-match", first.etag}});
        CHECK(again.status == 304);
        CHECK(again.body.empty());
        CHECK(
            them.call("call_handler", "GET", "/codes", "", {{"if-none-match", "\"x\""}}).status ==
            200
        );
    }
}

}  // namespace waymark::api
