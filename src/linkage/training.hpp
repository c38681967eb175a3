// SPDX-License-Identifier: MIT
#pragma once

// What the levels of a model weigh, learnt from the records themselves: how often strangers agree
// (u), from pairs taken at random; how often one person's records do (m), by expectation
// maximisation over the ways pairs agree. Source: Fellegi and Sunter 1969; Winkler 1988.

#include "linkage/expectation.hpp"
#include "linkage/model.hpp"
#include "linkage/table.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace waymark::linkage {

struct TrainOptions {
    unsigned threads = 1;
    std::size_t block_rows_max = 5'000;
    std::uint64_t random_pairs_max = 10'000'000;  ///< All pairs, where there are no more.
    std::uint64_t seed = 1;                       ///< Of the random pairs; the same gives the same.
    /// Each gives pairs from which m is learnt, of the comparisons whose columns it does not name.
    std::vector<BlockingRule> rules{};
    /// Pairs that one of these gives are of one person; the prior is how many there are…
    std::vector<BlockingRule> certain{};
    double certain_recall = 1;  ///< …over the share of all true pairs they find, above 0 to 1.
    /// In the place of rules: who is who, where it is known; m and the prior are then counted.
    /// Records that do not say it are left aside.
    std::string truth_column{};
};

struct Training {
    Model model{};
    std::uint64_t random_pairs = 0;
    std::vector<Session> sessions{};
    /// What could not be learnt and what was learnt from little, in plain English.
    std::vector<std::string> remarks{};
};

/// Learns m, u and, with `certain`, the prior of a model; what its file fixes stays. The same
/// records, options and seed give the same numbers, whatever the number of threads. Refused where
/// the model does not fit the records, a rule is of no use, or there is nothing to learn from.
Result<Training> train(Model model, Table table, const TrainOptions& options);

}  // namespace waymark::linkage
