// SPDX-License-Identifier: MIT
#include "linkage/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace waymark::linkage {

namespace {

std::uint64_t pairs_of(std::uint64_t rows) {
    return rows * (rows - (rows > 0)) / 2;
}

double mean(double precision, double recall) {
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

/// How many rows each person has.
std::unordered_map<TextId, std::uint64_t> rows_by_person(const std::vector<TextId>& truth) {
    std::unordered_map<TextId, std::uint64_t> rows;
    for (const auto who : truth)
        if (who != Texts::missing) ++rows[who];
    return rows;
}

std::uint64_t true_pairs_in(const std::vector<TextId>& truth) {
    std::uint64_t pairs = 0;
    for (const auto& [who, rows] : rows_by_person(truth))
        pairs += pairs_of(rows);
    return pairs;
}

std::uint64_t true_pairs_within(
    const std::vector<TextId>& truth, const std::vector<std::uint16_t>& sources
) {
    std::map<std::pair<TextId, std::uint16_t>, std::uint64_t> rows;
    for (std::size_t row = 0; row < truth.size(); ++row)
        if (truth[row] != Texts::missing) ++rows[{truth[row], sources[row]}];
    std::uint64_t pairs = 0;
    for (const auto& [who, count] : rows)
        pairs += pairs_of(count);
    return pairs;
}

std::unordered_map<RowId, std::uint64_t> known_rows_by_cluster(
    const Clusters& clusters, const std::vector<TextId>& truth
) {
    std::unordered_map<RowId, std::uint64_t> rows;
    for (std::size_t row = 0; row < truth.size(); ++row)
        if (truth[row] != Texts::missing) ++rows[clusters.of[row]];
    return rows;
}

/// How many rows of each person each cluster holds.
std::map<std::pair<RowId, TextId>, std::uint64_t> shares(
    const Clusters& clusters, const std::vector<TextId>& truth
) {
    std::map<std::pair<RowId, TextId>, std::uint64_t> found;
    for (std::size_t row = 0; row < truth.size(); ++row)
        if (truth[row] != Texts::missing) ++found[{clusters.of[row], truth[row]}];
    return found;
}

}  // namespace

bool is_known(const Edge& edge, const std::vector<TextId>& truth) {
    return truth[edge.left] != Texts::missing && truth[edge.right] != Texts::missing;
}

double Agreement::precision() const {
    return right + wrong > 0 ? static_cast<double>(right) / static_cast<double>(right + wrong) : 1;
}

double Agreement::recall() const {
    return right + missed > 0 ? static_cast<double>(right) / static_cast<double>(right + missed)
                              : 1;
}

double Agreement::f1() const {
    return mean(precision(), recall());
}

double BCubed::f1() const {
    return mean(precision, recall);
}

Evaluation evaluate(
    std::vector<Edge> edges,
    const std::vector<TextId>& truth,
    const std::vector<std::uint16_t>* sources
) {
    Evaluation found;
    found.true_pairs = true_pairs_in(truth) - (sources ? true_pairs_within(truth, *sources) : 0);
    std::erase_if(edges, [&](const Edge& edge) { return !is_known(edge, truth); });
    std::ranges::sort(edges, std::greater{}, &Edge::weight);
    Agreement so_far{.missed = found.true_pairs};
    found.best.pairs = so_far;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        if (truth[edges[i].left] == truth[edges[i].right]) {
            ++so_far.right;
            --so_far.missed;
        } else {
            ++so_far.wrong;
        }
        // Pairs of one weight are told together.
        const bool is_last = i + 1 == edges.size();
        if (!is_last && edges[i + 1].weight == edges[i].weight) continue;
        if (so_far.f1() > found.best.pairs.f1()) found.best = {edges[i].weight, so_far};
        const auto bit = std::floor(edges[i].weight);
        if (is_last || std::floor(edges[i + 1].weight) != bit) found.sweep.push_back({bit, so_far});
    }
    found.blocking_recall = so_far.recall();
    return found;
}

Agreement agreement_of(const Clusters& clusters, const std::vector<TextId>& truth) {
    const auto sizes = known_rows_by_cluster(clusters, truth);
    std::uint64_t told = 0, right = 0;
    for (const auto& [first, rows] : sizes)
        told += pairs_of(rows);
    for (const auto& [share, rows] : shares(clusters, truth))
        right += pairs_of(rows);
    return {right, told - right, true_pairs_in(truth) - right};
}

BCubed b_cubed(const Clusters& clusters, const std::vector<TextId>& truth) {
    const auto sizes = known_rows_by_cluster(clusters, truth);
    const auto people = rows_by_person(truth);
    double precision = 0, recall = 0, rows = 0;
    for (const auto& [share, shared] : shares(clusters, truth)) {
        const auto n = static_cast<double>(shared);
        precision += n * n / static_cast<double>(sizes.at(share.first));
        recall += n * n / static_cast<double>(people.at(share.second));
        rows += n;
    }
    if (rows == 0) return {};
    return {precision / rows, recall / rows};
}

}  // namespace waymark::linkage
