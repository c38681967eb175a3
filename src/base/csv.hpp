// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark {

/// Reads comma-separated text row by row (RFC 4180 and its common looser forms; libcsv does the
/// work). Quoted fields may hold the delimiter, quotes and line ends; empty lines are passed over.
/// `take` is handed each row and its number, from 1, and answers false to stop. False when the
/// text ends inside quotes.
bool read_csv(
    std::string_view text,
    char delimiter,
    const std::function<bool(std::vector<std::string>& row, std::size_t number)>& take
);

}  // namespace waymark
