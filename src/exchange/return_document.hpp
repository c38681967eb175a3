// SPDX-License-Identifier: MIT
#pragma once

// A statutory return as a file.

#include "exchange/sheets.hpp"
#include "returns/returns.hpp"

namespace waymark::exchange {

enum class SheetFormat { csv, xlsx, ods };

/// The rows, in codes and in words; but for CSV, which is the rows alone, also the tables, what is
/// missing and what is to be confirmed. What changed is for those who can look it up, and not sent.
std::string document(const returns::Whole& whole, SheetFormat format);

const char* media_type(SheetFormat format);

}  // namespace waymark::exchange

template <>
struct waymark::Words<waymark::exchange::SheetFormat> {
    using enum waymark::exchange::SheetFormat;
    static constexpr std::pair<exchange::SheetFormat, std::string_view> list[] = {
        {csv, "csv"},
        {xlsx, "xlsx"},
        {ods, "ods"},
    };
};
