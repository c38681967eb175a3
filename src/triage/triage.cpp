// SPDX-License-Identifier: MIT
#include "triage/triage.hpp"

#include "base/text.hpp"
#include "triage/triage_store.hpp"

#include <algorithm>

namespace waymark::triage {

namespace {

using incidents::admit_by;
using sharing::Act;
using sharing::Event;
using sharing::Permission;
using sharing::RecordKind;

constexpr std::size_t call_sign_max = 20;

/// A request someone was let in to use, by way of its incident.
struct Opened {
    sharing::Grant grant;
    Request request;
    std::vector<Step> entered;
};

Problem changed_meanwhile() {
    return stale(
        "triage_request.changed", "Someone else has just changed this request. Load it again."
    );
}

Result<Opened> open_to_work(Act& act, const RequestId& id, std::int64_t revision) {
    TriageStore store{act.transaction};
    auto request = store.find(id);
    if (!request)
        return sharing::not_there(
            act,
            Permission::work_triage,
            Event::alteration,
            "triage_request",
            not_found("triage_request.not_found", "There is no such request.")
        );
    const auto grant = admit_by(act, request->incident, Permission::work_triage, Event::alteration);
    if (!grant) return grant.problem();
    if (request->revision != revision) return changed_meanwhile();
    return Opened{*grant, std::move(*request), store.steps(id)};
}

Course course_of(const Request& request, std::vector<Step> entered, const codes::CodeBook& codes) {
    auto steps = as_corrected(entered);
    return {request, place_of(request, codes), std::move(entered), std::move(steps)};
}

Step entry(Act& act, std::size_t before, Stage stage, std::optional<Instant> at) {
    return {
        .id = act.new_id(),
        .number = static_cast<int>(before) + 1,
        .stage = stage,
        .at = at.value_or(act.now),
        .is_typed = at.has_value(),
        .entered_at = act.now,
        .entered_by = act.caller.user.text};
}

/// What stands against sending this unit.
std::optional<Problem> problem_of(Act& act, const UnitId& id) {
    const auto units = TriageStore{act.transaction}.units(act.caller.agency);
    const auto unit = std::ranges::find(units, id, &Unit::id);
    const auto wrong = [](const char* code, std::string words) {
        return invalid(
            "triage_step.invalid",
            "This unit cannot be sent.",
            {{"/unit_id", code, std::move(words)}}
        );
    };
    if (unit == units.end()) return wrong("unknown", "Choose a unit from the list.");
    if (!unit->on.empty())
        return wrong(
            "on_another", unit->call_sign + " is on another request. Take it off that one first."
        );
    const auto* status = act.codes.find("triage_unit_status", unit->status);
    if (!status || status->parent == "not_sent")
        return wrong("not_sent", unit->call_sign + " cannot be sent: see its status.");
    return std::nullopt;
}

/// What stands against advice given so. Whoever gives it may be committed elsewhere.
std::optional<Problem> problem_of_advice(Act& act, const StepForm& form) {
    std::vector<FieldProblem> wrong;
    if (form.advice == "face_to_face" ||
        !act.codes.has("contact_kind", form.advice, to_london(act.now).day))
        wrong.push_back({"/advice", "unknown_code", "Choose how the advice was given."});
    const auto units = TriageStore{act.transaction}.units(act.caller.agency);
    if (!form.unit.empty() && std::ranges::find(units, form.unit, &Unit::id) == units.end())
        wrong.push_back({"/unit_id", "unknown", "Choose a unit from the list."});
    if (wrong.empty()) return std::nullopt;
    return invalid("triage_step.invalid", "This step cannot be taken so.", std::move(wrong));
}

/// For the desk and for the page of the incident.
void tell(Act& act, const sharing::Grant& incident, const Request& request) {
    incidents::note_part(act, incident, "triage_request", request.id.text, word_for(request.stage));
}

Result<Course> keep(Act& act, const Opened& opened, const Request& changed, const Step& step) {
    TriageStore store{act.transaction};
    if (!store.save(changed)) return changed_meanwhile();
    store.insert(changed.id, step);
    tell(act, opened.grant, changed);
    auto entered = opened.entered;
    entered.push_back(step);
    auto saved = changed;
    ++saved.revision;
    return course_of(saved, std::move(entered), act.codes);
}

}  // namespace

Result<Course> ask(Act& act, const IncidentId& incident, const Asked& asked) {
    const auto grant = admit_by(act, incident, Permission::ask_triage, Event::alteration);
    if (!grant) return grant.problem();
    auto wrong = problems_of(asked, act.codes, to_london(act.now).day);
    if (!wrong.empty())
        return invalid("triage_request.invalid", "Triage cannot be asked for yet.", wrong);
    TriageStore store{act.transaction};
    if (store.has_open(*grant))
        return conflict(
            "triage_request.open", "Triage has already been asked for, and that request is open."
        );
    const Request request{
        .id = {act.new_id()},
        .agency = grant->owner(),
        .incident = incident,
        .asked = asked,
        .requested_at = act.now,
        .requested_by = act.caller.user.text};
    store.insert(request);
    auto first = entry(act, 0, Stage::waiting, std::nullopt);
    store.insert(request.id, first);
    tell(act, *grant, request);
    return course_of(request, {std::move(first)}, act.codes);
}

Result<Desk> desk(Act& act) {
    const auto scope = sharing::admit_to_list(act, RecordKind::incident, Permission::see_triage);
    if (!scope) return scope.problem();
    TriageStore store{act.transaction};
    Desk desk{store.open_of(*scope), store.units(scope->agency())};
    const auto steps = store.steps_of_open(*scope);
    std::vector<std::string> ids;
    for (auto& waiting : desk.requests) {
        waiting.place = place_of(waiting.request, act.codes);
        waiting.stage_at = as_corrected(steps.at(waiting.request.id)).back().at;
        ids.push_back(waiting.request.incident.text);
    }
    std::sort(desk.requests.begin(), desk.requests.end(), [&](const auto& a, const auto& b) {
        return comes_before(a.request, b.request, act.codes);
    });
    sharing::note_listed(act, RecordKind::incident, Event::search, ids);
    return desk;
}

Result<std::vector<Course>> courses_of(Act& act, const IncidentId& incident) {
    const auto grant = admit_by(act, incident, Permission::see_triage, Event::consultation);
    if (!grant) return grant.problem();
    TriageStore store{act.transaction};
    std::vector<Course> courses;
    for (const auto& request : store.of_incident(*grant))
        courses.push_back(course_of(request, store.steps(request.id), act.codes));
    return courses;
}

Result<Course> take_step(
    Act& act, const RequestId& id, std::int64_t revision, const StepForm& form
) {
    const auto opened = open_to_work(act, id, revision);
    if (!opened) return opened.problem();
    auto step = entry(act, opened->entered.size(), form.stage, form.at);
    step.unit = form.unit;
    step.reason = form.reason;
    step.advice = form.advice;
    const auto moved = after(opened->request, opened->entered, step, act.now);
    if (!moved) return moved.problem();
    if (form.stage == Stage::allocated)
        if (auto problem = problem_of(act, form.unit)) return *problem;
    if (form.stage == Stage::advised)
        if (auto problem = problem_of_advice(act, form)) return *problem;
    return keep(act, *opened, *moved, step);
}

Result<Course> correct_time(
    Act& act, const RequestId& id, std::int64_t revision, const TimeCorrection& correction
) {
    const auto opened = open_to_work(act, id, revision);
    if (!opened) return opened.problem();
    auto step = entry(act, opened->entered.size(), opened->request.stage, correction.at);
    step.corrects_id = correction.step_id;
    step.reason = correction.reason;
    const auto allowed = may_correct(opened->entered, step, act.now);
    if (!allowed) return allowed.problem();
    return keep(act, *opened, opened->request, step);
}

Result<Unit> add_unit(Act& act, Unit unit) {
    const auto leave =
        sharing::admit_to(act, Permission::manage_triage, Event::administration, "triage_unit");
    if (!leave) return leave.problem();
    const auto today = to_london(act.now).day;
    std::vector<FieldProblem> wrong;
    unit.call_sign = trim(unit.call_sign);
    TriageStore store{act.transaction};
    const auto units = store.units(act.caller.agency);
    if (unit.call_sign.empty() || length_of(unit.call_sign) > call_sign_max)
        wrong.push_back({"/call_sign", "length", "Give a call sign of 1 to 20 characters."});
    else if (std::ranges::find(units, unit.call_sign, &Unit::call_sign) != units.end())
        wrong.push_back({"/call_sign", "taken", "Another unit has this call sign."});
    if (!act.codes.has("triage_unit_kind", unit.kind, today))
        wrong.push_back({"/kind", "unknown_code", "Choose what kind of unit it is."});
    if (!act.codes.has("triage_unit_status", unit.status, today))
        wrong.push_back({"/status", "unknown_code", "Choose what it is doing."});
    if (!wrong.empty()) return invalid("triage_unit.invalid", "This unit cannot be added.", wrong);
    unit.id = {act.new_id()};
    unit.status_at = act.now;
    unit.revision = 1;
    store.insert(act, unit);
    act.changed("triage_unit", unit.id.text, "added");
    return unit;
}

Result<Done> say_status(Act& act, const UnitId& id, const std::string& status) {
    const auto leave =
        sharing::admit_to(act, Permission::work_triage, Event::alteration, "triage_unit");
    if (!leave) return leave.problem();
    if (!act.codes.has("triage_unit_status", status, to_london(act.now).day))
        return invalid(
            "triage_unit.invalid",
            "This status cannot be kept.",
            {{"/status", "unknown_code", "Choose one from the list."}}
        );
    if (!TriageStore{act.transaction}.say_status(act, id, status))
        return not_found("triage_unit.not_found", "There is no such unit in your agency.");
    act.changed("triage_unit", id.text, status);
    return Done{};
}

}  // namespace waymark::triage
