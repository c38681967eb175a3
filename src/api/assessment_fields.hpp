// SPDX-License-Identifier: MIT
#pragma once

// How joint assessments and the form they are made on travel.

#include "api/fields.hpp"
#include "api/people_fields.hpp"
#include "triage/assessments.hpp"

namespace waymark::api {

template <>
struct Fields<triage::FormField> {
    using T = triage::FormField;
    static constexpr std::string_view name = "AssessmentField";
    static constexpr auto list = std::tuple{
        out("name", &T::name),
        out("label", &T::label),
        out("kind", &T::kind),
        out("list", &T::list),
        out("max", &T::max),
        out("is_needed", &T::is_needed),
        out("is_opinion", &T::is_opinion),
        out("is_confidential", &T::is_confidential),
        out("shown_when", &T::shown_when),
        out("hidden_by", &T::hidden_by)};
};

template <>
struct Fields<triage::FormSection> {
    using T = triage::FormSection;
    static constexpr std::string_view name = "AssessmentSection";
    static constexpr auto list =
        std::tuple{out("name", &T::name), out("title", &T::title), out("fields", &T::fields)};
};

template <>
struct Fields<triage::Form> {
    using T = triage::Form;
    static constexpr std::string_view name = "AssessmentForm";
    static constexpr auto list =
        std::tuple{out("valid_from", &T::valid_from), out("sections", &T::sections)};
};

template <>
struct Fields<triage::Assessment> {
    using T = triage::Assessment;
    static constexpr std::string_view name = "Assessment";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("agency_id", &T::agency),
        out("incident_id", &T::incident),
        out("person_id", &T::person),
        out("begun_at", &T::begun_at),
        out("begun_by", &T::begun_by),
        out("finished_at", &T::finished_at),
        out("finished_by", &T::finished_by)};
};

template <>
struct Fields<triage::Answer> {
    using T = triage::Answer;
    static constexpr std::string_view name = "AssessmentAnswer";
    static constexpr auto list = std::tuple{
        out("field", &T::field),
        out("version", &T::version),
        out("values", &T::values),
        out("answered_at", &T::answered_at),
        out("answered_by", &T::answered_by)};
};

template <>
struct Fields<triage::Withdrawal> {
    using T = triage::Withdrawal;
    static constexpr std::string_view name = "Withdrawal";
    static constexpr auto list = std::tuple{out("at", &T::at), out("why", &T::why)};
};

template <>
struct Fields<triage::WithdrawalForm> {
    using T = triage::WithdrawalForm;
    static constexpr std::string_view name = "WithdrawalForm";
    static constexpr auto list = std::tuple{field("reason", &T::reason)};
};

template <>
struct Fields<triage::Referral> {
    using T = triage::Referral;
    static constexpr std::string_view name = "TriageReferral";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("need", &T::need, "triage_need"),
        out("service", &T::service, "service"),
        out("made_at", &T::made_at),
        out("made_by", &T::made_by),
        out("acknowledged_at", &T::acknowledged_at),
        out("accepted_at", &T::accepted_at),
        out("withdrawn", &T::withdrawn)};
};

template <>
struct Fields<triage::Outcome> {
    using T = triage::Outcome;
    static constexpr std::string_view name = "TriageOutcome";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("code", &T::code, "triage_outcome"),
        out("on", &T::on),
        out("source", &T::source, "triage_outcome_source"),
        out("said_at", &T::said_at),
        out("said_by", &T::said_by),
        out("withdrawn", &T::withdrawn)};
};

template <>
struct Fields<FieldProblem> {
    using T = FieldProblem;
    static constexpr std::string_view name = "FieldProblem";
    static constexpr auto list =
        std::tuple{out("field", &T::field), out("code", &T::code), out("message", &T::message)};
};

template <>
struct Fields<triage::WholeAssessment> {
    using T = triage::WholeAssessment;
    static constexpr std::string_view name = "AssessmentWhole";
    static constexpr auto list = std::tuple{
        out("assessment", &T::assessment),
        out("person", &T::person),
        out("reference", &T::reference),
        out("is_first_contact", &T::is_first_contact),
        out("answers", &T::answers),
        out("earlier", &T::earlier),
        out("withheld", &T::withheld),
        out("missing", &T::missing),
        out("contradictions", &T::contradictions),
        out("referrals", &T::referrals),
        out("outcomes", &T::outcomes)};
};

template <>
struct Fields<triage::BeginForm> {
    using T = triage::BeginForm;
    static constexpr std::string_view name = "AssessmentBegin";
    static constexpr auto list = std::tuple{field("person_id", &T::person)};
};

template <>
struct Fields<triage::AnswerForm> {
    using T = triage::AnswerForm;
    static constexpr std::string_view name = "AssessmentAnswerForm";
    static constexpr auto list =
        std::tuple{field("values", &T::values), field("version", &T::version)};
};

template <>
struct Fields<triage::ReferralForm> {
    using T = triage::ReferralForm;
    static constexpr std::string_view name = "TriageReferralForm";
    static constexpr auto list = std::tuple{
        field("need", &T::need, "triage_need"),
        field("service", &T::service, "service"),
        field("at", &T::at)};
};

template <>
struct Fields<triage::ReferralStepForm> {
    using T = triage::ReferralStepForm;
    static constexpr std::string_view name = "TriageReferralStep";
    static constexpr auto list = std::tuple{field("step", &T::step), field("at", &T::at)};
};

template <>
struct Fields<triage::OutcomeForm> {
    using T = triage::OutcomeForm;
    static constexpr std::string_view name = "TriageOutcomeForm";
    static constexpr auto list = std::tuple{
        field("code", &T::code, "triage_outcome"),
        field("on", &T::on),
        field("source", &T::source, "triage_outcome_source")};
};

}  // namespace waymark::api
