// SPDX-License-Identifier: MIT
#include "exchange/return_document.hpp"

#include "exchange/service_report.hpp"

namespace waymark::exchange {

namespace {

using returns::Whole;

/// Nobody's name is on a row; its number says which line of the file it is, and no more.
Sheet rows_of(const Whole& whole) {
    Sheet sheet{"Detentions"};
    std::vector<Cell> headings{std::string{"Row"}};
    for (const auto& column : whole.definition.columns) {
        headings.emplace_back(column.title);
        if (!column.is_as_written) headings.emplace_back(column.title + ": code");
    }
    sheet.rows.push_back(std::move(headings));
    double number = 0;
    for (const auto& row : whole.rows) {
        std::vector<Cell> cells{++number};
        for (const auto& column : whole.definition.columns) {
            const auto found = row.codes.find(column.name);
            const bool is_asked = found != row.codes.end();
            const auto code = is_asked ? found->second : std::string{};
            cells.emplace_back(
                is_asked ? returns::title_of(column, code) : std::string{"Not asked"}
            );
            if (!column.is_as_written) cells.emplace_back(code);
        }
        sheet.rows.push_back(std::move(cells));
    }
    return sheet;
}

Sheet tables_of(const Whole& whole) {
    Sheet sheet{
        "Tables",
        {{std::string{"Table"},
          std::string{"Row"},
          std::string{"Column"},
          std::string{"Detentions"}}}};
    for (const auto& table : whole.tables)
        for (const auto& row : table.rows) {
            for (std::size_t i = 0; i < table.headings.size(); ++i)
                sheet.rows.push_back(
                    {table.title, row.title, table.headings[i], static_cast<double>(row.counts[i])}
                );
            sheet.rows.push_back(
                {table.title, row.title, std::string{"All"}, static_cast<double>(row.total)}
            );
        }
    return sheet;
}

Sheet missing_of(const Whole& whole) {
    Sheet sheet{
        "Missing", {{std::string{"Column"}, std::string{"Asked of"}, std::string{"Missing"}}}};
    for (const auto& one : whole.missing)
        sheet.rows.push_back(
            {one.column, static_cast<double>(one.of), static_cast<double>(one.missing)}
        );
    return sheet;
}

Sheet about(const Whole& whole) {
    const auto& version = whole.version;
    Sheet sheet{"About", {{std::string{"What"}, std::string{"Which"}}}};
    const auto add = [&](const char* what, std::string which) {
        sheet.rows.push_back({std::string{what}, std::move(which)});
    };
    add("Return", whole.definition.title);
    add("From", to_iso8601(version.period.from));
    add("To", to_iso8601(version.period.to));
    add("Version", std::to_string(version.number));
    add("Made", to_words(version.made_at));
    if (version.is_early) add("To know", "Made before its period was over");
    add("Definition of", version.edition);
    add("Source", whole.definition.source);
    for (const auto& one : whole.definition.to_confirm)
        add("To be confirmed before it is sent", one);
    return sheet;
}

}  // namespace

std::string document(const returns::Whole& whole, SheetFormat format) {
    if (format == SheetFormat::csv) return as_csv(rows_of(whole));
    const std::vector<Sheet> sheets{
        about(whole), tables_of(whole), missing_of(whole), rows_of(whole)};
    return format == SheetFormat::xlsx ? as_xlsx(sheets) : as_ods(sheets);
}

const char* media_type(SheetFormat format) {
    switch (format) {
    case SheetFormat::csv: return media_type(ReportFormat::csv);
    case SheetFormat::xlsx: return media_type(ReportFormat::xlsx);
    case SheetFormat::ods: break;
    }
    return media_type(ReportFormat::ods);
}

}  // namespace waymark::exchange
