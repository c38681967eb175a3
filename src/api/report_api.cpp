// SPDX-License-Identifier: MIT
#include "api/reading.hpp"
#include "api/report_fields.hpp"
#include "api/routes.hpp"
#include "exchange/service_report.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;

Result<impact::Period> period_in(const Request& request) {
    Problems wrong;
    impact::Period period;
    const auto take = [&](const char* name, Day& into) {
        if (const auto day = parse_day(request.asked(name)))
            into = *day;
        else
            wrong.push_back({name, "shape", "Give a day, like 2026-03-14."});
    };
    take("from", period.from);
    take("to", period.to);
    if (!wrong.empty())
        return invalid("report.period", "Say which period the report is of.", std::move(wrong));
    return period;
}

Response get_report(Act& act, const Request& request) {
    const auto period = period_in(request);
    if (!period) return to_response(period.problem());
    const auto report = exchange::triage_report(act, *period);
    if (!report) return to_response(report.problem());
    return json_response(encode(to_send(*report)));
}

Response get_document(Act& act, const Request& request) {
    const auto period = period_in(request);
    if (!period) return to_response(period.problem());
    const auto format = from_word<exchange::ReportFormat>(request.asked("format"));
    if (!format)
        return to_response(invalid(
            "report.format",
            "Choose a format.",
            {{"format", "unknown_code", "Choose text, csv, xlsx, ods or html."}}
        ));
    const auto report = exchange::triage_report(act, *period, sharing::Event::disclosure);
    if (!report) return to_response(report.problem());
    Response response{.body = exchange::document(*report, *format)};
    response.content_type = exchange::media_type(*format);
    const auto ending =
        *format == exchange::ReportFormat::text ? std::string_view{"txt"} : word_for(*format);
    response.headers["Content-Disposition"] =
        "attachment; filename=\"street-triage-" + to_iso8601(period->from) + "-" +
        to_iso8601(period->to) + "." + std::string{ending} + "\"";
    return response;
}

Response get_records(Act& act, const Request& request) {
    const auto period = period_in(request);
    if (!period) return to_response(period.problem());
    const auto asked = request.asked("part");
    const auto part =
        asked.empty() ? std::optional{impact::Part::numerator} : from_word<impact::Part>(asked);
    if (!part)
        return to_response(invalid(
            "report.part",
            "Say which of the contacts.",
            {{"part", "unknown_code", "Choose numerator, denominator or rest."}}
        ));
    return answer_with(impact::records_behind(act, *period, request.asked("measure"), *part));
}

Response get_definitions(Act& act, const Request&) {
    const auto leave =
        sharing::admit_to(act, Permission::see_report, sharing::Event::consultation, "report");
    if (!leave) return to_response(leave.problem());
    return json_response(encode(impact::street_triage_measures()));
}

const Route routes[] = {
    {"GET",
     "/reports/street-triage",
     "The figures of street triage in a period (from, to)",
     Mode::read,
     Permission::see_report,
     get_report,
     nullptr,
     "",
     "ServiceReport",
     "from to",
     Trait::is_long},
    {"GET",
     "/reports/street-triage/document",
     "The same as a file: format is text, csv, xlsx, ods or html",
     Mode::read,
     Permission::see_report,
     get_document,
     nullptr,
     "",
     "",
     "from to format",
     Trait::is_long},
    {"GET",
     "/reports/street-triage/records",
     "The contacts behind a figure: measure, and part numerator, denominator or rest",
     Mode::read,
     Permission::see_report,
     get_records,
     nullptr,
     "",
     "ReportRecords",
     "from to measure part",
     Trait::is_long},
    {"GET",
     "/reports/street-triage/definitions",
     "What each figure counts",
     Mode::read,
     Permission::see_report,
     get_definitions,
     nullptr,
     "",
     "MeasureDefinitions"},
};

}  // namespace

std::span<const Route> report_routes() {
    return routes;
}

ReportOut to_send(const impact::ServiceReport& whole) {
    ReportOut sent{
        .service = "street_triage",
        .title = whole.title,
        .agency = whole.agency,
        .from = whole.period.from,
        .to = whole.period.to,
        .made_at = whole.made_at,
        .contacts = whole.contacts,
        .kpis = impact::street_triage_measures().kpis,
        .problems = whole.problems};
    for (const auto& group : impact::street_triage_measures().groups)
        sent.groups.push_back({group.name, group.title});
    for (const auto& figure : whole.report.figures) {
        MeasureOut one{
            .figure = figure.figure,
            .name = figure.name,
            .title = figure.title,
            .group = figure.group,
            .kind = std::string{word_for(figure.kind)},
            .unit = figure.unit,
            .numerator = figure.numerator,
            .denominator = figure.denominator,
            .from = whole.period.from,
            .to = whole.period.to,
            .completeness = figure.completeness,
            .percentiles = figure.percentiles};
        if (figure.is_recorded && figure.value)
            one.value = *figure.value;
        else if (figure.is_recorded && !figure.text.empty())
            one.value = figure.text;
        if (figure.interval)
            one.interval = {
                impact::half_up(figure.interval->low, 1),
                impact::half_up(figure.interval->high, 1)};
        for (const auto& flag : figure.flags) {
            one.flags.push_back(flag.code);
            one.notes.push_back(flag.says);
        }
        const bool has_records = figure.numerator && figure.kind != impact::Kind::total &&
                                 figure.kind != impact::Kind::implied;
        if (has_records)
            one.records = "/reports/street-triage/records?from=" + to_iso8601(whole.period.from) +
                          "&to=" + to_iso8601(whole.period.to) + "&measure=" + figure.name;
        sent.measures.push_back(std::move(one));
    }
    return sent;
}

}  // namespace waymark::api
