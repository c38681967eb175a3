// SPDX-License-Identifier: MIT
#pragma once

#include "app/link_command.hpp"

namespace waymark::app {

/// Writes a file's records as linkage compares them; answers what the program ends with. Throws
/// std::runtime_error with what stands against it.
int normalise_records(const LinkCommand& command);

}  // namespace waymark::app
