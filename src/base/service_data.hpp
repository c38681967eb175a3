// SPDX-License-Identifier: MIT
#pragma once

// Reading what services/*.json says. These files travel inside the program: one that is missing or
// malformed is a mistake in the build, and throws.

#include <boost/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace waymark {

/// The whole of one file, as in "services/section_136.json".
boost::json::value service_data(std::string_view path);

/// The member of this name, or empty, no, 0 or none where it is left out.
std::string text_of(const boost::json::object& source, std::string_view name);
bool truth_of(const boost::json::object& source, std::string_view name);
std::int64_t number_of(const boost::json::object& source, std::string_view name);
std::vector<std::string> texts_of(const boost::json::object& source, std::string_view name);

}  // namespace waymark
