// SPDX-License-Identifier: MIT
#pragma once

// Conditions of a model as they are written: the part of SQL in which Splink's settings say when a
// level holds and which records are compared. This file reads them; what they mean is in
// condition.hpp.

#include "base/result.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::linkage {

/// Which record of a pair a value is of.
enum class Side { left, right };

struct Expression {
    enum class Kind {
        column,  ///< `name` of the record on `side`.
        text,    ///< `name`, as it stands between apostrophes.
        number,
        constant,     ///< `name`: true, false or null.
        call,         ///< `name` of `parts`, in small letters.
        comparison,   ///< `name` of two parts: = <> < <= > >=
        arithmetic,   ///< `name` of two parts: + - *
        negative,     ///< Of one part.
        both,         ///< AND of two parts or more.
        either,       ///< OR of two parts or more.
        negation,     ///< NOT of one part.
        is_null,      ///< Of one part.
        is_not_null,  ///< Of one part.
        element,      ///< Of a list, by a number from 1 on, or from -1 back.
    };

    Kind kind;
    std::string name{};
    Side side = Side::left;
    double number = 0;
    std::vector<Expression> parts{};
};

inline constexpr std::size_t condition_bytes_max = 20'000;
inline constexpr int nesting_max = 60;

/// Reads a condition. Columns are written `name_l` and `name_r`, or `l.name` and `r.name`, with or
/// without quotation marks. Of functions over lists only one is read, by its whole shape: the
/// product of the frequencies of shared elements, which becomes a call of
/// `shared_frequency_product`. The message of a refusal says what cannot be read.
Result<Expression> read_condition(std::string_view text);

/// Whether it calls this function with so many parts.
bool is_call(const Expression& expression, std::string_view name, std::size_t parts);

/// What a value is made of, by its first part and so on: its column, where it is of one.
const Expression& column_in(const Expression& expression);

/// The names of all columns it reads.
std::set<std::string> columns_in(const Expression& expression);

/// ASCII alone, which is what the language of conditions is written in.
std::string in_small_letters(std::string_view text);

/// The expression in one spelling, sides left aside: equal for two that say the same of a record.
std::string spelling_of(const Expression& expression);

}  // namespace waymark::linkage
