// SPDX-License-Identifier: MIT
#include "demo/triage_team.hpp"

#include "demo/triage_service.hpp"
#include "demo/value_of.hpp"
#include "incidents/incident_list.hpp"
#include "triage/call_back.hpp"
#include "triage/services.hpp"
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

/// Who signs in and belongs to the pool.
struct Colleague {
    const char* sign_in_name;
    const char* name;
    const char* role;
    const char* team;
    const char* kind;  ///< What they are down for tonight.
};
constexpr Colleague colleagues[] = {
    {"officer", "Grace Okafor", "officer", "Response team A", "crew"},
    {"nurse", "Joseph Adeyemi", "practitioner", "", "crew"},
    {"supervisor", "Dawn Pritchard", "sergeant", "Response team A", "contact"},
};

/// Tonight, or in the shift that is on, and in the one after it.
void put_on_duty(
    Act& act, const triage::Member& member, const char* kind, const triage::UnitId& car
) {
    auto at = act.now;
    for (int shifts = 0; shifts < 2; ++shifts) {
        const auto book = value_of(triage::open_service(act));
        const auto shift = triage::shift_at(book.service, at).value();
        triage::Duty duty;
        duty.member = member.id;
        duty.kind = kind;
        duty.unit = duty.kind == "crew" ? car : triage::UnitId{};
        duty.starts_at = shift.starts_at;
        duty.ends_at = shift.ends_at;
        (void)value_of(triage::add_duty(act, duty));
        at = shift.ends_at;
    }
}

}  // namespace

triage::UnitId found_triage_team(
    store::Database& database,
    const Founded& founded,
    const Material& material,
    Day starts_on,
    Instant now,
    Random& random
) {
    const codes::CodeBook book{codes::shipped_codes()};
    const sharing::Workplace place{database, random};
    triage::UnitId car;
    const auto work = [&](Act& act) -> Result<Done> {
        const Day trained_until{std::chrono::sys_days{to_london(now).day} + std::chrono::days{300}};
        add_triage_service(act, material, {starts_on, trained_until});
        std::vector<triage::UnitId> ids;
        for (const auto& [call_sign, kind] : units)
            ids.push_back(value_of(triage::add_unit(
                                       act,
                                       {.call_sign = call_sign, .kind = kind, .status = "available"}
                                   ))
                              .id);
        car = ids.front();
        for (const auto& one : colleagues) {
            triage::Member member;
            member.user = founded.users.at(one.sign_in_name);
            member.name = one.name;
            member.role = one.role;
            member.team = one.team;
            member.trained_on = starts_on;
            member.trained_until = trained_until;
            member = value_of(triage::keep_member(act, member));
            put_on_duty(act, member, one.kind, car);
        }
        return Done{};
    };
    (void)value_of(sharing::change(place, founded.supervisor, now, book, work));
    return car;
}

void add_requests(
    store::Database& database,
    const sharing::Caller& caller,
    const triage::UnitId& car,
    Instant now,
    Random& random
) {
    const codes::CodeBook book{codes::shipped_codes()};
    const sharing::Workplace place{database, random};
    const auto done = sharing::change(place, caller, now, book, [&](Act& act) -> Result<Done> {
        incidents::Filter open;
        open.status = "open";
        auto found = value_of(incidents::list(act, open)).incidents;
        const auto matters = [](const incidents::Incident& each) { return each.is_mhri; };
        std::stable_partition(found.begin(), found.end(), matters);
        for (std::size_t i = 0; i < std::min(found.size(), std::size(requests)); ++i) {
            const auto course = value_of(triage::ask(act, found[i].id, requests[i]));
            if (i == 1)
                (void)value_of(triage::promise(
                    act,
                    found[i].id,
                    {.to_whom = "family",
                     .about = "How they are, and whether the crisis team has come.",
                     .due_at = act.now + std::chrono::hours{3}}
                ));
            if (i > 0) continue;
            value_of(triage::take_step(
                act,
                course.request.id,
                course.request.revision,
                {.stage = triage::Stage::allocated, .unit = car}
            ));
        }
        return Done{};
    });
    (void)value_of(done);
}

}  // namespace waymark::demo
