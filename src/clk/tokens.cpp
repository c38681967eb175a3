// SPDX-License-Identifier: MIT
#include "clk/tokens.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace waymark::clk {

namespace {

constexpr std::size_t digits_max = 15;
constexpr std::size_t value_bytes_max = 10'000;

Problem refusal(const Feature& feature, const char* code, std::string message) {
    return invalid(
        "clk.value",
        fmt::format("A value of \"{}\" is not as the schema has it. {}", feature.name, message),
        {{"/" + feature.name, code, message}}
    );
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    text = trim(text);
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    if (text.empty() || text.size() > digits_max || text[0] < '0' || text[0] > '9')
        return std::nullopt;
    if (const auto [stop, error] = std::from_chars(text.data(), end, number);
        error != std::errc{} || stop != end)
        return std::nullopt;
    return is_negative ? -number : number;
}

/// Takes up to `most` digits off the front of the text.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
    std::size_t length = 0;
    int number = 0;
    while (length < most && length < text.size() && text[length] >= '0' && text[length] <= '9')
        number = number * 10 + (text[length++] - '0');
    if (length == 0) return std::nullopt;
    text.remove_prefix(length);
    return number;
}

/// The date a text gives in this format, as YYYYMMDD.
std::optional<std::string> date_in(std::string_view text, std::string_view format) {
    int year = 0, month = 0, day = 0;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') {
            if (text.empty() || text.front() != format[i]) return std::nullopt;
            text.remove_prefix(1);
            continue;
        }
        const auto directive = format[++i];
        const std::size_t digits = directive == 'Y' ? 4 : 2, before = text.size();
        const auto number = take_number(text, digits);
        // A year in two digits where four belong is another year.
        if (!number || (directive == 'Y' && before - text.size() != digits)) return std::nullopt;
        constexpr int first_of_last_century = 69;  // As POSIX reads two digits.
        if (directive == 'Y') year = *number;
        if (directive == 'y') year = *number + (*number < first_of_last_century ? 2000 : 1900);
        if (directive == 'm') month = *number;
        if (directive == 'd') day = *number;
    }
    const std::chrono::year_month_day date{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
    if (!text.empty() || !date.ok() || year < 1) return std::nullopt;
    return fmt::format("{:04}{:02}{:02}", year, month, day);
}

/// Where each character of UTF-8 text begins, and its end.
std::vector<std::size_t> characters_of(std::string_view text) {
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) begins.push_back(i);
    begins.push_back(text.size());
    return begins;
}

std::vector<std::string> letters_of(std::string_view formatted, const Tokens& how) {
    const std::string edge(how.length - 1, ' ');
    const auto text = edge + std::string{formatted} + edge;
    const auto begins = characters_of(text);
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i + how.length < begins.size(); ++i) {
        auto token = text.substr(begins[i], begins[i + how.length] - begins[i]);
        tokens.push_back(
            how.are_positional ? fmt::format("{} {}", i + 1, token) : std::move(token)
        );
    }
    return tokens;
}

/// A number's surroundings on a grid: of two numbers that are near, these overlap. Source: Vatsalan
/// and Christen 2015.
std::vector<std::string> surroundings_of(std::string_view formatted, const Tokens& how) {
    const auto scale = static_cast<std::int64_t>(std::llround(std::pow(10, how.fraction_digits)));
    std::int64_t number = 0;
    if (const auto whole = whole_number(formatted)) {
        number = *whole * scale;
    } else {
        double fraction = 0;
        const auto text = trim(formatted);
        std::from_chars(text.data(), text.data() + text.size(), fraction);
        number =
            how.fraction_digits > 0
                ? static_cast<std::int64_t>(std::nearbyint(fraction * static_cast<double>(scale)))
                : static_cast<std::int64_t>(fraction);
    }
    number *= 2LL * how.resolution;
    auto past = number % how.interval;
    if (past < 0) past += how.interval;
    number += past > 0 && 2 * past >= how.interval ? how.interval - past : -past;
    std::vector<std::string> tokens;
    for (std::int64_t i = -how.resolution; i <= how.resolution; ++i)
        tokens.push_back(std::to_string(number + i * how.interval));
    return tokens;
}

bool is_number(std::string_view text, int fraction_digits) {
    constexpr int digits_together_max = 15;  // Beyond, the grid could not be counted on.
    text = trim(text);
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stop == end &&
           std::abs(number) < std::pow(10, digits_together_max - fraction_digits);
}

}  // namespace

Values::Values(const Feature& feature) : feature_{&feature} {
}
Values::Values(Values&&) noexcept = default;
Values& Values::operator=(Values&&) noexcept = default;
Values::~Values() = default;

Result<Values> Values::make(const Feature& feature) {
    Values values{feature};
    if (feature.missing && !values.formatted(*feature.missing))
        return invalid(
            "clk_schema.invalid",
            fmt::format("What a missing \"{}\" is taken for is not a number.", feature.name),
            {}
        );
    if (!feature.format.pattern) return values;
    re2::RE2::Options options;
    options.set_log_errors(false);
    values.pattern_ = std::make_unique<re2::RE2>(*feature.format.pattern, options);
    if (!values.pattern_->ok())
        return invalid(
            "clk_schema.invalid",
            fmt::format("The pattern of \"{}\" cannot be read.", feature.name),
            {}
        );
    return values;
}

Result<std::string> Values::formatted(std::string_view value) const {
    auto formatted = in_format(value);
    const auto& tokens = feature_->tokens;
    if (formatted && tokens.kind == Tokens::Kind::number && !formatted->empty() &&
        !is_number(*formatted, tokens.fraction_digits))
        return refusal(*feature_, "not_a_number", "It is not a number, or has too many digits.");
    return formatted;
}

Result<std::string> Values::in_format(std::string_view value) const {
    const auto& format = feature_->format;
    const auto refuse = [&](const char* code, std::string words) {
        return refusal(*feature_, code, std::move(words));
    };
    if (value.size() > value_bytes_max) return refuse("too_long", "It is too long.");
    if (feature_->missing && value == *feature_->missing) return feature_->missing_as;
    switch (format.kind) {
    case Format::Kind::text: break;
    case Format::Kind::whole_number: {
        const auto number = whole_number(value);
        if (!number) return refuse("not_a_number", "It is not a whole number.");
        if (number < format.number_least.value_or(*number) ||
            number > format.number_most.value_or(*number))
            return refuse("out_of_range", "It is less or more than the schema allows.");
        return std::to_string(*number);
    }
    case Format::Kind::date: {
        auto date = date_in(value, format.date_format);
        if (!date) return refuse("not_a_date", "It is not a date of the schema's form.");
        return *date;
    }
    case Format::Kind::choice:
        if (std::ranges::find(format.choices, value) == format.choices.end())
            return refuse("unknown", "It is none of the values the schema names.");
        return std::string{value};
    }
    if (format.is_ascii && std::ranges::any_of(value, [](char c) { return (c & 0x80) != 0; }))
        return refuse("not_ascii", "It has letters beyond ASCII.");
    const auto length = length_of(value);
    if (length < format.length_least) return refuse("too_short", "It is too short.");
    if (format.length_most && length > *format.length_most)
        return refuse("too_long", "It is too long.");
    if ((format.letters == Format::Letters::small && has_large_letter(value)) ||
        (format.letters == Format::Letters::large && has_small_letter(value)))
        return refuse("case", "Its letters are not all of the case the schema names.");
    if (pattern_ && !re2::RE2::FullMatch({value.data(), value.size()}, *pattern_))
        return refuse("pattern", "It does not match the schema's pattern.");
    return std::string{value};
}

std::vector<std::string> tokens_of(std::string_view formatted, const Tokens& how) {
    if (formatted.empty()) return {};
    switch (how.kind) {
    case Tokens::Kind::whole: return {std::string{formatted}};
    case Tokens::Kind::number: return surroundings_of(formatted, how);
    case Tokens::Kind::letters: break;
    }
    return letters_of(formatted, how);
}

}  // namespace waymark::clk
