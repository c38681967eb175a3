// SPDX-License-Identifier: MIT
#pragma once

// How pairs of a model's records agree: at which level of each comparison, counted.

#include "base/random.hpp"
#include "linkage/expectation.hpp"
#include "linkage/fitted.hpp"
#include "linkage/training.hpp"

#include <mutex>
#include <optional>

namespace waymark::linkage {

using LevelCounts = std::vector<std::vector<std::uint64_t>>;  ///< Pairs by comparison and level.

/// The levels of a comparison that say something and whose share is not known exactly.
std::vector<std::size_t> sampled_levels(
    const Comparison& comparison, const std::vector<std::optional<double>>& exact
);

/// Counts on as many threads as the options say; what is counted does not depend on how many.
class LevelCounter {
public:
    /// Both must outlive it.
    LevelCounter(const Fitted& fitted, const TrainOptions& options);

    /// The pairs that rules of what was fitted give, by number from `first` on and before `last`.
    Blocking blocking(std::size_t first, std::size_t last, std::size_t rows_max) const;

    std::uint64_t pairs(const Blocking& blocking);

    /// The ways in which its pairs agree; of comparisons that are not `trained`, level 0 is told.
    /// Nothing where there are more ways than can be numbered.
    std::optional<std::vector<Pattern>> patterns(
        const Blocking& blocking, const std::vector<bool>& trained
    );

    /// Levels of pairs taken at random, or of all where there are no more than are asked for. A
    /// comparison is looked at until each of its levels, but those whose share is `exact`, was
    /// reached often enough; not at all where the rest is one level. `pairs` says how many were
    /// taken.
    LevelCounts random_levels(
        const std::vector<std::vector<std::optional<double>>>& exact, std::uint64_t& pairs
    );

private:
    std::pair<RowId, RowId> random_pair(SeededRandom& random) const;
    template <class Take>
    void take_random(std::uint64_t piece, std::uint64_t count, const Take& take) const;
    template <class Pairs>
    void in_pieces(
        std::size_t first,
        std::size_t last,
        const std::vector<std::size_t>& open,
        LevelCounts& counts,
        Pairs pairs
    );
    template <class Work>
    void walk(const Blocking& blocking, Work work);

    const Fitted& fitted_;
    const TrainOptions& options_;
    Readers readers_;
    bool is_between_;
    std::vector<std::size_t> ends_{};     ///< Of each source, one past its last row.
    std::uint64_t pairs_of_sources_ = 0;  ///< Pairs of two sources, each counted from both.
    std::mutex mutex_;
};

}  // namespace waymark::linkage
