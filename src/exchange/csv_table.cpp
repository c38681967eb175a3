// SPDX-License-Identifier: MIT
#include "base/csv.hpp"
#include "base/text.hpp"
#include "exchange/table.hpp"

#include <algorithm>
#include <unordered_set>

namespace waymark::exchange {

namespace {

/// The delimiter that splits the first lines most often and most evenly.
char delimiter_of(std::string_view text) {
    const auto sample = text.substr(0, 64 * 1024);
    char best = ',';
    std::size_t best_score = 0;
    for (const char candidate : {',', ';', '\t', '|'}) {
        std::size_t fields = 0;
        std::size_t even = 0;
        std::size_t seen = 0;
        read_csv(sample, candidate, [&](std::vector<std::string>& row, std::size_t) {
            if (seen++ == 0)
                fields = row.size();
            else if (row.size() == fields)
                ++even;
            return seen < 20;
        });
        const auto score = fields > 1 ? fields * (even + 1) : 0;
        if (score > best_score) {
            best_score = score;
            best = candidate;
        }
    }
    return best;
}

std::string name_of(char delimiter) {
    switch (delimiter) {
    case ',': return "commas";
    case ';': return "semicolons";
    case '\t': return "tabs";
    default: return "bars";
    }
}

}  // namespace

Problem bad_file(const std::string& code, std::string message) {
    const FieldProblem field{"file", code, message};
    return invalid("import." + code, std::move(message), {field});
}

Result<std::vector<std::string>> read_heading(const std::vector<std::string>& row) {
    std::vector<std::string> names;
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < row.size(); ++i) {
        std::string name{trim(row[i])};
        if (name.empty()) name = "column " + std::to_string(i + 1);
        if (!seen.insert(name).second)
            return bad_file(
                "two_columns_alike", "Two columns are headed alike. Give each its own heading."
            );
        names.push_back(std::move(name));
    }
    if (names.size() > table_columns_max)
        return bad_file("too_many_columns", "The file has more than 200 columns.");
    return names;
}

Result<Table> read_csv_table(std::string_view bytes) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    Table table;
    std::string converted;
    table.encoding = "UTF-8";
    if (!is_utf8(bytes)) {
        converted = from_windows_1252(bytes);
        bytes = converted;
        table.encoding = "Windows-1252";
    }
    if (bytes.find('\0') != std::string_view::npos)
        return bad_file("binary", "This is not a text file. Save it as CSV or XLSX.");
    const char delimiter = delimiter_of(bytes);
    table.delimiter = name_of(delimiter);

    std::optional<Problem> problem;
    const bool ended_well =
        read_csv(bytes, delimiter, [&](std::vector<std::string>& row, std::size_t number) {
            if (number == 1) {
                auto heading = read_heading(row);
                if (heading)
                    table.columns = std::move(*heading);
                else
                    problem = heading.problem();
                return !problem;
            }
            if (row.size() > table.columns.size()) {
                const bool only_empty = std::all_of(
                    row.begin() + static_cast<std::ptrdiff_t>(table.columns.size()),
                    row.end(),
                    [](const std::string& cell) { return cell.empty(); }
                );
                if (!only_empty)
                    problem = bad_file(
                        "row_too_wide",
                        "Row " + std::to_string(number) + " has more fields than the heading."
                    );
            }
            if (table.rows.size() >= table_rows_max)
                problem = bad_file(
                    "too_many_rows", "The file has more than 5,000,000 rows. Bring it in by parts."
                );
            if (problem) return false;
            row.resize(table.columns.size());
            table.rows.push_back(std::move(row));
            return true;
        });
    if (problem) return *problem;
    if (!ended_well)
        return bad_file(
            "open_quote", "The file ends inside quotation marks: it may have been cut short."
        );
    if (table.columns.empty()) return bad_file("empty", "The file is empty.");
    return table;
}

Result<Table> read_table(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04") ? read_xlsx_table(bytes) : read_csv_table(bytes);
}

}  // namespace waymark::exchange
