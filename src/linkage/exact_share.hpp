// SPDX-License-Identifier: MIT
#pragma once

// How often two records of a table agree by chance, where that can be counted without comparing
// them.

#include "linkage/model.hpp"
#include "linkage/table.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace waymark::linkage {

/// Pairs of a table that a link type asks about.
std::uint64_t pairs_in(const Table& table, LinkType link_type);

/// Of each level the exact share of pairs, among those of which the comparison says something, for
/// which it is the first that holds; nothing where that hangs on more than equal columns. It can be
/// told of the first levels, as long as each asks for some of the columns that the one before asks
/// for.
std::vector<std::optional<double>> exact_shares(
    const Comparison& comparison, const Table& table, LinkType link_type
);

}  // namespace waymark::linkage
