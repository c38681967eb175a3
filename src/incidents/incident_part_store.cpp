// SPDX-License-Identifier: MIT
#include "incidents/incident_store.hpp"

#include <boost/json.hpp>

namespace waymark::incidents {

namespace {

using store::Sql;

constexpr Sql insert_note{"incident_note.insert_one", R"(
    INSERT INTO incident_note (id, incident_id, kind, assertion, text, corrects_id, written_at,
                               written_by)
    VALUES ($id, $incident_id, $kind, $assertion, $text, $corrects_id, $written_at, $written_by)
)"};
constexpr Sql select_notes{"incident_note.select_of", R"(
    SELECT id, kind, assertion, text, corrects_id, written_at, written_by FROM incident_note
    WHERE incident_id = $incident_id ORDER BY written_at, id LIMIT 2000
)"};

constexpr Sql insert_mhri{"incident_mhri.insert_one", R"(
    INSERT INTO incident_mhri (id, incident_id, belief, limb_a, limb_b, is_mhri, source, reason,
                               decided_at, decided_by)
    VALUES ($id, $incident_id, $belief, $limb_a, $limb_b, $is_mhri, $source, $reason,
            $decided_at, $decided_by)
)"};
constexpr Sql select_mhri{"incident_mhri.select_of", R"(
    SELECT id, belief, limb_a, limb_b, is_mhri, source, reason, decided_at, decided_by
    FROM incident_mhri WHERE incident_id = $incident_id ORDER BY decided_at, id LIMIT 500
)"};

constexpr Sql insert_thrive{"incident_thrive.insert_one", R"(
    INSERT INTO incident_thrive (id, incident_id, sequence, prompted_by, threat, harm, risk,
        investigation, vulnerability, engagement, prevention, intervention, threat_level,
        harm_level, risk_level, overall_level, grade_before, grade_after, assessed_at, assessed_by)
    VALUES ($id, $incident_id, $sequence, $prompted_by, $threat, $harm, $risk,
        $investigation, $vulnerability, $engagement, $prevention, $intervention, $threat_level,
        $harm_level, $risk_level, $overall_level, $grade_before, $grade_after, $assessed_at,
        $assessed_by)
)"};
constexpr Sql select_thrive{"incident_thrive.select_of", R"(
    SELECT id, sequence, prompted_by, threat, harm, risk, investigation, vulnerability, engagement,
           prevention, intervention, threat_level, harm_level, risk_level, overall_level,
           grade_before, grade_after, assessed_at, assessed_by
    FROM incident_thrive WHERE incident_id = $incident_id ORDER BY sequence LIMIT 500
)"};

constexpr Sql insert_rcrp{"incident_rcrp.insert_one", R"(
    INSERT INTO incident_rcrp (id, incident_id, call_type, answers, result, asked_service, asked_at,
        service_answer, answered_at, override_result, override_rank, override_reason,
        escalated_to, escalation_reason, decided_at, decided_by)
    VALUES ($id, $incident_id, $call_type, $answers, $result, $asked_service, $asked_at,
        $service_answer, $answered_at, $override_result, $override_rank, $override_reason,
        $escalated_to, $escalation_reason, $decided_at, $decided_by)
)"};
constexpr Sql select_rcrp{"incident_rcrp.select_of", R"(
    SELECT id, call_type, answers, result, asked_service, asked_at, service_answer, answered_at,
           override_result, override_rank, override_reason, escalated_to, escalation_reason,
           decided_at, decided_by
    FROM incident_rcrp WHERE incident_id = $incident_id ORDER BY decided_at, id LIMIT 200
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
    FROM incident_marker WHERE incident_id = $incident_id ORDER BY applied_at, code LIMIT 1000
)"};

constexpr Sql insert_prompt{"incident_prompt.insert_one", R"(
    INSERT INTO incident_prompt (incident_id, code, answer, reason, answered_at, answered_by)
    VALUES ($incident_id, $code, $answer, $reason, $answered_at, $answered_by)
    ON CONFLICT (incident_id, code, answered_at) DO UPDATE
    SET answer = excluded.answer, reason = excluded.reason
)"};
constexpr Sql select_prompts{"incident_prompt.select_of", R"(
    SELECT code, answer, reason, answered_at, answered_by FROM incident_prompt
    WHERE incident_id = $incident_id ORDER BY answered_at, code LIMIT 500
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
    SELECT person_id, role, assertion, linked_at, linked_by FROM incident_person
    WHERE incident_id = $incident_id AND ended_at IS NULL ORDER BY linked_at, person_id LIMIT 200
)"};

constexpr Sql insert_change{"incident_change.insert_one", R"(
    INSERT INTO incident_change (id, incident_id, field, before_text, after_text, reason,
                                 changed_at, changed_by)
    VALUES ($id, $incident_id, $field, $before, $after, $reason, $now, $user_id)
)"};
constexpr Sql select_changes{"incident_change.select_of", R"(
    SELECT field, before_text, after_text, reason, changed_at, changed_by FROM incident_change
    WHERE incident_id = $incident_id ORDER BY changed_at, id LIMIT 2000
)"};

constexpr Sql insert_time{"incident_time.insert_one", R"(
    INSERT INTO incident_time (incident_id, stage, at) VALUES ($incident_id, $stage, $at)
)"};
constexpr Sql select_times{"incident_time.select_of", R"(
    SELECT stage, at FROM incident_time WHERE incident_id = $incident_id ORDER BY at LIMIT 100
)"};

store::Values of(const sharing::Grant& grant) { return {{"incident_id", grant.id()}}; }

std::string to_text(const RightCareAnswers& answers) {
    boost::json::array pairs;
    for (const auto& [question, answer] : answers) {
        boost::json::array pair;
        pair.emplace_back(question);
        pair.emplace_back(answer);
        pairs.emplace_back(std::move(pair));
    }
    return boost::json::serialize(pairs);
}

RightCareAnswers answers_from(const std::string& text) {
    RightCareAnswers answers;
    const auto whole = boost::json::parse(text);
    for (const auto& pair : whole.as_array())
        answers.emplace_back(
            std::string{pair.as_array().at(0).as_string()}, std::string{pair.as_array().at(1).as_string()}
        );
    return answers;
}

}  // namespace

void IncidentPartStore::insert(const IncidentId& incident, const Note& note) {
    transaction_.run(
        insert_note,
        {{"id", note.id}, {"incident_id", incident}, {"kind", note.kind},
         {"assertion", note.assertion}, {"text", note.text},
         {"corrects_id", note.corrects_id.empty() ? store::Value{} : store::Value{note.corrects_id}},
         {"written_at", note.written_at}, {"written_by", note.written_by}}
    );
}

std::vector<Note> IncidentPartStore::notes(const sharing::Grant& grant) {
    std::vector<Note> notes;
    for (const auto& row : transaction_.query(select_notes, of(grant)))
        notes.push_back({row.text("id"), row.text("kind"), row.get<Assertion>("assertion"), row.text("text"),
                         row.text("corrects_id"), row.get<Instant>("written_at"), row.text("written_by")});
    return notes;
}

void IncidentPartStore::insert(const IncidentId& incident, const Mhri& mhri) {
    transaction_.run(
        insert_mhri,
        {{"id", mhri.id}, {"incident_id", incident}, {"belief", mhri.belief},
         {"limb_a", mhri.limb_a_vulnerability_central}, {"limb_b", mhri.limb_b_police_did_more},
         {"is_mhri", mhri.is_mhri}, {"source", mhri.source}, {"reason", mhri.reason},
         {"decided_at", mhri.decided_at}, {"decided_by", mhri.decided_by}}
    );
}

std::vector<Mhri> IncidentPartStore::mhri(const sharing::Grant& grant) {
    std::vector<Mhri> history;
    for (const auto& row : transaction_.query(select_mhri, of(grant)))
        history.push_back({row.text("id"), row.text("belief"), row.get<bool>("limb_a"), row.get<bool>("limb_b"),
                           row.get<bool>("is_mhri"), row.text("source"), row.text("reason"),
                           row.get<Instant>("decided_at"), row.text("decided_by")});
    return history;
}

void IncidentPartStore::insert(const IncidentId& incident, const Thrive& thrive) {
    transaction_.run(
        insert_thrive,
        {{"id", thrive.id}, {"incident_id", incident}, {"sequence", thrive.sequence},
         {"prompted_by", thrive.prompted_by}, {"threat", thrive.threat}, {"harm", thrive.harm},
         {"risk", thrive.risk}, {"investigation", thrive.investigation},
         {"vulnerability", thrive.vulnerability}, {"engagement", thrive.engagement},
         {"prevention", thrive.prevention}, {"intervention", thrive.intervention},
         {"threat_level", thrive.threat_level}, {"harm_level", thrive.harm_level},
         {"risk_level", thrive.risk_level}, {"overall_level", thrive.overall_level},
         {"grade_before", thrive.grade_before}, {"grade_after", thrive.grade_after},
         {"assessed_at", thrive.assessed_at}, {"assessed_by", thrive.assessed_by}}
    );
}

std::vector<Thrive> IncidentPartStore::thrive(const sharing::Grant& grant) {
    std::vector<Thrive> history;
    for (const auto& row : transaction_.query(select_thrive, of(grant)))
        history.push_back(
            {row.text("id"), row.get<int>("sequence"), row.text("prompted_by"), row.text("threat"),
             row.text("harm"), row.text("risk"), row.text("investigation"), row.text("vulnerability"),
             row.text("engagement"), row.text("prevention"), row.text("intervention"),
             row.text("threat_level"), row.text("harm_level"), row.text("risk_level"),
             row.text("overall_level"), row.text("grade_before"), row.text("grade_after"),
             row.get<Instant>("assessed_at"), row.text("assessed_by")}
        );
    return history;
}

void IncidentPartStore::insert(const IncidentId& incident, const RightCare& decision) {
    transaction_.run(
        insert_rcrp,
        {{"id", decision.id}, {"incident_id", incident}, {"call_type", decision.call_type},
         {"answers", to_text(decision.answers)}, {"result", decision.result},
         {"asked_service", decision.asked_service}, {"asked_at", decision.asked_at},
         {"service_answer", decision.service_answer}, {"answered_at", decision.answered_at},
         {"override_result", decision.override_result}, {"override_rank", decision.override_rank},
         {"override_reason", decision.override_reason}, {"escalated_to", decision.escalated_to},
         {"escalation_reason", decision.escalation_reason}, {"decided_at", decision.decided_at},
         {"decided_by", decision.decided_by}}
    );
}

std::vector<RightCare> IncidentPartStore::right_care(const sharing::Grant& grant) {
    std::vector<RightCare> history;
    for (const auto& row : transaction_.query(select_rcrp, of(grant)))
        history.push_back(
            {row.text("id"), row.text("call_type"), answers_from(row.text("answers")), row.text("result"),
             row.text("asked_service"), row.maybe<Instant>("asked_at"), row.text("service_answer"),
             row.maybe<Instant>("answered_at"), row.text("override_result"), row.text("override_rank"),
             row.text("override_reason"), row.text("escalated_to"), row.text("escalation_reason"),
             row.get<Instant>("decided_at"), row.text("decided_by")}
        );
    return history;
}

void IncidentPartStore::insert(const IncidentId& incident, const Marker& marker) {
    transaction_.run(
        insert_marker,
        {{"incident_id", incident}, {"list_id", marker.list}, {"code", marker.code},
         {"assertion", marker.assertion}, {"applied_at", marker.applied_at},
         {"applied_by", marker.applied_by}}
    );
}

void IncidentPartStore::remove(
    const sharing::Grant& grant, const Marker& marker, const sharing::Act& act
) {
    transaction_.run(
        remove_marker,
        {{"incident_id", grant.id()}, {"list_id", marker.list}, {"code", marker.code},
         {"now", act.now}, {"user_id", act.caller.user}}
    );
}

std::vector<Marker> IncidentPartStore::markers(const sharing::Grant& grant) {
    std::vector<Marker> markers;
    for (const auto& row : transaction_.query(select_markers, of(grant)))
        markers.push_back({row.text("list_id"), row.text("code"), row.text("assertion"),
                           row.get<Instant>("applied_at"), row.text("applied_by"),
                           row.maybe<Instant>("removed_at"), row.text("removed_by")});
    return markers;
}

void IncidentPartStore::insert(const IncidentId& incident, const Prompt& prompt) {
    transaction_.run(
        insert_prompt,
        {{"incident_id", incident}, {"code", prompt.code}, {"answer", prompt.answer},
         {"reason", prompt.reason}, {"answered_at", prompt.answered_at},
         {"answered_by", prompt.answered_by}}
    );
}

std::vector<Prompt> IncidentPartStore::prompts(const sharing::Grant& grant) {
    std::vector<Prompt> prompts;
    for (const auto& row : transaction_.query(select_prompts, of(grant)))
        prompts.push_back({row.text("code"), row.text("answer"), row.text("reason"),
                           row.maybe<Instant>("answered_at"), row.text("answered_by")});
    return prompts;
}

void IncidentPartStore::insert(
    const sharing::Act& act, const IncidentId& incident, const Involvement& involvement
) {
    transaction_.run(
        insert_involved,
        {{"incident_id", incident}, {"person_id", involvement.person}, {"role", involvement.role},
         {"assertion", involvement.assertion}, {"now", act.now}, {"user_id", act.caller.user}}
    );
}

bool IncidentPartStore::end(
    const sharing::Grant& grant, const Involvement& involvement, Instant now
) {
    return transaction_.run(
               end_involved,
               {{"incident_id", grant.id()}, {"person_id", involvement.person},
                {"role", involvement.role}, {"now", now}}
           ) == 1;
}

std::vector<Involved> IncidentPartStore::involved(const sharing::Grant& grant) {
    std::vector<Involved> everyone;
    std::vector<PersonId> ids;
    for (const auto& row : transaction_.query(select_involved, of(grant))) {
        ids.push_back(row.get<PersonId>("person_id"));
        everyone.push_back({{}, row.text("role"), row.get<Assertion>("assertion"),
                            row.get<Instant>("linked_at"), row.text("linked_by")});
    }
    auto summaries = people::summaries(transaction_, grant, ids);
    for (std::size_t i = 0; i < everyone.size(); ++i) everyone[i].person = std::move(summaries[i]);
    return everyone;
}

void IncidentPartStore::insert(
    const sharing::Act& act, const IncidentId& incident, const FieldChange& change,
    const std::string& reason
) {
    transaction_.run(
        insert_change,
        {{"id", new_uuid(act.now, act.random)}, {"incident_id", incident}, {"field", change.field},
         {"before", change.before}, {"after", change.after}, {"reason", reason},
         {"now", act.now}, {"user_id", act.caller.user}}
    );
}

std::vector<KeptChange> IncidentPartStore::changes(const sharing::Grant& grant) {
    std::vector<KeptChange> changes;
    for (const auto& row : transaction_.query(select_changes, of(grant)))
        changes.push_back({row.text("field"), row.text("before_text"), row.text("after_text"),
                           row.text("reason"), row.get<Instant>("changed_at"), row.text("changed_by")});
    return changes;
}

void IncidentPartStore::insert(const IncidentId& incident, const StageTime& time) {
    transaction_.run(insert_time, {{"incident_id", incident}, {"stage", time.stage}, {"at", time.at}});
}

std::vector<StageTime> IncidentPartStore::times(const sharing::Grant& grant) {
    std::vector<StageTime> times;
    for (const auto& row : transaction_.query(select_times, of(grant)))
        times.push_back({row.text("stage"), row.get<Instant>("at")});
    return times;
}

}  // namespace waymark::incidents
