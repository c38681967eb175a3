// SPDX-License-Identifier: MIT
#pragma once

// A person as one agency knows them, and the rules for what may be said of one. Pure.

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/words.hpp"
#include "codes/code_book.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waymark::people {

/// How much of a date of birth is known. With `month` or `year` the rest of the date is 1.
enum class BornPrecision { day, month, year, estimated, unknown };

/// Whole years from birth to a day.
int age_on(Day born, Day day);

/// The first and the last day somebody can have been born on, as far as it is known; parts of a
/// date that are not known are kept as 1, and an estimate is good to the year.
struct BirthDays {
    Day first;
    Day last;
};
std::optional<BirthDays> birth_days(const std::optional<Day>& born_on, BornPrecision precision);

struct PersonName {
    std::string id{};
    std::string kind;  ///< Of the list name_kind.
    std::string given{};
    std::string family{};
};

struct PersonAddress {
    std::string id{};
    std::string line;
    std::string postcode{};
    std::string uprn{};
    std::optional<Day> from_on{};
    std::optional<Day> to_on{};
};

struct PersonPhone {
    std::string id{};
    std::string number;  ///< As "+447700900123".
};

struct PersonIdentifier {
    std::string id{};
    std::string kind;  ///< Of the list identifier_kind.
    std::string value;
};

struct Person {
    PersonId id{};
    AgencyId agency{};
    std::optional<Day> born_on{};
    BornPrecision born_precision = BornPrecision::unknown;
    std::string sex = "UNK";
    std::string gender = "X";
    std::string ethnicity = "NS";     ///< As the person says.
    std::string ethnicity_officer{};  ///< As an officer saw it; empty where nobody did.
    std::string interpreter{};        ///< The language they need an interpreter for.
    std::string communication{};      ///< What helps in speaking with them.
    std::vector<PersonName> names{};
    std::vector<PersonAddress> addresses{};
    std::vector<PersonPhone> phones{};
    std::vector<PersonIdentifier> identifiers{};
    std::int64_t revision = 1;
};

inline constexpr std::size_t name_length_max = 100;
inline constexpr std::size_t line_length_max = 300;
inline constexpr std::size_t note_length_max = 500;
inline constexpr std::size_t rows_max = 50;  ///< Of names, addresses, phones or identifiers.

/// The person with telephone numbers, postcodes and identifiers in their normal form, or every
/// field that is wrong at once. A name or a description in `communication` is needed.
Result<Person> checked(Person person, const codes::CodeBook& codes, Day today);

/// "Sarah Jones", by the legal name where there is one; "Name not known" otherwise.
std::string display_name(const std::vector<PersonName>& names);

/// A name as it is compared: folded and in one piece, so that O'Brien, O Brien and Obrien are one.
std::string name_key(std::string_view name);

/// What two mentions of one place have in common: the UPRN, or else the line and postcode without
/// regard to case and punctuation. Empty when there is too little to tell one place from another.
std::string place_key(
    const std::string& line, const std::string& postcode, const std::string& uprn
);

/// What someone typed to find a person, taken apart.
struct PersonQuery {
    std::vector<std::string> words{};  ///< Beginnings of names, folded.
    std::optional<Day> born_on{};
    std::optional<int> born_year{};
    std::optional<std::string> phone{};
    std::optional<std::string> postcode{};
    std::optional<std::string> identifier{};  ///< An NHS number, or any word with digits in it.

    bool is_empty() const {
        return words.empty() && !born_on && !born_year && !phone && !postcode && !identifier;
    }
};

/// Takes apart "jones sar 1984", "CV1 2AB", "14/03/1984", "07700 900123", "999 000 0018".
PersonQuery read_query(std::string_view text);

}  // namespace waymark::people

template <>
struct waymark::Words<waymark::people::BornPrecision> {
    using enum waymark::people::BornPrecision;
    static constexpr std::pair<people::BornPrecision, std::string_view> list[] = {
        {day, "day"},
        {month, "month"},
        {year, "year"},
        {estimated, "estimated"},
        {unknown, "unknown"},
    };
};
