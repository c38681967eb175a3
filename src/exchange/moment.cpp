// SPDX-License-Identifier: MIT
#include "exchange/moment.hpp"

#include "base/text.hpp"

#include <array>
#include <charconv>
#include <optional>

namespace waymark::exchange {

namespace {

using Trouble = ReadMoment::Trouble;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<int> take_number(std::string_view& text, std::size_t digits_max) {
    int value = 0;
    const std::size_t length = std::min(text.size(), digits_max);
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + length, value);
    if (wrong != std::errc{} || end == text.data()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

/// 1 to 12 for "Mar", "March" or "MAR".
std::optional<int> take_month_name(std::string_view& text) {
    static constexpr std::array<std::string_view, 12> names = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    std::string word;
    std::size_t length = 0;
    while (length < text.size() && !is_digit(text[length]) && text[length] != ' ' &&
           text[length] != '-' && text[length] != ',')
        word += static_cast<char>(
            text[length] >= 'A' && text[length] <= 'Z' ? text[length] + 32 : text[length]
        ),
            ++length;
    if (word.size() < 3) return std::nullopt;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (std::string_view{word}.starts_with(names[i])) {
            text.remove_prefix(length);
            return static_cast<int>(i) + 1;
        }
    return std::nullopt;
}

void skip(std::string_view& text, std::string_view separators) {
    while (!text.empty() && separators.find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
}

std::optional<Day> make_day(int year, int month, int day) {
    if (year < 100) year += year < 70 ? 2000 : 1900;
    const Day made{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
    if (month < 1 || day < 1 || !made.ok()) return std::nullopt;
    return made;
}

std::optional<Day> take_day(std::string_view& text, bool month_first) {
    constexpr std::string_view separators = "/-. ,";
    const auto before = text.size();
    const auto first = take_number(text, 4);
    if (!first) {  // "March 14, 2026"
        const auto month = take_month_name(text);
        skip(text, separators);
        const auto day = month ? take_number(text, 2) : std::nullopt;
        skip(text, separators);
        const auto year = day ? take_number(text, 4) : std::nullopt;
        return year ? make_day(*year, *month, *day) : std::nullopt;
    }
    const bool year_first = before - text.size() == 4;
    if (text.empty() || separators.find(text.front()) == std::string_view::npos)
        return std::nullopt;
    skip(text, separators);
    const auto named = take_month_name(text);
    const auto second = named ? named : take_number(text, 2);
    if (!second) return std::nullopt;
    skip(text, separators);
    const auto third = take_number(text, year_first ? 2 : 4);
    if (!third) return std::nullopt;
    if (year_first) return make_day(*first, *second, *third);
    if (month_first && !named) return make_day(*third, *first, *second);
    return make_day(*third, *second, *first);
}

}  // namespace

std::optional<int> read_time_of_day(std::string_view text) {
    text = trim(text);
    auto hour = take_number(text, 2);
    if (!hour) return std::nullopt;
    skip(text, ":.");
    const auto minute =
        text.empty() || text.front() == ' ' ? std::optional{0} : take_number(text, 2);
    if (!minute) return std::nullopt;
    int second = 0;
    if (!text.empty() && (text.front() == ':' || text.front() == '.')) {
        text.remove_prefix(1);
        const auto shown = take_number(text, 2);
        if (!shown) return std::nullopt;
        second = *shown;
        if (!text.empty() && text.front() == '.') {  // Fractions are finer than anyone's watch.
            text.remove_prefix(1);
            while (!text.empty() && is_digit(text.front()))
                text.remove_prefix(1);
        }
    }
    const auto rest = fold(text);
    if (rest == "pm" || rest == "am") {
        if (*hour < 1 || *hour > 12) return std::nullopt;
        hour = *hour % 12 + (rest == "pm" ? 12 : 0);
    } else if (!rest.empty()) {
        return std::nullopt;
    }
    if (*hour > 23 || *minute > 59 || second > 59) return std::nullopt;
    return *hour * 3600 + *minute * 60 + second;
}

ReadMoment from_wall_clock(const LocalTime& local) {
    ReadMoment read;
    read.local = local;
    read.at = from_london(local);
    read.has_time = true;
    if (to_london(read.at) != local)
        read.trouble = Trouble::not_there;
    else if (to_london(read.at + std::chrono::hours{1}) == local)
        read.trouble = Trouble::twice;
    return read;
}

ReadMoment read_moment(std::string_view text, bool month_first) {
    text = trim(text);
    if (const auto exact = parse_iso8601(text))
        return {*exact, to_london(*exact), Trouble::none, true};
    ReadMoment unreadable;
    unreadable.trouble = Trouble::unreadable;
    const auto day = take_day(text, month_first);
    if (!day) return unreadable;
    if (!text.empty() && text.front() != ' ' && text.front() != 'T' && text.front() != ',')
        return unreadable;
    skip(text, " T,");
    LocalTime local{*day};
    if (!text.empty()) {
        const auto seconds = read_time_of_day(text);
        if (!seconds) return unreadable;
        local.hour = *seconds / 3600;
        local.minute = *seconds / 60 % 60;
        local.second = *seconds % 60;
    }
    auto read = from_wall_clock(local);
    read.has_time = !text.empty();
    return read;
}

}  // namespace waymark::exchange
