// SPDX-License-Identifier: MIT

// Reads the first sheet of an XLSX file: libzip unpacks it and pugixml reads its parts. What is
// asked for is small (text, numbers and dates of one sheet), and no library of Debian reads XLSX
// without a spreadsheet program's document model behind it.

#include "base/text.hpp"
#include "base/time.hpp"
#include "exchange/table.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>
#include <zip.h>

#include <cmath>
#include <cstdlib>
#include <memory>
#include <unordered_set>

namespace waymark::exchange {

namespace {

constexpr std::size_t part_bytes_max = 512U * 1024U * 1024U;

/// The archive inside a file, closed at the end.
class Archive {
public:
    explicit Archive(std::string_view bytes) {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        if (source) zip_ = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (source && !zip_) zip_source_free(source);
        zip_error_fini(&error);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    ~Archive() {
        if (zip_) zip_discard(zip_);
    }

    explicit operator bool() const { return zip_ != nullptr; }

    /// One part's contents; empty when there is none, or when it is larger than any sheet should
    /// be.
    std::string part(const std::string& name) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        if (zip_stat(zip_, name.c_str(), 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE)) return {};
        if (stat.size > part_bytes_max) {
            too_large = true;
            return {};
        }
        const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file{
            zip_fopen(zip_, name.c_str(), 0), zip_fclose};
        if (!file) return {};
        // What the archive says of a part's size is not believed: room is made as bytes come.
        std::string contents;
        char piece[65536];
        zip_int64_t count = 0;
        while ((count = zip_fread(file.get(), piece, sizeof piece)) > 0) {
            contents.append(piece, static_cast<std::size_t>(count));
            if (contents.size() > stat.size) return {};
        }
        if (count < 0 || contents.size() != stat.size) return {};
        return contents;
    }

    bool too_large = false;

private:
    zip_t* zip_ = nullptr;
};

std::string text_within(const pugi::xml_node& node) {
    std::string text;
    for (const auto& child : node.children()) {
        const std::string_view name = child.name();
        if (name == "t") text += child.text().get();
        if (name == "r") text += text_within(child);  // A run of one format.
    }
    return text;
}

std::vector<std::string> shared_texts(Archive& archive) {
    std::vector<std::string> texts;
    pugi::xml_document document;
    if (document.load_string(archive.part("xl/sharedStrings.xml").c_str()))
        for (const auto& item : document.child("sst").children("si"))
            texts.push_back(text_within(item));
    return texts;
}

bool shows_a_date(std::string_view format) {
    // Parts in quotes or brackets are words and colours; d, m, y, h and s outside them are a date.
    bool quoted = false;
    bool bracketed = false;
    for (const char c : format) {
        if (c == '"') quoted = !quoted;
        if (c == '[') bracketed = true;
        if (c == ']') bracketed = false;
        if (!quoted && !bracketed &&
            std::string_view{"dmyhsDMYHS"}.find(c) != std::string_view::npos)
            return true;
    }
    return false;
}

/// For each cell style, whether it shows a date (ECMA-376: formats 14 to 22 and 45 to 47 do).
std::vector<bool> date_styles(Archive& archive) {
    pugi::xml_document document;
    std::vector<bool> styles;
    if (!document.load_string(archive.part("xl/styles.xml").c_str())) return styles;
    const auto sheet = document.child("styleSheet");
    std::unordered_set<int> own_dates;
    for (const auto& format : sheet.child("numFmts").children("numFmt"))
        if (shows_a_date(format.attribute("formatCode").value()))
            own_dates.insert(format.attribute("numFmtId").as_int());
    for (const auto& style : sheet.child("cellXfs").children("xf")) {
        const int id = style.attribute("numFmtId").as_int();
        styles.push_back(
            (id >= 14 && id <= 22) || (id >= 45 && id <= 47) || own_dates.contains(id)
        );
    }
    return styles;
}

/// A spreadsheet counts days from the last day of 1899.
std::string date_text(double serial) {
    const auto whole = static_cast<long long>(std::llround(serial * 86400.0));
    const std::chrono::sys_seconds moment{
        std::chrono::sys_days{std::chrono::December / 30 / 1899} + std::chrono::seconds{whole}};
    const auto text = to_iso8601(Instant{moment});
    return text.substr(0, 10) + " " + text.substr(11, 8);
}

std::size_t column_of(std::string_view reference) {
    std::size_t column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
        if (column > table_columns_max * 4) break;
    }
    return column == 0 ? 0 : column - 1;
}

std::string cell_text(
    const pugi::xml_node& cell,
    const std::vector<std::string>& shared,
    const std::vector<bool>& dates
) {
    const std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return text_within(cell.child("is"));
    const std::string value = cell.child("v").text().get();
    if (type == "s") {
        const auto index = static_cast<std::size_t>(std::strtoull(value.c_str(), nullptr, 10));
        return index < shared.size() ? shared[index] : std::string{};
    }
    if (type == "b") return value == "1" ? "true" : "false";
    if (!type.empty() && type != "n") return value;
    const auto style = static_cast<std::size_t>(cell.attribute("s").as_uint());
    if (value.empty() || style >= dates.size() || !dates[style]) return value;
    char* end = nullptr;
    const double serial = std::strtod(value.c_str(), &end);
    const bool is_date = *end == '\0' && serial >= 1 && serial < 2958466;  // Up to the year 9999.
    return is_date ? date_text(serial) : value;
}

std::string first_sheet(Archive& archive) {
    for (int i = 1; i <= 20; ++i) {
        auto part = archive.part("xl/worksheets/sheet" + std::to_string(i) + ".xml");
        if (part.find("<row") != std::string::npos) return part;
    }
    return {};
}

}  // namespace

Result<Table> read_xlsx_table(std::string_view bytes) {
    Archive archive{bytes};
    if (!archive)
        return bad_file("damaged", "The spreadsheet cannot be opened: it may have been cut short.");
    const auto sheet = first_sheet(archive);
    if (archive.too_large)
        return bad_file(
            "too_large", "The spreadsheet unpacks to more than 512 MiB. Save it as CSV."
        );
    if (sheet.empty()) return bad_file("no_sheet", "The spreadsheet has no sheet with rows.");
    pugi::xml_document document;
    if (!document.load_buffer(sheet.data(), sheet.size()))
        return bad_file("damaged", "The spreadsheet's first sheet cannot be read.");
    const auto shared = shared_texts(archive);
    const auto dates = date_styles(archive);

    Table table;
    table.encoding = "XLSX";
    for (const auto& row : document.child("worksheet").child("sheetData").children("row")) {
        std::vector<std::string> cells;
        for (const auto& cell : row.children("c")) {
            const auto reference = std::string_view{cell.attribute("r").value()};
            const auto column = reference.empty() ? cells.size() : column_of(reference);
            if (column >= table_columns_max)
                return bad_file("too_many_columns", "The sheet has more than 200 columns.");
            if (cells.size() <= column) cells.resize(column + 1);
            cells[column] = cell_text(cell, shared, dates);
        }
        if (cells.empty()) continue;
        if (table.columns.empty()) {
            auto heading = read_heading(cells);
            if (!heading) return heading.problem();
            table.columns = std::move(*heading);
            continue;
        }
        if (cells.size() > table.columns.size())
            return bad_file("row_too_wide", "A row has more cells than the heading.");
        cells.resize(table.columns.size());
        table.rows.push_back(std::move(cells));
    }
    if (table.columns.empty()) return bad_file("empty", "The sheet is empty.");
    return table;
}

}  // namespace waymark::exchange
