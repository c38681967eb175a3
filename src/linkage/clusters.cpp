// SPDX-License-Identifier: MIT
#include "linkage/clusters.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace waymark::linkage {

namespace {

/// Sets that are joined, each known by its first row.
class Sets {
public:
    Sets(std::size_t rows, std::span<const Apart> apart) : parent_(rows) {
        std::iota(parent_.begin(), parent_.end(), RowId{0});
        for (const auto& [one, other] : apart) {
            apart_[one].insert(other);
            apart_[other].insert(one);
        }
    }

    RowId find(RowId row) {
        while (parent_[row] != row) {
            parent_[row] = parent_[parent_[row]];
            row = parent_[row];
        }
        return row;
    }

    /// False where two that are apart would meet.
    bool join(RowId a, RowId b) {
        auto first = find(a), second = find(b);
        if (first == second) return true;
        if (const auto known = apart_.find(first);
            known != apart_.end() && known->second.contains(second))
            return false;
        if (first > second) std::swap(first, second);
        parent_[second] = first;
        take_over(first, second);
        return true;
    }

private:
    /// Whoever was apart from the second set is apart from both now.
    void take_over(RowId first, RowId second) {
        const auto found = apart_.find(second);
        if (found == apart_.end()) return;
        const auto others = std::move(found->second);
        apart_.erase(found);
        for (const auto other : others) {
            auto& theirs = apart_[other];
            theirs.erase(second);
            theirs.insert(first);
            apart_[first].insert(other);
        }
    }

    std::vector<RowId> parent_;
    std::unordered_map<RowId, std::unordered_set<RowId>> apart_;
};

}  // namespace

Clusters cluster(
    std::size_t rows, std::vector<Edge> edges, double least, std::span<const Apart> apart
) {
    std::erase_if(edges, [least](const Edge& edge) { return !(edge.weight >= least); });
    // Without anybody apart the order changes nothing.
    if (!apart.empty())
        std::ranges::sort(edges, [](const Edge& a, const Edge& b) {
            return std::tuple{-a.weight, a.left, a.right} < std::tuple{-b.weight, b.left, b.right};
        });
    Clusters found;
    Sets sets{rows, apart};
    for (const auto& edge : edges)
        if (!sets.join(edge.left, edge.right)) found.held_back.push_back(edge);
    found.of.resize(rows);
    for (RowId row = 0; row < rows; ++row) {
        found.of[row] = sets.find(row);
        found.count += found.of[row] == row;
    }
    return found;
}

}  // namespace waymark::linkage
