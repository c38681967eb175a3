// SPDX-License-Identifier: MIT
#include "triage/bulk.hpp"
#include "triage/kept_text.hpp"

namespace waymark::triage {

namespace {

using Rows = std::vector<std::vector<store::Value>>;

const store::Table request_table{
    "triage_request",
    {"id",
     "agency_id",
     "incident_id",
     "route",
     "is_s136_considered",
     "reasons",
     "note",
     "requested_at",
     "requested_by",
     "stage",
     "unit_id",
     "revision"}};
const store::Table step_table{
    "triage_step",
    {"request_id",
     "number",
     "id",
     "stage",
     "at",
     "is_typed",
     "unit_id",
     "reason",
     "advice",
     "corrects_id",
     "entered_at",
     "entered_by"}};
const store::Table assessment_table{
    "triage_assessment",
    {"id",
     "agency_id",
     "incident_id",
     "person_id",
     "begun_at",
     "begun_by",
     "finished_at",
     "finished_by",
     "counted"}};
const store::Table answer_table{
    "triage_answer", {"assessment_id", "field", "version", "value", "answered_at", "answered_by"}};
const store::Table referral_table{
    "triage_referral", {"assessment_id", "id", "need", "service", "made_at", "made_by"}};
const store::Table outcome_table{
    "triage_outcome", {"assessment_id", "id", "code", "came_on", "source", "said_at", "said_by"}};

}  // namespace

void insert_bulk(store::Transaction& transaction, std::span<const BulkContact> contacts) {
    Rows requests, steps, assessments, answers, referrals, outcomes;
    for (const auto& one : contacts) {
        const auto& request = one.request;
        requests.push_back(
            {request.id,
             request.agency,
             request.incident,
             request.asked.route,
             request.asked.is_s136_considered,
             joined_codes(request.asked.reasons),
             request.asked.note,
             request.requested_at,
             request.requested_by,
             request.stage,
             request.unit,
             request.revision}
        );
        for (const auto& step : one.steps)
            steps.push_back(
                {request.id,
                 step.number,
                 step.id,
                 step.stage,
                 step.at,
                 step.is_typed,
                 step.unit,
                 step.reason,
                 step.advice,
                 step.corrects_id,
                 step.entered_at,
                 step.entered_by}
            );
        const auto& seen = one.assessment;
        assessments.push_back(
            {seen.id,
             seen.agency,
             seen.incident,
             seen.person,
             seen.begun_at,
             seen.begun_by,
             seen.finished_at,
             seen.finished_by,
             counted_line(one.answers, form_on(to_london(seen.begun_at).day))}
        );
        for (const auto& answer : one.answers)
            answers.push_back(
                {seen.id,
                 answer.field,
                 answer.version,
                 joined_values(answer.values),
                 answer.answered_at,
                 answer.answered_by}
            );
        for (const auto& referral : one.referrals)
            referrals.push_back(
                {seen.id,
                 referral.id,
                 referral.need,
                 referral.service,
                 referral.made_at,
                 referral.made_by}
            );
        for (const auto& outcome : one.outcomes)
            outcomes.push_back(
                {seen.id,
                 outcome.id,
                 outcome.code,
                 outcome.on,
                 outcome.source,
                 outcome.said_at,
                 outcome.said_by}
            );
    }
    transaction.insert_many(request_table, requests);
    transaction.insert_many(step_table, steps);
    transaction.insert_many(assessment_table, assessments);
    transaction.insert_many(answer_table, answers);
    transaction.insert_many(referral_table, referrals);
    transaction.insert_many(outcome_table, outcomes);
}

}  // namespace waymark::triage
