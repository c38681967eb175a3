// SPDX-License-Identifier: MIT
#pragma once

// The background of the map, from a folder of the agency's own: asking somebody else's server for
// each tile would tell it where police look.

#include "api/http.hpp"

#include <filesystem>

namespace waymark::app {

inline constexpr std::string_view tiles_path = "/tiles/";

/// The picture at "/tiles/ZOOM/X/Y.png", which is the file ZOOM/X/Y.png of the folder; 404 where
/// there is none, or where the address is not of three numbers.
api::Response map_tile(const std::filesystem::path& folder, std::string_view target);

}  // namespace waymark::app
