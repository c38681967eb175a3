// SPDX-License-Identifier: MIT
#include "incidents/incidents.hpp"

#include "base/text.hpp"
#include "incidents/incident_store.hpp"
#include "incidents/opened.hpp"
#include "incidents/repeats.hpp"

#include <algorithm>

namespace waymark::incidents {

using sharing::Act;
using sharing::Event;
using sharing::Permission;
using sharing::RecordKind;

namespace {

Problem changed_meanwhile() {
    return stale("incident.changed", "Someone else has just changed this incident. Load it again.");
}

/// The incident as begun: nobody's word yet but who took the call and when.
Incident fresh(Act& act) {
    Incident incident;
    incident.id = {act.new_id()};
    incident.agency = act.caller.agency;
    incident.received_at = act.now;
    incident.call_taker = act.caller.user;
    return incident;
}

Result<Incident> insert_edited(Act& act, const Edit& first) {
    auto edited = edit(fresh(act), first, act.codes, act.now);
    if (!edited) return edited.problem();
    IncidentStore{act.transaction}.insert(edited->incident);
    for (auto& entry : act.trail)
        if (entry.event == Event::collection) entry.object_id = edited->incident.id.text;
    return std::move(edited->incident);
}

Result<Incident> save_recorded(Act& act, const sharing::Grant& grant, Incident incident) {
    IncidentStore store{act.transaction};
    incident.reference = store.next_reference(incident.agency, to_london(incident.received_at).day);
    if (!store.save(grant, incident)) return changed_meanwhile();
    ++incident.revision;
    act.changed("incident", incident.id.text, "recorded");
    return incident;
}

bool has_narrative(const std::vector<Note>& notes) {
    return std::any_of(notes.begin(), notes.end(), [](const Note& note) {
        return note.kind == "narrative";
    });
}

/// The problems of a part, each field under the part's own name.
Problem within(const char* part, Problem problem) {
    for (auto& field : problem.fields) {
        // The narrative stands beside the incident, and the codes of a set are the set itself.
        if (field.field == "/narrative" || std::string_view{part} == "narrative")
            field.field = "/narrative";
        else if (field.field.starts_with("/codes"))
            field.field = "/" + std::string{part} + field.field.substr(6);
        else
            field.field = "/" + std::string{part} + field.field;
    }
    return problem;
}

}  // namespace

std::optional<sharing::Record> record_of(store::Transaction& transaction, const IncidentId& id) {
    const auto owner = IncidentStore{transaction}.owner_of(id);
    if (!owner) return std::nullopt;
    return sharing::Record{RecordKind::incident, id.text, *owner};
}

Result<sharing::Grant> admit_by(
    Act& act, const IncidentId& id, Permission permission, Event event
) {
    const auto record = record_of(act.transaction, id);
    if (!record) return not_found("incident.not_found", "There is no such incident.");
    return sharing::admit(act, *record, permission, event);
}

std::string reference_of(Act& act, const sharing::Grant& grant) {
    return IncidentStore{act.transaction}.find(grant).reference;
}

Result<Opened> open_to(Act& act, const IncidentId& id, Permission permission, Event event) {
    auto grant = admit_by(act, id, permission, event);
    if (!grant) return grant.problem();
    auto incident = IncidentStore{act.transaction}.find(*grant);
    return Opened{std::move(*grant), std::move(incident)};
}

std::vector<Involved> involved_for(Act& act, const sharing::Grant& grant) {
    auto everyone = IncidentPartStore{act.transaction}.involved(grant);
    for (auto& someone : everyone)
        someone.person = people::summary_for(act, someone.person.id, someone.person.agency);
    return everyone;
}

Result<Done> touch(Act& act, const Opened& opened, const Incident& changed, const char* what) {
    if (!IncidentStore{act.transaction}.save(opened.grant, changed)) return changed_meanwhile();
    act.changed("incident", changed.id.text, what);
    return Done{};
}

bool is_involved(Act& act, const sharing::Grant& grant, const PersonId& person) {
    const auto everyone = IncidentPartStore{act.transaction}.involved(grant);
    return std::ranges::any_of(everyone, [&](const Involved& one) {
        return one.person.id == person;
    });
}

void note_addition(Act& act, const sharing::Grant& grant, const char* what) {
    IncidentStore{act.transaction}.raise_revision(grant);
    act.changed_for(grant.owner(), "incident", grant.id(), what);
}

void note_part(
    Act& act,
    const sharing::Grant& grant,
    const char* kind,
    const std::string& id,
    std::string_view what
) {
    note_addition(act, grant, kind);
    act.changed_for(grant.owner(), kind, id, std::string{what});
    for (const auto& partner : sharing::partners_of(act, grant)) {
        act.changed_for(partner, "incident", grant.id(), kind);
        act.changed_for(partner, kind, id, std::string{what});
    }
}

Result<Incident> begin(Act& act, const Edit& first) {
    const auto leave =
        sharing::admit_to(act, Permission::record_incident, Event::collection, "incident");
    if (!leave) return leave.problem();
    return insert_edited(act, first);
}

Result<Incident> amend(Act& act, const IncidentId& id, std::int64_t revision, const Edit& wanted) {
    auto opened = open_to(act, id, Permission::record_incident, Event::alteration);
    if (!opened) return opened.problem();
    if (opened->incident.revision != revision) return changed_meanwhile();
    auto edited = edit(opened->incident, wanted, act.codes, act.now);
    if (!edited) return edited.problem();
    if (edited->changes.empty()) return std::move(edited->incident);

    IncidentPartStore parts{act.transaction};
    // A draft is still being typed: its keystrokes are nobody's history.
    if (opened->incident.status != Status::draft)
        for (const auto& change : edited->changes)
            parts.insert(act, id, change, wanted.reason);
    const auto saved = touch(act, *opened, edited->incident, "amended");
    if (!saved) return saved.problem();
    ++edited->incident.revision;
    for (const auto& change : edited->changes)
        act.trail.back().detail += (act.trail.back().detail.empty() ? "" : " ") + change.field;
    return std::move(edited->incident);
}

Result<Incident> finish_recording(Act& act, const IncidentId& id) {
    auto opened = open_to(act, id, Permission::record_incident, Event::alteration);
    if (!opened) return opened.problem();
    auto recorded = record(
        opened->incident, has_narrative(IncidentPartStore{act.transaction}.notes(opened->grant))
    );
    if (!recorded) return recorded.problem();
    return save_recorded(act, opened->grant, std::move(*recorded));
}

Result<Incident> report(Act& act, const Report& whole) {
    auto begun = begin(act, whole.incident);
    // Every part is tried, on an empty draft where the incident's own fields are wrong, so that all
    // that is wrong is named at once; nothing stays if any is.
    std::vector<FieldProblem> wrong;
    std::optional<Problem> refused;
    const auto need = [&](const char* part, const auto& result) {
        if (result) return;
        auto problem = within(part, result.problem());
        if (problem.kind != Problem::Kind::invalid && !refused) refused = problem;
        wrong.insert(wrong.end(), problem.fields.begin(), problem.fields.end());
    };

    need("incident", begun);
    if (refused) return *refused;
    const bool is_begun = static_cast<bool>(begun);
    if (!is_begun) begun = begin(act, {});
    const IncidentId id = begun->id;
    if (!trim(whole.narrative).empty()) {
        need("narrative", write_note(act, id, {.text = whole.narrative}));
    }
    struct Set {
        const char* part;
        const char* list;
        const std::vector<std::string>& codes;
    };
    const Set sets[] = {
        {"qualifiers", "qualifier", whole.qualifiers},
        {"conditions", "condition", whole.conditions},
        {"vulnerabilities", "vulnerability", whole.vulnerabilities},
    };
    for (const auto& [part, list, codes] : sets)
        if (!codes.empty())
            need(part, set_markers(act, id, std::nullopt, {list, codes, Assertion::opinion}));
    if (whole.mhri) need("mhri", judge_mhri(act, id, *whole.mhri));
    if (whole.thrive) need("thrive", assess_thrive(act, id, *whole.thrive));
    auto recorded = is_begun ? finish_recording(act, id) : std::move(begun);
    need("incident", recorded);
    if (refused) return *refused;
    if (!wrong.empty()) return invalid("incident.invalid", "Some of this cannot be saved.", wrong);
    // One action for whoever asked for it: one line of the trail, one of the feed.
    act.trail.erase(
        std::remove_if(
            act.trail.begin(),
            act.trail.end(),
            [](const auto& entry) { return entry.event != Event::collection; }
        ),
        act.trail.end()
    );
    act.changes.clear();
    act.changed("incident", id.text, "recorded");
    return recorded;
}

Result<Whole> open(Act& act, const IncidentId& id) {
    auto opened = open_to(act, id, Permission::see_incident, Event::consultation);
    if (!opened) return opened.problem();
    const auto& grant = opened->grant;
    IncidentPartStore parts{act.transaction};
    Whole whole{.incident = std::move(opened->incident)};
    whole.notes = parts.notes(grant);
    whole.markers = parts.markers(grant);
    whole.mhri = parts.mhri(grant);
    whole.thrive = parts.thrive(grant);
    whole.right_care = parts.right_care(grant);
    whole.people = involved_for(act, grant);
    whole.changes = parts.changes(grant);
    whole.times = parts.times(grant);
    whole.shared_with = sharing::partners_of(act, grant);
    whole.prompts = parts.prompts(grant);
    for (const auto& code : prompts_for(whole.incident, whole.markers, act.codes))
        if (std::none_of(whole.prompts.begin(), whole.prompts.end(), [&](const Prompt& prompt) {
                return prompt.code == code;
            }))
            whole.prompts.push_back({.code = code});
    if (!whole.right_care.empty()) {
        std::vector<PersonId> ids;
        for (const auto& someone : whole.people)
            ids.push_back(someone.person.id);
        whole.following = following(act, whole.incident, ids, whole.right_care.front().decided_at);
    }
    whole.reassess_because = changes_since_thrive(whole);
    return whole;
}

Result<Incident> finish(Act& act, const IncidentId& id, const Ending& ending) {
    auto opened = open_to(act, id, Permission::close_incident, Event::alteration);
    if (!opened) return opened.problem();
    auto closed = close(opened->incident, ending.outcome, act.codes, act.now);
    if (!closed) return closed.problem();
    IncidentPartStore parts{act.transaction};
    if (!trim(ending.narrative).empty()) {
        const auto note = write_note(act, id, {.kind = "update", .text = ending.narrative});
        if (!note) return within("narrative", note.problem());
        closed->revision = opened->incident.revision;
    }
    parts.insert(
        act,
        id,
        {"status", std::string{word_for(opened->incident.status)}, "closed"},
        ending.outcome
    );
    const auto saved = touch(act, *opened, *closed, "closed");
    if (!saved) return saved.problem();
    ++closed->revision;
    return closed;
}

Result<Incident> begin_again(Act& act, const IncidentId& id, const std::string& reason) {
    auto opened = open_to(act, id, Permission::close_incident, Event::alteration);
    if (!opened) return opened.problem();
    auto again = reopen(opened->incident, reason);
    if (!again) return again.problem();
    IncidentPartStore parts{act.transaction};
    parts.insert(act, id, {"status", "closed", "open"}, reason);
    parts.insert(act, id, {"outcome", opened->incident.outcome, ""}, reason);
    const auto saved = touch(act, *opened, *again, "reopened");
    if (!saved) return saved.problem();
    ++again->revision;
    return again;
}

}  // namespace waymark::incidents
