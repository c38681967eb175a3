// SPDX-License-Identifier: MIT
#pragma once

// Numbers as they may be told to another agency, so that nobody is found out by them: nothing
// small, nothing that subtraction would make small, and the rest rounded. Source: the rules of NHS
// England for published counts (small numbers withheld, others to the nearest 5), with a wider
// margin.

#include <cstdint>
#include <optional>
#include <vector>

namespace waymark::clk {

inline constexpr std::uint64_t told_least = 10;  ///< Smaller numbers of people are not told.
inline constexpr std::uint64_t told_step = 5;    ///< Others to the nearest of these.
inline constexpr std::uint64_t records_least =
    100;  ///< Of which how many are known is told at all.

/// The number to the nearest step.
std::uint64_t rounded(std::uint64_t count);

/// What is told of how many records are known to the other side, and as what. Nothing where it is
/// withheld.
struct ToldCounts {
    std::uint64_t records = 0;
    std::optional<std::uint64_t> known{};
    std::vector<std::optional<std::uint64_t>> classes{};  ///< One for each that was given.
};

/// `known` of `records` are known to the other side, and `classes` say as what; together they are
/// `known`, or there are none. How many are known is withheld where few are or few are not; so are
/// classes of few, and with them as many others, the smallest first, as are needed for all that is
/// withheld not to be few.
ToldCounts told(
    std::uint64_t records, std::uint64_t known, const std::vector<std::uint64_t>& classes
);

}  // namespace waymark::clk
