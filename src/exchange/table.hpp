// SPDX-License-Identifier: MIT
#pragma once

// A file of rows, however it was written: CSV with any delimiter in UTF-8 or Windows-1252, or XLSX.

#include "base/result.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::exchange {

struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;  ///< Each as wide as `columns`.
    std::string encoding;                        ///< "UTF-8", "Windows-1252" or "XLSX".
    std::string delimiter;                       ///< Empty for XLSX.
};

inline constexpr std::size_t table_columns_max = 200;
inline constexpr std::size_t table_rows_max = 5'000'000;
inline constexpr std::size_t cell_length_max = 20000;

/// Reads the whole file. `file` names what was sent, for the answer. Rows narrower than the heading
/// are filled up; a wider row, a heading with two columns of one name, or text that ends inside
/// quotes is a Problem that says where.
Result<Table> read_table(std::string_view bytes);

/// The names of the columns of a heading row: trimmed, numbered where empty, each once.
Result<std::vector<std::string>> read_heading(const std::vector<std::string>& row);

/// What is wrong with the file as a whole.
Problem bad_file(const std::string& code, std::string message);

/// CSV only; `read_table` decides by the file's first bytes.
Result<Table> read_csv_table(std::string_view bytes);

/// XLSX only: the first sheet that has rows. Refuses files that unpack to more than 512 MiB.
Result<Table> read_xlsx_table(std::string_view bytes);

}  // namespace waymark::exchange
