// SPDX-License-Identifier: MIT
#include "linkage/birth_date.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <vector>

namespace waymark::linkage {

namespace {

constexpr int earliest_birth_year = 1880;

constexpr std::array<std::string_view, 12> months{
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Text before a time of the day, which says nothing of a birthday.
std::string_view without_time(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return text;
    auto begin = colon;
    while (begin > 0 && is_digit(text[begin - 1]))
        --begin;
    const bool is_time = begin > 0 && begin < colon && colon - begin <= 2 &&
                         std::string_view{" Tt"}.find(text[begin - 1]) != std::string_view::npos;
    return is_time ? text.substr(0, begin - 1) : text;
}

/// A number as it is written, or a month by its name.
struct Word {
    int number = 0;
    std::size_t digits = 0;  ///< 0: a month's name.

    bool is_year() const { return digits == 4; }
    bool is_part() const { return digits == 1 || digits == 2; }
    bool is_month_name() const { return digits == 0; }
};

int month_named(std::string_view word) {
    constexpr std::size_t abbreviation = 3;
    for (std::size_t i = 0; i < months.size(); ++i)
        if (word == months[i] || word == months[i].substr(0, abbreviation))
            return static_cast<int>(i) + 1;
    return word == "sept" ? 9 : 0;
}

bool is_ordinal(std::string_view word) {
    return word == "st" || word == "nd" || word == "rd" || word == "th" || word == "of";
}

/// Letters and digits apart, so that "03FEB1990" is three; nothing where one is no part of a date.
std::optional<std::vector<Word>> words_in(std::string_view folded) {
    std::vector<Word> words;
    for (const auto written : words_of(folded))
        for (std::size_t at = 0; at < written.size();) {
            const bool is_number = is_digit(written[at]);
            auto end = at;
            while (end < written.size() && is_digit(written[end]) == is_number)
                ++end;
            const auto one = written.substr(at, end - at);
            Word word;
            if (is_number) {
                word.digits = one.size();
                if (std::from_chars(one.data(), one.data() + one.size(), word.number).ec !=
                    std::errc{})
                    return std::nullopt;
            } else {
                word.number = month_named(one);
                if (word.number == 0 && !is_ordinal(one)) return std::nullopt;
            }
            if (is_number || word.number != 0) words.push_back(word);
            at = end;
        }
    return words;
}

struct Parts {
    int year = 0, month = 0, day = 0;  ///< 0: not said.
};

/// The parts that the words are, by where they stand; nothing where no such order is used.
std::optional<Parts> parts_of(const std::vector<Word>& words) {
    constexpr std::size_t digits_of_date = 8;
    if (words.size() == 1) {
        const auto [number, digits] = words[0];
        if (digits == digits_of_date)
            return Parts{number / 10'000, number / 100 % 100, number % 100};
        if (words[0].is_year()) return Parts{number};
        return std::nullopt;
    }
    const auto is_month = [](const Word& word) { return word.is_month_name() || word.is_part(); };
    if (words.size() == 2) {
        const auto &first = words[0], &second = words[1];
        if (is_month(first) && second.is_year()) return Parts{second.number, first.number};
        if (first.is_year() && is_month(second)) return Parts{first.number, second.number};
        return std::nullopt;
    }
    if (words.size() != 3) return std::nullopt;
    const auto &first = words[0], &middle = words[1], &last = words[2];
    if (first.is_part() && is_month(middle) && last.is_year())
        return Parts{last.number, middle.number, first.number};
    if (first.is_year() && is_month(middle) && last.is_part())
        return Parts{first.number, middle.number, last.number};
    if (first.is_month_name() && middle.is_part() && last.is_year())
        return Parts{last.number, first.number, middle.number};
    return std::nullopt;
}

bool stands_for_none(const Parts& date, DatePart known, int this_year) {
    const bool is_new_year = known == DatePart::day && date.month == 1 && date.day == 1;
    if (date.year == 1900 || date.year == 1901) return known != DatePart::day || is_new_year;
    // Noughts of a computer's clock and of a spreadsheet.
    if (date.year == 1970) return is_new_year;
    if (date.year == 1899) return known == DatePart::day && date.month == 12 && date.day >= 30;
    return date.year < earliest_birth_year || date.year > this_year;
}

}  // namespace

std::optional<BirthDate> birth_date(std::string_view text, int this_year) {
    const auto folded = fold(without_time(trim(text)));
    const auto words = words_in(folded);
    if (!words) return std::nullopt;
    auto parts = parts_of(*words);
    if (!parts) return std::nullopt;
    const auto known = parts->month == 0 ? DatePart::year
                       : parts->day == 0 ? DatePart::month
                                         : DatePart::day;
    if (known == DatePart::year) parts->month = parts->day = 1;
    if (known == DatePart::month) parts->day = 1;
    const std::chrono::year_month_day date{
        std::chrono::year{parts->year},
        std::chrono::month{static_cast<unsigned>(parts->month)},
        std::chrono::day{static_cast<unsigned>(parts->day)}};
    if (!date.ok() || parts->year == 0) return std::nullopt;
    return BirthDate{
        fmt::format("{:04}-{:02}-{:02}", parts->year, parts->month, parts->day),
        known,
        stands_for_none(*parts, known, this_year)};
}

}  // namespace waymark::linkage
