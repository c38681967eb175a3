// SPDX-License-Identifier: MIT
#pragma once

// Which pairs are of one person, where nobody said so: expectation maximisation over the ways in
// which pairs agree. Source: Winkler 1988; Dempster, Laird and Rubin 1977.

#include "linkage/model.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace waymark::linkage {

/// What a level keeps that no pair reached, in pairs, so that it decides nothing by itself.
inline constexpr double half_a_pair = 0.5;

/// Pairs that agree alike: the level of each comparison that holds, and how many pairs there are.
struct Pattern {
    std::vector<std::uint8_t> levels{};
    std::uint64_t pairs = 0;
};

/// What one training rule gave.
struct Session {
    std::string rule{};
    std::uint64_t pairs = 0;
    std::size_t patterns = 0;  ///< Different ways in which its pairs agree.
    int rounds = 0;
    bool has_converged = false;
    double share = 0;  ///< Of its pairs, those of one person, as it was estimated.
    std::vector<std::string> trained{};  ///< Names of comparisons.
};

/// How a pair can come out of a comparison: at one of its levels, or at none (where no level is for
/// all others), which is numbered after them.
std::size_t outcomes(const Comparison& comparison);

/// Divides what is left of 1 among the levels that say something and are not fixed, as `parts` are
/// to each other; of levels by number, those that are missing or fixed left aside.
void share_out(
    Comparison& comparison,
    const std::vector<double>& parts,
    double Level::*share,
    bool Level::*is_fixed
);

/// The levels that say something, by number.
std::vector<std::size_t> telling(const Comparison& comparison);

/// Expectation maximisation: estimates m of the `trained` comparisons and the share of pairs of one
/// person, from the session's own share on, u being known, until no estimate moves by more than the
/// model's `em_convergence` or its `em_rounds_max` is reached. Returns what is expected of each
/// level among pairs of one person, in pairs; writes the estimates into `model`. A level that
/// nothing reaches keeps half a pair, so that it stays finite.
std::vector<std::vector<double>> maximise(
    Model& model,
    const std::vector<Pattern>& patterns,
    const std::vector<bool>& trained,
    Session& session
);

}  // namespace waymark::linkage
