// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::codes {

/// One entry of a list that the law, a force or a service may change.
struct Code {
    std::string list;
    std::string code;    ///< What is stored and sent.
    std::string label;   ///< What people read.
    std::string hint;    ///< A line of help beside the label; may be empty.
    std::string parent;  ///< The group it belongs to; may be empty.
    int ordinal = 0;     ///< Where it stands in its list.
    Day valid_from{};
    std::optional<Day> valid_to{};  ///< The first day it may no longer be chosen.
    std::string source;             ///< Where it comes from, as in "Mental Health Act 1983 s136".
    bool is_official = false;       ///< Whether the source gives this very code.
    bool is_local = false;          ///< Added or changed here, so an upgrade leaves it alone.
    std::int64_t revision = 0;      ///< Goes up with every change; 0 of an entry not yet kept.
};

/// Whether `code` may be chosen on `day`.
bool is_current(const Code& code, Day day);

/// Every list, as it stood when the book was made. Never changes; a changed list is a new book.
class CodeBook {
public:
    CodeBook() = default;
    explicit CodeBook(std::vector<Code> codes);

    /// The entry, whatever its dates; nothing when the list has no such code.
    const Code* find(std::string_view list, std::string_view code) const;

    /// Whether the list has the code and it may be chosen on `day`.
    bool has(std::string_view list, std::string_view code, Day day) const;

    /// The label, or the code itself where no list knows it, so that old records stay readable.
    std::string label(std::string_view list, std::string_view code) const;

    /// The entries of a list in their order; empty for a list that does not exist.
    const std::vector<Code>& list(std::string_view name) const;

    std::vector<std::string> lists() const;

    /// The current code whose code or label is nearest to `text` by spelling, for "did you mean".
    /// Nothing when none is near enough to be worth saying.
    const Code* nearest(std::string_view list, std::string_view text, Day day) const;

private:
    std::map<std::string, std::vector<Code>, std::less<>> lists_;
};

/// The lists inside the program: codes/*.csv.
std::vector<Code> shipped_codes();

}  // namespace waymark::codes
