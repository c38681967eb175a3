// SPDX-License-Identifier: MIT
#pragma once

// How statutory returns travel.

#include "api/fields.hpp"
#include "returns/returns.hpp"

namespace waymark::api {

/// A return there is, without its columns.
struct ReturnKind {
    std::string kind;
    std::string title;
    returns::PeriodKind period = returns::PeriodKind::financial_year;
    std::string source;
    std::vector<std::string> to_confirm{};
};

struct ReturnBook {
    std::vector<ReturnKind> kinds{};
    std::vector<returns::Version> versions{};
};

struct ReturnChange {
    detentions::DetentionId detention{};
    std::string reference{};
    returns::Difference difference = returns::Difference::changed;
    std::vector<returns::ChangedField> fields{};
};

/// One version as a page shows it; its rows are in the file alone.
struct ReturnOut {
    returns::Version version{};
    ReturnKind kind{};
    std::vector<returns::CrossTable> tables{};
    std::vector<returns::Missing> missing{};
    std::optional<returns::Version> earlier{};
    int change_count = 0;
    std::vector<ReturnChange> changes{};
};

template <>
struct Fields<ReturnKind> {
    using T = ReturnKind;
    static constexpr std::string_view name = "ReturnKind";
    static constexpr auto list = std::tuple{
        out("kind", &T::kind),
        out("title", &T::title),
        out("period", &T::period),
        out("source", &T::source),
        out("to_confirm", &T::to_confirm)};
};

template <>
struct Fields<returns::Period> {
    using T = returns::Period;
    static constexpr std::string_view name = "ReturnPeriod";
    static constexpr auto list = std::tuple{out("from", &T::from), out("to", &T::to)};
};

template <>
struct Fields<returns::Version> {
    using T = returns::Version;
    static constexpr std::string_view name = "ReturnVersion";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("kind", &T::kind),
        out("period", &T::period),
        out("number", &T::number),
        out("edition", &T::edition),
        out("note", &T::note),
        out("row_count", &T::row_count),
        out("is_early", &T::is_early),
        out("made_at", &T::made_at),
        out("made_by", &T::made_by)};
};

template <>
struct Fields<ReturnBook> {
    using T = ReturnBook;
    static constexpr std::string_view name = "ReturnBook";
    static constexpr auto list = std::tuple{out("kinds", &T::kinds), out("versions", &T::versions)};
};

template <>
struct Fields<returns::MakeForm> {
    using T = returns::MakeForm;
    static constexpr std::string_view name = "ReturnForm";
    static constexpr auto list =
        std::tuple{field("kind", &T::kind), field("from", &T::from), field("note", &T::note)};
};

template <>
struct Fields<returns::TableRow> {
    using T = returns::TableRow;
    static constexpr std::string_view name = "ReturnTableRow";
    static constexpr auto list =
        std::tuple{out("title", &T::title), out("counts", &T::counts), out("total", &T::total)};
};

template <>
struct Fields<returns::CrossTable> {
    using T = returns::CrossTable;
    static constexpr std::string_view name = "ReturnTable";
    static constexpr auto list =
        std::tuple{out("title", &T::title), out("headings", &T::headings), out("rows", &T::rows)};
};

template <>
struct Fields<returns::Missing> {
    using T = returns::Missing;
    static constexpr std::string_view name = "ReturnMissing";
    static constexpr auto list =
        std::tuple{out("column", &T::column), out("of", &T::of), out("missing", &T::missing)};
};

template <>
struct Fields<returns::ChangedField> {
    using T = returns::ChangedField;
    static constexpr std::string_view name = "ReturnChangedField";
    static constexpr auto list =
        std::tuple{out("column", &T::column), out("before", &T::before), out("after", &T::after)};
};

template <>
struct Fields<ReturnChange> {
    using T = ReturnChange;
    static constexpr std::string_view name = "ReturnChange";
    static constexpr auto list = std::tuple{
        out("detention_id", &T::detention),
        out("reference", &T::reference),
        out("difference", &T::difference),
        out("fields", &T::fields)};
};

template <>
struct Fields<ReturnOut> {
    using T = ReturnOut;
    static constexpr std::string_view name = "Return";
    static constexpr auto list = std::tuple{
        out("version", &T::version),
        out("kind", &T::kind),
        out("tables", &T::tables),
        out("missing", &T::missing),
        out("earlier", &T::earlier),
        out("change_count", &T::change_count),
        out("changes", &T::changes)};
};

}  // namespace waymark::api
