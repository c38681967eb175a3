// SPDX-License-Identifier: MIT
#include "linkage/similarity.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace waymark::linkage {

namespace {

constexpr std::size_t word_bits = 64;
constexpr double boost_above = 0.7;
constexpr double boost_each = 0.1;
constexpr std::size_t prefix_max = 4;

std::uint8_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

double jaro_from(std::size_t matches, std::size_t moved, std::size_t a, std::size_t b) {
    if (matches == 0) return 0;
    const auto m = static_cast<double>(matches);
    const auto pairs_moved = moved / 2;  // Whole ones: of three that went round, one.
    const auto transpositions = static_cast<double>(pairs_moved);
    return (m / static_cast<double>(a) + m / static_cast<double>(b) + (m - transpositions) / m) / 3;
}

std::size_t window_of(std::size_t a, std::size_t b) {
    const auto half = std::max(a, b) / 2;
    return half > 0 ? half - 1 : 0;
}

/// Both no longer than 64 bytes: where each letter of `a` stands is one word.
double jaro_of_short(std::string_view a, std::string_view b) {
    thread_local std::array<std::uint64_t, 256> places{};
    for (std::size_t i = 0; i < a.size(); ++i)
        places[byte_at(a, i)] |= std::uint64_t{1} << i;

    const auto window = window_of(a.size(), b.size());
    std::uint64_t in_a = 0, in_b = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
        const auto first = j > window ? j - window : 0;
        if (first >= a.size()) break;
        const auto last = std::min(j + window, a.size() - 1);
        const auto reach = (~std::uint64_t{0} >> (word_bits - 1 - (last - first))) << first;
        const auto free = places[byte_at(b, j)] & reach & ~in_a;
        if (free == 0) continue;
        in_a |= free & (~free + 1);
        in_b |= std::uint64_t{1} << j;
    }
    for (const char c : a)
        places[static_cast<std::uint8_t>(c)] = 0;

    std::size_t moved = 0;
    for (auto left = in_a, right = in_b; left != 0; left &= left - 1, right &= right - 1)
        moved += a[static_cast<std::size_t>(std::countr_zero(left))] !=
                 b[static_cast<std::size_t>(std::countr_zero(right))];
    return jaro_from(static_cast<std::size_t>(std::popcount(in_a)), moved, a.size(), b.size());
}

double jaro_of_long(std::string_view a, std::string_view b) {
    const auto window = window_of(a.size(), b.size());
    std::vector<char> is_taken(a.size());
    std::vector<char> matched_b;
    for (std::size_t j = 0; j < b.size(); ++j) {
        const auto first = j > window ? j - window : 0;
        const auto last = std::min(j + window + 1, a.size());
        for (auto i = first; i < last; ++i)
            if (is_taken[i] == 0 && a[i] == b[j]) {
                is_taken[i] = 1;
                matched_b.push_back(b[j]);
                break;
            }
    }
    std::size_t moved = 0, next = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (is_taken[i] != 0) moved += a[i] != matched_b[next++];
    return jaro_from(matched_b.size(), moved, a.size(), b.size());
}

double boosted(double similarity, std::size_t prefix) {
    if (similarity <= boost_above) return similarity;
    return similarity + static_cast<double>(prefix) * boost_each * (1 - similarity);
}

/// Cuts off what both begin and end with, which no edit needs to touch.
void cut_what_is_common(std::string_view& a, std::string_view& b) {
    while (!a.empty() && !b.empty() && a.front() == b.front()) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
}

std::size_t apart(std::size_t a, std::size_t b) {
    return a > b ? a - b : b - a;
}

}  // namespace

double jaro(std::string_view a, std::string_view b) {
    if (a.empty() && b.empty()) return 1;
    if (a.empty() || b.empty()) return 0;
    const bool is_short = a.size() <= word_bits && b.size() <= word_bits;
    return is_short ? jaro_of_short(a, b) : jaro_of_long(a, b);
}

double jaro_winkler(std::string_view a, std::string_view b) {
    std::size_t prefix = 0;
    const auto least = std::min({prefix_max, a.size(), b.size()});
    while (prefix < least && a[prefix] == b[prefix])
        ++prefix;
    return boosted(jaro(a, b), prefix);
}

Letters letters_of(std::string_view text) {
    Letters letters{text.size(), 0};
    for (const char c : text)
        letters.seen |= 1ULL << (static_cast<std::uint8_t>(c) % word_bits);
    return letters;
}

double jaro_winkler_at_most(const Letters& a, const Letters& b) {
    if (a.length == 0 || b.length == 0) return a.length == b.length ? 1 : 0;
    // A letter the other lacks is matched by none of its own.
    const auto lone = [](const Letters& one, const Letters& other) {
        return static_cast<std::size_t>(std::popcount(one.seen & ~other.seen));
    };
    const auto matches = std::min(a.length - lone(a, b), b.length - lone(b, a));
    return boosted(jaro_from(matches, 0, a.length, b.length), prefix_max);
}

std::size_t levenshtein(std::string_view a, std::string_view b, std::size_t most) {
    if (apart(a.size(), b.size()) > most) return most + 1;
    cut_what_is_common(a, b);
    if (a.empty() || b.empty()) return std::max(a.size(), b.size());
    if (most <= 1) return a.size() == 1 && b.size() == 1 ? 1 : most + 1;
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto corner = row[0];
        row[0] = i;
        auto least = row[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
            corner = above;
            least = std::min(least, row[j]);
        }
        if (least > most) return most + 1;
    }
    return std::min(row[b.size()], most + 1);
}

std::size_t damerau_levenshtein(std::string_view a, std::string_view b, std::size_t most) {
    if (apart(a.size(), b.size()) > most) return most + 1;
    cut_what_is_common(a, b);
    if (a.empty() || b.empty()) return std::max(a.size(), b.size());
    if (most <= 1) {
        const bool is_one = a.size() == 1 && b.size() == 1;
        const bool is_swap = a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0];
        return is_one || is_swap ? 1 : most + 1;
    }
    // A table with a border of its own on two sides, as Lowrance and Wagner have it.
    const auto width = b.size() + 2;
    const auto far = a.size() + b.size();
    std::vector<std::size_t> table((a.size() + 2) * width);
    const auto cell = [&](std::size_t i, std::size_t j) -> std::size_t& {
        return table[i * width + j];
    };
    cell(0, 0) = far;
    for (std::size_t i = 0; i <= a.size(); ++i) {
        cell(i + 1, 0) = far;
        cell(i + 1, 1) = i;
    }
    for (std::size_t j = 0; j <= b.size(); ++j) {
        cell(0, j + 1) = far;
        cell(1, j + 1) = j;
    }
    std::array<std::size_t, 256> last_row{};
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t last_match = 0;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto row = last_row[byte_at(b, j - 1)];
            const auto column = last_match;
            const bool is_same = a[i - 1] == b[j - 1];
            if (is_same) last_match = j;
            cell(i + 1, j + 1) = std::min(
                {cell(i, j) + !is_same,
                 cell(i + 1, j) + 1,
                 cell(i, j + 1) + 1,
                 cell(row, column) + (i - row - 1) + 1 + (j - column - 1)}
            );
        }
        last_row[byte_at(a, i - 1)] = i;
    }
    return std::min(cell(a.size() + 1, b.size() + 1), most + 1);
}

}  // namespace waymark::linkage
