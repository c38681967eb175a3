// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace waymark::app {

/// Puts the service data of `DATA/services` in place of what the program carries: rules with their
/// minutes, measures, the assessment's form, returns. A file there has the name and the shape of
/// the one it replaces. Throws, in words for whoever starts the program, where one replaces nothing
/// or cannot be used; the program is then not to start.
void use_own_services(const std::string& data);

}  // namespace waymark::app
