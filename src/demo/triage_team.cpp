// SPDX-License-Identifier: MIT
#include "demo/triage_team.hpp"

#include "demo/value_of.hpp"
#include "incidents/incident_list.hpp"
#include "triage/triage.hpp"

#include <algorithm>

namespace waymark::demo {

namespace {

using sharing::Act;

struct Kind {
    const char* call_sign;
    const char* kind;
};

constexpr Kind units[] = {{"TM01", "car"}, {"TM02", "desk"}, {"TM03", "line"}};

/// What is asked of open incidents, first of those that are mental-health related.
const triage::Asked requests[] = {
    {"control_room", false, {"welfare"}, ""},
    {"officer", true, {"self_harm"}, "Officers are with them at the scene."},
    {"control_room", false, {"suicide", "missing"}, ""},
    {"triage_line", false, {"information"}, "The family asks what to do tonight."},
};

}  // namespace

void add_triage_team(
    store::Database& database, const sharing::Caller& caller, Instant now, Random& random
) {
    const codes::CodeBook book{codes::shipped_codes()};
    const sharing::Workplace place{database, random};
    const auto done = sharing::change(place, caller, now, book, [&](Act& act) -> Result<Done> {
        std::vector<triage::UnitId> ids;
        for (const auto& [call_sign, kind] : units)
            ids.push_back(value_of(triage::add_unit(
                                       act,
                                       {.call_sign = call_sign, .kind = kind, .status = "available"}
                                   ))
                              .id);
        incidents::Filter open;
        open.status = "open";
        auto found = value_of(incidents::list(act, open)).incidents;
        const auto matters = [](const incidents::Incident& each) { return each.is_mhri; };
        std::stable_partition(found.begin(), found.end(), matters);
        for (std::size_t i = 0; i < std::min(found.size(), std::size(requests)); ++i) {
            const auto course = value_of(triage::ask(act, found[i].id, requests[i]));
            if (i > 0) continue;
            value_of(triage::take_step(
                act,
                course.request.id,
                course.request.revision,
                {.stage = triage::Stage::allocated, .unit = ids.front()}
            ));
        }
        return Done{};
    });
    (void)value_of(done);
}

}  // namespace waymark::demo
