// SPDX-License-Identifier: MIT
#include "linkage/expectation.hpp"

#include <algorithm>
#include <cmath>

namespace waymark::linkage {

namespace {

constexpr double share_least = 1e-12;  ///< What levels have together though others are fixed at 1.

}  // namespace

std::vector<std::size_t> telling(const Comparison& comparison) {
    std::vector<std::size_t> levels;
    for (std::size_t j = 0; j < comparison.levels.size(); ++j)
        if (!comparison.levels[j].is_missing) levels.push_back(j);
    return levels;
}

std::size_t outcomes(const Comparison& comparison) {
    return comparison.levels.size() + 1;
}

void share_out(
    Comparison& comparison,
    const std::vector<double>& parts,
    double Level::*share,
    bool Level::*is_fixed
) {
    double left = 1, all = 0;
    for (const auto j : telling(comparison)) {
        if (comparison.levels[j].*is_fixed)
            left -= comparison.levels[j].*share;
        else
            all += parts[j];
    }
    for (const auto j : telling(comparison))
        if (!(comparison.levels[j].*is_fixed) && all > 0)
            comparison.levels[j].*share = std::max(left, share_least) * parts[j] / all;
}

std::vector<std::vector<double>> maximise(
    Model& model,
    const std::vector<Pattern>& patterns,
    const std::vector<bool>& trained,
    Session& session
) {
    const auto& comparisons = model.comparisons;
    std::vector<std::vector<double>> expected;
    auto& share = session.share;
    for (session.rounds = 0, session.has_converged = false;
         session.rounds < model.em_rounds_max && !session.has_converged;) {
        ++session.rounds;
        // How much more likely each level is among pairs of one person; missing ones say nothing.
        std::vector<std::vector<double>> odds(comparisons.size());
        expected.assign(comparisons.size(), {});
        for (std::size_t i = 0; i < comparisons.size(); ++i) {
            if (!trained[i]) continue;
            expected[i].resize(outcomes(comparisons[i]));
            for (const auto& level : comparisons[i].levels)
                odds[i].push_back(level.is_missing ? 1 : level.m / level.u);
            odds[i].push_back(1);  // None of them says nothing.
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
            auto parts = expected[i];
            for (auto& part : parts)
                part += half_a_pair;
            const auto before = model.comparisons[i].levels;
            share_out(model.comparisons[i], parts, &Level::m, &Level::is_m_fixed);
            for (std::size_t j = 0; j < before.size(); ++j)
                moved = std::max(moved, std::abs(model.comparisons[i].levels[j].m - before[j].m));
        }
        const auto next = (ones + half_a_pair) / (all + 2 * half_a_pair);
        moved = std::max(moved, std::abs(next - share));
        share = next;
        session.has_converged = moved < model.em_convergence;
    }
    session.patterns = patterns.size();
    return expected;
}

}  // namespace waymark::linkage
