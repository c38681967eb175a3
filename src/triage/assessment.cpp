// SPDX-License-Identifier: MIT
#include "triage/assessment.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace waymark::triage {

namespace {

constexpr std::size_t codes_max = 30;
constexpr double number_max = 1000;

Problem wrong(std::string_view field, const char* code, std::string words) {
    return invalid(
        "assessment.invalid",
        "This answer cannot be kept.",
        {{"/" + std::string{field}, code, std::move(words)}}
    );
}

const Answer* answer_to(const std::vector<Answer>& newest, std::string_view field) {
    const auto found = std::ranges::find(newest, field, &Answer::field);
    return found == newest.end() || found->values.empty() ? nullptr : &*found;
}

bool says(const Answer* answer, std::string_view value) {
    return answer && std::ranges::find(answer->values, value) != answer->values.end();
}

}  // namespace

std::vector<Answer> newest(const std::vector<Answer>& all, const Form& form) {
    std::vector<Answer> found;
    for (const auto& section : form.sections)
        for (const auto& field : section.fields) {
            const Answer* last = nullptr;
            for (const auto& answer : all)
                if (answer.field == field.name && (!last || answer.version > last->version))
                    last = &answer;
            if (last) found.push_back(*last);
        }
    return found;
}

Result<Answer> checked(Answer answer, const Form& form, const codes::CodeBook& codes, Instant now) {
    const auto day = to_london(now).day;
    const auto* field = form.find(answer.field);
    if (!field) return wrong("field", "unknown", "The assessment has no field of this name.");
    std::erase_if(answer.values, [](const std::string& value) { return trim(value).empty(); });
    auto& values = answer.values;
    if (values.empty()) return answer;
    if (field->kind != "codes" && values.size() > 1)
        return wrong(field->name, "too_many", "Give one answer.");
    if (values.size() > codes_max) return wrong(field->name, "too_many", "Choose 30 or fewer.");
    if (field->kind == "code" || field->kind == "codes") {
        for (const auto& value : values)
            if (!codes.has(field->list, value, day))
                return wrong(field->name, "unknown_code", "Choose one from the list.");
    } else if (field->kind == "yes_no") {
        if (values.front() != "yes" && values.front() != "no" && values.front() != "not_known")
            return wrong(field->name, "unknown_code", "Choose yes, no or not known.");
    } else if (field->kind == "number") {
        double number = 0;
        const auto& text = values.front();
        const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (bad != std::errc{} || end != text.data() + text.size() || !(number >= 0) ||
            number > number_max)
            return wrong(field->name, "range", "Give a number from 0 to 1,000.");
    } else if (field->kind == "time") {
        const auto at = parse_iso8601(values.front());
        if (!at) return wrong(field->name, "shape", "Give a day and a time.");
        if (*at > now + future_allowed)
            return wrong(field->name, "future", "This time is still to come. Check it.");
        values.front() = to_iso8601(*at);
    } else if (field->kind == "day") {
        const auto on = parse_day(values.front());
        if (!on) return wrong(field->name, "shape", "Give a day.");
        if (*on > day) return wrong(field->name, "future", "This day is still to come. Check it.");
    } else if (length_of(values.front()) > static_cast<std::size_t>(field->max)) {
        return wrong(
            field->name, "too_long", "Use " + std::to_string(field->max) + " characters or fewer."
        );
    }
    return answer;
}

namespace {

/// Whether the question over this one was answered so that it is asked, and so up to the first.
bool is_asked(const FormField& field, const std::vector<Answer>& newest, const Form& form) {
    if (field.shown_when.empty()) return true;
    const auto* over = answer_to(newest, field.shown_when);
    if (!over || std::ranges::find(field.hidden_by, over->values.front()) != field.hidden_by.end())
        return false;
    return is_asked(*form.find(field.shown_when), newest, form);
}

}  // namespace

std::vector<Answer> counting(const std::vector<Answer>& newest, const Form& form) {
    std::vector<Answer> found;
    for (const auto& answer : newest) {
        const auto* field = form.find(answer.field);
        if (field && !answer.values.empty() && is_asked(*field, newest, form))
            found.push_back(answer);
    }
    return found;
}

std::string counted_line(const std::vector<Answer>& newest, const Form& form) {
    std::string line;
    for (const auto& answer : counting(newest, form)) {
        const auto& kind = form.find(answer.field)->kind;
        const auto& first = answer.values.front();
        const bool says_nothing = kind == "text" || kind == "time" || kind == "day" ||
                                  first == "not_asked" ||
                                  (kind == "yes_no" && first == "not_known");
        if (says_nothing) continue;
        line += (line.empty() ? "" : ";") + answer.field;
        char before = '=';
        for (const auto& value : answer.values) {
            line += before + value;
            before = ',';
        }
    }
    return line;
}

std::vector<FieldProblem> missing(const std::vector<Answer>& newest, const Form& form) {
    std::vector<FieldProblem> found;
    for (const auto& section : form.sections)
        for (const auto& field : section.fields)
            if (field.is_needed && !answer_to(newest, field.name))
                found.push_back({"/" + field.name, "required", "Answer this: " + field.label});
    return found;
}

std::vector<FieldProblem> contradictions(const std::vector<Answer>& counting) {
    std::vector<FieldProblem> found;
    const auto* would = answer_to(counting, "would_have");
    if (says(would, "nothing") && would->values.size() > 1)
        found.push_back({"/would_have", "contradiction", "“Nothing else” stands alone."});
    if (says(would, "arrest") && says(would, "s136"))
        found.push_back(
            {"/would_have",
             "contradiction",
             "They would have been arrested or held under section 136; one contact cannot save "
             "both."}
        );
    // Each with the time it cannot come before.
    constexpr std::pair<const char*, const char*> in_order[] = {
        {"ambulance_asked_at", "ambulance_came_at"},
        {"ambulance_asked_at", "set_off_at"},
        {"set_off_at", "arrived_at"},
        {"arrived_at", "stayed_until"},
    };
    for (const auto& [earlier, later] : in_order) {
        const auto* a = answer_to(counting, earlier);
        const auto* b = answer_to(counting, later);
        if (a && b && *parse_iso8601(a->values.front()) > *parse_iso8601(b->values.front()))
            found.push_back(
                {"/" + std::string{later},
                 "order",
                 "The times of being taken somewhere are out of order. Check them."}
            );
    }
    const auto* wanted = answer_to(counting, "wanted");
    const auto* refused = answer_to(counting, "refused");
    if (wanted && refused)
        for (const auto& need : wanted->values)
            if (says(refused, need)) {
                found.push_back({"/refused", "contradiction", "A need is both wanted and refused."}
                );
                break;
            }
    return found;
}

}  // namespace waymark::triage
