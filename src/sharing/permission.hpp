// SPDX-License-Identifier: MIT
#pragma once

#include "base/words.hpp"

#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace waymark::sharing {

/// What someone does in their agency. A person can have several.
enum class Role {
    call_handler,
    dispatcher,
    triage_officer,
    triage_clinician,
    practitioner,
    supervisor,
    analyst,
    information_governance_officer,
    administrator,
};

/// One kind of thing that a role lets people do.
enum class Permission {
    record_incident,  ///< Make and add to incidents.
    close_incident,   ///< Close, reopen, and override a Right Care Right Person result.
    see_incident,
    record_person,
    see_person,    ///< Search for people and open their page.
    share_record,  ///< Show a partner a record of one's own agency.
    import_incidents,
    export_list,
    ask_triage,        ///< Ask for the triage team.
    see_triage,        ///< The queue and the units.
    work_triage,       ///< Allocate, take requests through their steps, say what a unit does.
    manage_triage,     ///< Add units.
    assess,            ///< Joint assessments, their referrals and outcomes.
    record_detention,  ///< Consider and use section 136, and record what happens until the end.
    see_places,        ///< The board of places of safety; nobody's record is on it.
    report_place,      ///< Say how many a place of one's own agency can take.
    manage_places,     ///< Add places of safety to the board.
    make_return,       ///< Make a statutory return, look at it and take it away.
    see_report,        ///< Figures of a service; the records behind them need leave of their own.
    see_audit,
    manage_users,  ///< Of one's own agency.
    manage_agencies,
    manage_codes,
};

using Roles = std::set<Role>;

/// What `role` allows: the one table from roles to permissions.
std::span<const Permission> permissions_of(Role role);

/// Whether any of the roles allows it.
bool may(const Roles& roles, Permission permission);

/// Whether a partner may do it on what was shared with it: the work that agencies do together on
/// one incident, where each adds to the record and changes nothing of the other's.
bool is_joint_work(Permission permission);

/// The roles that allow it, so that a refusal can say whom to ask.
Roles roles_with(Permission permission);

}  // namespace waymark::sharing

template <>
struct waymark::Words<waymark::sharing::Role> {
    using enum waymark::sharing::Role;
    static constexpr std::pair<sharing::Role, std::string_view> list[] = {
        {call_handler, "call_handler"},
        {dispatcher, "dispatcher"},
        {triage_officer, "triage_officer"},
        {triage_clinician, "triage_clinician"},
        {practitioner, "practitioner"},
        {supervisor, "supervisor"},
        {analyst, "analyst"},
        {information_governance_officer, "information_governance_officer"},
        {administrator, "administrator"},
    };
};

template <>
struct waymark::Words<waymark::sharing::Permission> {
    using enum waymark::sharing::Permission;
    static constexpr std::pair<sharing::Permission, std::string_view> list[] = {
        {record_incident, "record_incident"},
        {close_incident, "close_incident"},
        {see_incident, "see_incident"},
        {record_person, "record_person"},
        {see_person, "see_person"},
        {share_record, "share_record"},
        {import_incidents, "import_incidents"},
        {export_list, "export_list"},
        {ask_triage, "ask_triage"},
        {see_triage, "see_triage"},
        {work_triage, "work_triage"},
        {manage_triage, "manage_triage"},
        {assess, "assess"},
        {record_detention, "record_detention"},
        {see_places, "see_places"},
        {report_place, "report_place"},
        {manage_places, "manage_places"},
        {make_return, "make_return"},
        {see_report, "see_report"},
        {see_audit, "see_audit"},
        {manage_users, "manage_users"},
        {manage_agencies, "manage_agencies"},
        {manage_codes, "manage_codes"},
    };
};
