// SPDX-License-Identifier: MIT
#pragma once

#include "app/link_command.hpp"

namespace waymark::app {

/// Writes the CLKs of a file's records, in its order; answers what the program ends with. Throws
/// std::runtime_error with what stands against it.
int encode_records(const LinkCommand& command);

/// Finds which CLKs of several parties are alike, and writes the pairs, the groups, or only how
/// many there are; likewise.
int match_clks(const LinkCommand& command);

}  // namespace waymark::app
