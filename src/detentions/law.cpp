// SPDX-License-Identifier: MIT
#include "detentions/law.hpp"

#include "base/service_data.hpp"

#include <algorithm>
#include <stdexcept>

namespace waymark::detentions {

namespace {

namespace json = boost::json;

std::chrono::minutes minutes_of(const json::object& source, std::string_view name) {
    return std::chrono::minutes{number_of(source, name)};
}

std::vector<Rule> read_rules() {
    std::vector<Rule> found;
    const auto whole = service_data("services/section_136.json");
    for (const auto& value : whole.at("rules").as_array()) {
        const auto& source = value.as_object();
        found.push_back(
            {.id = text_of(source, "id"),
             .title = text_of(source, "title"),
             .text = text_of(source, "text"),
             .source = text_of(source, "source"),
             .check = text_of(source, "check"),
             .is_verified = truth_of(source, "verified"),
             .is_aim = truth_of(source, "is_aim"),
             .from = parse_day(text_of(source, "from")).value(),
             .to = parse_day(text_of(source, "to")),
             .while_allowed = text_of(source, "while_allowed"),
             .once_not_allowed = text_of(source, "once_not_allowed"),
             .within = minutes_of(source, "minutes"),
             .within_asleep = minutes_of(source, "asleep_minutes"),
             .warn = minutes_of(source, "warn_minutes")}
        );
    }
    return found;
}

}  // namespace

const std::vector<Rule>& rules() {
    static const auto all = read_rules();
    return all;
}

const Rule& rule(std::string_view id) {
    const auto found = std::ranges::find(rules(), id, &Rule::id);
    if (found == rules().end()) throw std::logic_error{"no rule " + std::string{id}};
    return *found;
}

std::chrono::minutes permitted_on(Day day) {
    for (const auto& one : rules())
        if (one.check == "clock" && one.from <= day && (!one.to || day < *one.to))
            return one.within;
    throw std::logic_error{"no rule says how long somebody may be held"};
}

bool is_in_force(const Rule& rule, const codes::CodeBook& codes, Day day) {
    if (day < rule.from || (rule.to && day >= *rule.to)) return false;
    if (!rule.while_allowed.empty()) return codes.has(place_list, rule.while_allowed, day);
    if (!rule.once_not_allowed.empty()) return !codes.has(place_list, rule.once_not_allowed, day);
    return true;
}

}  // namespace waymark::detentions
