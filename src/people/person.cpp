// SPDX-License-Identifier: MIT
#include "people/person.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace waymark::people {

namespace {

using Problems = std::vector<FieldProblem>;

std::string at(const char* list, std::size_t i, const char* field) {
    return "/" + std::string{list} + "/" + std::to_string(i) + "/" + field;
}

void check_code(
    Problems& wrong,
    const codes::CodeBook& codes,
    Day today,
    const std::string& field,
    const char* list,
    const std::string& code
) {
    if (!codes.has(list, code, today))
        wrong.push_back({field, "unknown_code", "Choose one from the list."});
}

void check_length(
    Problems& wrong, const std::string& field, const std::string& text, std::size_t max
) {
    if (length_of(text) > max)
        wrong.push_back({field, "too_long", "Use " + std::to_string(max) + " characters or fewer."}
        );
}

void check_birth(Problems& wrong, Person& person, Day today) {
    if (!person.born_on) {
        if (person.born_precision != BornPrecision::unknown)
            wrong.push_back(
                {"/born_on", "required", "Enter a date of birth, or say that it is not known."}
            );
        return;
    }
    const std::chrono::sys_days born{*person.born_on};
    if (born > std::chrono::sys_days{today})
        wrong.push_back({"/born_on", "future", "A date of birth cannot be in the future."});
    if (born < std::chrono::sys_days{today} - std::chrono::days{365 * 125})
        wrong.push_back({"/born_on", "ancient", "Check the year: nobody is that old."});
    if (person.born_precision == BornPrecision::unknown) person.born_precision = BornPrecision::day;
}

void check_names(Problems& wrong, const Person& person, const codes::CodeBook& codes, Day today) {
    for (std::size_t i = 0; i < person.names.size(); ++i) {
        const auto& name = person.names[i];
        check_code(wrong, codes, today, at("names", i, "kind"), "name_kind", name.kind);
        if (trim(name.given).empty() && trim(name.family).empty())
            wrong.push_back(
                {at("names", i, "family"), "required", "Enter a first name or a last name."}
            );
        check_length(wrong, at("names", i, "given"), name.given, name_length_max);
        check_length(wrong, at("names", i, "family"), name.family, name_length_max);
    }
}

void check_addresses(Problems& wrong, Person& person) {
    for (std::size_t i = 0; i < person.addresses.size(); ++i) {
        auto& address = person.addresses[i];
        if (trim(address.line).empty() && address.postcode.empty())
            wrong.push_back({at("addresses", i, "line"), "required", "Enter the address."});
        check_length(wrong, at("addresses", i, "line"), address.line, line_length_max);
        if (!address.postcode.empty()) {
            const auto normal = normal_postcode(address.postcode);
            if (normal)
                address.postcode = *normal;
            else
                wrong.push_back(
                    {at("addresses", i, "postcode"), "shape", "Enter a UK postcode, like CV1 2AB."}
                );
        }
        if (address.uprn.size() > 12 || digits_of(address.uprn) != address.uprn)
            wrong.push_back({at("addresses", i, "uprn"), "shape", "A UPRN has up to 12 digits."});
        if (address.from_on && address.to_on &&
            std::chrono::sys_days{*address.to_on} < std::chrono::sys_days{*address.from_on})
            wrong.push_back(
                {at("addresses", i, "to_on"),
                 "order",
                 "The last day must not come before the first."}
            );
    }
}

void check_contacts(Problems& wrong, Person& person, const codes::CodeBook& codes, Day today) {
    for (std::size_t i = 0; i < person.phones.size(); ++i) {
        const auto normal = normal_phone(person.phones[i].number);
        if (normal)
            person.phones[i].number = *normal;
        else
            wrong.push_back(
                {at("phones", i, "number"), "shape", "Enter a telephone number, like 07700 900123."}
            );
    }
    for (std::size_t i = 0; i < person.identifiers.size(); ++i) {
        auto& identifier = person.identifiers[i];
        check_code(
            wrong, codes, today, at("identifiers", i, "kind"), "identifier_kind", identifier.kind
        );
        if (identifier.kind == "nhs_number") {
            const auto normal = normal_nhs_number(identifier.value);
            if (normal)
                identifier.value = *normal;
            else
                wrong.push_back(
                    {at("identifiers", i, "value"),
                     "check_digit",
                     "This is not an NHS number: check the ten digits."}
                );
        } else if (trim(identifier.value).empty()) {
            wrong.push_back({at("identifiers", i, "value"), "required", "Enter the number."});
        }
        check_length(wrong, at("identifiers", i, "value"), identifier.value, name_length_max);
    }
}

void check_counts(Problems& wrong, const Person& person) {
    const auto check = [&](const char* field, std::size_t count) {
        if (count > rows_max) wrong.push_back({field, "too_many", "At most 50 can be kept."});
    };
    check("/names", person.names.size());
    check("/addresses", person.addresses.size());
    check("/phones", person.phones.size());
    check("/identifiers", person.identifiers.size());
}

/// "14/03/1984", "14.3.1984" or "1984-03-14".
std::optional<Day> read_birth(std::string_view word) {
    if (const auto iso = parse_day(word)) return iso;
    int parts[3] = {};
    const char* from = word.data();
    const char* const end = word.data() + word.size();
    for (int i = 0; i < 3; ++i) {
        const auto [next, wrong] = std::from_chars(from, end, parts[i]);
        if (wrong != std::errc{} ||
            (i < 2 && (next == end || (*next != '/' && *next != '.' && *next != '-'))))
            return std::nullopt;
        from = i < 2 ? next + 1 : next;
    }
    if (from != end || parts[2] < 1900) return std::nullopt;
    const Day day{
        std::chrono::year{parts[2]},
        std::chrono::month{static_cast<unsigned>(parts[1])},
        std::chrono::day{static_cast<unsigned>(parts[0])}};
    if (!day.ok()) return std::nullopt;
    return day;
}

/// Whether "CV1" and "2AB" are two halves of a postcode.
std::optional<std::string> joined_postcode(std::string_view a, std::string_view b) {
    if (b.size() != 3) return std::nullopt;
    return normal_postcode(std::string{a} + std::string{b});
}

bool has_digit(std::string_view word) {
    return word.find_first_of("0123456789") != std::string_view::npos;
}

void read_word(PersonQuery& query, std::string_view word) {
    int year = 0;
    const auto [end, wrong] = std::from_chars(word.data(), word.data() + word.size(), year);
    const bool is_number = wrong == std::errc{} && end == word.data() + word.size();
    if (const auto born = read_birth(word)) {
        query.born_on = born;
    } else if (is_number && word.size() == 4 && year >= 1900 && year <= 2100) {
        query.born_year = year;
    } else if (const auto nhs = normal_nhs_number(word)) {
        query.identifier = nhs;
    } else if (const auto phone = normal_phone(word); phone && word.size() >= 9) {
        query.phone = phone;
    } else if (const auto postcode = normal_postcode(word)) {
        query.postcode = postcode;
    } else if (has_digit(word)) {
        query.identifier = std::string{word};
    } else {
        const auto folded = fold(word);
        for (const auto part : words_of(folded))
            query.words.emplace_back(part);
    }
}

}  // namespace

int age_on(Day born, Day day) {
    const int years = int{day.year()} - int{born.year()};
    const bool had_birthday =
        std::pair{day.month(), day.day()} >= std::pair{born.month(), born.day()};
    return had_birthday ? years : years - 1;
}

std::optional<BirthDays> birth_days(const std::optional<Day>& born_on, BornPrecision precision) {
    if (!born_on || precision == BornPrecision::unknown) return std::nullopt;
    if (precision == BornPrecision::day) return BirthDays{*born_on, *born_on};
    const auto year = born_on->year();
    if (precision == BornPrecision::month) {
        const auto month = year / born_on->month();
        return BirthDays{month / 1, month / std::chrono::last};
    }
    return BirthDays{year / 1 / 1, year / 12 / 31};
}

Result<Person> checked(Person person, const codes::CodeBook& codes, Day today) {
    Problems wrong;
    check_code(wrong, codes, today, "/sex", "sex", person.sex);
    check_code(wrong, codes, today, "/gender", "gender", person.gender);
    check_code(wrong, codes, today, "/ethnicity", "ethnicity", person.ethnicity);
    if (!person.ethnicity_officer.empty())
        check_code(
            wrong, codes, today, "/ethnicity_officer", "ethnicity_officer", person.ethnicity_officer
        );
    check_length(wrong, "/interpreter", person.interpreter, name_length_max);
    check_length(wrong, "/communication", person.communication, note_length_max);
    check_birth(wrong, person, today);
    check_names(wrong, person, codes, today);
    check_addresses(wrong, person);
    check_contacts(wrong, person, codes, today);
    check_counts(wrong, person);
    if (person.names.empty() && trim(person.communication).empty())
        wrong.push_back(
            {"/names", "required", "Enter a name, or describe the person under communication."}
        );
    if (!wrong.empty()) return invalid("person.invalid", "Some of this cannot be saved.", wrong);
    return person;
}

std::string display_name(const std::vector<PersonName>& names) {
    if (names.empty()) return "Name not known";
    const auto legal = std::find_if(names.begin(), names.end(), [](const PersonName& name) {
        return name.kind == "legal";
    });
    const auto& shown = legal == names.end() ? names.front() : *legal;
    return std::string{trim(shown.given + " " + shown.family)};
}

std::string name_key(std::string_view name) {
    auto key = fold(name);
    std::erase(key, ' ');
    return key;
}

std::string place_key(
    const std::string& line, const std::string& postcode, const std::string& uprn
) {
    if (!uprn.empty()) return "uprn " + uprn;
    const auto plain = fold(line);
    if (plain.empty()) return {};
    // Without a postcode, only a line with a number in it can be told from another.
    if (postcode.empty() && !has_digit(plain)) return {};
    return plain + "|" + postcode;
}

PersonQuery read_query(std::string_view text) {
    PersonQuery query;
    // A telephone or NHS number is often typed in groups, so the whole is tried before the words.
    if (const auto nhs = normal_nhs_number(text)) {
        query.identifier = nhs;
        return query;
    }
    // A wrong NHS number too, from whose digits the right one may be guessed.
    constexpr std::size_t nhs_digits = 10;
    const bool is_number = text.find_first_not_of("0123456789 -") == std::string_view::npos;
    if (is_number && digits_of(text).size() == nhs_digits && !normal_phone(text)) {
        query.identifier = digits_of(text);
        return query;
    }
    if (const auto phone = normal_phone(text)) {
        query.phone = phone;
        return query;
    }
    std::string spaced;
    for (const char c : text.substr(0, std::min<std::size_t>(text.size(), 200)))
        spaced += c == ',' || c == ';' || c == '\t' ? ' ' : c;
    const auto words = words_of(spaced);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i + 1 < words.size()) {
            if (const auto postcode = joined_postcode(words[i], words[i + 1])) {
                query.postcode = postcode;
                ++i;
                continue;
            }
        }
        read_word(query, words[i]);
    }
    return query;
}

}  // namespace waymark::people
