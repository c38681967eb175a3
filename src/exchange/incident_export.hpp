// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"
#include "incidents/incident_list.hpp"

#include <string>

namespace waymark::exchange {

enum class Format { csv, xlsx };

/// The most rows one spreadsheet holds, less its heading.
inline constexpr std::size_t xlsx_rows_max = 1048575;

/// What the filter finds, as a file. Columns are a list of their own: what is not named in it
/// cannot leave by mistake. Text that a spreadsheet would take for a formula is kept as text.
Result<std::string> export_incidents(
    sharing::Act& act, const incidents::Filter& filter, Format format
);

/// One field of a CSV file, quoted where it has to be, and made harmless to a spreadsheet.
std::string csv_field(const std::string& text);

}  // namespace waymark::exchange
