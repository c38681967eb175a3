// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "linkage/similarity.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace waymark::linkage {

namespace {

#ifdef NDEBUG
constexpr int cases = 1'000'000;
#else
constexpr int cases = 40'000;  // Under the sanitizers each takes some thirty times as long.
#endif

/// Short texts of few letters, so that they often agree.
std::string a_text(Random& random, std::size_t length_max, unsigned letters) {
    std::string text;
    for (auto left = random.below(length_max + 1); left > 0; --left)
        text += static_cast<char>('a' + random.below(letters));
    return text;
}

/// As the definition has it, letter by letter.
double plain_jaro(const std::string& a, const std::string& b) {
    if (a.empty() && b.empty()) return 1;
    if (a.empty() || b.empty()) return 0;
    const auto half = std::max(a.size(), b.size()) / 2;
    const auto reach = half > 0 ? half - 1 : 0;
    std::vector<bool> taken(a.size());
    std::string matched_b;
    for (std::size_t j = 0; j < b.size(); ++j)
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!taken[i] && a[i] == b[j] && (i > j ? i - j : j - i) <= reach) {
                taken[i] = true;
                matched_b += b[j];
                break;
            }
    std::string matched_a;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (taken[i]) matched_a += a[i];
    if (matched_a.empty()) return 0;
    std::size_t moved = 0;
    for (std::size_t i = 0; i < matched_a.size(); ++i)
        moved += matched_a[i] != matched_b[i];
    const auto m = static_cast<double>(matched_a.size());
    const auto t = static_cast<double>(moved / 2);
    return (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - t) / m) /
           3;
}

std::size_t plain_levenshtein(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> table(
        a.size() + 1, std::vector<std::size_t>(b.size() + 1)
    );
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            table[i][j] = std::min(
                {table[i - 1][j] + 1,
                 table[i][j - 1] + 1,
                 table[i - 1][j - 1] + (a[i - 1] != b[j - 1])}
            );
        }
    return table[a.size()][b.size()];
}

/// The number of single edits from `from` to every text of up to `length_max` letters: the shortest
/// way through all of them, one edit at a time.
std::unordered_map<std::string, std::size_t> edits_from(
    const std::string& from, std::size_t length_max
) {
    std::unordered_map<std::string, std::size_t> found{{from, 0}};
    std::vector<std::string> edge{from};
    for (std::size_t edits = 1; !edge.empty(); ++edits) {
        std::vector<std::string> next;
        const auto reach = [&](const std::string& text) {
            if (text.size() <= length_max && found.emplace(text, edits).second)
                next.push_back(text);
        };
        for (const auto& text : edge) {
            for (std::size_t i = 0; i <= text.size(); ++i)
                for (const char c : {'a', 'b', 'c'}) {
                    reach(text.substr(0, i) + c + text.substr(i));
                    if (i < text.size()) reach(text.substr(0, i) + c + text.substr(i + 1));
                }
            for (std::size_t i = 0; i < text.size(); ++i) {
                reach(text.substr(0, i) + text.substr(i + 1));
                auto swapped = text;
                if (i + 1 < text.size()) std::swap(swapped[i], swapped[i + 1]);
                reach(swapped);
            }
        }
        edge = std::move(next);
    }
    return found;
}

}  // namespace

TEST_CASE("Jaro and Jaro-Winkler give the values that are printed for them") {
    CHECK(jaro("martha", "marhta") == doctest::Approx(0.944444));
    CHECK(jaro("dixon", "dicksonx") == doctest::Approx(0.766667));
    CHECK(jaro_winkler("martha", "marhta") == doctest::Approx(0.961111));
    CHECK(jaro_winkler("dwayne", "duane") == doctest::Approx(0.84));
    CHECK(jaro_winkler("dixon", "dicksonx") == doctest::Approx(0.813333));
    // Nothing is added where little agrees.
    CHECK(jaro_winkler("abcdxxxx", "abyyyyyy") == jaro("abcdxxxx", "abyyyyyy"));
}

TEST_CASE("Jaro is what its definition says, however long the texts, and its bound is never below"
) {
    SeededRandom random{11};
    for (int i = 0; i < cases; ++i) {
        const auto length_max = i % 100 == 0 ? 90U : 12U;
        const auto a = a_text(random, length_max, 5), b = a_text(random, length_max, 5);
        const auto found = jaro(a, b);
        const bool is_right =
            found == plain_jaro(a, b) && found >= 0 && found <= 1 && jaro_winkler(a, b) >= found &&
            jaro_winkler_at_most(letters_of(a), letters_of(b)) >= jaro_winkler(a, b) - 1e-12;
        if (is_right) continue;
        CAPTURE(a);
        CAPTURE(b);
        REQUIRE(found == plain_jaro(a, b));
        REQUIRE(is_right);
    }
}

TEST_CASE("Levenshtein's distance is what its table says, and no more than its limit and one") {
    SeededRandom random{12};
    for (int i = 0; i < cases; ++i) {
        const auto a = a_text(random, 9, 3), b = a_text(random, 9, 3);
        const auto most = random.below(10);
        const auto wanted = std::min<std::size_t>(plain_levenshtein(a, b), most + 1);
        if (levenshtein(a, b, most) == wanted) continue;
        CAPTURE(a);
        CAPTURE(b);
        CAPTURE(most);
        REQUIRE(levenshtein(a, b, most) == wanted);
    }
}

TEST_CASE("Damerau's distance is the shortest way of single edits, swaps among them") {
    constexpr std::size_t length_max = 5;
    SeededRandom random{13};
    int checked = 0;
    for (int i = 0; i < cases / 2'000; ++i) {
        const auto from = a_text(random, length_max - 1, 3);
        // Ways that grow longer than both on the way are never shorter.
        for (const auto& [to, edits] : edits_from(from, length_max)) {
            for (const std::size_t most :
                 {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{9}}) {
                const auto wanted = std::min(edits, most + 1);
                ++checked;
                if (damerau_levenshtein(from, to, most) == wanted) continue;
                CAPTURE(from);
                CAPTURE(to);
                CAPTURE(most);
                REQUIRE(damerau_levenshtein(from, to, most) == wanted);
            }
        }
    }
    CHECK(checked >= cases / 2);
}

}  // namespace waymark::linkage
