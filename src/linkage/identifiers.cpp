// SPDX-License-Identifier: MIT
#include "linkage/identifiers.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace waymark::linkage {

namespace {

constexpr std::size_t nhs_digits = 10;
constexpr std::size_t serial_digits_pnc = 7, serial_digits_cro = 6;
/// How far the year stands from the number where both are read as one.
constexpr int pnc_serials = 10'000'000, cro_serials = 1'000'000;
/// Check letters by the rest of year and number to 23; I, O and S are not among them.
constexpr std::string_view check_letters = "ZABCDEFGHJKLMNPQRTUVWXY";

/// The Post Office's areas, with the Crown dependencies and British Forces.
constexpr std::array<std::string_view, 125> postcode_areas{
    "AB", "AL", "B",  "BA", "BB", "BD", "BF", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF",
    "CH", "CM", "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY",
    "E",  "EC", "EH", "EN", "EX", "FK", "FY", "G",  "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR",
    "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L",  "LA", "LD", "LE",
    "LL", "LN", "LS", "LU", "M",  "ME", "MK", "ML", "N",  "NE", "NG", "NN", "NP", "NR", "NW", "OL",
    "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S",  "SA", "SE", "SG", "SK", "SL",
    "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS",
    "TW", "UB", "W",  "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

bool are_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

int number_in(std::string_view digits) {
    int number = -1;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

/// In capitals, with what is neither letter nor digit made a space.
std::string capitals_of(std::string_view text) {
    std::string kept;
    for (const char c : text)
        kept += c >= 'a' && c <= 'z'           ? static_cast<char>(c - 'a' + 'A')
                : is_digit(c) || is_capital(c) ? c
                                               : ' ';
    return kept;
}

/// What stands between separators, without the label before it; a letter alone belongs to what
/// stands before it, unless that has its letter already.
std::vector<std::string> parts_of(std::string_view text, std::string_view label) {
    std::vector<std::string> parts;
    const auto capitals = capitals_of(text);
    for (const auto word : words_of(std::string_view{capitals})) {
        const bool is_letter = word.size() == 1 && is_capital(word[0]);
        if (is_letter && !parts.empty() && is_digit(parts.back().back()))
            parts.back() += word;
        else
            parts.emplace_back(word);
    }
    const auto is_label = [&](const std::string& part) {
        return part == label || part == "ID" || part == "NO" || part == "NUMBER";
    };
    parts.erase(parts.begin(), std::find_if_not(parts.begin(), parts.end(), is_label));
    if (!parts.empty() && parts[0].size() > label.size() && parts[0].starts_with(label) &&
        is_digit(parts[0][label.size()]))
        parts[0].erase(0, label.size());
    return parts;
}

char check_letter(int year_and_serial) {
    return check_letters[static_cast<std::size_t>(year_and_serial) % check_letters.size()];
}

/// A PNC id of these parts, if they are one.
std::optional<std::string> pnc_of(
    std::string_view year_text, std::string_view serial_text, char letter, int this_year
) {
    if (!are_digits(year_text) || !are_digits(serial_text) ||
        serial_text.size() > serial_digits_pnc)
        return std::nullopt;
    const auto serial = number_in(serial_text);
    auto year = number_in(year_text);
    if (year_text.size() == 2)
        year += year > this_year % 100 ? this_year / 100 * 100 - 100 : this_year / 100 * 100;
    else if (year_text.size() != 4 || year < this_year - 100 || year > this_year)
        return std::nullopt;
    if (serial == 0 || check_letter((year % 100) * pnc_serials + serial) != letter)
        return std::nullopt;
    return fmt::format("{:04}/{:07}{}", year, serial, letter);
}

/// Of a telephone number's digits behind the country's.
bool stands_for_no_phone(std::string_view digits) {
    constexpr std::size_t alike = 6;
    if (digits.find("123456789") != std::string_view::npos) return true;
    if (digits.size() < alike) return false;
    const auto end = digits.substr(digits.size() - alike);
    return end.find_first_not_of(end[0]) == std::string_view::npos;
}

/// Ten digits that are typed where no number was known.
bool stands_for_no_nhs(std::string_view digits) {
    constexpr auto nearly_all = static_cast<std::ptrdiff_t>(nhs_digits - 1);
    if (std::string_view{"01234567890"}.find(digits) != std::string_view::npos ||
        std::string_view{"09876543210"}.find(digits) != std::string_view::npos)
        return true;
    return std::any_of(digits.begin(), digits.end(), [&](char c) {
        return std::count(digits.begin(), digits.end(), c) >= nearly_all;
    });
}

}  // namespace

std::optional<PostcodeParts> postcode_parts(std::string_view text) {
    const auto capitals = capitals_of(text);
    auto words = words_of(std::string_view{capitals});
    std::string plain;
    for (const auto word : words)
        plain += word;
    PostcodeParts parts;
    if (const auto whole = normal_postcode(plain)) {
        const auto space = whole->find(' ');
        parts.whole = *whole;
        parts.district = whole->substr(0, space);
        parts.sector = whole->substr(0, space + 2);
    } else if (!words.empty() && words.size() <= 2) {
        // Any inward part makes a whole postcode of a district that is one.
        if (!normal_postcode(std::string{words[0]} + "1AA")) return std::nullopt;
        parts.district = words[0];
        if (words.size() == 2) {
            if (words[1].size() != 1 || !is_digit(words[1][0])) return std::nullopt;
            parts.sector = parts.district + " " + words[1][0];
        }
    } else {
        return std::nullopt;
    }
    parts.area = parts.district.substr(0, is_digit(parts.district[1]) ? 1 : 2);
    parts.is_placeholder =
        std::find(postcode_areas.begin(), postcode_areas.end(), parts.area) == postcode_areas.end();
    parts.is_no_fixed_abode = parts.whole == "ZZ99 3VZ";
    return parts;
}

bool is_no_fixed_abode(std::string_view address) {
    constexpr std::array<std::string_view, 8> says{
        "nfa",
        "n f a",
        "no fixed abode",
        "no fixed address",
        "homeless",
        "rough sleeper",
        "rough sleeping",
        "sleeping rough"};
    constexpr std::array<std::string_view, 5> no_longer{
        "formerly", "previously", "was", "not", "ex"};
    constexpr std::array<std::string_view, 12> places{
        "house",
        "court",
        "hostel",
        "shelter",
        "centre",
        "project",
        "unit",
        "accommodation",
        "service",
        "services",
        "team",
        "ltd"};
    const auto folded = " " + fold(address) + " ";
    for (const auto phrase : says)
        for (auto at = folded.find(fmt::format(" {} ", phrase)); at != std::string::npos;
             at = folded.find(fmt::format(" {} ", phrase), at + 1)) {
            const auto before = words_of(std::string_view{folded}.substr(0, at));
            const auto after = words_of(std::string_view{folded}.substr(at + phrase.size() + 1));
            const auto has = [](const auto& list, std::string_view word) {
                return std::find(list.begin(), list.end(), word) != list.end();
            };
            if (!before.empty() && has(no_longer, before.back())) continue;
            if (!after.empty() && has(places, after.front())) continue;
            return true;
        }
    return false;
}

std::optional<std::string> phone_number(std::string_view text) {
    auto number = normal_phone(text);
    // "+07700 …" is written for 07700: no country's number begins with a nought.
    if (number && number->starts_with("+0")) number = normal_phone(number->substr(1));
    if (!number || number->starts_with("+0")) return std::nullopt;
    auto digits = std::string_view{*number}.substr(1);
    if (digits.starts_with("44")) digits.remove_prefix(2);
    if (stands_for_no_phone(digits)) return std::nullopt;
    return number;
}

std::optional<std::string> nhs_number(std::string_view text) {
    auto number = normal_nhs_number(text);
    if (!number || number->find_first_not_of(number->front()) == std::string::npos)
        return std::nullopt;
    return number;
}

std::vector<std::string> nhs_numbers_near(std::string_view text) {
    const auto digits = digits_of(text);
    std::vector<std::string> near;
    if (digits.size() != nhs_digits || normal_nhs_number(digits) || stands_for_no_nhs(digits))
        return near;
    const auto add = [&](const std::string& one) {
        if (nhs_number(one)) near.push_back(one);
    };
    for (std::size_t i = 0; i < nhs_digits; ++i) {
        auto one = digits;
        for (char c = '0'; c <= '9'; ++c) {
            one[i] = c;
            add(one);
        }
        auto swapped = digits;
        if (i + 1 < nhs_digits && swapped[i] != swapped[i + 1]) {
            std::swap(swapped[i], swapped[i + 1]);
            add(swapped);
        }
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    return near;
}

std::optional<std::string> pnc_id(std::string_view text, int this_year) {
    const auto parts = parts_of(text, "PNC");
    if (parts.empty() || parts.size() > 2 || parts.back().size() < 2 ||
        !is_capital(parts.back().back()))
        return std::nullopt;
    const char letter = parts.back().back();
    const auto digits = std::string_view{parts.back()}.substr(0, parts.back().size() - 1);
    if (parts.size() == 2) return pnc_of(parts[0], digits, letter, this_year);
    // Without a separator: the one reading its letter is right for.
    std::optional<std::string> found;
    for (const std::size_t year_digits : {2U, 4U}) {
        if (digits.size() <= year_digits) continue;
        auto reading =
            pnc_of(digits.substr(0, year_digits), digits.substr(year_digits), letter, this_year);
        if (reading && found) return std::nullopt;
        if (reading) found = std::move(reading);
    }
    return found;
}

std::optional<std::string> cro_number(std::string_view text) {
    auto parts = parts_of(text, "CRO");
    if (parts.size() == 3 && parts[0] == "SF") {
        parts.erase(parts.begin());
        parts[0].insert(0, "SF");
    }
    if (parts.size() != 2 || !is_capital(parts[1].back())) return std::nullopt;
    const char letter = parts[1].back();
    const auto second = std::string_view{parts[1]}.substr(0, parts[1].size() - 1);
    constexpr std::size_t year_digits = 2;
    const bool is_old_file = parts[0].starts_with("SF");
    const auto first = std::string_view{parts[0]}.substr(is_old_file ? 2 : 0);
    const auto year = is_old_file ? first : second, serial = is_old_file ? second : first;
    if (!are_digits(year) || year.size() != year_digits || !are_digits(serial) ||
        serial.size() > serial_digits_cro || number_in(serial) == 0)
        return std::nullopt;
    const auto number = number_in(serial);
    // Of the old files the letter is of year and number written after each other.
    const auto both = is_old_file ? number_in(fmt::format("{}{}", year, number))
                                  : number_in(year) * cro_serials + number;
    if (check_letter(both) != letter) return std::nullopt;
    return is_old_file ? fmt::format("SF{}/{}{}", year, number, letter)
                       : fmt::format("{}/{}{}", number, year, letter);
}

}  // namespace waymark::linkage
