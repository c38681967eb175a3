// SPDX-License-Identifier: MIT
#include "linkage/table.hpp"

#include "base/csv.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_set>

namespace waymark::linkage {

namespace {

constexpr std::size_t columns_max = 500;
constexpr auto nowhere = std::numeric_limits<std::size_t>::max();

Problem refusal(const Source& source, const std::string& code, const std::string& message) {
    return invalid("linkage_table." + code, source.name + ": " + message, {});
}

/// Reads one source into the table, and stops at the first thing that is wrong with it.
class Reading {
public:
    Reading(Table& table, const Source& source, const std::string& id_column)
        : table_{table}, source_{source}, id_column_{id_column}, number_{static_cast<std::uint16_t>(
                                                                     table.source_names.size() - 1
                                                                 )} {}

    std::optional<Problem> read() {
        auto text = source_.text;
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // A byte-order mark.
        const auto is_whole = read_csv(text, ',', [&](auto& row, std::size_t line) {
            problem_ = is_header_read_ ? take_row(row, line) : take_header(row);
            return !problem_;
        });
        if (problem_) return problem_;
        if (!is_whole)
            return refusal(source_, "open_quote", "the file ends inside quotation marks.");
        if (!is_header_read_) return refusal(source_, "empty", "the file is empty.");
        if (seen_.empty()) return refusal(source_, "no_rows", "the file has no rows.");
        return std::nullopt;
    }

private:
    std::optional<Problem> take_header(const std::vector<std::string>& row) {
        is_header_read_ = true;
        if (row.size() > columns_max)
            return refusal(source_, "too_wide", "the file has more than 500 columns.");
        std::unordered_set<std::string> names;
        for (const auto& cell : row) {
            const std::string name{trim(cell)};
            if (!is_utf8(name)) return refusal(source_, "encoding", "its first line is not UTF-8.");
            if (!names.insert(name).second)
                return refusal(
                    source_, "twice", fmt::format("the column \"{}\" stands there twice.", name)
                );
            into_.push_back(place_of(name));
        }
        if (!names.contains(id_column_))
            return refusal(
                source_,
                "no_id",
                fmt::format("there is no column \"{}\", which names each record.", id_column_)
            );
        for (const auto& column : table_.columns)
            if (!names.contains(column.name))
                return refusal(
                    source_,
                    "missing_column",
                    fmt::format("there is no column \"{}\".", column.name)
                );
        return std::nullopt;
    }

    /// Where a column's values go; of the first source, every column makes a place of its own.
    std::size_t place_of(const std::string& name) {
        const auto found = std::ranges::find(table_.columns, name, &Column::name);
        if (found != table_.columns.end())
            return static_cast<std::size_t>(found - table_.columns.begin());
        if (number_ > 0) return nowhere;
        table_.columns.push_back({name});
        return table_.columns.size() - 1;
    }

    std::optional<Problem> take_row(const std::vector<std::string>& row, std::size_t line) {
        if (row.size() != into_.size())
            return refusal(
                source_,
                "uneven",
                fmt::format(
                    "row {} has {} values where there are {} columns.",
                    line,
                    row.size(),
                    into_.size()
                )
            );
        if (table_.rows() >= std::numeric_limits<RowId>::max())
            return refusal(source_, "too_long", "there are more rows than have numbers.");
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (into_[i] == nowhere) continue;
            const auto value = trim(row[i]);
            if (!is_utf8(value))
                return refusal(source_, "encoding", fmt::format("row {} is not UTF-8.", line));
            auto& column = table_.columns[into_[i]];
            column.values.push_back(value.empty() ? Texts::missing : table_.texts.add(value));
            if (column.name == id_column_) table_.ids.push_back(column.values.back());
        }
        table_.sources.push_back(number_);
        if (table_.ids.back() == Texts::missing)
            return refusal(source_, "unnamed", fmt::format("row {} has no name.", line));
        if (!seen_.insert(table_.ids.back()).second)
            return refusal(
                source_, "named_twice", fmt::format("row {} has the name of one before it.", line)
            );
        return std::nullopt;
    }

    Table& table_;
    const Source& source_;
    const std::string& id_column_;
    std::uint16_t number_;
    bool is_header_read_ = false;
    std::vector<std::size_t> into_;  ///< For each column of the source, its place in the table.
    std::unordered_set<TextId> seen_;
    std::optional<Problem> problem_;
};

/// Puts rows into the order of their source and name, which is that of "left" and "right".
void sort_rows(Table& table) {
    std::vector<RowId> order(table.rows());
    std::iota(order.begin(), order.end(), RowId{0});
    std::ranges::sort(order, [&](RowId a, RowId b) {
        if (table.sources[a] != table.sources[b]) return table.sources[a] < table.sources[b];
        return table.texts[table.ids[a]] < table.texts[table.ids[b]];
    });
    const auto reorder = [&](auto& values) {
        auto before = values;
        for (std::size_t i = 0; i < order.size(); ++i)
            values[i] = before[order[i]];
    };
    reorder(table.ids);
    reorder(table.sources);
    for (auto& column : table.columns)
        reorder(column.values);
}

}  // namespace

const Column* Table::find(std::string_view name) const {
    const auto found = std::ranges::find(columns, name, &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

Result<Table> read_table(const std::vector<Source>& sources, const std::string& id_column) {
    Table table;
    for (const auto& source : sources) {
        table.source_names.push_back(source.name);
        if (auto problem = Reading{table, source, id_column}.read()) return *problem;
    }
    sort_rows(table);
    return table;
}

}  // namespace waymark::linkage
