// SPDX-License-Identifier: MIT
#pragma once

// How a force's own file is read: which of its columns is which of our fields, and what its codes
// mean. Kept under a name and used again.

#include "base/result.hpp"
#include "exchange/table.hpp"

#include <boost/json.hpp>

#include <map>
#include <span>
#include <string>

namespace waymark::exchange {

using Texts = std::map<std::string, std::string, std::less<>>;

struct Mapping {
    Texts columns{};                                    ///< Our field → their column.
    std::map<std::string, Texts, std::less<>> codes{};  ///< Our field → their word → our code.
    Texts defaults{};                ///< Our field → what an empty or unknown one means.
    std::string date_order = "dmy";  ///< dmy or mdy, for dates that are not ISO.
};

enum class TargetKind { text, code, moment, number, yes_no };

/// A field of ours that a column can fill.
struct Target {
    std::string_view name;
    std::string_view label;
    TargetKind kind;
    std::string_view list;  ///< Of codes; empty for the others.
    bool needed;
    std::string_view words;  ///< Words that a heading for it often holds, for suggestions.
};

std::span<const Target> targets();
const Target* find_target(std::string_view name);

/// Reads a mapping; names every part that is wrong.
Result<Mapping> read_mapping(const boost::json::value& value);
boost::json::value to_json(const Mapping& mapping);

/// A mapping guessed from the headings and the first rows.
Mapping suggest_mapping(const Table& table);

}  // namespace waymark::exchange
