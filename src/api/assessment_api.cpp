// SPDX-License-Identifier: MIT
#include "api/assessment_fields.hpp"
#include "api/problem.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;

/// Reads the body as a form and hands it to the action.
template <class Form, class Action>
Response with_form(const Request& request, Action action) {
    const auto form = read<Form>(request.json);
    if (!form) return to_response(form.problem());
    return answer_with(action(*form), 201);
}

Response get_form(Act& act, const Request& request) {
    auto day = to_london(act.now).day;
    if (const auto asked = request.asked("on"); !asked.empty()) {
        const auto on = parse_day(asked);
        if (!on)
            return to_response(invalid(
                "assessment_form.day",
                "Say of which day the form is.",
                {{"on", "shape", "Give a day, like 2026-03-14."}}
            ));
        day = *on;
    }
    return answer_with(Result<triage::Form>{triage::form_on(day)});
}

Response post_assessment(Act& act, const Request& request) {
    return with_form<triage::BeginForm>(request, [&](const auto& form) {
        return triage::begin_assessment(act, {request.at("id")}, form);
    });
}

Response get_assessments(Act& act, const Request& request) {
    return answer_with(triage::assessments_of(act, {request.at("id")}));
}

Response get_assessment(Act& act, const Request& request) {
    return answer_with(triage::open_assessment(act, {request.at("id")}));
}

Response post_answer(Act& act, const Request& request) {
    return with_form<triage::AnswerForm>(request, [&](const auto& form) {
        return triage::answer(act, {request.at("id")}, request.at("field"), form);
    });
}

Response post_person(Act& act, const Request& request) {
    return with_form<triage::BeginForm>(request, [&](const auto& form) {
        return triage::name_person(act, {request.at("id")}, form);
    });
}

Response post_finish(Act& act, const Request& request) {
    return answer_with(triage::finish_assessment(act, {request.at("id")}));
}

Response post_referral(Act& act, const Request& request) {
    return with_form<triage::ReferralForm>(request, [&](const auto& form) {
        return triage::refer(act, {request.at("id")}, form);
    });
}

Response post_referral_step(Act& act, const Request& request) {
    return with_form<triage::ReferralStepForm>(request, [&](const auto& form) {
        return triage::step_referral(act, {request.at("id")}, request.at("referral_id"), form);
    });
}

Response post_outcome(Act& act, const Request& request) {
    return with_form<triage::OutcomeForm>(request, [&](const auto& form) {
        return triage::add_outcome(act, {request.at("id")}, form);
    });
}

Response withdraw(Act& act, const Request& request, triage::Entered what) {
    const auto form = read<triage::WithdrawalForm>(request.json);
    if (!form) return to_response(form.problem());
    return answer_with(
        triage::withdraw(act, {request.at("id")}, what, request.at("entered"), *form), 201
    );
}

Response post_outcome_withdrawal(Act& act, const Request& request) {
    return withdraw(act, request, triage::Entered::outcome);
}

Response post_referral_withdrawal(Act& act, const Request& request) {
    return withdraw(act, request, triage::Entered::referral);
}

constexpr auto assess = Permission::assess;
constexpr auto see = Permission::see_incident;

const Route routes[] = {
    {"GET",
     "/triage/assessment-form",
     "What a joint assessment asks when begun today, or on another day",
     Mode::read,
     {},
     get_form,
     nullptr,
     "",
     "AssessmentForm",
     "on"},
    {"POST",
     "/incidents/{id}/assessments",
     "Begin the joint assessment of a person of the incident",
     Mode::change,
     assess,
     post_assessment,
     nullptr,
     "AssessmentBegin",
     "AssessmentWhole"},
    {"GET",
     "/incidents/{id}/assessments",
     "The joint assessments of an incident, the newest first",
     Mode::read,
     see,
     get_assessments,
     nullptr,
     "",
     "AssessmentWhole[]"},
    {"GET",
     "/triage/assessments/{id}",
     "A joint assessment, with what is missing and what contradicts",
     Mode::read,
     see,
     get_assessment,
     nullptr,
     "",
     "AssessmentWhole"},
    {"POST",
     "/triage/assessments/{id}/answers/{field}",
     "Answer one field, on top of the version of it that was seen",
     Mode::change,
     assess,
     post_answer,
     nullptr,
     "AssessmentAnswerForm",
     "AssessmentWhole"},
    {"POST",
     "/triage/assessments/{id}/person",
     "Say whose assessment it is, once that is known",
     Mode::change,
     assess,
     post_person,
     nullptr,
     "AssessmentBegin",
     "AssessmentWhole"},
    {"POST",
     "/triage/assessments/{id}/finish",
     "Finish it, once everything needed is answered",
     Mode::change,
     assess,
     post_finish,
     nullptr,
     "",
     "AssessmentWhole"},
    {"POST",
     "/triage/assessments/{id}/referrals",
     "Keep a referral",
     Mode::change,
     assess,
     post_referral,
     nullptr,
     "TriageReferralForm",
     "AssessmentWhole"},
    {"POST",
     "/triage/assessments/{id}/referrals/{referral_id}/steps",
     "Say that a referral was acknowledged or accepted",
     Mode::change,
     assess,
     post_referral_step,
     nullptr,
     "TriageReferralStep",
     "AssessmentWhole"},
    {"POST",
     "/triage/assessments/{id}/outcomes",
     "Say what became of the person",
     Mode::change,
     assess,
     post_outcome,
     nullptr,
     "TriageOutcomeForm",
     "AssessmentWhole"},
    {"POST",
     "/triage/assessments/{id}/outcomes/{entered}/withdrawal",
     "Say that an outcome was entered by mistake",
     Mode::change,
     assess,
     post_outcome_withdrawal,
     nullptr,
     "WithdrawalForm",
     "AssessmentWhole"},
    {"POST",
     "/triage/assessments/{id}/referrals/{entered}/withdrawal",
     "Say that a referral was entered by mistake",
     Mode::change,
     assess,
     post_referral_withdrawal,
     nullptr,
     "WithdrawalForm",
     "AssessmentWhole"},
};

}  // namespace

std::span<const Route> assessment_routes() {
    return routes;
}

}  // namespace waymark::api
