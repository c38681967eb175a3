// SPDX-License-Identifier: MIT
#include "demo/crowd.hpp"

#include <fmt/format.h>

namespace waymark::demo {

namespace {

/// Ofcom keeps these blocks of a thousand for drama; they belong to nobody.
constexpr const char* drama_numbers[] = {
    "+447700900",
    "+441632960",
    "+441134960",
    "+441144960",
    "+441154960",
    "+441164960",
    "+441174960",
    "+441184960",
    "+441214960",
    "+441314960",
    "+441414960",
    "+441514960",
    "+441614960",
    "+442079460",
    "+441914980"};

/// NHS numbers that begin with 999 are given to nobody. Numbers whose check digit would be 10 do
/// not exist, so the next one is taken.
std::string nhs_number(std::uint64_t n) {
    for (;; ++n) {
        const auto digits = fmt::format("999{:06}", n % 1000000);
        int sum = 0;
        for (int i = 0; i < 9; ++i)
            sum += (digits[static_cast<std::size_t>(i)] - '0') * (10 - i);
        const int check = (11 - sum % 11) % 11;
        if (check != 10) return digits + std::to_string(check);
    }
}

/// Nobody is so young that police could not come to hold them.
Day birthday(Day today, bool is_child, Random& random) {
    const int age_days =
        is_child ? 365 * 11 + static_cast<int>(random.below(365 * 7))
                 : 365 * 18 + static_cast<int>((random.below(365 * 40) + random.below(365 * 32)));
    return Day{std::chrono::sys_days{today} - std::chrono::days{age_days}};
}

std::string ethnicity(Random& random) {
    const auto drawn = random.below(100);
    if (drawn < 66) return "W1";
    static constexpr const char* others[] = {
        "W2", "W9", "M1", "M9", "A1", "A1", "A2", "A3", "A9", "B1", "B2", "B2", "O9", "NS"};
    return others[random.below(std::size(others))];
}

}  // namespace

Crowd draw_crowd(
    std::size_t count,
    const Material& material,
    const AgencyId& police,
    Instant now,
    Random& random,
    const std::function<void(people::Person)>& take
) {
    Crowd crowd;
    const auto today = to_london(now).day;
    std::string surname;
    std::uint64_t left_in_home = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const bool opens_home = left_in_home == 0;
        if (opens_home) {
            left_in_home = 1 + random.below(3) + random.below(3);
            const auto& postcode = material.postcodes[random.below(material.postcodes.size())];
            const auto& street = material.streets[random.below(material.streets.size())];
            crowd.homes.push_back({fmt::format("{} {}", 1 + random.below(180), street), postcode});
            surname = material.surnames.draw(random);
        }
        --left_in_home;
        const auto& home = crowd.homes.back();
        const bool is_woman = random.below(2) == 0;
        const bool shares_name = random.below(4) != 0;

        people::Person person;
        person.id = {new_uuid(now, random)};
        person.agency = police;
        person.sex = is_woman ? "F" : "M";
        person.gender = is_woman ? "2" : "1";
        person.ethnicity = ethnicity(random);
        if (random.below(30) != 0) {
            person.born_on = birthday(today, !opens_home && random.below(4) == 0, random);
            person.born_precision = people::BornPrecision::day;
        }
        const auto& given = (is_woman ? material.women : material.men).draw(random);
        person.names.push_back(
            {new_uuid(now, random),
             "legal",
             given,
             shares_name ? surname : material.surnames.draw(random)}
        );
        if (random.below(12) == 0)
            person.names.push_back(
                {new_uuid(now, random),
                 "known_as",
                 given.substr(0, std::min<std::size_t>(4, given.size())),
                 surname}
            );
        person.addresses.push_back({new_uuid(now, random), home.line, home.postcode.text});
        std::string phone;
        // Few numbers belong to nobody, so they go to the first who want one.
        if (i < std::size(drama_numbers) * 1000 && random.below(3) != 0) {
            phone = fmt::format(
                "{}{:03}",
                drama_numbers[i % std::size(drama_numbers)],
                i / std::size(drama_numbers) % 1000
            );
            if (phone.size() == 13) person.phones.push_back({new_uuid(now, random), phone});
        }
        if (random.below(3) == 0)
            person.identifiers.push_back({new_uuid(now, random), "nhs_number", nhs_number(i)});
        const bool is_often = random.below(40) == 0;
        if (is_often) crowd.often.push_back(crowd.people.size());
        crowd.people.push_back({person.id, crowd.homes.size() - 1, phone, is_often});
        take(std::move(person));
    }
    return crowd;
}

}  // namespace waymark::demo
