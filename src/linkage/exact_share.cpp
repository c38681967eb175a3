// SPDX-License-Identifier: MIT
#include "linkage/exact_share.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace waymark::linkage {

namespace {

using Names = std::set<std::string>;

/// The columns of which a level says that either record lacks one; nothing where it says more.
std::optional<Names> lacking_columns(const Expression& when) {
    if (when.kind != Expression::Kind::either) return std::nullopt;
    std::map<std::string, std::set<Side>> sides;
    for (const auto& part : when.parts) {
        if (part.kind != Expression::Kind::is_null ||
            part.parts[0].kind != Expression::Kind::column)
            return std::nullopt;
        sides[part.parts[0].name].insert(part.parts[0].side);
    }
    Names all;
    for (const auto& [name, own] : sides) {
        if (own.size() < 2) return std::nullopt;
        all.insert(name);
    }
    return all;
}

double pairs_of(double count) {
    return count * (count - 1) / 2;
}

/// Counts pairs among rows that are told one after another, by source.
class Count {
public:
    Count(std::size_t sources, bool is_between) : by_source_(sources), is_between_{is_between} {}

    void add(std::uint16_t source) {
        ++by_source_[source];
        ++all_;
    }
    /// Pairs since the last time, which are forgotten.
    double take() {
        auto pairs = pairs_of(all_);
        for (auto& own : by_source_) {
            if (is_between_) pairs -= pairs_of(own);
            own = 0;
        }
        all_ = 0;
        return pairs;
    }

private:
    std::vector<double> by_source_;
    double all_ = 0;
    bool is_between_;
};

/// Pairs of those rows that are equal in all columns, none of which they lack.
double equal_pairs(
    const Table& table, std::vector<RowId> rows, const Names& names, bool is_between
) {
    std::vector<const Column*> columns;
    for (const auto& name : names)
        columns.push_back(table.find(name));
    std::erase_if(rows, [&](RowId row) {
        return std::ranges::any_of(columns, [&](const Column* column) {
            return column->values[row] == Texts::missing;
        });
    });
    const auto order = [&](RowId a, RowId b) {
        for (const auto* column : columns)
            if (column->values[a] != column->values[b])
                return column->values[a] < column->values[b];
        return false;
    };
    std::ranges::sort(rows, order);
    Count count{table.source_names.size(), is_between};
    double pairs = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0 && order(rows[i - 1], rows[i])) pairs += count.take();
        count.add(table.sources[rows[i]]);
    }
    return pairs + count.take();
}

}  // namespace

std::optional<std::set<std::string>> equal_columns(const Expression& when) {
    if (when.kind == Expression::Kind::both) {
        Names all;
        for (const auto& part : when.parts) {
            const auto own = equal_columns(part);
            if (!own) return std::nullopt;
            all.insert(own->begin(), own->end());
        }
        return all;
    }
    if (when.kind != Expression::Kind::comparison || when.name != "=") return std::nullopt;
    const auto &a = when.parts[0], &b = when.parts[1];
    const bool is_same = a.kind == Expression::Kind::column && b.kind == a.kind &&
                         a.name == b.name && a.side != b.side;
    return is_same ? std::optional{Names{a.name}} : std::nullopt;
}

std::uint64_t pairs_in(const Table& table, LinkType link_type, const Column* said_by_both) {
    Count count{table.source_names.size(), link_type == LinkType::between};
    for (RowId row = 0; row < table.rows(); ++row)
        if (!said_by_both || said_by_both->values[row] != Texts::missing)
            count.add(table.sources[row]);
    return static_cast<std::uint64_t>(count.take());
}

std::vector<std::optional<double>> exact_shares(
    const Comparison& comparison, const Table& table, LinkType link_type
) {
    std::vector<std::optional<double>> shares(comparison.levels.size());
    const bool is_between = link_type == LinkType::between;
    const auto is_known = [&](const Names& names) {
        return std::ranges::all_of(names, [&](const auto& name) { return table.find(name); });
    };
    Names needed;
    Names before;
    std::vector<RowId> rows;
    double all = 0, told = 0;
    bool has_begun = false;
    for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
        const auto& level = comparison.levels[i];
        if (!level.when) break;
        if (level.is_missing) {
            const auto lacking = lacking_columns(*level.when);
            if (has_begun || !lacking || !is_known(*lacking)) break;
            needed.insert(lacking->begin(), lacking->end());
            continue;
        }
        const auto names = equal_columns(*level.when);
        if (!names || !is_known(*names)) break;
        if (!has_begun) {
            has_begun = true;
            Count count{table.source_names.size(), is_between};
            for (RowId row = 0; row < table.rows(); ++row) {
                const bool says = std::ranges::none_of(needed, [&](const auto& name) {
                    return table.find(name)->values[row] == Texts::missing;
                });
                if (!says) continue;
                rows.push_back(row);
                count.add(table.sources[row]);
            }
            all = count.take();
            if (all == 0) break;
        } else if (!std::ranges::includes(before, *names)) {
            break;
        }
        const auto equal = equal_pairs(table, rows, *names, is_between);
        shares[i] = (equal - told) / all;
        told = equal;
        before = *names;
    }
    return shares;
}

}  // namespace waymark::linkage
