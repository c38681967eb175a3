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

/// `truth` is of each row who it is; Texts::missing where nobody knows, and pairs with such a row
/// are left aside, here and below: they are neither right nor wrong. With `sources`, only pairs of
/// two sources are there to be told.
Evaluation evaluate(
    std::vector<Edge> edges,
    const std::vector<TextId>& truth,
    const std::vector<std::uint16_t>* sources = nullptr
);

/// Whether it is known of both who they are.
bool is_known(const Edge& edge, const std::vector<TextId>& truth);

/// What the model itself expects of pairs from a weight on: nobody has to know who is who. Of the
/// pairs that blocking gave; what it never gave is not in it.
struct ExpectedRates {
    double false_discovery = 0;  ///< The share of pairs told that are of two people, 0 to 1.
    double missed = 0;           ///< The share of pairs of one person that are not told.
};
ExpectedRates expected_rates(const std::vector<Edge>& edges, double least);

/// Pairs of like probability, and how many of them are of one person: a model that is calibrated
/// says the same.
struct Calibration {
    double from = 0, to = 0;  ///< Probabilities; `to` belongs to the next.
    std::uint64_t pairs = 0;
    double said = 0;  ///< The probability on average.
    double true_share = 0;
};
/// Closer together towards both ends, where most pairs are; without those that hold no pair.
std::vector<Calibration> calibration(
    const std::vector<Edge>& edges, const std::vector<TextId>& truth
);

/// How right the pairs are of which either record says one value, as a sex or no fixed abode, so
/// that it is seen whom a model serves worse.
struct Slice {
    TextId value;  ///< Texts::missing for those who do not say.
    std::uint64_t records = 0;
    Agreement pairs{};
};
/// In order of records, the most first, and then of values.
std::vector<Slice> slices(
    const std::vector<Edge>& edges,
    double least,
    const std::vector<TextId>& truth,
    const std::vector<TextId>& values,
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
