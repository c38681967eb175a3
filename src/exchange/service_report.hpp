// SPDX-License-Identifier: MIT
#pragma once

// A service's report with what is known of the data behind it, and as a document.

#include "exchange/sheets.hpp"
#include "impact/reports.hpp"

namespace waymark::exchange {

/// impact::report_on_triage, with what was found wrong in the files that its contacts came in with.
Result<impact::ServiceReport> triage_report(
    sharing::Act& act,
    const impact::Period& period,
    sharing::Event event = sharing::Event::consultation
);

enum class ReportFormat { text, csv, xlsx, ods, html };

/// The whole report as a file: the indicators, every figure with what it was counted from, what is
/// to be known of them, and the definitions.
std::string document(const impact::ServiceReport& report, ReportFormat format);

const char* media_type(ReportFormat format);

}  // namespace waymark::exchange

template <>
struct waymark::Words<waymark::exchange::ReportFormat> {
    using enum waymark::exchange::ReportFormat;
    static constexpr std::pair<exchange::ReportFormat, std::string_view> list[] = {
        {text, "text"},
        {csv, "csv"},
        {xlsx, "xlsx"},
        {ods, "ods"},
        {html, "html"},
    };
};
