// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "linkage/key_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <vector>

namespace waymark::linkage {

namespace {

std::vector<KeyTable::Row> sorted(std::span<const KeyTable::Row> rows) {
    std::vector<KeyTable::Row> list{rows.begin(), rows.end()};
    std::sort(list.begin(), list.end());
    return list;
}

}  // namespace

TEST_CASE("a table of keys holds what a map of sets holds, whatever is added and taken away") {
    SeededRandom random{11};
    KeyTable table;
    std::map<KeyTable::Key, std::set<KeyTable::Row>> oracle;
    // Keys that begin and end alike, so that places are fought for.
    const auto key_at = [](std::uint64_t i) { return i % 7 << 60 | i << 8 | i % 3; };
    for (int turn = 0; turn < 200'000; ++turn) {
        const auto key = key_at(random.below(turn < 100'000 ? 3'000 : 300));
        const auto row = static_cast<KeyTable::Row>(random.below(40));
        auto& rows = oracle[key];
        if (random.below(turn < 100'000 ? 3 : 2) == 0) {
            table.remove(key, row);
            rows.erase(row);
        } else if (rows.insert(row).second) {
            table.add(key, row);
        }
    }
    std::size_t keys = 0;
    for (const auto& [key, rows] : oracle) {
        keys += rows.empty() ? 0 : 1;
        REQUIRE(sorted(table.rows(key)) == std::vector<KeyTable::Row>(rows.begin(), rows.end()));
    }
    CHECK(table.keys() == keys);
    CHECK(table.rows(key_at(5'000)).empty());
    for (const auto& [key, rows] : oracle)
        for (const auto row : rows)
            table.remove(key, row);
    CHECK(table.keys() == 0);
}

TEST_CASE("a key may have more rows than one chunk of memory holds") {
    KeyTable table;
    constexpr KeyTable::Row rows = 1'200'000;
    for (KeyTable::Row row = 0; row < rows; ++row)
        table.add(42, row);
    CHECK(table.rows(42).size() == rows);
    CHECK(table.memory() < std::size_t{32'000'000});
    CHECK(sorted(table.rows(42)).back() == rows - 1);
    table.remove(42, 7);
    CHECK(table.rows(42).size() == rows - 1);
}

TEST_CASE("stretches of words never overlap, and are used again") {
    SeededRandom random{12};
    WordPool pool;
    std::map<WordPool::Place, unsigned> taken;
    for (int turn = 0; turn < 20'000; ++turn) {
        if (!taken.empty() && random.below(2) == 0) {
            const auto one =
                std::next(taken.begin(), static_cast<std::ptrdiff_t>(random.below(taken.size())));
            pool.give_back(one->first, one->second);
            taken.erase(one);
            continue;
        }
        const auto order = static_cast<unsigned>(random.below(9));
        const auto place = pool.take(order);
        std::fill_n(pool.at(place), std::size_t{1} << order, place);
        REQUIRE(place % (1U << order) == 0);
        REQUIRE(taken.emplace(place, order).second);
    }
    for (const auto& [place, order] : taken)
        for (std::size_t i = 0; i < std::size_t{1} << order; ++i)
            REQUIRE(pool.at(place)[i] == place);
    CHECK(WordPool::order_for(1) == 0);
    CHECK(WordPool::order_for(16) == 4);
    CHECK(WordPool::order_for(17) == 5);
    CHECK(pool.memory() < std::size_t{20'000'000});
    CHECK_THROWS_AS((void)pool.take(27), std::length_error);
}

}  // namespace waymark::linkage
