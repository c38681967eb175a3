// SPDX-License-Identifier: MIT
#pragma once

#include "app/link_command.hpp"

namespace waymark::app {

/// Holds a model against who is really who, and prints how right it is; answers what the program
/// ends with. Throws std::runtime_error with what stands against it.
int evaluate_model(const LinkCommand& command);

}  // namespace waymark::app
