// SPDX-License-Identifier: MIT
#pragma once

// Dates of birth as they are compared, and what only looks like one.

#include <optional>
#include <string>
#include <string_view>

namespace waymark::linkage {

/// How much of a date of birth was said.
enum class DatePart { day, month, year };

struct BirthDate {
    std::string date{};  ///< YYYY-MM-DD; what was not said is 01.
    DatePart known = DatePart::day;
    /// It stands for "not known", and says nothing: 1900, 1901 or their first of January, that of
    /// 1970, the last days of 1899 (a spreadsheet's nought), before 1880, or a year to come.
    bool is_placeholder = false;
};

/// A date of birth as it is written in Britain and in files: 1990-02-03, 19900203, 03/02/1990,
/// 3.2.1990, 3 Feb 1990, 03FEB1990, February 3, 1990, 02/1990, February 1990, 1990; a time after it
/// is left aside, and a day or month of 00 was not known. Of two numbers the first is the day. A
/// year of two digits is not read, since it may be of either century. Nothing where it is no date.
std::optional<BirthDate> birth_date(std::string_view text, int this_year);

}  // namespace waymark::linkage
