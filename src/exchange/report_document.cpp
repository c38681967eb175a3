// SPDX-License-Identifier: MIT
#include "exchange/service_report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace waymark::exchange {

namespace {

using impact::Figure;
using impact::Report;
using impact::ServiceReport;

std::string counts_of(const Figure& figure) {
    if (!figure.numerator || !figure.denominator) return {};
    return fmt::format("{} of {}", *figure.numerator, *figure.denominator);
}

std::string interval_of(const Figure& figure) {
    if (!figure.interval) return {};
    return fmt::format("{:.1f} to {:.1f}", figure.interval->low, figure.interval->high);
}

std::string completeness_of(const Figure& figure) {
    return figure.completeness ? fmt::format("{} %", impact::plain(*figure.completeness)) : "";
}

std::string value_of(const Figure& figure) {
    if (figure.percentiles.empty()) return words_of(figure);
    std::string text;
    for (const auto& one : figure.percentiles)
        text +=
            fmt::format("{}P{} {}", text.empty() ? "" : ", ", one.part, impact::plain(one.value));
    return text + " " + figure.unit;
}

std::string flags_of(const Figure& figure) {
    std::string text;
    for (const auto& flag : figure.flags)
        text += (text.empty() ? "" : "; ") + flag.code;
    return text;
}

Cell cell(const std::optional<std::int64_t>& number) {
    if (!number) return std::string{};
    return static_cast<double>(*number);
}

Cell cell(const std::optional<double>& number) {
    if (!number) return std::string{};
    return *number;
}

const std::string& group_title(const std::string& name) {
    for (const auto& group : impact::street_triage_measures().groups)
        if (group.name == name) return group.title;
    return name;
}

std::string heading_of(const ServiceReport& report) {
    return fmt::format(
        "{}, {} to {}", report.title, to_iso8601(report.period.from), to_iso8601(report.period.to)
    );
}

Sheet indicators(const ServiceReport& whole) {
    Sheet sheet{
        "Key indicators",
        {{std::string{"Indicator"},
          std::string{"Target"},
          std::string{"Seen"},
          std::string{"Applicable"},
          std::string{"Offered, diverted or prevented"},
          std::string{"Achieved %"},
          std::string{"Wilson 95 %"},
          std::string{"Known of"}}}};
    for (const auto& kpi : impact::street_triage_measures().kpis) {
        const auto& report = whole.report;
        const auto& achieved = *report.find(kpi.achieved);
        sheet.rows.push_back(
            {kpi.title,
             words_of(*report.find(kpi.target)),
             cell(report.find(kpi.seen)->numerator),
             cell(report.find(kpi.applicable)->numerator),
             cell(report.find(kpi.reached)->numerator),
             cell(achieved.value),
             interval_of(achieved),
             completeness_of(achieved)}
        );
    }
    return sheet;
}

enum class Rows { all, recorded };

Sheet measures(const ServiceReport& whole, Rows wanted = Rows::all) {
    Sheet sheet{"Measures", {{}}};
    for (const char* heading :
         {"Group",
          "Measure",
          "Printed figure",
          "Value",
          "Unit",
          "Numerator",
          "Denominator",
          "Low 95 %",
          "High 95 %",
          "Completeness %",
          "Flags",
          "From",
          "To",
          "P10",
          "P50 (median)",
          "P90",
          "P99"})
        sheet.rows.front().emplace_back(std::string{heading});
    for (const auto& figure : whole.report.figures) {
        if (wanted == Rows::recorded && !figure.is_recorded) continue;
        const auto& interval = figure.interval;
        Cell value = words_of(figure);
        if (figure.is_recorded && figure.value) value = *figure.value;
        sheet.rows.push_back(
            {group_title(figure.group),
             figure.title,
             figure.figure,
             std::move(value),
             figure.unit,
             cell(figure.numerator),
             cell(figure.denominator),
             cell(interval ? std::optional{impact::half_up(interval->low, 1)} : std::nullopt),
             cell(interval ? std::optional{impact::half_up(interval->high, 1)} : std::nullopt),
             cell(figure.completeness),
             flags_of(figure),
             to_iso8601(whole.period.from),
             to_iso8601(whole.period.to)}
        );
        for (const auto& one : figure.percentiles)
            sheet.rows.back().emplace_back(one.value);
    }
    return sheet;
}

Sheet to_know(const ServiceReport& whole) {
    Sheet sheet{"To know", {{std::string{"Of"}, std::string{"Flag"}, std::string{"What it is"}}}};
    for (const auto& figure : whole.report.figures)
        for (const auto& flag : figure.flags)
            sheet.rows.push_back({figure.title, flag.code, flag.says});
    for (const auto& problem : whole.problems)
        sheet.rows.push_back(
            {problem.source,
             std::string{"DATA"},
             fmt::format("{} rows. {}", problem.count, problem.says)}
        );
    return sheet;
}

Sheet not_recorded(const ServiceReport& whole) {
    Sheet sheet{"Not recorded in this period", {{std::string{"Measure"}}}};
    for (const auto& figure : whole.report.figures)
        if (!figure.is_recorded) sheet.rows.push_back({figure.title});
    return sheet;
}

Sheet definitions() {
    const auto& all = impact::street_triage_measures();
    Sheet sheet{
        "Definitions",
        {{std::string{"Measure"},
          std::string{"Kind"},
          std::string{"Counts"},
          std::string{"Of those with"}}}};
    sheet.rows.push_back({std::string{"Contacts"}, std::string{}, all.contacts, std::string{}});
    sheet.rows.push_back({std::string{"Rounding"}, std::string{}, all.rounding, std::string{}});
    for (const auto& measure : all.measures)
        sheet.rows.push_back(
            {measure.title,
             std::string{word_for(measure.kind)},
             measure.says_numerator,
             measure.says_denominator}
        );
    for (const auto& fact : all.facts)
        sheet.rows.push_back({fact.name, std::string{"fact"}, fact.meaning, std::string{}});
    return sheet;
}

std::vector<Sheet> sheets_of(const ServiceReport& report) {
    return {indicators(report), measures(report), to_know(report), definitions()};
}

/// Each thing to know once, with the figures it is of.
std::vector<std::pair<impact::Flag, std::string>> flags_together(const Report& report) {
    std::vector<std::pair<impact::Flag, std::string>> together;
    for (const auto& figure : report.figures)
        for (const auto& flag : figure.flags) {
            const auto found = std::ranges::find_if(together, [&](const auto& one) {
                return one.first.code == flag.code && one.first.says == flag.says;
            });
            if (found == together.end())
                together.emplace_back(flag, figure.title);
            else
                found->second += "; " + figure.title;
        }
    return together;
}

std::string as_text(const ServiceReport& whole) {
    std::string text = heading_of(whole) + "\n";
    text += fmt::format("{} contacts of {}\n", whole.contacts, whole.agency);
    std::string group;
    std::vector<std::string> unrecorded;
    for (const auto& figure : whole.report.figures) {
        if (!figure.is_recorded) {
            unrecorded.push_back(figure.title);
            continue;
        }
        if (figure.group != group) {
            group = figure.group;
            text += "\n" + group_title(group) + "\n";
        }
        const auto counts = counts_of(figure);
        const auto interval = interval_of(figure);
        const auto flags = flags_of(figure);
        text += fmt::format("  {:<5} {}\n", figure.figure, figure.title);
        text += fmt::format("        {}", value_of(figure));
        if (!counts.empty()) text += "  (" + counts + ")";
        if (!interval.empty()) text += "  95 % interval " + interval;
        if (figure.completeness && *figure.completeness < 100)
            text += "  known of " + completeness_of(figure);
        if (!flags.empty()) text += "  ! " + flags;
        text += "\n";
    }
    text += "\nTo know before these figures are used\n";
    for (const auto& [flag, titles] : flags_together(whole.report))
        text += fmt::format("  {}: {}\n    Of: {}\n", flag.code, flag.says, titles);
    for (const auto& problem : whole.problems)
        text += fmt::format("  {}: {} rows. {}\n", problem.source, problem.count, problem.says);
    if (!unrecorded.empty()) {
        text += "\nNot recorded in this period\n";
        for (const auto& title : unrecorded)
            text += "  " + title + "\n";
    }
    const auto& all = impact::street_triage_measures();
    return text + "\nContacts: " + all.contacts + "\nRounding: " + all.rounding + "\n";
}

std::string html_cell(const Cell& cell) {
    if (const auto* number = std::get_if<double>(&cell))
        return "<td class=\"n\">" + impact::plain(*number) + "</td>";
    return "<td>" + xml_text(std::get<std::string>(cell)) + "</td>";
}

std::string html_table(const Sheet& sheet) {
    std::string html = "<h2>" + xml_text(sheet.name) + "</h2>\n<table><thead><tr>";
    for (const auto& heading : sheet.rows.front())
        html += "<th scope=\"col\">" + xml_text(std::get<std::string>(heading)) + "</th>";
    html += "</tr></thead><tbody>\n";
    for (std::size_t i = 1; i < sheet.rows.size(); ++i) {
        html += "<tr>";
        for (const auto& one : sheet.rows[i])
            html += html_cell(one);
        html += "</tr>\n";
    }
    return html + "</tbody></table>\n";
}

std::string as_html(const ServiceReport& report) {
    std::string html =
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>" +
        xml_text(heading_of(report)) +
        "</title><style>body{font:16px/1.4 Arial,sans-serif;margin:2em;max-width:80em}"
        "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #b1b4b6;"
        "padding:.3em .6em;text-align:left;vertical-align:top}.n{text-align:right}"
        "@media print{body{font-size:10pt;margin:0}}</style></head><body>\n<h1>" +
        xml_text(heading_of(report)) + "</h1>\n";
    html += fmt::format("<p>{} contacts of {}</p>\n", report.contacts, xml_text(report.agency));
    // To be read from the top: what there is, what to know of it, and last what there is not.
    for (const auto& sheet :
         {indicators(report),
          to_know(report),
          measures(report, Rows::recorded),
          not_recorded(report),
          definitions()})
        html += html_table(sheet);
    return html + "</body></html>\n";
}

}  // namespace

std::string document(const ServiceReport& report, ReportFormat format) {
    switch (format) {
    case ReportFormat::text: return as_text(report);
    case ReportFormat::csv: return as_csv(measures(report));
    case ReportFormat::xlsx: return as_xlsx(sheets_of(report));
    case ReportFormat::ods: return as_ods(sheets_of(report));
    case ReportFormat::html: return as_html(report);
    }
    return {};
}

}  // namespace waymark::exchange
