// SPDX-License-Identifier: MIT
#include "triage/kept_text.hpp"

#include "base/text.hpp"

namespace waymark::triage {

namespace {

std::string joined(const std::vector<std::string>& values, char between) {
    std::string text;
    for (const auto& value : values) {
        if (!text.empty()) text += between;
        text += value;
    }
    return text;
}

std::vector<std::string> parted(std::string_view text, char between) {
    std::vector<std::string> values;
    while (!text.empty())
        values.emplace_back(take_until(text, between));
    return values;
}

}  // namespace

std::string joined_codes(const std::vector<std::string>& codes) {
    return joined(codes, ' ');
}

std::vector<std::string> parted_codes(std::string_view text) {
    return parted(text, ' ');
}

std::string joined_values(const std::vector<std::string>& values) {
    if (values.size() == 1 && values.front().find('\n') != std::string::npos)
        return "\n" + values.front();
    return joined(values, '\n');
}

std::vector<std::string> parted_values(const std::string& kept) {
    if (kept.starts_with('\n')) return {kept.substr(1)};
    return parted(kept, '\n');
}

}  // namespace waymark::triage
