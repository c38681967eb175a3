// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "clk/base64.hpp"
#include "clk/groups.hpp"
#include "clk/lanes.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <bit>
#include <set>
#include <stdexcept>

namespace waymark::clk {

namespace {

/// Filters of chance, some of them empty, full, or almost another's.
Filters drawn(
    std::size_t count, std::size_t words, std::uint64_t seed, const Filters* like = nullptr
) {
    SeededRandom random{seed};
    Filters filters{.words = words};
    std::vector<std::uint8_t> bytes(words * 8);
    for (std::size_t i = 0; i < count; ++i) {
        const auto density = random.below(9);
        for (auto& byte : bytes) {
            byte = 0;
            for (int bit = 0; bit < 8; ++bit)
                byte = static_cast<std::uint8_t>(byte << 1 | (random.below(8) < density));
        }
        if (like && random.below(3) == 0) {
            const auto* other = like->of(static_cast<Place>(random.below(like->size())));
            std::memcpy(bytes.data(), other, bytes.size());
            for (int j = 0; j < 6; ++j)
                bytes[random.below(bytes.size())] ^=
                    static_cast<std::uint8_t>(1U << random.below(8));
        }
        filters.add(bytes);
    }
    return filters;
}

using Found = std::set<std::tuple<Place, Place, double>>;

Found found_by(
    const Filters& a,
    const Filters& b,
    const JoinOptions& options,
    const std::vector<Block>* blocks = nullptr
) {
    Found found;
    join(
        a,
        b,
        options,
        [&](const std::vector<Match>& matches) {
            for (const auto& match : matches)
                CHECK(found.emplace(match.left, match.right, match.similarity).second);
        },
        blocks
    );
    return found;
}

/// Every pair, bit by bit, from the definitions.
Found plainly(const Filters& a, const Filters& b, Measure measure, double least) {
    Found found;
    for (Place i = 0; i < a.size(); ++i)
        for (Place j = 0; j < b.size(); ++j) {
            double both = 0, either = 0, one = 0, other = 0, same = 0;
            for (std::size_t bit = 0; bit < a.words * 64; ++bit) {
                const bool x = a.of(i)[bit / 64] >> bit % 64 & 1,
                           y = b.of(j)[bit / 64] >> bit % 64 & 1;
                both += x && y;
                either += x || y;
                one += x;
                other += y;
                same += x == y;
            }
            double value = 0;
            if (measure == Measure::dice && one + other > 0) value = 2 * both / (one + other);
            if (measure == Measure::jaccard && either > 0) value = both / either;
            if (measure == Measure::hamming) value = same / static_cast<double>(a.words * 64);
            if (value >= least) found.emplace(i, j, value);
        }
    return found;
}

}  // namespace

TEST_CASE("every kernel finds the pairs that a walk over all bits finds") {
    constexpr std::size_t lengths[] = {1, 2, 3, 8, 16, 17, 64};
    for (const auto words : lengths) {
        const auto a = drawn(60, words, words), b = drawn(75, words, words + 100, &a);
        for (const auto measure : {Measure::dice, Measure::jaccard, Measure::hamming})
            for (const double least : {0.25, 0.5, 0.75, 0.8125, 0.9, 1.0}) {
                const auto wanted = plainly(a, b, measure, least);
                for (const auto& kernel : kernels_for(words)) {
                    const auto found =
                        found_by(a, b, {.measure = measure, .least = least, .kernel = kernel.name});
                    CHECK_MESSAGE(
                        found == wanted, kernel.name << " of " << words << " at " << least
                    );
                }
            }
    }
    CHECK(!kernels_for(16).empty());
}

TEST_CASE("a join tells the same in the same order on any number of threads, and the best alone") {
    const auto a = drawn(500, 16, 1), b = drawn(400, 16, 2, &a);
    const auto told = [&](const JoinOptions& options) {
        std::string text;
        join(a, b, options, [&](const std::vector<Match>& matches) {
            for (const auto& match : matches)
                text += fmt::format("{},{},{}\n", match.left, match.right, match.similarity);
        });
        return text;
    };
    const auto once = told({.least = 0.6});
    CHECK(once.size() > 1'000);
    CHECK(told({.least = 0.6, .threads = 3}) == once);
    const auto all = found_by(a, b, {.least = 0.6}),
               best = found_by(a, b, {.least = 0.6, .best = 2});
    for (Place i = 0; i < a.size(); ++i) {
        std::vector<std::pair<double, Place>> own, kept;
        for (const auto& [left, right, value] : all)
            if (left == i) own.emplace_back(-value, right);
        for (const auto& [left, right, value] : best)
            if (left == i) kept.emplace_back(-value, right);
        std::sort(own.begin(), own.end());
        std::sort(kept.begin(), kept.end());
        own.resize(std::min<std::size_t>(own.size(), 2));
        CHECK(own == kept);
    }
}

TEST_CASE("many small blocks give the pairs within each of them") {
    const auto a = drawn(90, 16, 5), b = drawn(120, 16, 6, &a);
    std::vector<Block> blocks(30);
    for (Place i = 0; i < a.size(); ++i)
        blocks[i % 30].left.push_back(i);
    for (Place j = 0; j < b.size(); ++j)
        if (j % 4 != 3) blocks[j % 30].right.push_back(j);
    Found wanted;
    for (const auto& one : plainly(a, b, Measure::dice, 0.4))
        if (std::get<0>(one) % 30 == std::get<1>(one) % 30 && std::get<1>(one) % 4 != 3)
            wanted.insert(one);
    CHECK(!wanted.empty());
    CHECK(found_by(a, b, {.least = 0.4, .threads = 2}, &blocks) == wanted);
}

TEST_CASE("what cannot be compared is refused") {
    const auto nothing = [](const std::vector<Match>&) {};
    const auto a = drawn(3, 16, 1), b = drawn(3, 8, 1);
    CHECK_THROWS_AS(join(a, b, {}, nothing), std::invalid_argument);
    CHECK_THROWS_AS(join(a, a, {.least = 0}, nothing), std::invalid_argument);
    CHECK_THROWS_AS(join(a, a, {.least = 1.5}, nothing), std::invalid_argument);
    CHECK_THROWS_AS(join(a, a, {.kernel = "none such"}, nothing), std::invalid_argument);
    CHECK(join(a, Filters{}, {}, nothing).matches == 0);
    const auto refusal = [](const char* text) {
        const auto filters = read_filters(text);
        return filters ? "" : filters.problem().message;
    };
    CHECK(refusal("[]").starts_with("This is not"));
    CHECK(refusal(R"({"clks": ["AAAAAAAAAAA=", "?"]})") == "CLK 1 is not base64.");
    CHECK(refusal(R"({"clks": ["AAAA"]})").starts_with("CLK 0 has not a multiple"));
    CHECK(
        refusal(R"({"clks": ["AAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAA=="]})") ==
        "CLK 1 is not as long as the first."
    );
    CHECK(refusal(R"({"clks": ["AAAAAAAAAAA=", "/wAAAAAAAAA="]})").empty());
    CHECK(read_filters(R"({"clks": []})")->size() == 0);
}

TEST_CASE("groups take the most alike first and nobody of one party twice") {
    const std::vector<PartyMatches> matches{
        {0, 1, {{0, 0, 0.9}, {0, 1, 0.95}, {1, 0, 0.8}, {2, 2, 0.7}}},
        {0, 2, {{0, 5, 0.85}}},
        {1, 2, {{1, 6, 0.8}, {2, 6, 0.75}}}};
    const auto groups = groups_of(matches);
    using Group = std::vector<Member>;
    REQUIRE(groups.size() == 3);
    CHECK(groups[0] == Group{{0, 0}, {1, 1}, {2, 5}});
    CHECK(groups[1] == Group{{0, 1}, {1, 0}});
    CHECK(groups[2] == Group{{0, 2}, {1, 2}, {2, 6}});
    SeededRandom random{9};
    for (int turn = 0; turn < 50; ++turn) {
        std::vector<PartyMatches> some;
        for (std::size_t a = 0; a < 4; ++a)
            for (auto b = a + 1; b < 4; ++b) {
                some.push_back({a, b});
                for (int i = 0; i < 60; ++i)
                    some.back().matches.push_back(
                        {static_cast<Place>(random.below(20)),
                         static_cast<Place>(random.below(20)),
                         static_cast<double>(random.below(100)) / 100}
                    );
            }
        std::set<Member> seen;
        for (const auto& group : groups_of(some)) {
            std::set<std::size_t> parties;
            for (const auto& member : group) {
                CHECK(parties.insert(member.party).second);
                CHECK(seen.insert(member).second);
            }
            CHECK(group.size() > 1);
        }
    }
    CHECK_THROWS_AS(groups_of({{3, 3, {}}}), std::invalid_argument);
}

}  // namespace waymark::clk
