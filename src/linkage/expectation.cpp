// SPDX-License-Identifier: MIT
#include "linkage/expectation.hpp"

#include <algorithm>
#include <cmath>

namespace waymark::linkage {

namespace {

constexpr double share_first = 0.5;  ///< Of pairs of one person: the evidence alone decides.

}  // namespace

std::vector<std::size_t> telling(const Comparison& comparison) {
    std::vector<std::size_t> levels;
    for (std::size_t j = 0; j < comparison.levels.size(); ++j)
        if (!comparison.levels[j].is_missing) levels.push_back(j);
    return levels;
}

std::vector<std::vector<double>> maximise(
    Model& model,
    const std::vector<Pattern>& patterns,
    const std::vector<bool>& trained,
    Session& session
) {
    const auto& comparisons = model.comparisons;
    std::vector<std::vector<double>> expected;
    double share = share_first;
    for (session.rounds = 0; session.rounds < model.em_rounds_max && !session.has_converged;) {
        ++session.rounds;
        // How much more likely each level is among pairs of one person; missing ones say nothing.
        std::vector<std::vector<double>> odds(comparisons.size());
        expected.assign(comparisons.size(), {});
        for (std::size_t i = 0; i < comparisons.size(); ++i) {
            if (!trained[i]) continue;
            expected[i].resize(comparisons[i].levels.size());
            for (const auto& level : comparisons[i].levels)
                odds[i].push_back(level.is_missing ? 1 : level.m / level.u);
        }
        double ones = 0, all = 0;
        for (const auto& pattern : patterns) {
            double ratio = share / (1 - share);
            for (std::size_t i = 0; i < comparisons.size(); ++i)
                if (trained[i]) ratio *= odds[i][pattern.levels[i]];
            const auto pairs = static_cast<double>(pattern.pairs);
            const auto own = std::isinf(ratio) ? pairs : pairs * ratio / (1 + ratio);
            ones += own;
            all += pairs;
            for (std::size_t i = 0; i < comparisons.size(); ++i)
                if (trained[i]) expected[i][pattern.levels[i]] += own;
        }
        double moved = 0;
        for (std::size_t i = 0; i < comparisons.size(); ++i) {
            if (!trained[i]) continue;
            double told = 0;
            for (const auto j : telling(comparisons[i]))
                told += expected[i][j] + half_a_pair;
            for (const auto j : telling(comparisons[i])) {
                auto& level = model.comparisons[i].levels[j];
                if (level.is_m_fixed) continue;
                const auto m = (expected[i][j] + half_a_pair) / told;
                moved = std::max(moved, std::abs(m - level.m));
                level.m = m;
            }
        }
        const auto next = (ones + half_a_pair) / (all + 2 * half_a_pair);
        moved = std::max(moved, std::abs(next - share));
        share = next;
        session.has_converged = moved < model.em_convergence;
    }
    session.share = share;
    session.patterns = patterns.size();
    return expected;
}

}  // namespace waymark::linkage
