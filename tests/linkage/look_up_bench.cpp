// SPDX-License-Identifier: MIT
// How fast people are looked up among many, and how many are found of those who are there. Prints
// one JSON object. look_up_bench PEOPLE QUERIES; run by ./bench.
//
// Of the queries seven in ten are of somebody who is there: one in seven of these with a slip in
// one of the names, one in four after a move, one in twenty without a date of birth. The rest are
// of nobody. Among those who are there no two have the same number.

#include "demo/population.hpp"
#include "linkage/person_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace waymark;
using namespace waymark::linkage;
using Clock = std::chrono::steady_clock;

constexpr int this_year = 2026;

struct Query {
    PersonFacts facts{};
    std::uint64_t who = 0;  // 0: nobody.
};

PersonFacts facts(const demo::PopulationRecord& record) {
    WrittenPerson person{.names = {{record.given, record.family}}, .born = record.born};
    person.postcodes.push_back(record.postcode);
    person.phones.push_back(record.phone);
    person.nhs.push_back(record.nhs);
    return facts_of(name_lists(), person, this_year);
}

bool chance(Random& random, std::uint64_t in_a_hundred) {
    return random.below(100) < in_a_hundred;
}

double seconds_since(Clock::time_point began) {
    return std::chrono::duration<double>(Clock::now() - began).count();
}

demo::PopulationRecord corrupted(demo::PopulationRecord record, Random& random) {
    if (chance(random, 15)) {
        auto& name = chance(random, 50) ? record.given : record.family;
        name = demo::with_slip(name, random);
    }
    if (chance(random, 25)) {
        record.postcode = fmt::format("LS{} {}AB", 1 + random.below(28), random.below(10));
        record.phone.clear();
    }
    if (chance(random, 5)) record.born.clear();
    return record;
}

double megabytes(const std::string& of) {
    std::ifstream status{"/proc/self/status"};
    for (std::string word; status >> word;)
        if (word == of + ":") {
            double kilobytes = 0;
            status >> kilobytes;
            return kilobytes / 1024;
        }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) return 2;
    const auto people = std::strtoull(words[1], nullptr, 10);
    const auto queries = std::strtoull(words[2], nullptr, 10);
    const auto material = demo::read_material();
    PersonIndex index{name_lists(), person_model()};
    SeededRandom random{11};
    std::vector<Query> asked;
    std::vector<PersonFacts> spare;  // To be put in while others look up.
    std::uint64_t last = 0, put = 0;
    double took = 0;
    // Half as many people as records, and some to ask for who are not there.
    demo::make_population(
        people * 3 + 100'000,
        material,
        7,
        [&](const demo::PopulationRecord& record) {
            if (record.person == last) return;
            last = record.person;
            if (put < people) {
                const auto one = facts(record);
                const auto began = Clock::now();
                index.put({0, record.person}, 1, one);
                took += seconds_since(began);
                ++put;
                if (random.below(people) < queries * 7 / 10)
                    asked.push_back({facts(corrupted(record, random)), record.person});
            } else if (asked.size() < queries) {
                asked.push_back({facts(corrupted(record, random)), 0});
            } else if (spare.size() < 500'000) {
                spare.push_back(facts(record));
            }
        }
    );
    for (std::size_t i = asked.size(); i > 1; --i)
        std::swap(asked[i - 1], asked[random.below(i)]);

    std::vector<double> times;
    std::uint64_t present = 0, found = 0, first = 0, wrong = 0, left_out = 0;
    const auto look_up = [&](const Query& query) {
        const auto began = Clock::now();
        const auto answer = index.find(query.facts, {.most = 10, .least_bits = -20});
        times.push_back(seconds_since(began) * 1e6);
        left_out += answer.left_out > 0 ? 1 : 0;
        present += query.who != 0 ? 1 : 0;
        for (std::size_t i = 0; i < answer.found.size(); ++i) {
            const bool is_right = query.who != 0 && answer.found[i].who.low == query.who;
            found += is_right ? 1 : 0;
            first += is_right && i == 0 ? 1 : 0;
            wrong += !is_right && answer.found[i].band == Band::same ? 1 : 0;
        }
    };
    for (const auto& query : asked)
        look_up(query);
    const auto at = [&](double share) {
        auto sorted = times;
        std::sort(sorted.begin(), sorted.end());
        return sorted[std::min(
            sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size()))
        )];
    };
    const auto p50 = at(0.5), p99 = at(0.99), p999 = at(0.999);
    const auto alone = times.size();

    // One thread looks up for as long as another puts in.
    times.clear();
    std::atomic<bool> is_done{false};
    double putting = 0;
    std::thread writer{[&] {
        const auto began = Clock::now();
        for (std::size_t i = 0; i < spare.size(); ++i)
            index.put({1, i}, 1, spare[i]);
        putting = seconds_since(began);
        is_done = true;
    }};
    const auto before = std::array{present, found, first, wrong, left_out};
    for (std::size_t i = 0; !is_done; ++i)
        look_up(asked[i % asked.size()]);
    writer.join();
    fmt::print(
        "{{\"people\": {}, \"queries\": {}, \"p50_us\": {:.1f}, \"p99_us\": {:.1f}, \"p999_us\": "
        "{:.1f}, "
        "\"recall\": {:.4f}, \"first\": {:.4f}, \"wrong_same\": {}, \"left_out\": {:.4f}, "
        "\"put_per_s\": {:.0f}, \"put_while_read_per_s\": {:.0f}, \"read_while_put_per_s\": "
        "{:.0f}, "
        "\"p99_while_put_us\": {:.1f}, \"peak_mb\": {:.0f}, \"bytes_each\": {:.0f}}}\n",
        put,
        alone,
        p50,
        p99,
        p999,
        static_cast<double>(before[1]) / static_cast<double>(before[0]),
        static_cast<double>(before[2]) / static_cast<double>(before[0]),
        before[3],
        static_cast<double>(before[4]) / static_cast<double>(alone),
        static_cast<double>(put) / took,
        static_cast<double>(spare.size()) / putting,
        static_cast<double>(times.size()) / putting,
        at(0.99),
        megabytes("VmHWM"),
        static_cast<double>(index.memory()) / static_cast<double>(index.size())
    );
    return 0;
}
