// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "demo/population.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

namespace waymark::demo {

TEST_CASE("an invented population is the same for the same seed, and hard in the ways people are") {
    const auto material = read_material();
    constexpr std::uint64_t count = 20'000;
    std::map<std::uint64_t, std::vector<PopulationRecord>> people;
    std::string first;
    std::uint64_t records = 0, homeless = 0, placeholders = 0, twins = 0;
    std::set<std::string> numbers;
    make_population(count, material, 7, [&](const PopulationRecord& record) {
        CHECK(record.number == ++records);
        CHECK(is_utf8(record.given + record.family));
        people[record.person].push_back(record);
        homeless += record.has_no_home ? 1 : 0;
        placeholders += record.born == "1900-01-01" || record.born == "1970-01-01" ? 1 : 0;
        // Of numbers that somebody has there is none.
        if (people[record.person].size() == 1) {
            CHECK((record.phone.empty() || record.phone.starts_with("+446")));
            CHECK(
                (record.nhs.empty() ||
                 (record.nhs.starts_with("999") && normal_nhs_number(record.nhs)))
            );
            if (!record.nhs.empty()) CHECK(numbers.insert(record.nhs).second);
            CHECK_FALSE(record.given.empty());
            CHECK_FALSE(record.family.empty());
        }
    });
    CHECK(records == count);
    CHECK(people.size() > count * 45 / 100);
    CHECK(people.size() < count * 55 / 100);
    CHECK(homeless > count / 200);
    CHECK(homeless < count / 50);
    CHECK(placeholders > 20);
    for (const auto& [person, written] : people) {
        CHECK(written.size() <= 10);
        const auto next = people.find(person + 1);
        if (next == people.end()) continue;
        const auto &a = written.front(), &b = next->second.front();
        twins += a.born == b.born && a.family == b.family && a.given != b.given ? 1 : 0;
    }
    CHECK(twins > 10);
    std::uint64_t same = 0;
    make_population(100, material, 7, [&](const PopulationRecord& record) {
        for (const auto& one : people[record.person])
            same += one.number == record.number && cells_of(one) == cells_of(record) ? 1 : 0;
    });
    CHECK(same == 100);
    make_population(1, material, 8, [&](const PopulationRecord& record) {
        CHECK(cells_of(record) != cells_of(people[1][0]));
    });
}

}  // namespace waymark::demo
