// SPDX-License-Identifier: MIT
#pragma once

// Reports as people ask for them: the figures of a service in a period, and the records behind one.

#include "impact/report.hpp"
#include "sharing/admission.hpp"

#include <functional>

namespace waymark::impact {

inline constexpr int report_years_max = 50;
inline constexpr std::size_t records_max = 1000;

/// Something about the data that whoever reads the figures should know.
struct DataProblem {
    std::string source;  ///< The file it came in with.
    std::string says;
    std::int64_t count = 0;
};

/// The figures of one service, as they are printed.
struct ServiceReport {
    std::string title;
    std::string agency;
    Period period{};
    Instant made_at{};
    std::int64_t contacts = 0;
    Report report{};
    std::vector<DataProblem> problems{};
};

/// Street triage of the caller's agency: looked at, or taken away as a file, which is a disclosure.
Result<ServiceReport> report_on_triage(
    sharing::Act& act, const Period& period, sharing::Event event = sharing::Event::consultation
);

/// One contact behind a figure.
struct RecordLine {
    std::string id;  ///< Of the assessment, or of the incident where there is none.
    bool is_assessment = true;
    std::string reference;
    Instant at{};
};

struct Records {
    std::string title;  ///< Of the measure.
    Part part = Part::numerator;
    std::int64_t count = 0;
    std::vector<RecordLine> lines{};  ///< The first records_max.
};

/// The contacts that a measure of the report counted. Needs leave to see incidents, and each is
/// noted as consulted.
Result<Records> records_behind(
    sharing::Act& act, const Period& period, const std::string& measure, Part part
);

/// Works out again what reports read of contacts that have changed, some hundred at a time, so that
/// a report of many years is quick. For the server itself; reports are right without it.
/// `is_wanted` is asked before each portion.
void keep_contacts_ready(
    store::Database& database, const std::function<bool()>& is_wanted = [] { return true; }
);

/// The agencies that run a triage service, for whoever asks at the machine itself.
std::vector<std::pair<AgencyId, std::string>> agencies_with_triage(store::Transaction& transaction);

}  // namespace waymark::impact
