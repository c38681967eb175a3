// SPDX-License-Identifier: MIT
#pragma once

// What a statutory return asks of each detention: services/returns/*.json, edited when a template
// changes. Pure.

#include "base/time.hpp"
#include "base/words.hpp"
#include "codes/code_book.hpp"

#include <optional>
#include <string>
#include <vector>

namespace waymark::returns {

enum class PeriodKind { financial_year, quarter };

/// From the first day to the last, both within.
struct Period {
    Day from{};
    Day to{};
};

/// The period that begins on this day, or nothing where none begins then: a financial year begins
/// on 1 April, a quarter with January, April, July or October.
std::optional<Period> period_from(PeriodKind kind, Day first);

/// One code of a column, and what it stands for: named values, or whole numbers in a band.
struct Answer {
    std::string code;
    std::string title;
    std::vector<std::string> values{};
    std::optional<int> from{};
    std::optional<int> to{};
};

struct Column {
    std::string name;
    std::string title;
    std::string fact;               ///< What of a detention it is read from.
    std::vector<Answer> answers{};  ///< Or, until it is `resolved`, the codes of `list`.
    std::string list{};
    bool is_by_group = false;               ///< By the groups of that list.
    bool is_as_written = false;             ///< The fact itself; a date of birth, or a time.
    std::vector<std::string> missing{};     ///< Codes of the list that say that nobody knows.
    std::string when{};                     ///< Asked only where this column...
    std::vector<std::string> when_codes{};  ///< ...has one of these; "" where it is missing.
};

struct Table {
    std::string rows;  ///< Names of columns.
    std::string by;
};

struct Definition {
    std::string kind;
    std::string title;
    PeriodKind period = PeriodKind::financial_year;
    std::string edition;  ///< The day it was last changed; kept with what was made by it.
    std::string source;
    std::vector<std::string> to_confirm{};
    std::vector<Column> columns{};
    std::vector<Table> tables{};

    const Column* find(std::string_view name) const;
};

/// With the codes of its lists written out, as they are in this book: what is made by it can be
/// read without either, whatever becomes of them later.
Definition resolved(Definition definition, const codes::CodeBook& book);

/// As JSON, of the form of services/returns/*.json.
std::string written(const Definition& definition);
/// The other way; throws on what `written` did not write.
Definition read_definition(std::string_view text);

/// Every return there is.
const std::vector<Definition>& definitions();
const Definition* definition_of(std::string_view kind);

}  // namespace waymark::returns

template <>
struct waymark::Words<waymark::returns::PeriodKind> {
    using enum waymark::returns::PeriodKind;
    static constexpr std::pair<returns::PeriodKind, std::string_view> list[] = {
        {financial_year, "financial_year"},
        {quarter, "quarter"},
    };
};
