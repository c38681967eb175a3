// SPDX-License-Identifier: MIT
#pragma once

// How imports travel.

#include "api/fields.hpp"
#include "exchange/imports.hpp"

namespace waymark::api {

template <>
struct Fields<exchange::Finding> {
    using T = exchange::Finding;
    static constexpr std::string_view name = "Finding";
    static constexpr auto list = std::tuple{
        out("rule", &T::rule),
        out("refuses", &T::refuses),
        out("words", &T::words),
        out("count", &T::count),
        out("rows", &T::rows)};
};

template <>
struct Fields<exchange::UnknownCode> {
    using T = exchange::UnknownCode;
    static constexpr std::string_view name = "UnknownCode";
    static constexpr auto list = std::tuple{
        out("target", &T::target),
        out("list", &T::list),
        out("value", &T::value),
        out("count", &T::count),
        out("nearest", &T::nearest)};
};

template <>
struct Fields<exchange::ImportReport> {
    using T = exchange::ImportReport;
    static constexpr std::string_view name = "ImportReport";
    static constexpr auto list = std::tuple{
        out("batch_id", &T::batch_id),
        out("rows_read", &T::rows_read),
        out("rows_stored", &T::rows_stored),
        out("rows_refused", &T::rows_refused),
        out("rows_known", &T::rows_known),
        out("stored_before_at", &T::stored_before_at),
        out("findings", &T::findings),
        out("unknown_codes", &T::unknown_codes)};
};

template <>
struct Fields<exchange::Batch> {
    using T = exchange::Batch;
    static constexpr std::string_view name = "ImportBatch";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("file_name", &T::file_name),
        out("rows_read", &T::rows_read),
        out("rows_stored", &T::rows_stored),
        out("rows_refused", &T::rows_refused),
        out("rows_known", &T::rows_known),
        out("imported_at", &T::imported_at),
        out("undone_at", &T::undone_at)};
};

template <>
struct Fields<exchange::UndoReport> {
    using T = exchange::UndoReport;
    static constexpr std::string_view name = "UndoReport";
    static constexpr auto list = std::tuple{out("deleted", &T::deleted), out("kept", &T::kept)};
};

}  // namespace waymark::api
