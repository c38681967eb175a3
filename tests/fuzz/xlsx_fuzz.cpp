// SPDX-License-Identifier: MIT

// Workbooks. Random bytes are hardly ever a ZIP archive, so an even first byte makes the rest the
// sheet inside a good one, and 255 splits it into a sheet and its shared words; an odd first byte
// takes the rest as the file itself.

#include "exchange/table.hpp"
#include "fuzz.hpp"

#include <zip.h>

#include <string>

namespace {

using namespace waymark;

std::string packed(std::string_view sheet, std::string_view words) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    zip_source_keep(target);
    static constexpr std::string_view workbook =
        R"(<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>)";
    static constexpr std::string_view relations =
        R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)";
    const auto add = [&](const char* name, std::string_view text) {
        auto* source = zip_source_buffer(archive, text.data(), text.size(), 0);
        const auto index = zip_file_add(archive, name, source, ZIP_FL_OVERWRITE);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
    };
    add("xl/workbook.xml", workbook);
    add("xl/_rels/workbook.xml.rels", relations);
    add("xl/worksheets/sheet1.xml", sheet);
    add("xl/sharedStrings.xml", words);
    zip_close(archive);
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    const auto rest = fuzz::text_of(data + 1, size - 1);
    const auto split = rest.find('\xff');
    const auto bytes =
        data[0] % 2 == 1
            ? std::string{rest}
            : packed(
                  rest.substr(0, split),
                  split == std::string_view::npos ? std::string_view{} : rest.substr(split + 1)
              );
    const auto table = exchange::read_xlsx_table(bytes);
    if (!table) return 0;
    for (const auto& row : table->rows)
        fuzz::require(row.size() == table->columns.size(), "a row is as wide as the heading");
    return 0;
}
