// SPDX-License-Identifier: MIT
#pragma once

// What people do with joint assessments: begin one, answer field by field, finish, say what was
// referred and what became of it.

#include "people/people.hpp"
#include "sharing/act.hpp"
#include "triage/assessment.hpp"

namespace waymark::triage {

/// An assessment with everything around it.
struct WholeAssessment {
    Assessment assessment;
    people::PersonSummary person{};
    std::string reference{};        ///< Of the incident.
    bool is_first_contact = false;  ///< Nobody of the team had assessed this person before.
    std::vector<Answer> answers{};  ///< The newest of each field.
    std::vector<Answer> earlier{};  ///< Those that were replaced, in the order they were given.
    std::vector<std::string>
        withheld{};  ///< Fields that were answered and the caller may not read.
    std::vector<FieldProblem> missing{};
    std::vector<FieldProblem> contradictions{};
    std::vector<Referral> referrals{};
    std::vector<Outcome> outcomes{};
};

struct BeginForm {
    PersonId person{};  ///< Of the incident; may be left out where nobody is known by name.
};

/// One answer, on top of the version that was seen; 0 where there was none.
struct AnswerForm {
    std::vector<std::string> values{};
    std::int64_t version = 0;
};

struct ReferralForm {
    std::string need;
    std::string service;
    std::optional<Instant> at{};  ///< When it was made; now where it is not given.
};

struct OutcomeForm {
    std::string code;
    std::optional<Day> on{};  ///< Today when it is not given.
    std::string source;
};

/// What can be withdrawn.
enum class Entered { referral, outcome };

struct WithdrawalForm {
    std::string reason{};
};

enum class ReferralStep { acknowledged, accepted };
struct ReferralStepForm {
    ReferralStep step = ReferralStep::acknowledged;
    std::optional<Instant> at{};  ///< Now where it is not given.
};

/// Begins an assessment of a recorded incident; of one person there, once.
Result<WholeAssessment> begin_assessment(
    sharing::Act& act, const IncidentId& incident, const BeginForm& form
);

/// Says who it was, once that is known: a person of the incident nobody else's assessment is of.
Result<WholeAssessment> name_person(
    sharing::Act& act, const AssessmentId& id, const BeginForm& form
);

Result<WholeAssessment> open_assessment(sharing::Act& act, const AssessmentId& id);

/// The assessments of an incident, the newest first.
Result<std::vector<WholeAssessment>> assessments_of(sharing::Act& act, const IncidentId& incident);

/// Keeps one answer. Whoever answers a field that somebody else has answered meanwhile is told so;
/// those who answer other fields are not in each other's way.
Result<WholeAssessment> answer(
    sharing::Act& act, const AssessmentId& id, const std::string& field, const AnswerForm& form
);

/// Finishes it: everything needed is answered and nothing contradicts. Answers may still be added.
Result<WholeAssessment> finish_assessment(sharing::Act& act, const AssessmentId& id);

Result<WholeAssessment> refer(sharing::Act& act, const AssessmentId& id, const ReferralForm& form);
Result<WholeAssessment> step_referral(
    sharing::Act& act,
    const AssessmentId& id,
    const std::string& referral,
    const ReferralStepForm& form
);
Result<WholeAssessment> add_outcome(
    sharing::Act& act, const AssessmentId& id, const OutcomeForm& form
);

/// Says that a referral or an outcome was entered by mistake, and why. It stays and counts no more.
Result<WholeAssessment> withdraw(
    sharing::Act& act,
    const AssessmentId& id,
    Entered what,
    const std::string& entered_id,
    const WithdrawalForm& form
);

}  // namespace waymark::triage

template <>
struct waymark::Words<waymark::triage::ReferralStep> {
    using enum waymark::triage::ReferralStep;
    static constexpr std::pair<triage::ReferralStep, std::string_view> list[] = {
        {acknowledged, "acknowledged"},
        {accepted, "accepted"},
    };
};
