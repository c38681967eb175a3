// SPDX-License-Identifier: MIT
#include "base/resources.hpp"

#include <algorithm>
#include <map>

namespace waymark {

namespace {

std::map<std::string, std::string, std::less<>>& replaced() {
    static std::map<std::string, std::string, std::less<>> files;
    return files;
}

}  // namespace

bool replace_resource(std::string_view path, std::string bytes) {
    if (std::ranges::find(resources(), path, &Resource::path) == resources().end()) return false;
    replaced()[std::string{path}] = std::move(bytes);
    return true;
}

std::vector<Resource> resources_in(std::string_view folder) {
    std::vector<Resource> found;
    for (auto resource : resources()) {
        if (!resource.path.starts_with(folder)) continue;
        const auto own = replaced().find(resource.path);
        if (own != replaced().end()) resource.bytes = own->second;
        found.push_back(resource);
    }
    return found;
}

}  // namespace waymark
