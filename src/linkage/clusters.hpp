// SPDX-License-Identifier: MIT
#pragma once

// Who is one person, from pairs that weigh enough: what hangs together, unless something says that
// two of it are not the same.

#include "linkage/table.hpp"

#include <span>
#include <vector>

namespace waymark::linkage {

struct Edge {
    RowId left;
    RowId right;
    double weight;  ///< Bits.
};

/// Two that are known to be two.
struct Apart {
    RowId one;
    RowId other;
};

struct Clusters {
    /// Of each row the first row it belongs with, which is its own where it stands alone.
    std::vector<RowId> of{};
    std::size_t count = 0;
    /// Edges that weighed enough and were not followed, since two that are apart would have met.
    std::vector<Edge> held_back{};
};

/// Joins rows by edges that weigh `least` or more, the heaviest first; of equal ones those of the
/// earlier rows. Where joining would bring two together that are apart, it is held back.
Clusters cluster(
    std::size_t rows, std::vector<Edge> edges, double least, std::span<const Apart> apart = {}
);

}  // namespace waymark::linkage
