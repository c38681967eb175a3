// SPDX-License-Identifier: MIT
#pragma once

#include "app/settings.hpp"

#include <string>

namespace waymark::app {

struct ImportOptions {
    std::string file{};
    std::string map{};
    std::string as{};       ///< The sign-in name of whoever imports.
    std::string refused{};  ///< Where refused rows go; beside the file when empty.
    bool dry_run = false;
    bool as_json = false;
    bool suggest = false;  ///< Print a mapping guessed from the file, and stop.
};

/// `waymark import incidents FILE --map MAP.json`. 0 when it was done.
int import_incidents(const Settings& settings, const ImportOptions& options);

}  // namespace waymark::app
