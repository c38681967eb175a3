// SPDX-License-Identifier: MIT
#include "base/resources.hpp"

namespace waymark {

std::vector<Resource> resources_in(std::string_view folder) {
    std::vector<Resource> found;
    for (const auto& resource : resources())
        if (resource.path.starts_with(folder)) found.push_back(resource);
    return found;
}

}  // namespace waymark
