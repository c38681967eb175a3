// SPDX-License-Identifier: MIT
#include "triage/services.hpp"

#include "triage/service_store.hpp"
#include "triage/triage_store.hpp"

#include <algorithm>

namespace waymark::triage {

namespace {

using sharing::Act;
using sharing::Event;
using sharing::Permission;

constexpr auto rota_looks_back = std::chrono::days{1};

Result<Done> admit_to_manage(Act& act) {
    return sharing::admit_to(act, Permission::manage_triage, Event::alteration, "triage_service");
}

Day today_of(const Act& act) {
    return to_london(act.now).day;
}

Problem no_service() {
    return not_found("triage_service.not_found", "Your agency has no triage service yet.");
}

Problem changed_meanwhile() {
    return stale("triage_service.changed", "Someone else has just changed this. Load it again.");
}

/// Somebody who signs in here, of whatever agency: the pool is joint. Empty is nobody, and may be.
bool is_colleague(Act& act, const UserId& user) {
    return user.empty() || ServiceStore{act.transaction}.is_user(user);
}

/// Whoever is covered for is away for all of that time.
bool is_covered_away(Act& act, const Duty& duty) {
    const auto all = ServiceStore{act.transaction}.duties(act.caller.agency, duty.starts_at);
    return std::ranges::any_of(all, [&](const Duty& other) {
        return other.member == duty.covers && is_away(other.kind) &&
               other.starts_at <= duty.starts_at && other.ends_at >= duty.ends_at;
    });
}

std::optional<Problem> problem_of(Act& act, const Duty& duty, const std::vector<Member>& members) {
    const auto today = today_of(act);
    std::vector<FieldProblem> wrong;
    const auto member = std::ranges::find(members, duty.member, &Member::id);
    if (member == members.end()) {
        wrong.push_back({"/member_id", "unknown", "Choose somebody of the pool."});
    } else {
        auto others = ServiceStore{act.transaction}.duties(act.caller.agency, duty.starts_at);
        std::erase_if(others, [&](const Duty& other) { return other.member != duty.member; });
        wrong = problems_of(duty, *member, others, act.codes, today);
    }
    if (!duty.covers.empty() &&
        std::ranges::find(members, duty.covers, &Member::id) == members.end())
        wrong.push_back({"/covers_id", "unknown", "Choose somebody of the pool."});
    if (wrong.empty() && !duty.covers.empty() && !is_covered_away(act, duty))
        wrong.push_back(
            {"/covers_id",
             "not_away",
             "They are not down as away then. Put their absence in first."}
        );
    const auto units = TriageStore{act.transaction}.units(act.caller.agency);
    if (!duty.unit.empty() && std::ranges::find(units, duty.unit, &Unit::id) == units.end())
        wrong.push_back({"/unit_id", "unknown", "Choose a unit from the list."});
    if (wrong.empty()) return std::nullopt;
    return invalid("triage_duty.invalid", "This cannot go on the rota.", std::move(wrong));
}

}  // namespace

std::optional<ServiceBook> service_book(
    store::Transaction& transaction, const AgencyId& agency, Instant now
) {
    ServiceStore store{transaction};
    const auto service = store.find(agency);
    if (!service) return std::nullopt;
    return ServiceBook{
        *service,
        store.members(agency),
        store.duties(agency, now - rota_looks_back),
        shift_at(*service, now),
        is_open_at(*service, "team", now)};
}

std::optional<AgencyId> served_agency(Act& act) {
    ServiceStore store{act.transaction};
    if (store.find(act.caller.agency)) return act.caller.agency;
    return store.agency_served_by(act.caller.user);
}

Result<ServiceBook> open_service(Act& act) {
    const auto leave =
        sharing::admit_to(act, Permission::see_triage, Event::consultation, "triage_service");
    if (!leave) return leave.problem();
    const auto served = served_agency(act);
    if (!served) return no_service();
    return *service_book(act.transaction, *served, act.now);
}

Result<ServiceBook> set_service(Act& act, Service service) {
    const auto leave = admit_to_manage(act);
    if (!leave) return leave.problem();
    if (auto wrong = problems_of(service, act.codes, today_of(act)); !wrong.empty())
        return invalid("triage_service.invalid", "The service cannot be kept.", std::move(wrong));
    service.agency = act.caller.agency;
    ServiceStore store{act.transaction};
    const bool is_new = !store.find(service.agency);
    if (is_new != (service.revision == 0)) return changed_meanwhile();
    if (is_new)
        store.insert(service);
    else if (!store.update(service))
        return changed_meanwhile();
    act.changed("triage_service", service.agency.text, "set");
    return *service_book(act.transaction, service.agency, act.now);
}

Result<Member> keep_member(Act& act, Member member) {
    const auto leave = admit_to_manage(act);
    if (!leave) return leave.problem();
    ServiceStore store{act.transaction};
    const auto& agency = act.caller.agency;
    if (!store.find(agency)) return no_service();
    auto wrong = problems_of(member, act.codes, today_of(act));
    if (!is_colleague(act, member.user))
        wrong.push_back({"/user_id", "unknown", "Choose somebody who signs in here."});
    const auto all = store.members(agency);
    if (!member.user.empty() && std::ranges::any_of(all, [&](const Member& other) {
            return other.user == member.user && other.id != member.id;
        }))
        wrong.push_back({"/user_id", "twice", "They are in the pool already."});
    if (const auto elsewhere = store.agency_served_by(member.user);
        !member.user.empty() && member.is_active && elsewhere && *elsewhere != agency)
        wrong.push_back(
            {"/user_id", "elsewhere", "They are in the pool of another agency's service."}
        );
    if (!member.id.empty() && !member.is_active)
        for (const auto& duty : store.duties(agency, act.now))
            if (duty.member == member.id && !is_away(duty.kind)) {
                wrong.push_back(
                    {"/is_active",
                     "on_rota",
                     "They are still on the rota. Take their duties back first."}
                );
                break;
            }
    if (!wrong.empty())
        return invalid("triage_member.invalid", "This cannot be kept.", std::move(wrong));
    if (member.id.empty()) {
        member.id = {act.new_id()};
        member.revision = 0;
        store.insert(agency, member);
    } else if (std::ranges::find(all, member.id, &Member::id) == all.end()) {
        return not_found("triage_member.not_found", "There is nobody like that in the pool.");
    } else if (!store.update(agency, member)) {
        return changed_meanwhile();
    }
    ++member.revision;
    act.changed("triage_service", agency.text, "member");
    return member;
}

Result<std::vector<Colleague>> colleagues(Act& act) {
    const auto leave =
        sharing::admit_to(act, Permission::manage_triage, Event::consultation, "triage_service");
    if (!leave) return leave.problem();
    return ServiceStore{act.transaction}.colleagues();
}

Result<Duty> add_duty(Act& act, Duty duty) {
    const auto leave = admit_to_manage(act);
    if (!leave) return leave.problem();
    ServiceStore store{act.transaction};
    const auto& agency = act.caller.agency;
    if (!store.find(agency)) return no_service();
    if (auto problem = problem_of(act, duty, store.members(agency))) return *problem;
    duty.id = {act.new_id()};
    store.insert(agency, duty, act.now, act.caller.user);
    act.changed("triage_service", agency.text, "duty");
    return duty;
}

namespace {

/// Whether this is an absence that somebody else is down to cover.
bool is_covered(Act& act, const DutyId& id) {
    const auto all = ServiceStore{act.transaction}.duties(act.caller.agency, act.now);
    const auto absence = std::ranges::find(all, id, &Duty::id);
    if (absence == all.end() || !is_away(absence->kind)) return false;
    return std::ranges::any_of(all, [&](const Duty& other) {
        return other.covers == absence->member && overlap(other, *absence);
    });
}

}  // namespace

Result<Done> end_duty(Act& act, const DutyId& id) {
    const auto leave = admit_to_manage(act);
    if (!leave) return leave.problem();
    const auto& agency = act.caller.agency;
    if (is_covered(act, id))
        return conflict(
            "triage_duty.covered", "Somebody is down to cover for it. Take that duty back first."
        );
    if (!ServiceStore{act.transaction}.end(agency, id, act.now, act.caller.user))
        return not_found("triage_duty.not_found", "There is no such duty, or it was taken back.");
    act.changed("triage_service", agency.text, "duty_ended");
    return Done{};
}

}  // namespace waymark::triage
