// SPDX-License-Identifier: MIT
#include "app/link_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <thread>

namespace waymark::app {

namespace fs = std::filesystem;

std::string contents_of(const std::string& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) throw std::runtime_error{"This file cannot be read: " + file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string words_of(const Problem& problem) {
    std::string words = problem.message;
    for (const auto& field : problem.fields)
        words += "\n  " + field.field + ": " + field.message;
    return words;
}

unsigned threads_of(const LinkCommand& command) {
    return command.threads > 0 ? command.threads
                               : std::max(1U, std::thread::hardware_concurrency());
}

linkage::Table table_of(const LinkCommand& command, const std::string& id_column) {
    std::vector<std::string> texts;
    std::vector<linkage::Source> sources;
    texts.reserve(command.files.size());
    for (const auto& file : command.files) {
        texts.push_back(contents_of(file));
        sources.push_back({fs::path{file}.filename().string(), texts.back()});
    }
    return value_or_end(linkage::read_table(sources, id_column));
}

linkage::Linker linker_of(const LinkCommand& command) {
    auto model = value_or_end(linkage::read_model(contents_of(command.model)));
    auto table = table_of(command, model.id_column);
    auto linker = value_or_end(linkage::Linker::make(
        std::move(model),
        std::move(table),
        {threads_of(command), command.block_rows_max, command.weight_least}
    ));
    for (const auto& remark : linker.remarks())
        std::cerr << remark << "\n";
    for (std::size_t rule = 0; rule < linker.pairs_by_rule().size(); ++rule)
        std::cerr << fmt::format(
            "rule {}: {} pairs by itself: {}\n",
            rule,
            linker.pairs_by_rule()[rule],
            linker.model().rules[rule].text
        );
    for (const auto& one : linker.refinements())
        std::cerr << fmt::format(
            "rule {}: a block of {} records would give {} pairs; split, it gives {}\n",
            one.rule,
            one.rows,
            one.all,
            one.kept
        );
    return linker;
}

std::string csv_cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
    std::string result{'"'};
    for (const char c : text)
        result.append(c == '"' ? 2 : 1, c);
    return result + '"';
}

NewFile::NewFile(std::string path)
    : path_{std::move(path)}, part_{path_ + ".part"}, out_{part_, std::ios::binary} {
    if (!out_) throw std::runtime_error{"This file cannot be written: " + path_};
}

NewFile::~NewFile() {
    std::error_code ignored;
    if (!is_done_) fs::remove(part_, ignored);
}

void NewFile::finish() {
    out_.close();
    if (!out_) throw std::runtime_error{"There is no room to write " + path_};
    fs::rename(part_, path_);
    is_done_ = true;
}

}  // namespace waymark::app
