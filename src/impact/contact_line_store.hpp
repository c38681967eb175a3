// SPDX-License-Identifier: MIT
#pragma once

// The facts of one contact as a line of text, worked out from the records. Private to this module.

#include "store/transaction.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <unordered_map>

namespace waymark::impact {

/// When each stage was reached, as far as it was.
using Times = std::unordered_map<std::string, Instant>;

/// The facts of one contact as text: "field=value;field=value".
class Line {
public:
    void note(std::string_view field, std::string_view value) {
        if (!text_.empty()) text_ += ';';
        text_.append(field).append("=").append(value);
    }
    /// Minutes between two stages, where both were reached, in order. What is out of order says
    /// nothing of how long it took.
    void note_minutes(const Times& times, const char* field, const char* from, const char* to) {
        const auto a = times.find(from);
        const auto b = times.find(to);
        if (a == times.end() || b == times.end() || b->second < a->second) return;
        const std::chrono::duration<double, std::ratio<60>> minutes = b->second - a->second;
        note(field, fmt::format("{}", minutes.count()));
    }
    void append(const std::string& line) {
        if (!line.empty()) text_ += (text_.empty() ? "" : ";") + line;
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

void note_place(Line& line, const std::string& place_type);

/// Works out the line of one assessment.
std::string line_of(store::Transaction& transaction, const std::string& assessment);

}  // namespace waymark::impact
