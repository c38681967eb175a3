// SPDX-License-Identifier: MIT

// What is judged of an incident, as rows: see incident_part_store.cpp for what is said and done.

#include "incidents/incident_store.hpp"

#include <boost/json.hpp>

namespace waymark::incidents {

namespace {

using store::Sql;

constexpr Sql insert_mhri{"incident_mhri.insert_one", R"(
    INSERT INTO incident_mhri (id, incident_id, belief, limb_a, limb_b, is_mhri, source, reason,
                               decided_at, decided_by)
    VALUES ($id, $incident_id, $belief, $limb_a, $limb_b, $is_mhri, $source, $reason,
            $decided_at, $decided_by)
)"};
constexpr Sql select_mhri{"incident_mhri.select_of", R"(
    SELECT id, belief, limb_a, limb_b, is_mhri, source, reason, decided_at, decided_by
    FROM incident_mhri WHERE incident_id = $incident_id ORDER BY id LIMIT 500
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
    FROM incident_rcrp WHERE incident_id = $incident_id ORDER BY id LIMIT 200
)"};

store::Values of(const sharing::Grant& grant) {
    return {{"incident_id", grant.id()}};
}

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
            std::string{pair.as_array().at(0).as_string()},
            std::string{pair.as_array().at(1).as_string()}
        );
    return answers;
}

}  // namespace

void IncidentPartStore::insert(const IncidentId& incident, const Mhri& mhri) {
    transaction_.run(
        insert_mhri,
        {{"id", mhri.id},
         {"incident_id", incident},
         {"belief", mhri.belief},
         {"limb_a", mhri.limb_a_vulnerability_central},
         {"limb_b", mhri.limb_b_police_did_more},
         {"is_mhri", mhri.is_mhri},
         {"source", mhri.source},
         {"reason", mhri.reason},
         {"decided_at", mhri.decided_at},
         {"decided_by", mhri.decided_by}}
    );
}

std::vector<Mhri> IncidentPartStore::mhri(const sharing::Grant& grant) {
    std::vector<Mhri> history;
    for (const auto& row : transaction_.query(select_mhri, of(grant)))
        history.push_back(
            {row.text("id"),
             row.text("belief"),
             row.get<bool>("limb_a"),
             row.get<bool>("limb_b"),
             row.get<bool>("is_mhri"),
             row.text("source"),
             row.text("reason"),
             row.get<Instant>("decided_at"),
             row.text("decided_by")}
        );
    return history;
}

void IncidentPartStore::insert(const IncidentId& incident, const Thrive& thrive) {
    transaction_.run(
        insert_thrive,
        {{"id", thrive.id},
         {"incident_id", incident},
         {"sequence", thrive.sequence},
         {"prompted_by", thrive.prompted_by},
         {"threat", thrive.threat},
         {"harm", thrive.harm},
         {"risk", thrive.risk},
         {"investigation", thrive.investigation},
         {"vulnerability", thrive.vulnerability},
         {"engagement", thrive.engagement},
         {"prevention", thrive.prevention},
         {"intervention", thrive.intervention},
         {"threat_level", thrive.threat_level},
         {"harm_level", thrive.harm_level},
         {"risk_level", thrive.risk_level},
         {"overall_level", thrive.overall_level},
         {"grade_before", thrive.grade_before},
         {"grade_after", thrive.grade_after},
         {"assessed_at", thrive.assessed_at},
         {"assessed_by", thrive.assessed_by}}
    );
}

std::vector<Thrive> IncidentPartStore::thrive(const sharing::Grant& grant) {
    std::vector<Thrive> history;
    for (const auto& row : transaction_.query(select_thrive, of(grant)))
        history.push_back(
            {row.text("id"),
             row.get<int>("sequence"),
             row.text("prompted_by"),
             row.text("threat"),
             row.text("harm"),
             row.text("risk"),
             row.text("investigation"),
             row.text("vulnerability"),
             row.text("engagement"),
             row.text("prevention"),
             row.text("intervention"),
             row.text("threat_level"),
             row.text("harm_level"),
             row.text("risk_level"),
             row.text("overall_level"),
             row.text("grade_before"),
             row.text("grade_after"),
             row.get<Instant>("assessed_at"),
             row.text("assessed_by")}
        );
    return history;
}

void IncidentPartStore::insert(const IncidentId& incident, const RightCare& decision) {
    transaction_.run(
        insert_rcrp,
        {{"id", decision.id},
         {"incident_id", incident},
         {"call_type", decision.call_type},
         {"answers", to_text(decision.answers)},
         {"result", decision.result},
         {"asked_service", decision.asked_service},
         {"asked_at", decision.asked_at},
         {"service_answer", decision.service_answer},
         {"answered_at", decision.answered_at},
         {"override_result", decision.override_result},
         {"override_rank", decision.override_rank},
         {"override_reason", decision.override_reason},
         {"escalated_to", decision.escalated_to},
         {"escalation_reason", decision.escalation_reason},
         {"decided_at", decision.decided_at},
         {"decided_by", decision.decided_by}}
    );
}

std::vector<RightCare> IncidentPartStore::right_care(const sharing::Grant& grant) {
    std::vector<RightCare> history;
    for (const auto& row : transaction_.query(select_rcrp, of(grant)))
        history.push_back(
            {row.text("id"),
             row.text("call_type"),
             answers_from(row.text("answers")),
             row.text("result"),
             row.text("asked_service"),
             row.maybe<Instant>("asked_at"),
             row.text("service_answer"),
             row.maybe<Instant>("answered_at"),
             row.text("override_result"),
             row.text("override_rank"),
             row.text("override_reason"),
             row.text("escalated_to"),
             row.text("escalation_reason"),
             row.get<Instant>("decided_at"),
             row.text("decided_by")}
        );
    return history;
}

}  // namespace waymark::incidents
