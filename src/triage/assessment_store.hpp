// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/admission.hpp"
#include "triage/assessments.hpp"

namespace waymark::triage {

/// Assessments, answers, referrals and outcomes as rows. Private to this module.
class AssessmentStore {
public:
    explicit AssessmentStore(store::Transaction& transaction) : transaction_{transaction} {}

    /// The incident an assessment belongs to, for the admission decision.
    std::optional<IncidentId> incident_of(const AssessmentId& id);
    void insert(const Assessment& assessment);
    std::vector<Assessment> of_incident(const sharing::Grant& incident);
    void finish(const sharing::Grant& incident, const Assessment& assessment);
    void name_person(const sharing::Grant& incident, const Assessment& assessment);
    /// Keeps the line that reports read; see counted_line.
    void count(const AssessmentId& id, const std::string& line);
    bool was_assessed_before(const Assessment& assessment);
    void insert(const AssessmentId& assessment, const Answer& answer);
    /// Every answer, in the order they were given.
    std::vector<Answer> answers(const AssessmentId& assessment);

    void insert(const AssessmentId& assessment, const Referral& referral);
    std::vector<Referral> referrals(const AssessmentId& assessment);
    /// False when there is no such referral of this assessment.
    bool step(const AssessmentId& assessment, const std::string& id, ReferralStep step, Instant at);

    void insert(const AssessmentId& assessment, const Outcome& outcome);
    std::vector<Outcome> outcomes(const AssessmentId& assessment);

    /// False when there is no such thing, or it was withdrawn before.
    bool withdraw(
        const AssessmentId& assessment,
        Entered what,
        const std::string& id,
        const Withdrawal& withdrawal,
        const UserId& by
    );

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::triage
