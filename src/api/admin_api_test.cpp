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

}  // namespace waymark::api
