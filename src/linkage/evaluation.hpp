// SPDX-License-Identifier: MIT
#pragma once

// How right a linkage is, held against a column that says who is who.

#include "linkage/clusters.hpp"

#include <cstdint>
#include <vector>

namespace waymark::linkage {

/// Pairs that were told as one person, and are or are not; and pairs that are and were not told.
/// Over all pairs of records: one that blocking never gave counts as missed.
struct Agreement {
    std::uint64_t right = 0;
    std::uint64_t wrong = 0;
    std::uint64_t missed = 0;

    double precision() const;  ///< 0 to 1; 1 where nothing was told.
    double recall() const;     ///< 0 to 1; 1 where there was nothing to tell.
    double f1() const;
};

/// One threshold and what it gives.
struct AtThreshold {
    double weight = 0;  ///< Bits; pairs that weigh so much or more are told.
    Agreement pairs{};
};

struct Evaluation {
    std::uint64_t true_pairs = 0;
    /// The share of true pairs that blocking gave at all, whatever they weigh.
    double blocking_recall = 0;
    std::vector<AtThreshold> sweep{};  ///< From the heaviest on down, one each whole bit.
    AtThreshold best{};  ///< The highest F1 over all thresholds, not whole bits alone.
};

/// `truth` is of each row who it is; Texts::missing where nobody knows, which agrees with nobody.
/// With `sources`, only pairs of two sources are there to be told.
Evaluation evaluate(
    std::vector<Edge> edges,
    const std::vector<TextId>& truth,
    const std::vector<std::uint16_t>* sources = nullptr
);

/// Of clusters: pairs within them.
Agreement agreement_of(const Clusters& clusters, const std::vector<TextId>& truth);

/// B-cubed: precision and recall of each record's cluster, averaged over records. Source: Bagga and
/// Baldwin 1998.
struct BCubed {
    double precision = 1;
    double recall = 1;
    double f1() const;
};
BCubed b_cubed(const Clusters& clusters, const std::vector<TextId>& truth);

}  // namespace waymark::linkage
