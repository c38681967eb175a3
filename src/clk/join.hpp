// SPDX-License-Identifier: MIT
#pragma once

// Which records of two parties are alike, by their CLKs alone: every pair from a threshold on,
// exactly, by the kernel that is quickest for these filters on this machine.

#include "clk/filters.hpp"

#include <functional>
#include <string>
#include <vector>

namespace waymark::clk {

/// How alike two filters a and b are, 0 to 1, of which c bits are shared.
enum class Measure {
    dice,     ///< 2c / (|a| + |b|); two empty ones are not alike at all (0).
    jaccard,  ///< c / (|a| + |b| - c), and 0 likewise.
    hamming,  ///< The share of places at which they are the same.
};

double similarity_of(Measure measure, unsigned shared, unsigned a, unsigned b, std::size_t bits);

struct Match {
    Place left;
    Place right;
    double similarity;
};

struct JoinOptions {
    Measure measure = Measure::dice;
    double least = 0.8;    ///< Above 0 to 1.
    std::size_t best = 0;  ///< Of each left record only so many, the most alike; 0 for all.
    unsigned threads = 1;
    std::string kernel{};  ///< By its name; empty for the quickest, which is tried out.
};

/// What a join did.
struct JoinReport {
    std::string kernel{};
    std::uint64_t matches = 0;
};

/// One block's records on both sides; a pair is compared once for each block it stands in.
struct Block {
    std::vector<Place> left{};
    std::vector<Place> right{};
};

/// Hands on every pair that is alike enough, record of the left by record, in an order that does
/// not depend on the number of threads; with `best`, of each the most alike first. Both parties'
/// filters are of one length. With `blocks`, only pairs within one of them: many small ones cost
/// one call. Throws std::invalid_argument on filters of two lengths, a threshold out of range, or a
/// kernel that this machine lacks.
JoinReport join(
    const Filters& left,
    const Filters& right,
    const JoinOptions& options,
    const std::function<void(const std::vector<Match>&)>& take,
    const std::vector<Block>* blocks = nullptr
);

}  // namespace waymark::clk
