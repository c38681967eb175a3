// SPDX-License-Identifier: MIT
#pragma once

// How often two records of a table agree by chance, where that can be counted without comparing
// them.

#include "linkage/model.hpp"
#include "linkage/table.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace waymark::linkage {

/// Pairs of a table that a link type asks about; with a column, those of which both records say
/// what stands there.
std::uint64_t pairs_in(
    const Table& table, LinkType link_type, const Column* said_by_both = nullptr
);

/// The columns an expression asks to be equal, and nothing else; nothing where it asks for more.
std::optional<std::set<std::string>> equal_columns(const Expression& when);

/// Of each level the exact share of pairs, among those of which the comparison says something, for
/// which it is the first that holds; nothing where that hangs on more than equal columns. It can be
/// told of the first levels, as long as each asks for some of the columns that the one before asks
/// for.
std::vector<std::optional<double>> exact_shares(
    const Comparison& comparison, const Table& table, LinkType link_type
);

}  // namespace waymark::linkage
