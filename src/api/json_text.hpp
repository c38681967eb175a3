// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"

#include <boost/json.hpp>

#include <string_view>

namespace waymark::api {

inline constexpr std::size_t json_depth_max = 16;
inline constexpr std::size_t json_fields_max = 10000;

/// The value of a JSON text. Refuses what is not JSON, is not UTF-8, is nested deeper than 16, or
/// gives an object's field twice (a parser that keeps the last one hides the first).
Result<boost::json::value> parse_json(std::string_view text);

}  // namespace waymark::api
