// SPDX-License-Identifier: MIT
#include "triage/call_back.hpp"

#include "base/text.hpp"
#include "triage/call_back_store.hpp"

namespace waymark::triage {

namespace {

using incidents::admit_by;
using sharing::Act;
using sharing::Event;
using sharing::Permission;
using sharing::RecordKind;

void tell(Act& act, const sharing::Grant& grant, const CallBack& one, const char* what) {
    incidents::note_part(act, grant, "triage_call_back", one.id.text, what);
}

}  // namespace

std::vector<FieldProblem> problems_of(
    const CallBack& promised, const codes::CodeBook& codes, Instant now
) {
    std::vector<FieldProblem> wrong;
    if (!codes.has("call_back_to", promised.to_whom, to_london(now).day))
        wrong.push_back({"/to_whom", "unknown_code", "Choose who was promised a call."});
    if (trim(promised.about).empty())
        wrong.push_back({"/about", "required", "Say what it is about, for whoever makes it."});
    else if (length_of(promised.about) > about_max)
        wrong.push_back({"/about", "too_long", "Keep to 500 characters."});
    // Forms give whole minutes.
    if (promised.due_at + std::chrono::minutes{1} < now)
        wrong.push_back({"/due_at", "past", "This time is past. Give one to come."});
    else if (promised.due_at > now + call_back_within)
        wrong.push_back(
            {"/due_at", "range", "This is more than two weeks away. Make a referral instead."}
        );
    return wrong;
}

Result<CallBack> promise(Act& act, const IncidentId& incident, CallBack promised) {
    const auto grant = admit_by(act, incident, Permission::work_triage, Event::alteration);
    if (!grant) return grant.problem();
    if (auto wrong = problems_of(promised, act.codes, act.now); !wrong.empty())
        return invalid("call_back.invalid", "This promise cannot be kept yet.", std::move(wrong));
    promised.id = {act.new_id()};
    promised.agency = grant->owner();
    promised.incident = incident;
    promised.promised_at = act.now;
    promised.promised_by = act.caller.user.text;
    CallBackStore{act.transaction}.insert(promised);
    tell(act, *grant, promised, "promised");
    promised.reference = incidents::reference_of(act, *grant);
    return promised;
}

Result<std::vector<CallBack>> call_backs_of(Act& act, const IncidentId& incident) {
    const auto grant = admit_by(act, incident, Permission::see_triage, Event::consultation);
    if (!grant) return grant.problem();
    return CallBackStore{act.transaction}.of_incident(*grant);
}

Result<std::vector<CallBack>> open_call_backs(Act& act) {
    const auto scope = sharing::admit_to_list(act, RecordKind::incident, Permission::see_triage);
    if (!scope) return scope.problem();
    auto found = CallBackStore{act.transaction}.open(*scope);
    std::vector<std::string> shown;
    for (const auto& one : found)
        shown.push_back(one.incident.text);
    sharing::note_listed(act, RecordKind::incident, Event::consultation, shown);
    return found;
}

Result<CallBack> end_call_back(Act& act, const CallBackId& id, const std::string& result) {
    CallBackStore store{act.transaction};
    auto found = store.find(id);
    if (!found)
        return sharing::not_there(
            act,
            Permission::work_triage,
            Event::alteration,
            "triage_call_back",
            not_found("call_back.not_found", "There is no such promise.")
        );
    const auto grant = admit_by(act, found->incident, Permission::work_triage, Event::alteration);
    if (!grant) return grant.problem();
    if (!act.codes.has("call_back_result", result, to_london(act.now).day))
        return invalid(
            "call_back.invalid",
            "Say what came of the call.",
            {{"/result", "unknown_code", "Choose what came of it."}}
        );
    // Nobody answered: the promise stands, and that it was tried is kept.
    const auto* entry = act.codes.find("call_back_result", result);
    if (entry->parent != "again") found->ended_at = act.now;
    found->ended_by = act.caller.user.text;
    found->result = result;
    if (!store.end(*grant, *found))
        return conflict("call_back.ended", "Somebody has said already what came of this call.");
    tell(act, *grant, *found, "ended");
    return std::move(*found);
}

}  // namespace waymark::triage
