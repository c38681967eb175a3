// SPDX-License-Identifier: MIT
#include "incidents/right_care.hpp"

#include "base/service_data.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <stdexcept>

namespace waymark::incidents {

namespace {

namespace json = boost::json;

RightCareCallType read_call_type(const json::object& source) {
    RightCareCallType type;
    type.code = text_of(source, "code");
    type.otherwise = text_of(source, "otherwise");
    type.advice = text_of(source, "advice");
    for (const auto& question : source.at("questions").as_array()) {
        const auto& asked = question.as_object();
        type.questions.push_back(
            {text_of(asked, "code"),
             text_of(asked, "text"),
             text_of(asked, "yes"),
             text_of(asked, "no")}
        );
    }
    return type;
}

std::vector<RightCareVersion> read_versions() {
    std::vector<RightCareVersion> versions;
    const auto whole = service_data("services/right_care_right_person.json");
    for (const auto& value : whole.at("versions").as_array()) {
        const auto& source = value.as_object();
        RightCareVersion version;
        version.valid_from = parse_day(text_of(source, "valid_from")).value();
        version.threshold = text_of(source, "threshold");
        for (const auto& type : source.at("call_types").as_array())
            version.call_types.push_back(read_call_type(type.as_object()));
        versions.push_back(std::move(version));
    }
    return versions;
}

Problem wrong_answers(std::string message) {
    return invalid(
        "rcrp.answers",
        "Answer the questions in order.",
        {{"/answers", "order", std::move(message)}}
    );
}

bool is_answer(const std::string& answer) {
    return answer == "yes" || answer == "no" || answer == "unknown";
}

void need(std::vector<FieldProblem>& wrong, bool present, const char* field, const char* message) {
    if (!present) wrong.push_back({field, "required", message});
}

void check_override(
    std::vector<FieldProblem>& wrong,
    const RightCare& decision,
    const codes::CodeBook& codes,
    Day day
) {
    if (!decision.override_result.empty()) {
        if (!codes.has("rcrp_result", decision.override_result, day))
            wrong.push_back({"/override_result", "unknown_code", "Choose a result from the list."});
        need(
            wrong,
            codes.has("rank", decision.override_rank, day),
            "/override_rank",
            "Choose the rank of whoever decides."
        );
        need(
            wrong,
            !trim(decision.override_reason).empty(),
            "/override_reason",
            "Say why the result is overridden."
        );
    }
    if (!decision.escalated_to.empty()) {
        if (!codes.has("rank", decision.escalated_to, day))
            wrong.push_back({"/escalated_to", "unknown_code", "Choose a rank from the list."});
        need(
            wrong,
            !trim(decision.escalation_reason).empty(),
            "/escalation_reason",
            "Say why it is escalated."
        );
    }
}

}  // namespace

const RightCareCallType* RightCareVersion::find(std::string_view code) const {
    for (const auto& type : call_types)
        if (type.code == code) return &type;
    return nullptr;
}

const std::vector<RightCareVersion>& right_care_versions() {
    static const auto versions = read_versions();
    return versions;
}

const RightCareVersion* right_care_on(Day day) {
    const RightCareVersion* found = nullptr;
    for (const auto& version : right_care_versions())
        if (std::chrono::sys_days{version.valid_from} <= std::chrono::sys_days{day})
            found = &version;
    return found;
}

Result<std::string> decide(const RightCareCallType& type, const RightCareAnswers& answers) {
    bool something_unknown = false;
    for (std::size_t i = 0; i < type.questions.size(); ++i) {
        const auto& question = type.questions[i];
        if (i >= answers.size())
            return wrong_answers("The next question has no answer: " + question.text);
        const auto& [code, answer] = answers[i];
        if (code != question.code)
            return wrong_answers("This question comes first: " + question.text);
        if (!is_answer(answer))
            return wrong_answers("Answer yes, no or not known: " + question.text);
        something_unknown = something_unknown || answer == "unknown";
        const auto& result = answer == "yes"  ? question.on_yes
                             : answer == "no" ? question.on_no
                                              : std::string{};
        if (result.empty()) continue;
        if (i + 1 != answers.size())
            return wrong_answers("This answer already decides: " + question.text);
        // A question that was skipped as unknown might have led to a deployment.
        if (something_unknown && result.starts_with("NO_DEPLOY"))
            return std::string{"SUPERVISOR_REVIEW"};
        return result;
    }
    if (answers.size() > type.questions.size())
        return wrong_answers("There are more answers than questions.");
    return something_unknown ? std::string{"SUPERVISOR_REVIEW"} : type.otherwise;
}

Result<RightCare> checked(RightCare decision, const codes::CodeBook& codes, Day day) {
    std::vector<FieldProblem> wrong;
    const auto* version = right_care_on(day);
    const auto* type = version ? version->find(decision.call_type) : nullptr;
    if (!type) {
        wrong.push_back(
            {"/call_type",
             "unknown_code",
             version ? "Choose a type of call from the list."
                     : "Right Care Right Person had not begun on that day."}
        );
    } else if (auto result = decide(*type, decision.answers); result) {
        decision.result = *result;
    } else {
        wrong = result.problem().fields;
    }
    const auto check_code = [&](const char* field, const char* list, const std::string& code) {
        if (!code.empty() && !codes.has(list, code, day))
            wrong.push_back({field, "unknown_code", "Choose one from the list."});
    };
    check_code("/asked_service", "service", decision.asked_service);
    check_code("/service_answer", "rcrp_service_answer", decision.service_answer);
    if (!decision.service_answer.empty())
        need(
            wrong, !decision.asked_service.empty(), "/asked_service", "Say which service answered."
        );
    if (decision.asked_at && decision.answered_at && *decision.answered_at < *decision.asked_at)
        wrong.push_back({"/answered_at", "order", "The answer cannot come before the question."});
    check_override(wrong, decision, codes, day);
    if (!wrong.empty()) return invalid("rcrp.invalid", "This decision cannot be saved.", wrong);
    return decision;
}

}  // namespace waymark::incidents
