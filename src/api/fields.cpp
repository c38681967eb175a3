// SPDX-License-Identifier: MIT
#include "api/fields.hpp"

#include <algorithm>

namespace waymark::api {

namespace {

/// Characters that no keyboard types and no database should hold: all below space but the usual
/// white space. PostgreSQL refuses the first of them outright.
bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
    });
}

}  // namespace

void decode(const json::value& value, const std::string& at, Problems& wrong, std::string& into) {
    const auto* text = value.if_string();
    if (!text) return wrong_type(wrong, at, "Give text.");
    into.assign(text->data(), text->size());
    if (has_control_character(into))
        wrong.push_back({at, "control_character", "Take out the control characters."});
    if (length_of(into) > text_length_max)
        wrong.push_back({at, "too_long", "Use 20,000 characters or fewer."});
}

void decode(const json::value& value, const std::string& at, Problems& wrong, bool& into) {
    if (const auto* truth = value.if_bool())
        into = *truth;
    else
        wrong_type(wrong, at, "Give true or false.");
}

void decode(const json::value& value, const std::string& at, Problems& wrong, double& into) {
    if (!value.is_number()) return wrong_type(wrong, at, "Give a number.");
    into = value.to_number<double>();
}

void decode(const json::value& value, const std::string& at, Problems& wrong, std::int64_t& into) {
    if (const auto* number = value.if_int64())
        into = *number;
    else
        wrong_type(wrong, at, "Give a whole number.");
}

void decode(const json::value& value, const std::string& at, Problems& wrong, int& into) {
    const auto* number = value.if_int64();
    if (number && *number >= -1'000'000'000 && *number <= 1'000'000'000)
        into = static_cast<int>(*number);
    else
        wrong_type(wrong, at, "Give a whole number.");
}

void decode(const json::value& value, const std::string& at, Problems& wrong, Instant& into) {
    const auto* text = value.if_string();
    const auto moment = text ? parse_iso8601({text->data(), text->size()}) : std::nullopt;
    if (moment)
        into = *moment;
    else
        wrong.push_back(
            {at, "shape", "Give a date and time with its time zone, like 2026-03-14T21:07:00Z."}
        );
}

void decode(const json::value& value, const std::string& at, Problems& wrong, Day& into) {
    const auto* text = value.if_string();
    const auto day = text ? parse_day({text->data(), text->size()}) : std::nullopt;
    if (day)
        into = *day;
    else
        wrong.push_back({at, "shape", "Give a date, like 2026-03-14."});
}

json::object text_schema() {
    return {{"type", "string"}, {"maxLength", text_length_max}};
}

}  // namespace waymark::api
