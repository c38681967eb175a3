// SPDX-License-Identifier: MIT
#pragma once

// The records that are linked: rows of texts under named columns, of one source or of several.

#include "base/result.hpp"
#include "linkage/texts.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::linkage {

/// A record by its place in the table, from 0.
using RowId = std::uint32_t;

struct Column {
    std::string name;
    std::vector<TextId> values{};  ///< One a row; Texts::missing where the record does not say.
};

struct Table {
    Texts texts{};
    std::vector<Column> columns{};
    std::vector<TextId> ids{};             ///< What each row is called, once in its source.
    std::vector<std::uint16_t> sources{};  ///< Which of `source_names` each row came from.
    std::vector<std::string> source_names{};

    std::size_t rows() const { return ids.size(); }
    const Column* find(std::string_view name) const;
    std::string_view text(const Column& column, RowId row) const {
        return texts[column.values[row]];
    }
};

/// A file of records: comma-separated, UTF-8, the first line naming its columns.
struct Source {
    std::string name;  ///< What it is called in problems and results, as in "a.csv".
    std::string_view text;
};

/// Reads sources into one table, its rows in order of source and then of name, byte by byte: of a
/// pair, the left one is the one that comes first. Columns are those of the first; another source
/// may have them in another order, and more, which are left aside. White space around a value is
/// cut off; an empty value is a missing one. `id_column` names each record.
///
/// Refused, with what stands where: an empty source, no column of records' names, a name twice in
/// its source or missing, a column that another source lacks, a row with more or fewer values than
/// columns, text that is not UTF-8, and quotes that do not end.
Result<Table> read_table(const std::vector<Source>& sources, const std::string& id_column);

}  // namespace waymark::linkage
