// SPDX-License-Identifier: MIT
#include "sharing/admission.hpp"

#include "sharing/sharing_store.hpp"

#include <algorithm>

namespace waymark::sharing {

namespace {

bool is_changing(Event event) {
    return event == Event::alteration || event == Event::disclosure;
}

/// "call handler, dispatcher or supervisor".
std::string roles_in_words(Permission permission) {
    std::vector<std::string> names;
    for (const Role role : roles_with(permission)) {
        std::string name{word_for(role)};
        std::replace(name.begin(), name.end(), '_', ' ');
        names.push_back(std::move(name));
    }
    std::string words;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) words += i + 1 == names.size() ? " or " : ", ";
        words += names[i];
    }
    return words;
}

}  // namespace

Decision decide(const Facts& facts) {
    if (!facts.role_allows || !facts.is_own_agency || !facts.is_shared_with_agency)
        return {false, "fact_unknown"};
    if (!*facts.role_allows) return {false, "role_not_allowed"};
    if (*facts.is_own_agency) return {true, "own_agency"};
    if (!*facts.is_shared_with_agency) return {false, "not_shared"};
    if (facts.is_change && !facts.is_joint_work) return {false, "shared_read_only"};
    return {true, "shared"};
}

Problem not_there(
    Act& act, Permission permission, Event event, std::string object_kind, Problem missing
) {
    const auto leave = admit_to(act, permission, event, std::move(object_kind));
    if (!leave) return leave.problem();
    return missing;
}

std::string explain(std::string_view reason, Permission permission) {
    if (reason == "role_not_allowed")
        return "Your role does not include this. It is for: " + roles_in_words(permission) +
               ". An administrator of your agency can change your roles.";
    if (reason == "not_shared")
        return "This record belongs to another agency, which has not shared it with yours. Ask "
               "that agency to share it.";
    if (reason == "shared_read_only")
        return "This record belongs to another agency, which has shared it with yours to read. "
               "Only that agency can change it.";
    return "Waymark could not establish everything it needs to know to let you in. Ask an "
           "administrator of your agency.";
}

Result<Grant> admit(Act& act, const Record& record, Permission permission, Event event) {
    Facts facts;
    facts.role_allows = may(act.caller.roles, permission);
    if (!record.owner.empty() && !act.caller.agency.empty())
        facts.is_own_agency = record.owner == act.caller.agency;
    facts.is_change = is_changing(event);
    facts.is_joint_work = is_joint_work(permission);
    facts.is_shared_with_agency =
        facts.is_own_agency.value_or(true)
            ? false
            : SharingStore{act.transaction}.is_shared(record, act.caller.agency);

    const auto decision = decide(facts);
    act.note({
        .event = event,
        .object_kind = std::string{word_for(record.kind)},
        .object_id = record.id,
        .allowed = decision.allowed,
        .reason = std::string{decision.reason},
        .owner = record.owner,
    });
    if (!decision.allowed)
        return forbidden(
            "sharing." + std::string{decision.reason}, explain(decision.reason, permission)
        );
    return Grant{record};
}

Result<Scope> admit_to_list(Act& act, RecordKind kind, Permission permission) {
    if (may(act.caller.roles, permission) && !act.caller.agency.empty())
        return Scope{act.caller.agency};
    act.note({
        .event = Event::search,
        .object_kind = std::string{word_for(kind)},
        .allowed = false,
        .reason = "role_not_allowed",
    });
    return forbidden("sharing.role_not_allowed", explain("role_not_allowed", permission));
}

void note_listed(Act& act, RecordKind kind, Event event, const std::vector<std::string>& ids) {
    std::string shown;
    for (const auto& id : ids)
        shown += (shown.empty() ? "" : " ") + id;
    act.note({
        .event = event,
        .object_kind = std::string{word_for(kind)},
        .reason = "listed",
        .result_count = static_cast<std::int64_t>(ids.size()),
        .detail = std::move(shown),
    });
}

namespace {

Purpose purpose_of(Permission permission, Event event) {
    if (event == Event::administration) return Purpose::administration;
    const bool is_counting =
        permission == Permission::make_return || permission == Permission::see_report;
    return is_counting ? Purpose::analysis : Purpose::crisis_response;
}

}  // namespace

Result<Done> admit_to(Act& act, Permission permission, Event event, std::string object_kind) {
    const bool allowed = may(act.caller.roles, permission);
    act.note({
        .event = event,
        .purpose = purpose_of(permission, event),
        .object_kind = std::move(object_kind),
        .allowed = allowed,
        .reason = allowed ? "role" : "role_not_allowed",
    });
    if (!allowed)
        return forbidden("sharing.role_not_allowed", explain("role_not_allowed", permission));
    return Done{};
}

}  // namespace waymark::sharing
