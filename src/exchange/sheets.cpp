// SPDX-License-Identifier: MIT
#include "exchange/sheets.hpp"

#include "exchange/incident_export.hpp"
#include "exchange/scratch_file.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <memory>
#include <stdexcept>

namespace waymark::exchange {

namespace {

constexpr const char* ods_type = "application/vnd.oasis.opendocument.spreadsheet";

constexpr const char* ods_manifest =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
)";

constexpr const char* ods_opening =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:spreadsheet>)";

std::string text_of(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return fmt::format("{}", std::get<double>(cell));
}

std::string ods_cell(const Cell& cell) {
    if (const auto* number = std::get_if<double>(&cell))
        return fmt::format(
            R"(<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>)",
            *number
        );
    return R"(<table:table-cell office:value-type="string"><text:p>)" +
           xml_text(std::get<std::string>(cell)) + "</text:p></table:table-cell>";
}

std::string ods_content(std::span<const Sheet> sheets) {
    std::string xml = ods_opening;
    for (const auto& sheet : sheets) {
        xml += R"(<table:table table:name=")" + xml_text(sheet.name) + R"(">)";
        for (const auto& row : sheet.rows) {
            xml += "<table:table-row>";
            for (const auto& cell : row)
                xml += ods_cell(cell);
            xml += "</table:table-row>";
        }
        xml += "</table:table>";
    }
    return xml + "</office:spreadsheet></office:body></office:document-content>\n";
}

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

/// `bytes` must stay until the archive is closed.
void add_file(zip_t* archive, const char* name, const std::string& bytes, bool is_compressed) {
    auto* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const auto index = source ? zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        if (source) zip_source_free(source);
        throw std::runtime_error{zip_strerror(archive)};
    }
    const auto method = is_compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    if (zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), method, 0) != 0)
        throw std::runtime_error{zip_strerror(archive)};
}

}  // namespace

std::string xml_text(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else if (c == '"')
            escaped += "&quot;";
        else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
            escaped += c;
    }
    return escaped;
}

std::string as_csv(const Sheet& sheet) {
    std::string text;
    for (const auto& row : sheet.rows) {
        const char* before = "";
        for (const auto& cell : row) {
            text += before + csv_field(text_of(cell));
            before = ",";
        }
        text += "\r\n";
    }
    return text;
}

std::string as_xlsx(std::span<const Sheet> sheets) {
    const ScratchFile file;
    lxw_workbook* book = workbook_new(file.path().c_str());
    if (!book) throw std::runtime_error{"no workbook"};
    auto* heading = workbook_add_format(book);
    format_set_bold(heading);
    for (const auto& sheet : sheets) {
        auto* page = workbook_add_worksheet(book, sheet.name.c_str());
        worksheet_freeze_panes(page, 1, 0);
        worksheet_set_column(page, 0, 1, 40, nullptr);
        lxw_row_t down = 0;
        for (const auto& row : sheet.rows) {
            lxw_col_t across = 0;
            auto* format = down == 0 ? heading : nullptr;
            for (const auto& cell : row) {
                if (const auto* number = std::get_if<double>(&cell))
                    worksheet_write_number(page, down, across, *number, format);
                else
                    worksheet_write_string(
                        page, down, across, std::get<std::string>(cell).c_str(), format
                    );
                ++across;
            }
            ++down;
        }
    }
    if (const auto closed = workbook_close(book); closed != LXW_NO_ERROR)
        throw std::runtime_error{lxw_strerror(closed)};
    return file.contents();
}

std::string as_ods(std::span<const Sheet> sheets) {
    const ScratchFile file;
    const std::string type = ods_type;
    const std::string manifest = ods_manifest;
    const auto content = ods_content(sheets);
    int failure = 0;
    std::unique_ptr<zip_t, Discard> archive{
        zip_open(file.path().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &failure)};
    if (!archive) throw std::runtime_error{"no archive for the spreadsheet"};
    // First and uncompressed, so that the kind of file can be read off its beginning.
    add_file(archive.get(), "mimetype", type, false);
    add_file(archive.get(), "content.xml", content, true);
    add_file(archive.get(), "META-INF/manifest.xml", manifest, true);
    if (zip_close(archive.get()) != 0) throw std::runtime_error{zip_strerror(archive.get())};
    (void)archive.release();
    return file.contents();
}

}  // namespace waymark::exchange
