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

/// From now on `bytes` stand in place of the file of this path; false where there is none. For the
/// start of the program, before anybody reads: a file that was read stays as it was.
bool replace_resource(std::string_view path, std::string bytes);

/// Those whose path begins with `folder`, in order of path.
std::vector<Resource> resources_in(std::string_view folder);

}  // namespace waymark
