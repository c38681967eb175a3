// SPDX-License-Identifier: MIT
#pragma once

// A joint assessment: one person seen by the triage team, the answers given field by field, and
// what became of it. Answers are added and never changed; the newest of a field counts. Pure.

#include "triage/assessment_form.hpp"
#include "triage/request.hpp"

namespace waymark::triage {

using AssessmentId = Id<struct TriageAssessmentTag>;

struct Assessment {
    AssessmentId id{};
    AgencyId agency{};
    IncidentId incident{};
    PersonId person{};  ///< Empty where nobody is known by name.
    Instant begun_at{};
    std::string begun_by{};
    std::optional<Instant> finished_at{};
    std::string finished_by{};
};

/// What was said of one field, once.
struct Answer {
    std::string field;
    std::int64_t version = 1;  ///< Of this field, from 1.
    std::vector<std::string>
        values{};  ///< Codes, or one text, number, time, "yes" or "no"; empty: taken back.
    Instant answered_at{};
    std::string answered_by{};
};

/// That something was entered by mistake. It stays, and counts for nothing.
struct Withdrawal {
    std::optional<Instant> at{};
    std::string why{};
};

/// What became of the person, as far as somebody knew.
struct Outcome {
    std::string id{};
    std::string code;    ///< Of the list triage_outcome.
    Day on{};            ///< When it came about.
    std::string source;  ///< Of the list triage_outcome_source.
    Instant said_at{};
    std::string said_by{};
    Withdrawal withdrawn{};
};

/// Somebody who was asked to help, and how far that came.
struct Referral {
    std::string id{};
    std::string need;     ///< Of the list triage_need.
    std::string service;  ///< To whom, of the list service.
    Instant made_at{};
    std::string made_by{};
    std::optional<Instant> acknowledged_at{};
    std::optional<Instant> accepted_at{};
    Withdrawal withdrawn{};
};

/// The newest answer of each field, in the order of the form.
std::vector<Answer> newest(const std::vector<Answer>& all, const Form& form);

/// The answer as it is kept, or what is wrong with it: an unknown field, a code that may not be
/// chosen on the day, too long a text, a time that is still to come.
Result<Answer> checked(Answer answer, const Form& form, const codes::CodeBook& codes, Instant now);

/// Those of the newest answers that count: what stands under a question that was answered with no,
/// or not at all, is kept and counts for nothing.
std::vector<Answer> counting(const std::vector<Answer>& newest, const Form& form);

/// Those that count in one line as reports read it: "field=code,code;field=no". Texts are left out,
/// and what nobody knows or asked, which says nothing.
std::string counted_line(const std::vector<Answer>& newest, const Form& form);

/// What has to be answered before the assessment can be finished, by field.
std::vector<FieldProblem> missing(const std::vector<Answer>& newest, const Form& form);

/// What one contact cannot both have prevented, and what cannot both be so: arrest and section 136
/// exclude each other, "nothing" stands alone, a need is not both wanted and refused, and nobody
/// arrives before setting off.
std::vector<FieldProblem> contradictions(const std::vector<Answer>& counting);

}  // namespace waymark::triage
