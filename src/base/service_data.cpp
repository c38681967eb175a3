// SPDX-License-Identifier: MIT
#include "base/service_data.hpp"

#include "base/resources.hpp"

#include <stdexcept>

namespace waymark {

boost::json::value service_data(std::string_view path) {
    const auto files = resources_in(path);
    if (files.size() != 1) throw std::logic_error{"the program lacks " + std::string{path}};
    return boost::json::parse(files.front().bytes);
}

std::string text_of(const boost::json::object& source, std::string_view name) {
    const auto* found = source.if_contains(name);
    return found ? std::string{found->as_string()} : std::string{};
}

bool truth_of(const boost::json::object& source, std::string_view name) {
    const auto* found = source.if_contains(name);
    return found && found->as_bool();
}

std::int64_t number_of(const boost::json::object& source, std::string_view name) {
    const auto* found = source.if_contains(name);
    return found ? found->as_int64() : 0;
}

std::vector<std::string> texts_of(const boost::json::object& source, std::string_view name) {
    std::vector<std::string> texts;
    if (const auto* found = source.if_contains(name))
        for (const auto& one : found->as_array())
            texts.emplace_back(one.as_string());
    return texts;
}

}  // namespace waymark
