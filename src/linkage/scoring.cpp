// SPDX-License-Identifier: MIT
#include "linkage/scoring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace waymark::linkage {

Result<Scoring> Scoring::make(const Model& model, Layout& layout, Conditions& conditions) {
    Scoring scoring;
    scoring.prior_ = weight_of(model.prior);
    for (std::size_t i = 0; i < model.comparisons.size(); ++i) {
        const auto& comparison = model.comparisons[i];
        Compiled compiled{.place = i};
        for (std::size_t j = 0; j < comparison.levels.size(); ++j) {
            const auto& level = comparison.levels[j];
            const auto refused = [&](const Problem& problem) {
                return invalid(
                    "linkage_model.level",
                    "The model does not fit the records.",
                    {{fmt::format("/comparisons/{}/comparison_levels/{}", i, j),
                      "unusable",
                      fmt::format(
                          "{}: the level \"{}\" cannot be used. {}",
                          comparison.name,
                          level.label,
                          problem.message
                      )}}
                );
            };
            CompiledLevel one{.weight = weight_of(level)};
            if (level.when) {
                const auto node = conditions.add(*level.when);
                if (!node) return refused(node.problem());
                one.when = *node;
                compiled.cost += conditions.cost(*node);
            }
            const auto exact = exact_u(comparison, level.frequency_column);
            if (!level.frequency_column.empty() && !level.is_missing) {
                if (!exact)
                    return refused(invalid(
                        "linkage_model.frequency",
                        "It weighs by how common a value is, and no level says that the values are "
                        "equal.",
                        {}
                    ));
                const auto slot = layout.frequency_slot(level.frequency_column);
                if (!slot) return refused(slot.problem());
                one.frequency = *slot;
                one.exact_weight = std::log2(*exact);
                one.frequency_share = level.frequency_weight;
                one.least = level.frequency_least > 0 ? std::log2(level.frequency_least)
                                                      : -std::numeric_limits<double>::infinity();
            }
            compiled.levels.push_back(one);
        }
        scoring.comparisons_.push_back(std::move(compiled));
    }
    std::ranges::stable_sort(scoring.comparisons_, {}, &Compiled::cost);
    scoring.by_place_.resize(scoring.comparisons_.size());
    for (std::size_t i = 0; i < scoring.comparisons_.size(); ++i)
        scoring.by_place_[scoring.comparisons_[i].place] = i;
    return scoring;
}

double Scoring::most_of(const CompiledLevel& level, const Sheet& sheet) {
    if (!level.frequency) return level.weight;
    const auto rarest = std::max<double>(sheet.rarest(*level.frequency), level.least);
    return level.weight + std::max(0.0, level.frequency_share * (level.exact_weight - rarest));
}

void Scoring::learn(const Sheet& sheet) {
    most_left_.assign(comparisons_.size() + 1, 0);
    for (auto i = comparisons_.size(); i-- > 0;) {
        double most = -std::numeric_limits<double>::infinity();
        for (const auto& level : comparisons_[i].levels)
            most = std::max(most, most_of(level, sheet));
        most_left_[i] = most_left_[i + 1] + std::max(most, 0.0);
    }
}

double Scoring::bits_of(const CompiledLevel& level, Line left, Line right) {
    if (!level.frequency) return level.weight;
    const double a = frequency_in(left, *level.frequency);
    const double b = frequency_in(right, *level.frequency);
    // Where only one says its value, that one counts.
    const double common = std::isnan(a) ? b : std::isnan(b) ? a : std::max(a, b);
    if (std::isnan(common)) return level.weight;
    return level.weight +
           level.frequency_share * (level.exact_weight - std::max(common, level.least));
}

std::optional<double> Scoring::score(
    PairReader& reader, Line left, Line right, double least, std::span<float> bits
) const {
    reader.set(left, right);
    auto sum = prior_;
    for (std::size_t i = 0; i < comparisons_.size(); ++i) {
        if (sum + most_left_[i] < least) return std::nullopt;
        const auto& comparison = comparisons_[i];
        double own = 0;
        for (const auto& level : comparison.levels)
            if (!level.when || reader.holds(*level.when)) {
                own = bits_of(level, left, right);
                break;
            }
        bits[comparison.place] = static_cast<float>(own);
        sum += own;
    }
    if (sum < least) return std::nullopt;
    return sum;
}

std::uint8_t Scoring::level(PairReader& reader, std::size_t comparison) const {
    std::uint8_t number = 0;
    for (const auto& level : comparisons_[by_place_[comparison]].levels) {
        if (!level.when || reader.holds(*level.when)) break;
        ++number;
    }
    return number;
}

}  // namespace waymark::linkage
