// SPDX-License-Identifier: MIT
#include "sharing/permission.hpp"

#include <algorithm>
#include <stdexcept>

namespace waymark::sharing {

namespace {

using enum Permission;

// A dispatcher does what a call handler does, and works triage besides.
constexpr Permission dispatch[] = {
    record_incident,
    see_incident,
    record_person,
    see_person,
    export_list,
    ask_triage,
    see_triage,
    see_places,
    work_triage};
constexpr std::span first_contact = std::span{dispatch}.first<std::size(dispatch) - 1>();
constexpr Permission response[] = {
    record_incident,
    close_incident,
    see_incident,
    record_person,
    see_person,
    share_record,
    ask_triage,
    see_triage,
    work_triage,
    assess,
    record_detention,
    see_places,
    report_place,
    see_report};
constexpr Permission care[] = {
    see_incident,
    record_person,
    see_person,
    share_record,
    assess,
    record_detention,
    see_places,
    report_place};
constexpr Permission oversight[] = {
    record_incident,
    close_incident,
    see_incident,
    record_person,
    see_person,
    share_record,
    import_incidents,
    export_list,
    ask_triage,
    see_triage,
    work_triage,
    manage_triage,
    assess,
    record_detention,
    see_places,
    report_place,
    manage_places,
    make_return,
    see_report};
constexpr Permission analysis[] = {
    see_incident, import_incidents, export_list, see_places, make_return, see_report};
constexpr Permission governance[] = {
    see_incident, see_person, see_audit, export_list, see_places, make_return, see_report};
// An administrator runs the system and has no business with the people in it.
constexpr Permission administration[] = {
    manage_users, manage_agencies, manage_codes, see_audit, see_places, manage_places};

}  // namespace

std::span<const Permission> permissions_of(Role role) {
    switch (role) {
    case Role::call_handler: return first_contact;
    case Role::dispatcher: return dispatch;
    case Role::triage_officer:
    case Role::triage_clinician: return response;
    case Role::practitioner: return care;
    case Role::supervisor: return oversight;
    case Role::analyst: return analysis;
    case Role::information_governance_officer: return governance;
    case Role::administrator: return administration;
    }
    throw std::logic_error{"unknown role"};
}

bool may(const Roles& roles, Permission permission) {
    return std::any_of(roles.begin(), roles.end(), [&](Role role) {
        const auto allowed = permissions_of(role);
        return std::find(allowed.begin(), allowed.end(), permission) != allowed.end();
    });
}

bool is_joint_work(Permission permission) {
    return permission == ask_triage || permission == work_triage || permission == assess ||
           permission == record_detention;
}

Roles roles_with(Permission permission) {
    Roles found;
    for (const auto& [role, word] : Words<Role>::list)
        if (may({role}, permission)) found.insert(role);
    return found;
}

}  // namespace waymark::sharing
