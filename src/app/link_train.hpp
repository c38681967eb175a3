// SPDX-License-Identifier: MIT
#pragma once

#include "app/link_command.hpp"

namespace waymark::app {

/// Learns what a model's levels weigh, writes the model and tells what was learnt from what;
/// answers what the program ends with. Throws std::runtime_error with what stands against it.
int train_model(const LinkCommand& command);

}  // namespace waymark::app
