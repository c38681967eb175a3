// SPDX-License-Identifier: MIT
#pragma once

// Tables as the files that spreadsheets open. Text stays text: nothing is taken for a formula.

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace waymark::exchange {

using Cell = std::variant<std::string, double>;

struct Sheet {
    std::string name;                       ///< 31 characters at most, as spreadsheets ask.
    std::vector<std::vector<Cell>> rows{};  ///< The first holds the headings.
};

std::string as_csv(const Sheet& sheet);
std::string as_xlsx(std::span<const Sheet> sheets);
/// OpenDocument 1.3.
std::string as_ods(std::span<const Sheet> sheets);

/// `text` inside XML or HTML; characters that XML cannot hold are left out.
std::string xml_text(const std::string& text);

}  // namespace waymark::exchange
