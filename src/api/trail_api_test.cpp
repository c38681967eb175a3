// SPDX-License-Identifier: MIT
#include "support/partnership.hpp"

#include <doctest/doctest.h>

namespace waymark::api {

using testing::at;
using testing::Partnership;

namespace {

/// What an officer reads of a trail: "event kind reason" of each line, newest first.
std::vector<std::string> lines_of(const Response& trail) {
    std::vector<std::string> lines;
    for (int i = 0; at(trail, "/" + std::to_string(i) + "/seq") != "(none)"; ++i) {
        const auto entry = "/" + std::to_string(i) + "/entry/";
        lines.push_back(
            at(trail, entry + "event") + " " + at(trail, entry + "object_kind") + " " +
            at(trail, entry + "reason")
        );
    }
    return lines;
}

}  // namespace

TEST_CASE("the trail of a record shows who opened it, who saw it in a list, and which partner tried"
) {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto id = them.an_incident();
        const auto another = them.an_incident();
        them.forget_trail();
        them.call("dispatcher", "GET", "/incidents/" + id);
        them.call("dispatcher", "GET", "/incidents/" + another);
        them.call("dispatcher", "GET", "/incidents");
        CHECK(them.call("nurse", "GET", "/incidents/" + id).status == 403);

        const auto officer = "information_governance_officer";
        CHECK(
            lines_of(them.call(officer, "GET", "/audit?object=" + id)) ==
            std::vector<std::string>{
                "consultation incident not_shared",
                "search incident listed",
                "consultation incident own_agency"}
        );
        // Reading the trail is itself in the trail, and the other record's line is there too.
        CHECK(
            lines_of(them.call(officer, "GET", "/audit")) ==
            std::vector<std::string>{
                "consultation audit role",
                "consultation incident not_shared",
                "search incident listed",
                "consultation incident own_agency",
                "consultation incident own_agency"}
        );
        CHECK(at(them.call(officer, "GET", "/audit"), "/2/agency_id") == them.agency("trust"));
    }
}

}  // namespace waymark::api
