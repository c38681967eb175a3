// SPDX-License-Identifier: MIT
#pragma once

#include "exchange/check.hpp"
#include "exchange/moment.hpp"

#include <unordered_map>

namespace waymark::exchange {

/// What one row says, and the rules it met.
struct ReadRow {
    incidents::BulkIncident incident;
    std::vector<std::string_view> rules{};
    std::vector<std::pair<const Target*, std::string>> unknown{};
};

/// What tells one row from another, before it is read.
struct Outline {
    std::string key;  ///< Its number; empty where it has none.
    Instant about{};  ///< Roughly when it was received; long ago where that cannot be read.
};

/// Reads rows of one table by one mapping. Private to this module.
class RowReader {
public:
    RowReader(const Table& table, const Mapping& mapping, const CheckContext& context);

    ReadRow read(const std::vector<std::string>& row);
    Outline outline(const std::vector<std::string>& row);

private:
    const std::string& cell(std::string_view target) const;
    std::string code(ReadRow& read, std::string_view target);
    std::string find_code(const Target& target, const std::string& value);
    std::string unmet_outcome(ReadRow& read);
    void read_received(ReadRow& read);
    void read_place(ReadRow& read);
    void read_coordinates(ReadRow& read);
    void read_times(ReadRow& read);
    void read_flag(ReadRow& read);
    void read_narrative(ReadRow& read);

    const Mapping& mapping_;
    const CheckContext& context_;
    bool month_first_;
    std::unordered_map<std::string_view, std::size_t> columns_;
    std::unordered_map<std::string, std::string> found_codes_;  ///< "target value" → code.
    const std::vector<std::string>* row_ = nullptr;
};

}  // namespace waymark::exchange
