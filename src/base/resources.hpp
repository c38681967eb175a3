// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waymark {

/// A file that the build puts inside the program, so that one binary is the whole product.
struct Resource {
    std::string_view path;  ///< From the top of the repository, as in "codes/sex.csv".
    std::string_view bytes;
};

/// Every file inside the program, in order of path.
std::span<const Resource> resources();

/// Those whose path begins with `folder`, in order of path.
std::vector<Resource> resources_in(std::string_view folder);

}  // namespace waymark
