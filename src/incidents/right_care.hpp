// SPDX-License-Identifier: MIT
#pragma once

// Right Care Right Person: the ordered questions for each type of call, and the result they lead
// to. The questions are dated data (services/right_care_right_person.json). Pure.

#include "base/result.hpp"
#include "base/time.hpp"
#include "codes/code_book.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace waymark::incidents {

struct RightCareQuestion {
    std::string code;
    std::string text;
    std::string on_yes;  ///< The result a yes leads to; empty where the next question follows.
    std::string on_no;
};

struct RightCareCallType {
    std::string code;
    std::vector<RightCareQuestion> questions;
    std::string otherwise;  ///< The result when every question was answered and none led to one.
    std::string advice;
};

/// One version of the agreement.
struct RightCareVersion {
    Day valid_from;
    std::string threshold;
    std::vector<RightCareCallType> call_types;

    const RightCareCallType* find(std::string_view code) const;
};

/// The versions inside the program, oldest first.
const std::vector<RightCareVersion>& right_care_versions();

/// The version that stood on `day`; nothing before the first.
const RightCareVersion* right_care_on(Day day);

/// Answers in the order they were given: question code, then "yes", "no" or "unknown".
using RightCareAnswers = std::vector<std::pair<std::string, std::string>>;

/// Follows the questions in order until an answer decides. Answers must begin at the first
/// question and leave none out. When nothing decides and an answer was "unknown", a supervisor
/// decides: what is not known is never taken as a no.
Result<std::string> decide(const RightCareCallType& type, const RightCareAnswers& answers);

struct RightCare {
    std::string id{};
    std::string call_type;
    RightCareAnswers answers;
    std::string result{};         ///< Derived; of the list rcrp_result.
    std::string asked_service{};  ///< Of the list service.
    std::optional<Instant> asked_at{};
    std::string service_answer{};  ///< Of the list rcrp_service_answer.
    std::optional<Instant> answered_at{};
    std::string override_result{};
    std::string override_rank{};  ///< Of the list rank.
    std::string override_reason{};
    std::string escalated_to{};  ///< Of the list rank.
    std::string escalation_reason{};
    Instant decided_at{};
    std::string decided_by{};
};

/// The decision with its result, or every field that is wrong. An override needs rank and reason;
/// an escalation needs to whom and why.
Result<RightCare> checked(RightCare decision, const codes::CodeBook& codes, Day day);

}  // namespace waymark::incidents
