// SPDX-License-Identifier: MIT
#include "triage/assessment_store.hpp"

#include "triage/kept_text.hpp"

namespace waymark::triage {

namespace {

using store::Sql;

constexpr Sql select_incident{
    "triage_assessment.select_incident",
    "SELECT incident_id FROM triage_assessment WHERE id = $id"};

constexpr Sql insert_assessment{"triage_assessment.insert_one", R"(
    INSERT INTO triage_assessment (id, agency_id, incident_id, person_id, begun_at, begun_by,
                                   finished_at, finished_by, counted)
    VALUES ($id, $agency_id, $incident_id, $person_id, $begun_at, $begun_by, $finished_at,
            $finished_by, '')
)"};

constexpr Sql select_of_incident{"triage_assessment.select_of", R"(
    SELECT id, agency_id, incident_id, person_id, begun_at, begun_by, finished_at, finished_by
    FROM triage_assessment WHERE incident_id = $incident_id ORDER BY begun_at DESC, id DESC LIMIT 50
)"};

constexpr Sql update_finished{"triage_assessment.finish", R"(
    UPDATE triage_assessment SET finished_at = $finished_at, finished_by = $finished_by
    WHERE id = $id AND incident_id = $incident_id AND finished_at IS NULL
)"};

constexpr Sql update_person{"triage_assessment.name_person", R"(
    UPDATE triage_assessment SET person_id = $person_id
    WHERE id = $id AND incident_id = $incident_id AND person_id IS NULL
)"};

constexpr Sql update_counted{
    "triage_assessment.count", "UPDATE triage_assessment SET counted = $line WHERE id = $id"};

constexpr Sql select_before{"triage_assessment.select_before", R"(
    SELECT 1 AS one FROM triage_assessment
    WHERE person_id = $person_id AND agency_id = $agency_id AND begun_at < $begun_at LIMIT 1
)"};

constexpr Sql insert_answer{"triage_answer.insert_one", R"(
    INSERT INTO triage_answer (assessment_id, field, version, value, answered_at, answered_by)
    VALUES ($assessment_id, $field, $version, $value, $answered_at, $answered_by)
)"};

constexpr Sql select_answers{"triage_answer.select_of", R"(
    SELECT field, version, value, answered_at, answered_by FROM triage_answer
    WHERE assessment_id = $assessment_id ORDER BY answered_at, field, version LIMIT 5000
)"};

constexpr Sql insert_referral{"triage_referral.insert_one", R"(
    INSERT INTO triage_referral (assessment_id, id, need, service, made_at, made_by)
    VALUES ($assessment_id, $id, $need, $service, $made_at, $made_by)
)"};

constexpr Sql select_referrals{"triage_referral.select_of", R"(
    SELECT id, need, service, made_at, made_by, acknowledged_at, accepted_at, withdrawn_at,
           withdrawn_why
    FROM triage_referral
    WHERE assessment_id = $assessment_id ORDER BY id LIMIT 100
)"};

constexpr Sql acknowledge{"triage_referral.acknowledge", R"(
    UPDATE triage_referral SET acknowledged_at = $at
    WHERE assessment_id = $assessment_id AND id = $id AND acknowledged_at IS NULL AND withdrawn_at IS NULL
)"};

constexpr Sql accept{"triage_referral.accept", R"(
    UPDATE triage_referral
    SET accepted_at = $at, acknowledged_at = COALESCE(acknowledged_at, $at)
    WHERE assessment_id = $assessment_id AND id = $id AND accepted_at IS NULL AND withdrawn_at IS NULL
)"};

constexpr Sql insert_outcome{"triage_outcome.insert_one", R"(
    INSERT INTO triage_outcome (assessment_id, id, code, came_on, source, said_at, said_by)
    VALUES ($assessment_id, $id, $code, $came_on, $source, $said_at, $said_by)
)"};

constexpr Sql select_outcomes{"triage_outcome.select_of", R"(
    SELECT id, code, came_on, source, said_at, said_by, withdrawn_at, withdrawn_why
    FROM triage_outcome
    WHERE assessment_id = $assessment_id ORDER BY id LIMIT 100
)"};

constexpr Sql withdraw_referral{"triage_referral.withdraw", R"(
    UPDATE triage_referral SET withdrawn_at = $at, withdrawn_by = $user_id, withdrawn_why = $why
    WHERE assessment_id = $assessment_id AND id = $id AND withdrawn_at IS NULL
)"};

constexpr Sql withdraw_outcome{"triage_outcome.withdraw", R"(
    UPDATE triage_outcome SET withdrawn_at = $at, withdrawn_by = $user_id, withdrawn_why = $why
    WHERE assessment_id = $assessment_id AND id = $id AND withdrawn_at IS NULL
)"};

Withdrawal withdrawn_in(const store::Row& row) {
    return {row.maybe<Instant>("withdrawn_at"), row.text("withdrawn_why")};
}

}  // namespace

std::optional<IncidentId> AssessmentStore::incident_of(const AssessmentId& id) {
    const auto rows = transaction_.query(select_incident, {{"id", id}});
    if (rows.empty()) return std::nullopt;
    return rows.front().get<IncidentId>("incident_id");
}

void AssessmentStore::insert(const Assessment& one) {
    transaction_.run(
        insert_assessment,
        {{"id", one.id},
         {"agency_id", one.agency},
         {"incident_id", one.incident},
         {"person_id", one.person},
         {"begun_at", one.begun_at},
         {"begun_by", one.begun_by},
         {"finished_at", one.finished_at},
         {"finished_by", one.finished_by}}
    );
}

std::vector<Assessment> AssessmentStore::of_incident(const sharing::Grant& incident) {
    std::vector<Assessment> found;
    for (const auto& row : transaction_.query(select_of_incident, {{"incident_id", incident.id()}}))
        found.push_back(
            {.id = row.get<AssessmentId>("id"),
             .agency = row.get<AgencyId>("agency_id"),
             .incident = row.get<IncidentId>("incident_id"),
             .person = row.id<PersonId>("person_id"),
             .begun_at = row.get<Instant>("begun_at"),
             .begun_by = row.text("begun_by"),
             .finished_at = row.maybe<Instant>("finished_at"),
             .finished_by = row.text("finished_by")}
        );
    return found;
}

void AssessmentStore::finish(const sharing::Grant& incident, const Assessment& one) {
    transaction_.run(
        update_finished,
        {{"id", one.id},
         {"incident_id", incident.id()},
         {"finished_at", one.finished_at},
         {"finished_by", one.finished_by}}
    );
}

void AssessmentStore::name_person(const sharing::Grant& incident, const Assessment& one) {
    transaction_.run(
        update_person, {{"id", one.id}, {"incident_id", incident.id()}, {"person_id", one.person}}
    );
}

void AssessmentStore::count(const AssessmentId& id, const std::string& line) {
    transaction_.run(update_counted, {{"id", id}, {"line", line}});
}

bool AssessmentStore::was_assessed_before(const Assessment& one) {
    if (one.person.empty()) return false;
    return !transaction_
                .query(
                    select_before,
                    {{"person_id", one.person},
                     {"agency_id", one.agency},
                     {"begun_at", one.begun_at}}
                )
                .empty();
}

void AssessmentStore::insert(const AssessmentId& assessment, const Answer& answer) {
    transaction_.run(
        insert_answer,
        {{"assessment_id", assessment},
         {"field", answer.field},
         {"version", answer.version},
         {"value", joined_values(answer.values)},
         {"answered_at", answer.answered_at},
         {"answered_by", answer.answered_by}}
    );
}

std::vector<Answer> AssessmentStore::answers(const AssessmentId& assessment) {
    std::vector<Answer> found;
    for (const auto& row : transaction_.query(select_answers, {{"assessment_id", assessment}}))
        found.push_back(
            {row.text("field"),
             row.get<std::int64_t>("version"),
             parted_values(row.text("value")),
             row.get<Instant>("answered_at"),
             row.text("answered_by")}
        );
    return found;
}

void AssessmentStore::insert(const AssessmentId& assessment, const Referral& referral) {
    transaction_.run(
        insert_referral,
        {{"assessment_id", assessment},
         {"id", referral.id},
         {"need", referral.need},
         {"service", referral.service},
         {"made_at", referral.made_at},
         {"made_by", referral.made_by}}
    );
}

std::vector<Referral> AssessmentStore::referrals(const AssessmentId& assessment) {
    std::vector<Referral> found;
    for (const auto& row : transaction_.query(select_referrals, {{"assessment_id", assessment}}))
        found.push_back(
            {row.text("id"),
             row.text("need"),
             row.text("service"),
             row.get<Instant>("made_at"),
             row.text("made_by"),
             row.maybe<Instant>("acknowledged_at"),
             row.maybe<Instant>("accepted_at"),
             withdrawn_in(row)}
        );
    return found;
}

bool AssessmentStore::step(
    const AssessmentId& assessment, const std::string& id, ReferralStep step, Instant at
) {
    return transaction_.run(
               step == ReferralStep::accepted ? accept : acknowledge,
               {{"assessment_id", assessment}, {"id", id}, {"at", at}}
           ) == 1;
}

void AssessmentStore::insert(const AssessmentId& assessment, const Outcome& outcome) {
    transaction_.run(
        insert_outcome,
        {{"assessment_id", assessment},
         {"id", outcome.id},
         {"code", outcome.code},
         {"came_on", outcome.on},
         {"source", outcome.source},
         {"said_at", outcome.said_at},
         {"said_by", outcome.said_by}}
    );
}

std::vector<Outcome> AssessmentStore::outcomes(const AssessmentId& assessment) {
    std::vector<Outcome> found;
    for (const auto& row : transaction_.query(select_outcomes, {{"assessment_id", assessment}}))
        found.push_back(
            {row.text("id"),
             row.text("code"),
             row.get<Day>("came_on"),
             row.text("source"),
             row.get<Instant>("said_at"),
             row.text("said_by"),
             withdrawn_in(row)}
        );
    return found;
}

bool AssessmentStore::withdraw(
    const AssessmentId& assessment,
    Entered what,
    const std::string& id,
    const Withdrawal& withdrawal,
    const UserId& by
) {
    return transaction_.run(
               what == Entered::referral ? withdraw_referral : withdraw_outcome,
               {{"assessment_id", assessment},
                {"id", id},
                {"at", withdrawal.at},
                {"why", withdrawal.why},
                {"user_id", by}}
           ) == 1;
}

}  // namespace waymark::triage
