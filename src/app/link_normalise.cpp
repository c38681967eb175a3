// SPDX-License-Identifier: MIT
#include "app/link_normalise.hpp"

#include "app/link_files.hpp"
#include "app/service.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "linkage/normal_record.hpp"

#include <fmt/format.h>

#include <iostream>
#include <map>
#include <optional>
#include <set>

namespace waymark::app {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Where the columns stand that were named; what is not named is not looked for.
class Header {
public:
    Header(const std::vector<std::string>& names, const LinkCommand& command) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (!places_.emplace(trim(names[i]), i).second)
                throw std::runtime_error{
                    fmt::format("The file has the column \"{}\" twice.", trim(names[i]))};
        width = names.size();
        id = place_of(command.id_column);
        std::set<std::string_view> written{
            linkage::normal_columns.begin(), linkage::normal_columns.end()};
        const auto refuse_twice = [&](const std::string& column) {
            if (!written.insert(column).second)
                throw std::runtime_error{fmt::format(
                    "\"{}\" would stand in what is written twice; name that column otherwise.",
                    column
                )};
        };
        refuse_twice(command.id_column);
        for (const auto& [field, column] : command.columns)
            fields.emplace_back(field, place_of(column));
        for (const auto& column : command.kept) {
            kept.push_back(place_of(column));
            refuse_twice(column);
        }
    }

    std::size_t width = 0;
    std::size_t id = 0;
    std::vector<std::pair<std::string_view, std::size_t>> fields{};
    std::vector<std::size_t> kept{};

private:
    std::size_t place_of(const std::string& name) const {
        const auto found = places_.find(name);
        if (found == places_.end())
            throw std::runtime_error{fmt::format("The file has no column \"{}\".", name)};
        return found->second;
    }

    std::map<std::string, std::size_t, std::less<>> places_{};
};

}  // namespace

int normalise_records(const LinkCommand& command) {
    if (command.columns.empty())
        throw std::runtime_error{"Name a column of the file at least, as in --family Surname."};
    const auto& file = command.files.front();
    auto text = contents_of(file);
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    if (!is_utf8(text)) throw std::runtime_error{file + " is not UTF-8."};
    const auto& lists = linkage::name_lists();
    const auto this_year = static_cast<int>(to_london(clock_now()).day.year());
    NewFile out{command.out};
    std::optional<Header> header;
    std::map<std::string, std::uint64_t>
        noted;  // How often a field stood for nothing or was not read.
    std::uint64_t records = 0;
    std::string wrong;
    const bool is_whole = read_csv(text, ',', [&](std::vector<std::string>& row, std::size_t line) {
        if (line == 1) {
            header.emplace(row, command);
            std::string first = csv_cell(command.id_column);
            for (const auto column : linkage::normal_columns)
                first.append(",").append(column);
            for (const auto& column : command.kept)
                first += "," + csv_cell(column);
            out.write(first + "\n");
            return true;
        }
        if (row.size() != header->width) {
            wrong = fmt::format("{}, row {}: it has not as many values as columns.", file, line);
            return false;
        }
        const auto id = trim(row[header->id]);
        if (id.empty()) {
            wrong = fmt::format("{}, row {}: it has no {}.", file, line, command.id_column);
            return false;
        }
        std::map<std::string_view, std::string> fields;
        for (const auto& [field, place] : header->fields)
            fields.emplace(field, row[place]);
        auto normal = linkage::normal_record(lists, fields, this_year);
        for (const auto note : {"placeholders", "unread"})
            for (const auto field : waymark::words_of(normal[note]))
                ++noted[fmt::format("{}: {}", note, field)];
        std::string cells = csv_cell(id);
        for (const auto column : linkage::normal_columns)
            cells += "," + csv_cell(normal[column]);
        for (const auto place : header->kept)
            cells += "," + csv_cell(trim(row[place]));
        out.write(cells + "\n");
        ++records;
        return true;
    });
    if (!wrong.empty()) throw std::runtime_error{wrong};
    if (!is_whole) throw std::runtime_error{file + " ends inside quotation marks."};
    if (records == 0) throw std::runtime_error{file + " has no records."};
    out.finish();
    std::cerr << fmt::format("{} records\n", records);
    for (const auto& [note, count] : noted)
        std::cerr << fmt::format("{}: {} of them\n", note, count);
    return 0;
}

}  // namespace waymark::app
