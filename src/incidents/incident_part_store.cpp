// SPDX-License-Identifier: MIT
#include "incidents/incident_store.hpp"

#include <algorithm>

namespace waymark::incidents {

namespace {

using store::Sql;

// Parts come in the order of their keys, which is how they lie, so that neither engine has to sort;
// ids begin with the time. What is not keyed by an id is put in order of time here.

constexpr Sql insert_note{"incident_note.insert_one", R"(
    INSERT INTO incident_note (id, incident_id, kind, assertion, text, corrects_id, written_at,
                               written_by)
    VALUES ($id, $incident_id, $kind, $assertion, $text, $corrects_id, $written_at, $written_by)
)"};
constexpr Sql select_notes{"incident_note.select_of", R"(
    SELECT id, kind, assertion, text, corrects_id, written_at, written_by FROM incident_note
    WHERE incident_id = $incident_id ORDER BY id LIMIT 2000
)"};

constexpr Sql insert_marker{"incident_marker.insert_one", R"(
    INSERT INTO incident_marker (incident_id, list_id, code, assertion, applied_at, applied_by)
    VALUES ($incident_id, $list_id, $code, $assertion, $applied_at, $applied_by)
    ON CONFLICT (incident_id, list_id, code, applied_at) DO UPDATE
    SET removed_at = NULL, removed_by = NULL
)"};
constexpr Sql remove_marker{"incident_marker.remove_one", R"(
    UPDATE incident_marker SET removed_at = $now, removed_by = $user_id
    WHERE incident_id = $incident_id AND list_id = $list_id AND code = $code
      AND removed_at IS NULL
)"};
constexpr Sql select_markers{"incident_marker.select_of", R"(
    SELECT list_id, code, assertion, applied_at, applied_by, removed_at, removed_by
    FROM incident_marker WHERE incident_id = $incident_id ORDER BY list_id, code, applied_at LIMIT 1000
)"};

constexpr Sql insert_prompt{"incident_prompt.insert_one", R"(
    INSERT INTO incident_prompt (incident_id, code, answer, reason, answered_at, answered_by)
    VALUES ($incident_id, $code, $answer, $reason, $answered_at, $answered_by)
    ON CONFLICT (incident_id, code, answered_at) DO UPDATE
    SET answer = excluded.answer, reason = excluded.reason
)"};
constexpr Sql select_prompts{"incident_prompt.select_of", R"(
    SELECT code, answer, reason, answered_at, answered_by FROM incident_prompt
    WHERE incident_id = $incident_id ORDER BY code, answered_at LIMIT 500
)"};

constexpr Sql insert_involved{"incident_person.insert_one", R"(
    INSERT INTO incident_person (incident_id, person_id, role, assertion, linked_at, linked_by)
    VALUES ($incident_id, $person_id, $role, $assertion, $now, $user_id)
    ON CONFLICT (incident_id, person_id, role) DO UPDATE
    SET assertion = excluded.assertion, linked_at = excluded.linked_at,
        linked_by = excluded.linked_by, ended_at = NULL
)"};
constexpr Sql end_involved{"incident_person.end_one", R"(
    UPDATE incident_person SET ended_at = $now
    WHERE incident_id = $incident_id AND person_id = $person_id AND role = $role
      AND ended_at IS NULL
)"};
constexpr Sql select_involved{"incident_person.select_of", R"(
    SELECT ip.person_id, ip.role, ip.assertion, ip.linked_at, ip.linked_by, p.agency_id
    FROM incident_person ip JOIN person p ON p.id = ip.person_id
    WHERE ip.incident_id = $incident_id AND ip.ended_at IS NULL
    ORDER BY ip.person_id, ip.role LIMIT 200
)"};

constexpr Sql insert_change{"incident_change.insert_one", R"(
    INSERT INTO incident_change (id, incident_id, field, before_text, after_text, reason,
                                 changed_at, changed_by)
    VALUES ($id, $incident_id, $field, $before, $after, $reason, $now, $user_id)
)"};
constexpr Sql select_changes{"incident_change.select_of", R"(
    SELECT field, before_text, after_text, reason, changed_at, changed_by FROM incident_change
    WHERE incident_id = $incident_id ORDER BY id LIMIT 2000
)"};

constexpr Sql insert_time{"incident_time.insert_one", R"(
    INSERT INTO incident_time (incident_id, stage, at) VALUES ($incident_id, $stage, $at)
)"};
constexpr Sql select_times{"incident_time.select_of", R"(
    SELECT stage, at FROM incident_time WHERE incident_id = $incident_id ORDER BY stage LIMIT 100
)"};

store::Values of(const sharing::Grant& grant) {
    return {{"incident_id", grant.id()}};
}

}  // namespace

void IncidentPartStore::insert(const IncidentId& incident, const Note& note) {
    transaction_.run(
        insert_note,
        {{"id", note.id},
         {"incident_id", incident},
         {"kind", note.kind},
         {"assertion", note.assertion},
         {"text", note.text},
         {"corrects_id",
          note.corrects_id.empty() ? store::Value{} : store::Value{note.corrects_id}},
         {"written_at", note.written_at},
         {"written_by", note.written_by}}
    );
}

std::vector<Note> IncidentPartStore::notes(const sharing::Grant& grant) {
    std::vector<Note> notes;
    for (const auto& row : transaction_.query(select_notes, of(grant)))
        notes.push_back(
            {row.text("id"),
             row.text("kind"),
             row.get<Assertion>("assertion"),
             row.text("text"),
             row.text("corrects_id"),
             row.get<Instant>("written_at"),
             row.text("written_by")}
        );
    return notes;
}

void IncidentPartStore::insert(const IncidentId& incident, const Marker& marker) {
    transaction_.run(
        insert_marker,
        {{"incident_id", incident},
         {"list_id", marker.list},
         {"code", marker.code},
         {"assertion", marker.assertion},
         {"applied_at", marker.applied_at},
         {"applied_by", marker.applied_by}}
    );
}

void IncidentPartStore::remove(
    const sharing::Grant& grant, const Marker& marker, const sharing::Act& act
) {
    transaction_.run(
        remove_marker,
        {{"incident_id", grant.id()},
         {"list_id", marker.list},
         {"code", marker.code},
         {"now", act.now},
         {"user_id", act.caller.user}}
    );
}

std::vector<Marker> IncidentPartStore::markers(const sharing::Grant& grant) {
    std::vector<Marker> markers;
    for (const auto& row : transaction_.query(select_markers, of(grant)))
        markers.push_back(
            {row.text("list_id"),
             row.text("code"),
             row.text("assertion"),
             row.get<Instant>("applied_at"),
             row.text("applied_by"),
             row.maybe<Instant>("removed_at"),
             row.text("removed_by")}
        );
    std::ranges::stable_sort(markers, {}, &Marker::applied_at);
    return markers;
}

void IncidentPartStore::insert(const IncidentId& incident, const Prompt& prompt) {
    transaction_.run(
        insert_prompt,
        {{"incident_id", incident},
         {"code", prompt.code},
         {"answer", prompt.answer},
         {"reason", prompt.reason},
         {"answered_at", prompt.answered_at},
         {"answered_by", prompt.answered_by}}
    );
}

std::vector<Prompt> IncidentPartStore::prompts(const sharing::Grant& grant) {
    std::vector<Prompt> prompts;
    for (const auto& row : transaction_.query(select_prompts, of(grant)))
        prompts.push_back(
            {row.text("code"),
             row.text("answer"),
             row.text("reason"),
             row.maybe<Instant>("answered_at"),
             row.text("answered_by")}
        );
    std::ranges::stable_sort(prompts, {}, &Prompt::answered_at);
    return prompts;
}

void IncidentPartStore::insert(
    const sharing::Act& act, const IncidentId& incident, const Involvement& involvement
) {
    transaction_.run(
        insert_involved,
        {{"incident_id", incident},
         {"person_id", involvement.person},
         {"role", involvement.role},
         {"assertion", involvement.assertion},
         {"now", act.now},
         {"user_id", act.caller.user}}
    );
}

bool IncidentPartStore::end(
    const sharing::Grant& grant, const Involvement& involvement, Instant now
) {
    return transaction_.run(
               end_involved,
               {{"incident_id", grant.id()},
                {"person_id", involvement.person},
                {"role", involvement.role},
                {"now", now}}
           ) == 1;
}

std::vector<Involved> IncidentPartStore::involved(const sharing::Grant& grant) {
    std::vector<Involved> everyone;
    for (const auto& row : transaction_.query(select_involved, of(grant)))
        everyone.push_back(
            {{.id = row.get<PersonId>("person_id"), .agency = row.get<AgencyId>("agency_id")},
             row.text("role"),
             row.get<Assertion>("assertion"),
             row.get<Instant>("linked_at"),
             row.text("linked_by")}
        );
    std::ranges::stable_sort(everyone, {}, &Involved::linked_at);
    return everyone;
}

void IncidentPartStore::insert(
    const sharing::Act& act,
    const IncidentId& incident,
    const FieldChange& change,
    const std::string& reason
) {
    transaction_.run(
        insert_change,
        {{"id", new_uuid(act.now, act.random)},
         {"incident_id", incident},
         {"field", change.field},
         {"before", change.before},
         {"after", change.after},
         {"reason", reason},
         {"now", act.now},
         {"user_id", act.caller.user}}
    );
}

std::vector<KeptChange> IncidentPartStore::changes(const sharing::Grant& grant) {
    std::vector<KeptChange> changes;
    for (const auto& row : transaction_.query(select_changes, of(grant)))
        changes.push_back(
            {row.text("field"),
             row.text("before_text"),
             row.text("after_text"),
             row.text("reason"),
             row.get<Instant>("changed_at"),
             row.text("changed_by")}
        );
    return changes;
}

void IncidentPartStore::insert(const IncidentId& incident, const StageTime& time) {
    transaction_.run(
        insert_time, {{"incident_id", incident}, {"stage", time.stage}, {"at", time.at}}
    );
}

std::vector<StageTime> IncidentPartStore::times(const sharing::Grant& grant) {
    std::vector<StageTime> times;
    for (const auto& row : transaction_.query(select_times, of(grant)))
        times.push_back({row.text("stage"), row.get<Instant>("at")});
    std::ranges::stable_sort(times, {}, &StageTime::at);
    return times;
}

}  // namespace waymark::incidents
