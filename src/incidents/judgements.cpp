// SPDX-License-Identifier: MIT

// The actions that add to an incident: what is written, judged, marked and asked, and who was
// there.

#include "base/text.hpp"
#include "incidents/incident_store.hpp"
#include "incidents/opened.hpp"

#include <algorithm>

namespace waymark::incidents {

using sharing::Act;
using sharing::Event;
using sharing::Permission;

namespace {

constexpr std::size_t markers_max = 50;

/// Lets the caller in to add to an incident, which must not be closed.
Result<Opened> open_to_add(Act& act, const IncidentId& id, bool even_closed = false) {
    auto opened = open_to(act, id, Permission::record_incident, Event::alteration);
    if (!opened) return opened.problem();
    if (opened->incident.status == Status::closed && !even_closed)
        return conflict("incident.closed", "This incident is closed. Reopen it to add to it.");
    return opened;
}

Day day_of(const Incident& incident) {
    return to_london(incident.received_at).day;
}

bool is_marker_list(const std::string& list) {
    return list == "qualifier" || list == "condition" || list == "vulnerability";
}

bool holds(const std::vector<Marker>& markers, const std::string& list, const std::string& code) {
    return std::any_of(markers.begin(), markers.end(), [&](const Marker& marker) {
        return marker.list == list && marker.code == code && !marker.removed_at;
    });
}

std::vector<FieldProblem> problems_of(const Note& note, const codes::CodeBook& codes, Day day) {
    std::vector<FieldProblem> wrong;
    if (trim(note.text).empty()) wrong.push_back({"/text", "required", "Write something first."});
    if (length_of(note.text) > narrative_max)
        wrong.push_back({"/text", "too_long", "Use 20,000 characters or fewer."});
    if (!codes.has("note_kind", note.kind, day) || note.kind == "system")
        wrong.push_back({"/kind", "unknown_code", "Choose what kind of note it is."});
    if (note.kind == "correction" && note.corrects_id.empty())
        wrong.push_back({"/corrects_id", "required", "Say which entry this corrects."});
    return wrong;
}

}  // namespace

Result<Note> write_note(Act& act, const IncidentId& id, Note note) {
    auto opened = open_to_add(act, id);
    if (!opened) return opened.problem();
    auto wrong = problems_of(note, act.codes, day_of(opened->incident));
    IncidentPartStore parts{act.transaction};
    if (!note.corrects_id.empty()) {
        const auto notes = parts.notes(opened->grant);
        if (std::none_of(notes.begin(), notes.end(), [&](const Note& kept) {
                return kept.id == note.corrects_id;
            }))
            wrong.push_back({"/corrects_id", "unknown", "That entry is not part of this incident."}
            );
    }
    if (!wrong.empty()) return invalid("note.invalid", "This cannot be saved.", wrong);
    note.id = act.new_id();
    note.written_at = act.now;
    note.written_by = act.caller.user.text;
    parts.insert(id, note);
    act.changed("incident", id.text, "note");
    return note;
}

Result<Mhri> judge_mhri(Act& act, const IncidentId& id, Mhri mhri) {
    // A dip sample judges what is closed: the state at closure stays beside its own.
    auto opened = open_to_add(act, id, mhri.source == "AUDIT");
    if (!opened) return opened.problem();
    auto sound =
        checked(std::move(mhri), opened->incident.is_mhri, act.codes, day_of(opened->incident));
    if (!sound) return sound.problem();
    sound->id = act.new_id();
    sound->decided_at = act.now;
    sound->decided_by = act.caller.user.text;
    IncidentPartStore{act.transaction}.insert(id, *sound);
    auto incident = opened->incident;
    incident.is_mhri = sound->is_mhri;
    const auto saved = touch(act, *opened, incident, "mhri");
    if (!saved) return saved.problem();
    return std::move(*sound);
}

Result<Thrive> assess_thrive(Act& act, const IncidentId& id, Thrive thrive) {
    auto opened = open_to_add(act, id);
    if (!opened) return opened.problem();
    auto sound = checked(std::move(thrive), act.codes, day_of(opened->incident));
    if (!sound) return sound.problem();
    IncidentPartStore parts{act.transaction};
    const auto earlier = parts.thrive(opened->grant);
    sound->id = act.new_id();
    sound->sequence = earlier.empty() ? 1 : earlier.back().sequence + 1;
    sound->grade_before = opened->incident.grade;
    sound->assessed_at = act.now;
    sound->assessed_by = act.caller.user.text;
    parts.insert(id, *sound);
    auto incident = opened->incident;
    incident.grade = sound->grade_after;
    const auto saved = touch(act, *opened, incident, "thrive");
    if (!saved) return saved.problem();
    return std::move(*sound);
}

Result<RightCare> decide_right_care(Act& act, const IncidentId& id, RightCare decision) {
    auto opened = open_to_add(act, id);
    if (!opened) return opened.problem();
    if (!decision.override_result.empty() &&
        !sharing::may(act.caller.roles, Permission::close_incident))
        return forbidden(
            "sharing.role_not_allowed",
            sharing::explain("role_not_allowed", Permission::close_incident)
        );
    auto sound = checked(std::move(decision), act.codes, day_of(opened->incident));
    if (!sound) return sound.problem();
    IncidentPartStore parts{act.transaction};
    // Answers are kept as they were first given: a later entry may add what the service said, an
    // override or an escalation, and cannot quietly answer the questions anew.
    const auto earlier = parts.right_care(opened->grant);
    if (!earlier.empty() && earlier.back().call_type != sound->call_type &&
        !sharing::may(act.caller.roles, Permission::close_incident))
        return forbidden(
            "sharing.role_not_allowed",
            sharing::explain("role_not_allowed", Permission::close_incident)
        );
    const auto same_type = std::find_if(earlier.begin(), earlier.end(), [&](const RightCare& one) {
        return one.call_type == sound->call_type;
    });
    if (same_type != earlier.end() && same_type->answers != sound->answers)
        return conflict(
            "rcrp.answers_kept",
            "The answers of this decision are kept as first given. Override the result, or "
            "escalate."
        );
    sound->id = act.new_id();
    sound->decided_at = act.now;
    sound->decided_by = act.caller.user.text;
    parts.insert(id, *sound);
    act.changed("incident", id.text, "rcrp");
    return std::move(*sound);
}

Result<Prompt> answer_prompt(Act& act, const IncidentId& id, Prompt prompt) {
    auto opened = open_to_add(act, id);
    if (!opened) return opened.problem();
    std::vector<FieldProblem> wrong;
    if (!act.codes.has("prompt", prompt.code, day_of(opened->incident)))
        wrong.push_back({"/code", "unknown_code", "There is no such prompt."});
    if (prompt.answer != "given" && prompt.answer != "not_given")
        wrong.push_back({"/answer", "required", "Say whether the advice was given."});
    if (length_of(prompt.reason) > short_text_max)
        wrong.push_back({"/reason", "too_long", "Use 200 characters or fewer."});
    if (!wrong.empty()) return invalid("prompt.invalid", "This cannot be saved.", wrong);
    prompt.answered_at = act.now;
    prompt.answered_by = act.caller.user.text;
    IncidentPartStore{act.transaction}.insert(id, prompt);
    act.changed("incident", id.text, "prompt");
    return prompt;
}

Result<Done> set_markers(
    Act& act, const IncidentId& id, std::optional<std::int64_t> revision, const MarkerSet& wanted
) {
    auto opened = open_to_add(act, id);
    if (!opened) return opened.problem();
    // The set replaces what was seen, so it must have been seen as it stands.
    if (revision && *revision != opened->incident.revision)
        return stale(
            "incident.changed", "Someone else has just changed this incident. Load it again."
        );
    std::vector<FieldProblem> wrong;
    if (!is_marker_list(wanted.list))
        wrong.push_back({"/list", "unknown", "Choose qualifier, condition or vulnerability."});
    if (wanted.codes.size() > markers_max)
        wrong.push_back({"/codes", "too_many", "At most 50 can be kept."});
    IncidentPartStore parts{act.transaction};
    const auto kept = parts.markers(opened->grant);
    for (std::size_t i = 0; i < wanted.codes.size(); ++i)
        if (!holds(kept, wanted.list, wanted.codes[i]) &&
            !act.codes.has(wanted.list, wanted.codes[i], day_of(opened->incident)))
            wrong.push_back({"/codes/" + std::to_string(i), "unknown_code", "Choose from the list."}
            );
    if (!wrong.empty()) return invalid("markers.invalid", "These cannot be saved.", wrong);

    bool changed = false;
    for (const auto& marker : kept) {
        if (marker.list != wanted.list || marker.removed_at) continue;
        if (std::find(wanted.codes.begin(), wanted.codes.end(), marker.code) != wanted.codes.end())
            continue;
        parts.remove(opened->grant, marker, act);
        changed = true;
    }
    for (const auto& code : wanted.codes) {
        if (holds(kept, wanted.list, code)) continue;
        parts.insert(
            id,
            Marker{
                .list = wanted.list,
                .code = code,
                .assertion = std::string{word_for(wanted.assertion)},
                .applied_at = act.now,
                .applied_by = act.caller.user.text}
        );
        changed = true;
    }
    if (!changed) return Done{};
    return touch(act, *opened, opened->incident, wanted.list.c_str());
}

Result<Done> involve(Act& act, const IncidentId& id, const Involvement& involvement) {
    auto opened = open_to_add(act, id);
    if (!opened) return opened.problem();
    std::vector<FieldProblem> wrong;
    if (!act.codes.has("person_role", involvement.role, day_of(opened->incident)))
        wrong.push_back({"/role", "required", "Choose the person's part in it."});
    const auto person = people::record_of(act.transaction, involvement.person);
    if (!person) wrong.push_back({"/person_id", "unknown", "There is no such person."});
    if (!wrong.empty())
        return invalid("involvement.invalid", "This person cannot be added.", wrong);
    const auto leave = sharing::admit(act, *person, Permission::see_person, Event::consultation);
    if (!leave) return leave.problem();
    IncidentPartStore{act.transaction}.insert(act, id, involvement);
    act.changed("incident", id.text, "person");
    return Done{};
}

Result<Done> uninvolve(Act& act, const IncidentId& id, const Involvement& involvement) {
    auto opened = open_to_add(act, id);
    if (!opened) return opened.problem();
    IncidentPartStore parts{act.transaction};
    if (!parts.end(opened->grant, involvement, act.now))
        return conflict(
            "involvement.none", "That person does not have that part in this incident."
        );
    parts.insert(act, id, {"person", involvement.role, ""}, "taken off");
    act.changed("incident", id.text, "person");
    return Done{};
}

std::vector<std::string> changes_since_thrive(const Whole& whole) {
    std::vector<std::string> because;
    if (whole.thrive.empty() || whole.incident.status != Status::open) return because;
    const auto since = whole.thrive.back().assessed_at;
    const auto add = [&](bool changed, const char* words) {
        if (changed) because.emplace_back(words);
    };
    add(std::any_of(
            whole.changes.begin(),
            whole.changes.end(),
            [&](const auto& change) {
                return change.changed_at > since && change.field != "person";
            }
        ),
        "the incident's details");
    add(std::any_of(
            whole.markers.begin(),
            whole.markers.end(),
            [&](const Marker& marker) {
                return marker.applied_at > since ||
                       (marker.removed_at && *marker.removed_at > since);
            }
        ),
        "qualifiers, conditions or vulnerabilities");
    add(std::any_of(
            whole.people.begin(),
            whole.people.end(),
            [&](const Involved& someone) { return someone.linked_at > since; }
        ),
        "the people involved");
    add(std::any_of(
            whole.notes.begin(),
            whole.notes.end(),
            [&](const Note& note) { return note.written_at > since; }
        ),
        "what has been written");
    add(!whole.mhri.empty() && whole.mhri.back().decided_at > since,
        "whether it is mental-health related");
    return because;
}

std::vector<std::string> prompts_for(
    const Incident& incident, const std::vector<Marker>& markers, const codes::CodeBook& codes
) {
    const auto has = [&](std::string_view list, std::string_view code) {
        return std::any_of(markers.begin(), markers.end(), [&](const Marker& marker) {
            return marker.list == list && marker.code == code && !marker.removed_at;
        });
    };
    const bool suicide = has("vulnerability", "suicide") || has("vulnerability", "self_harm") ||
                         has("qualifier", "SUI_THREAT") || has("qualifier", "SUI_ATTEMPT") ||
                         has("qualifier", "SELF_HARM");
    const auto applies = [&](const std::string& group) {
        if (group == "all") return true;
        if (group == "suicide") return suicide;
        if (group == "mental_health") return incident.is_mhri || suicide;
        if (group == "domestic_abuse")
            return has("vulnerability", "domestic_abuse") || has("qualifier", "DA");
        if (group == "evidence")
            return incident.opening_category == "CRIME" ||
                   incident.opening_category == "CRIME_RELATED" ||
                   has("vulnerability", "domestic_abuse");
        if (group == "missing")
            return incident.opening_category == "MISSING_PERSON" || has("vulnerability", "missing");
        return false;
    };
    std::vector<std::string> wanted;
    for (const auto& prompt : codes.list("prompt"))
        if (applies(prompt.parent)) wanted.push_back(prompt.code);
    return wanted;
}

}  // namespace waymark::incidents
