// SPDX-License-Identifier: MIT
#pragma once

#include "app/settings.hpp"

namespace waymark::app {

struct ReportOptions {
    std::string service = "street-triage";
    std::string from;
    std::string to;
    std::string format = "text";  ///< text, json, csv, xlsx, ods or html.
    std::string agency{};         ///< Needed where several run a triage service.
    std::string file{};           ///< Standard output when empty.
};

/// Prints the figures of a service. It reads beside a running server and writes nothing, its trail
/// included: whoever can read the data folder needs nobody's leave, and what comes out is counts.
int print_report(const Settings& settings, const ReportOptions& options);

}  // namespace waymark::app
