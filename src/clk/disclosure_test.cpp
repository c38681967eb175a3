// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "clk/disclosure.hpp"

#include <doctest/doctest.h>

#include <numeric>

namespace waymark::clk {

TEST_CASE("small numbers are not told, of those known or those not, and others are rounded") {
    CHECK(rounded(12) == 10);
    CHECK(rounded(13) == 15);
    CHECK_FALSE(told(500, 9, {}).known);
    CHECK(told(500, 10, {}).known == 10);
    CHECK_FALSE(told(500, 491, {}).known);
    CHECK(told(500, 490, {}).known == 490);
    CHECK(told(503, 100, {}).records == 505);
    const auto one = told(500, 60, {30, 27, 3});
    CHECK(one.known == 60);
    CHECK(one.classes[0] == 30);
    CHECK_FALSE(one.classes[1]);  // Or else three would be what is left.
    CHECK_FALSE(one.classes[2]);
    CHECK_FALSE(told(500, 5, {5}).classes[0]);
    // Nobody is also a number by which somebody is found out.
    CHECK_FALSE(told(500, 60, {60, 0}).classes[0]);
}

TEST_CASE("in ten thousand tables nothing small can be had by taking numbers from each other") {
    SeededRandom random{17};
    for (int turn = 0; turn < 10'000; ++turn) {
        std::vector<std::uint64_t> classes(1 + random.below(8));
        for (auto& one : classes)
            one = random.below(3) == 0 ? random.below(12) : random.below(200);
        const auto known = std::accumulate(classes.begin(), classes.end(), std::uint64_t{0});
        const auto records = known + random.below(40);
        const auto table = told(records, known, classes);
        if (!table.known) {
            for (const auto& one : table.classes)
                CHECK_FALSE(one);
            continue;
        }
        CHECK(known >= told_least);
        CHECK(records - known >= told_least);
        std::uint64_t withheld = 0, count = 0;
        for (std::size_t i = 0; i < classes.size(); ++i) {
            if (table.classes[i]) {
                CHECK(classes[i] >= told_least);
                CHECK(*table.classes[i] % told_step == 0);
            } else {
                withheld += classes[i];
                ++count;
            }
        }
        // What is withheld together is not few, and one that is withheld alone is itself not few.
        CHECK((count == 0 || withheld >= told_least));
    }
}

}  // namespace waymark::clk
