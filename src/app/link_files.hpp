// SPDX-License-Identifier: MIT
#pragma once

// What the commands of `waymark link` share: their files, and how far they have come.

#include "app/link_command.hpp"
#include "base/result.hpp"
#include "linkage/linker.hpp"

#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace waymark::app {

/// Throws std::runtime_error, naming the file, where it cannot be read.
std::string contents_of(const std::string& file);

/// A problem as it is told on a terminal: what it is, and each field below.
std::string words_of(const Problem& problem);

/// The value; throws std::runtime_error with what stands against it.
template <class T>
T value_or_end(Result<T> result) {
    if (!result) throw std::runtime_error{words_of(result.problem())};
    return std::move(*result);
}

unsigned threads_of(const LinkCommand& command);

/// The records of the command's files; throws as value_or_end does.
linkage::Table table_of(const LinkCommand& command, const std::string& id_column);

/// The command's model against its records; tells on the terminal what was taken for granted, how
/// many pairs the rules give and which blocks were split. Throws as value_or_end does.
linkage::Linker linker_of(const LinkCommand& command);

/// A value as CSV has it, in quotation marks where it needs them.
std::string csv_cell(std::string_view text);

/// A file that is there once all of it is.
class NewFile {
public:
    /// Throws std::runtime_error, naming the file, where it cannot be written; so does `finish`.
    explicit NewFile(std::string path);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    void write(const std::string& text) { out_ << text; }
    void finish();

private:
    std::string path_;
    std::string part_;
    std::ofstream out_;
    bool is_done_ = false;
};

}  // namespace waymark::app
