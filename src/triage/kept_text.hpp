// SPDX-License-Identifier: MIT
#pragma once

// Several codes or values in one column. Private to this module.

#include <string>
#include <string_view>
#include <vector>

namespace waymark::triage {

/// Codes beside each other: they hold no spaces.
std::string joined_codes(const std::vector<std::string>& codes);
std::vector<std::string> parted_codes(std::string_view text);

/// Values one below the other: codes and one-line texts hold no line breaks, and a text of many
/// lines is the only value of its field, kept after a first line of its own.
std::string joined_values(const std::vector<std::string>& values);
std::vector<std::string> parted_values(const std::string& kept);

}  // namespace waymark::triage
