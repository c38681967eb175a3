// SPDX-License-Identifier: MIT
#include "triage/assessments.hpp"

#include "base/text.hpp"
#include "incidents/incidents.hpp"
#include "triage/assessment_store.hpp"

#include <algorithm>

namespace waymark::triage {

namespace {

using incidents::admit_by;
using sharing::Act;
using sharing::Event;
using sharing::Permission;

constexpr std::size_t reason_max = 500;

struct Opened {
    sharing::Grant grant;
    Assessment assessment;
};

Result<Opened> open_to(Act& act, const AssessmentId& id, Permission permission, Event event) {
    AssessmentStore store{act.transaction};
    const auto incident = store.incident_of(id);
    const auto missing = not_found("assessment.not_found", "There is no such assessment.");
    if (!incident) return sharing::not_there(act, permission, event, "triage_assessment", missing);
    auto grant = admit_by(act, *incident, permission, event);
    if (!grant) return grant.problem();
    const auto all = store.of_incident(*grant);
    const auto found = std::ranges::find(all, id, &Assessment::id);
    if (found == all.end()) return missing;
    return Opened{*grant, *found};
}

Result<Opened> open_to_work(Act& act, const AssessmentId& id) {
    return open_to(act, id, Permission::assess, Event::alteration);
}

const Form& form_of(const Assessment& assessment) {
    return form_on(to_london(assessment.begun_at).day);
}

/// What somebody said of themselves and what a clinician thinks of it are for those who assess.
void withhold(WholeAssessment& whole, const Form& form) {
    const auto is_confidential = [&](const Answer& answer) {
        const auto* field = form.find(answer.field);
        return !field || field->is_confidential;
    };
    for (const auto& answer : whole.answers)
        if (is_confidential(answer) && !answer.values.empty())
            whole.withheld.push_back(answer.field);
    std::erase_if(whole.answers, is_confidential);
    std::erase_if(whole.earlier, is_confidential);
    // Why something was taken back can say as much.
    for (auto& one : whole.referrals)
        one.withdrawn.why.clear();
    for (auto& one : whole.outcomes)
        one.withdrawn.why.clear();
}

WholeAssessment whole_of(Act& act, const Opened& opened) {
    const auto& [grant, assessment] = opened;
    AssessmentStore store{act.transaction};
    WholeAssessment whole{.assessment = assessment};
    if (!assessment.person.empty())
        whole.person = people::summary_for(act, assessment.person, assessment.agency);
    whole.reference = incidents::reference_of(act, grant);
    whole.is_first_contact = !store.was_assessed_before(assessment);
    const auto all = store.answers(assessment.id);
    whole.answers = newest(all, form_of(assessment));
    for (const auto& answer : all)
        if (std::ranges::any_of(whole.answers, [&](const Answer& last) {
                return last.field == answer.field && last.version > answer.version;
            }))
            whole.earlier.push_back(answer);
    whole.missing = missing(whole.answers, form_of(assessment));
    whole.contradictions = contradictions(counting(whole.answers, form_of(assessment)));
    whole.referrals = store.referrals(assessment.id);
    whole.outcomes = store.outcomes(assessment.id);
    if (!sharing::may(act.caller.roles, Permission::assess)) withhold(whole, form_of(assessment));
    return whole;
}

WholeAssessment told(Act& act, const Opened& opened, const char* what) {
    incidents::note_part(act, opened.grant, "triage_assessment", opened.assessment.id.text, what);
    return whole_of(act, opened);
}

/// What stands against an assessment of this person, or of nobody known by name.
std::optional<Problem> problem_of(Act& act, const sharing::Grant& grant, const PersonId& person) {
    if (!person.empty() && !incidents::is_involved(act, grant, person))
        return invalid(
            "assessment.invalid",
            "The assessment cannot be of this person yet.",
            {{"/person_id", "not_involved", "Add this person to the incident first."}}
        );
    const auto others = AssessmentStore{act.transaction}.of_incident(grant);
    if (std::ranges::find(others, person, &Assessment::person) != others.end())
        return conflict(
            "assessment.begun", "Their assessment has been begun already. Go on with that one."
        );
    return std::nullopt;
}

}  // namespace

Result<WholeAssessment> begin_assessment(
    Act& act, const IncidentId& incident, const BeginForm& form
) {
    const auto grant = admit_by(act, incident, Permission::assess, Event::alteration);
    if (!grant) return grant.problem();
    if (auto problem = problem_of(act, *grant, form.person)) return *problem;
    const Assessment assessment{
        .id = {act.new_id()},
        .agency = grant->owner(),
        .incident = incident,
        .person = form.person,
        .begun_at = act.now,
        .begun_by = act.caller.user.text};
    AssessmentStore{act.transaction}.insert(assessment);
    return told(act, {*grant, assessment}, "begun");
}

Result<WholeAssessment> name_person(Act& act, const AssessmentId& id, const BeginForm& form) {
    auto opened = open_to_work(act, id);
    if (!opened) return opened.problem();
    if (!opened->assessment.person.empty())
        return conflict("assessment.named", "It is known already whose assessment this is.");
    if (form.person.empty())
        return invalid(
            "assessment.invalid",
            "Say who it was.",
            {{"/person_id", "required", "Choose the person."}}
        );
    if (auto problem = problem_of(act, opened->grant, form.person)) return *problem;
    opened->assessment.person = form.person;
    AssessmentStore{act.transaction}.name_person(opened->grant, opened->assessment);
    return told(act, *opened, "named");
}

Result<WholeAssessment> open_assessment(Act& act, const AssessmentId& id) {
    const auto opened = open_to(act, id, Permission::see_incident, Event::consultation);
    if (!opened) return opened.problem();
    return whole_of(act, *opened);
}

Result<std::vector<WholeAssessment>> assessments_of(Act& act, const IncidentId& incident) {
    const auto grant = admit_by(act, incident, Permission::see_incident, Event::consultation);
    if (!grant) return grant.problem();
    std::vector<WholeAssessment> all;
    for (const auto& one : AssessmentStore{act.transaction}.of_incident(*grant))
        all.push_back(whole_of(act, {*grant, one}));
    return all;
}

Result<WholeAssessment> answer(
    Act& act, const AssessmentId& id, const std::string& field, const AnswerForm& form
) {
    const auto opened = open_to_work(act, id);
    if (!opened) return opened.problem();
    AssessmentStore store{act.transaction};
    std::int64_t version = 0;
    for (const auto& one : store.answers(id))
        if (one.field == field) version = std::max(version, one.version);
    if (form.version != version)
        return stale(
            "assessment.answered", "Someone else has just answered this. Look at theirs first."
        );
    auto kept = checked(
        {field, version + 1, form.values, act.now, act.caller.user.text},
        form_of(opened->assessment),
        act.codes,
        act.now
    );
    if (!kept) return kept.problem();
    const auto* asked = form_of(opened->assessment).find(field);
    if (opened->assessment.finished_at && kept->values.empty() && asked->is_needed)
        return invalid(
            "assessment.invalid",
            "This answer cannot be taken back.",
            {{"/" + field, "required", "The assessment is finished. Answer it otherwise instead."}}
        );
    store.insert(id, *kept);
    const auto& form_then = form_of(opened->assessment);
    store.count(id, counted_line(newest(store.answers(id), form_then), form_then));
    return told(act, *opened, "answered");
}

Result<WholeAssessment> finish_assessment(Act& act, const AssessmentId& id) {
    auto opened = open_to_work(act, id);
    if (!opened) return opened.problem();
    const auto& form = form_of(opened->assessment);
    AssessmentStore store{act.transaction};
    const auto answers = newest(store.answers(id), form);
    auto wrong = missing(answers, form);
    for (auto& one : contradictions(counting(answers, form)))
        wrong.push_back(std::move(one));
    if (!wrong.empty())
        return invalid(
            "assessment.unfinished", "The assessment cannot be finished yet.", std::move(wrong)
        );
    if (opened->assessment.finished_at) return whole_of(act, *opened);
    opened->assessment.finished_at = act.now;
    opened->assessment.finished_by = act.caller.user.text;
    store.finish(opened->grant, opened->assessment);
    return told(act, *opened, "finished");
}

namespace {

/// A referral can have been made while the person was still being seen elsewhere.
constexpr auto referred_before_max = std::chrono::hours{24};

std::optional<FieldProblem> problem_of_time(
    const std::optional<Instant>& at, Instant earliest, const char* what, Instant now
) {
    if (at && *at > now + future_allowed)
        return FieldProblem{"/at", "future", "This time is still to come. Check it."};
    // Typed times have no seconds.
    using std::chrono::floor;
    using std::chrono::minutes;
    if (at && floor<minutes>(*at) < floor<minutes>(earliest))
        return FieldProblem{"/at", "order", std::string{"This comes before "} + what + "."};
    return std::nullopt;
}

}  // namespace

Result<WholeAssessment> refer(Act& act, const AssessmentId& id, const ReferralForm& form) {
    const auto opened = open_to_work(act, id);
    if (!opened) return opened.problem();
    const auto today = to_london(act.now).day;
    std::vector<FieldProblem> wrong;
    if (!act.codes.has("triage_need", form.need, today))
        wrong.push_back({"/need", "unknown_code", "Choose what the referral is for."});
    if (!act.codes.has("service", form.service, today))
        wrong.push_back({"/service", "unknown_code", "Choose to whom."});
    const auto begun = opened->assessment.begun_at - referred_before_max;
    if (auto bad = problem_of_time(form.at, begun, "the assessment", act.now))
        wrong.push_back(std::move(*bad));
    if (!wrong.empty())
        return invalid("referral.invalid", "This referral cannot be kept.", std::move(wrong));
    AssessmentStore{act.transaction}.insert(
        id,
        Referral{
            .id = act.new_id(),
            .need = form.need,
            .service = form.service,
            .made_at = form.at.value_or(act.now),
            .made_by = act.caller.user.text}
    );
    return told(act, *opened, "referred");
}

Result<WholeAssessment> step_referral(
    Act& act, const AssessmentId& id, const std::string& referral, const ReferralStepForm& form
) {
    const auto opened = open_to_work(act, id);
    if (!opened) return opened.problem();
    AssessmentStore store{act.transaction};
    const auto all = store.referrals(id);
    const auto meant = std::ranges::find(all, referral, &Referral::id);
    if (meant != all.end())
        if (auto bad = problem_of_time(form.at, meant->made_at, "the referral", act.now))
            return invalid("referral.invalid", "This cannot be kept.", {std::move(*bad)});
    if (!store.step(id, referral, form.step, form.at.value_or(act.now)))
        return conflict(
            "referral.step", "There is no such referral here, or this was said of it before."
        );
    return told(act, *opened, "referral");
}

Result<WholeAssessment> add_outcome(Act& act, const AssessmentId& id, const OutcomeForm& form) {
    const auto opened = open_to_work(act, id);
    if (!opened) return opened.problem();
    const auto today = to_london(act.now).day;
    std::vector<FieldProblem> wrong;
    if (!act.codes.has("triage_outcome", form.code, today))
        wrong.push_back({"/code", "unknown_code", "Choose what became of them."});
    if (!act.codes.has("triage_outcome_source", form.source, today))
        wrong.push_back({"/source", "unknown_code", "Choose how it is known."});
    if (form.on && *form.on > today)
        wrong.push_back({"/on", "future", "This day is still to come. Check it."});
    if (form.on && *form.on < to_london(opened->assessment.begun_at).day)
        wrong.push_back({"/on", "order", "This day is before the assessment."});
    if (!wrong.empty())
        return invalid("outcome.invalid", "This outcome cannot be kept.", std::move(wrong));
    AssessmentStore{act.transaction}.insert(
        id,
        Outcome{
            .id = act.new_id(),
            .code = form.code,
            .on = form.on.value_or(today),
            .source = form.source,
            .said_at = act.now,
            .said_by = act.caller.user.text}
    );
    return told(act, *opened, "outcome");
}

Result<WholeAssessment> withdraw(
    Act& act,
    const AssessmentId& id,
    Entered what,
    const std::string& entered_id,
    const WithdrawalForm& form
) {
    const auto opened = open_to_work(act, id);
    if (!opened) return opened.problem();
    std::vector<FieldProblem> wrong;
    if (trim(form.reason).empty())
        wrong.push_back({"/reason", "required", "Write why it is taken back."});
    if (length_of(form.reason) > reason_max)
        wrong.push_back({"/reason", "too_long", "Use 500 characters or fewer."});
    if (!wrong.empty())
        return invalid("withdrawal.invalid", "This cannot be taken back yet.", std::move(wrong));
    const Withdrawal withdrawal{act.now, form.reason};
    if (!AssessmentStore{act.transaction}.withdraw(
            id, what, entered_id, withdrawal, act.caller.user
        ))
        return conflict(
            "withdrawal.done", "There is no such thing here, or it was taken back before."
        );
    return told(act, *opened, "withdrawn");
}

}  // namespace waymark::triage
