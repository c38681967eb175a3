// SPDX-License-Identifier: MIT
#include "linkage/evaluation.hpp"
#include "linkage/model.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace waymark::linkage {

namespace {

bool is_true(const Edge& edge, const std::vector<TextId>& truth) {
    return truth[edge.left] == truth[edge.right];
}

/// Pairs of `rows` of which either is one of `own`.
std::uint64_t touching(std::uint64_t rows, std::uint64_t own) {
    const auto others = rows - own;
    return (rows * (rows - 1) - others * (others - (others > 0))) / 2;
}

}  // namespace

ExpectedRates expected_rates(const std::vector<Edge>& edges, double least) {
    double told = 0, told_true = 0, all_true = 0;
    for (const auto& edge : edges) {
        const auto probability = probability_of(edge.weight);
        all_true += probability;
        if (edge.weight < least) continue;
        told += 1;
        told_true += probability;
    }
    return {told > 0 ? 1 - told_true / told : 0, all_true > 0 ? 1 - told_true / all_true : 0};
}

std::vector<Calibration> calibration(
    const std::vector<Edge>& edges, const std::vector<TextId>& truth
) {
    constexpr std::array limits{
        0.0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999};
    std::vector<Calibration> found;
    for (std::size_t i = 0; i < limits.size(); ++i)
        found.push_back({.from = limits[i], .to = i + 1 < limits.size() ? limits[i + 1] : 1});
    for (const auto& edge : edges) {
        if (!is_known(edge, truth)) continue;
        const auto probability = probability_of(edge.weight);
        const auto after = std::upper_bound(limits.begin(), limits.end(), probability);
        auto& bin = found[static_cast<std::size_t>(after - limits.begin() - 1)];
        ++bin.pairs;
        bin.said += probability;
        bin.true_share += is_true(edge, truth);
    }
    std::erase_if(found, [](const Calibration& bin) { return bin.pairs == 0; });
    for (auto& bin : found) {
        bin.said /= static_cast<double>(bin.pairs);
        bin.true_share /= static_cast<double>(bin.pairs);
    }
    return found;
}

std::vector<Slice> slices(
    const std::vector<Edge>& edges,
    double least,
    const std::vector<TextId>& truth,
    const std::vector<TextId>& values,
    const std::vector<std::uint16_t>* sources
) {
    std::map<TextId, Slice> by_value;
    const auto slice_of = [&](TextId value) -> Slice& {
        return by_value.try_emplace(value, Slice{.value = value}).first->second;
    };
    // Of each person, and where sources count of each source of theirs, rows by value.
    using Rows = std::map<TextId, std::uint64_t>;
    std::unordered_map<TextId, Rows> people;
    std::map<std::pair<TextId, std::uint16_t>, Rows> within;
    for (std::size_t row = 0; row < truth.size(); ++row) {
        ++slice_of(values[row]).records;
        if (truth[row] == Texts::missing) continue;
        ++people[truth[row]][values[row]];
        if (sources) ++within[{truth[row], (*sources)[row]}][values[row]];
    }
    const auto add_missed = [&](const Rows& rows, bool is_less) {
        std::uint64_t all = 0;
        for (const auto& [value, count] : rows)
            all += count;
        for (const auto& [value, count] : rows) {
            auto& missed = slice_of(value).pairs.missed;
            missed = is_less ? missed - touching(all, count) : missed + touching(all, count);
        }
    };
    for (const auto& [who, rows] : people)
        add_missed(rows, false);
    for (const auto& [who, rows] : within)
        add_missed(rows, true);
    for (const auto& edge : edges) {
        if (edge.weight < least || !is_known(edge, truth)) continue;
        const auto a = values[edge.left], b = values[edge.right];
        for (const auto value : {a, b}) {
            auto& pairs = slice_of(value).pairs;
            if (is_true(edge, truth)) {
                ++pairs.right;
                --pairs.missed;
            } else {
                ++pairs.wrong;
            }
            if (a == b) break;
        }
    }
    std::vector<Slice> found;
    for (const auto& [value, slice] : by_value)
        found.push_back(slice);
    std::ranges::stable_sort(found, std::greater{}, &Slice::records);
    return found;
}

}  // namespace waymark::linkage
