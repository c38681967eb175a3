// SPDX-License-Identifier: MIT
#include "exchange/incident_export.hpp"

#include "exchange/scratch_file.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <stdexcept>

namespace waymark::exchange {

namespace {

using incidents::Incident;

struct Column {
    const char* heading;
    std::string (*text)(const Incident&, const codes::CodeBook&);
};

std::string local(Instant at) {
    const auto when = to_london(at);
    return fmt::format(
        "{} {:02d}:{:02d}:{:02d}", to_iso8601(when.day), when.hour, when.minute, when.second
    );
}

std::string degrees(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : "";
}

const Column columns[] = {
    {"reference", [](const Incident& i, const codes::CodeBook&) { return i.reference; }},
    {"received (London time)",
     [](const Incident& i, const codes::CodeBook&) { return local(i.received_at); }},
    {"status",
     [](const Incident& i, const codes::CodeBook&) { return std::string{word_for(i.status)}; }},
    {"source",
     [](const Incident& i, const codes::CodeBook& b) {
         return b.label("incident_source", i.source);
     }},
    {"opening category",
     [](const Incident& i, const codes::CodeBook& b) {
         return b.label("opening_category", i.opening_category);
     }},
    {"mental-health related",
     [](const Incident& i, const codes::CodeBook&) {
         return std::string{i.is_mhri ? "yes" : "no"};
     }},
    {"grade",
     [](const Incident& i, const codes::CodeBook& b) {
         return b.label("response_grade", i.grade);
     }},
    {"place type",
     [](const Incident& i, const codes::CodeBook& b) {
         return b.label("place_type", i.place_type);
     }},
    {"location", [](const Incident& i, const codes::CodeBook&) { return i.location_text; }},
    {"postcode", [](const Incident& i, const codes::CodeBook&) { return i.postcode; }},
    {"lsoa", [](const Incident& i, const codes::CodeBook&) { return i.lsoa; }},
    {"latitude", [](const Incident& i, const codes::CodeBook&) { return degrees(i.lat); }},
    {"longitude", [](const Incident& i, const codes::CodeBook&) { return degrees(i.lon); }},
    {"outcome",
     [](const Incident& i, const codes::CodeBook& b) {
         return b.label("incident_outcome", i.outcome);
     }},
    {"closed (London time)",
     [](const Incident& i, const codes::CodeBook&) {
         return i.closed_at ? local(*i.closed_at) : "";
     }},
};

Result<std::string> as_csv(sharing::Act& act, const incidents::Filter& filter) {
    std::string text;
    const auto line = [&text](auto&& field_of) {
        bool first = true;
        for (const auto& column : columns) {
            if (!first) text += ',';
            first = false;
            text += csv_field(field_of(column));
        }
        text += "\r\n";
    };
    line([](const Column& column) { return std::string{column.heading}; });
    const auto done = incidents::export_all(act, filter, [&](const Incident& incident) {
        line([&](const Column& column) { return column.text(incident, act.codes); });
    });
    if (!done) return done.problem();
    return text;
}

Result<std::string> as_xlsx(sharing::Act& act, const incidents::Filter& filter) {
    const ScratchFile file;
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    lxw_workbook* book = workbook_new_opt(file.path().c_str(), &options);
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Incidents");
    lxw_row_t row = 0;
    const auto write = [&](auto&& field_of) {
        lxw_col_t at = 0;
        for (const auto& column : columns)
            worksheet_write_string(sheet, row, at++, field_of(column).c_str(), nullptr);
        ++row;
    };
    write([](const Column& column) { return std::string{column.heading}; });
    bool is_full = false;
    const auto done = incidents::export_all(act, filter, [&](const Incident& incident) {
        is_full = is_full || row > xlsx_rows_max;
        if (!is_full) write([&](const Column& column) { return column.text(incident, act.codes); });
    });
    const auto closed = workbook_close(book);
    if (!done) return done.problem();
    if (is_full)
        return invalid(
            "export.too_long",
            "This is more than a spreadsheet can hold.",
            {{"format", "too_long", "Choose CSV, or fewer days."}}
        );
    if (closed != LXW_NO_ERROR) throw std::runtime_error{lxw_strerror(closed)};
    return file.contents();
}

}  // namespace

std::string csv_field(const std::string& text) {
    // A field that begins like a formula would be run by a spreadsheet; an apostrophe makes it
    // text.
    const bool is_formula =
        !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
    const std::string plain = is_formula ? "'" + text : text;
    if (plain.find_first_of(",\"\r\n") == std::string::npos) return plain;
    std::string quoted = "\"";
    for (const char c : plain) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

Result<std::string> export_incidents(
    sharing::Act& act, const incidents::Filter& filter, Format format
) {
    return format == Format::csv ? as_csv(act, filter) : as_xlsx(act, filter);
}

}  // namespace waymark::exchange
