// SPDX-License-Identifier: MIT
#pragma once

// How pairs of a model's records agree: at which level of each comparison, counted.

#include "linkage/expectation.hpp"
#include "linkage/fitted.hpp"
#include "linkage/training.hpp"

#include <mutex>
#include <optional>

namespace waymark::linkage {

using LevelCounts = std::vector<std::vector<std::uint64_t>>;  ///< Pairs by comparison and level.

/// Counts on as many threads as the options say; what is counted does not depend on how many.
class LevelCounter {
public:
    /// Both must outlive it.
    LevelCounter(const Fitted& fitted, const TrainOptions& options)
        : fitted_{fitted}, options_{options}, readers_{fitted} {}

    /// The pairs that rules of what was fitted give, by number from `first` on and before `last`.
    Blocking blocking(std::size_t first, std::size_t last, std::size_t rows_max) const;

    std::uint64_t pairs(const Blocking& blocking);

    /// The ways in which its pairs agree; of comparisons that are not `trained`, level 0 is told.
    /// Nothing where there are more ways than can be numbered.
    std::optional<std::vector<Pattern>> patterns(
        const Blocking& blocking, const std::vector<bool>& trained
    );

    /// Levels of pairs taken at random, or of all where there are no more than are asked for. A
    /// comparison is looked at until each of its levels was reached often enough. `pairs` says how
    /// many were taken.
    LevelCounts random_levels(std::uint64_t& pairs);

private:
    bool is_pair(RowId one, RowId other) const;
    template <class Take>
    void take_all(RowId row, const Take& take) const;
    template <class Take>
    void take_random(std::uint64_t piece, const Take& take) const;
    bool is_enough(std::size_t comparison, const std::vector<std::uint64_t>& hits) const;
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
    std::mutex mutex_;
};

}  // namespace waymark::linkage
