// SPDX-License-Identifier: MIT
#include "exchange/service_report.hpp"

#include "base/service_data.hpp"
#include "exchange/import_store.hpp"

namespace waymark::exchange {

namespace {

namespace json = boost::json;

std::vector<impact::DataProblem> problems_in(const ImportedFile& file) {
    std::vector<impact::DataProblem> found;
    const auto report = json::parse(file.report);
    const auto* findings =
        report.is_object() ? report.as_object().if_contains("findings") : nullptr;
    if (!findings) return found;
    for (const auto& value : findings->as_array()) {
        const auto& finding = value.as_object();
        found.push_back({file.name, text_of(finding, "words"), number_of(finding, "count")});
    }
    return found;
}

}  // namespace

Result<impact::ServiceReport> triage_report(
    sharing::Act& act, const impact::Period& period, sharing::Event event
) {
    auto report = impact::report_on_triage(act, period, event);
    if (!report) return report;
    ImportStore store{act.transaction};
    for (const auto& file : store.crisis_team_files(
             act.caller.agency, impact::begins_at(period), impact::ends_at(period)
         ))
        for (auto& problem : problems_in(file))
            report->problems.push_back(std::move(problem));
    return report;
}

const char* media_type(ReportFormat format) {
    switch (format) {
    case ReportFormat::text: return "text/plain; charset=utf-8";
    case ReportFormat::csv: return "text/csv; charset=utf-8";
    case ReportFormat::xlsx:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case ReportFormat::ods: return "application/vnd.oasis.opendocument.spreadsheet";
    case ReportFormat::html: return "text/html; charset=utf-8";
    }
    return "";
}

}  // namespace waymark::exchange
