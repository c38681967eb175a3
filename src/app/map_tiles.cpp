// SPDX-License-Identifier: MIT
#include "app/map_tiles.hpp"

#include "api/problem.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace waymark::app {

namespace {

constexpr std::size_t digits_max = 8;

bool is_number(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.empty() && text.size() <= digits_max && std::ranges::all_of(text, is_digit);
}

}  // namespace

api::Response map_tile(const std::filesystem::path& folder, std::string_view target) {
    const auto none = [] {
        return api::to_response(not_found("tile.not_found", "There is no such part of the map."));
    };
    if (folder.empty() || !target.starts_with(tiles_path)) return none();
    target.remove_prefix(tiles_path.size());
    const auto zoom = take_until(target, '/');
    const auto x = take_until(target, '/');
    const auto y = take_until(target, '.');
    // Numbers alone: no address leads out of the folder.
    if (target != "png" || !is_number(zoom) || !is_number(x) || !is_number(y)) return none();
    std::ifstream file{folder / zoom / x / (std::string{y} + ".png"), std::ios::binary};
    if (!file) return none();
    api::Response response{.content_type = "image/png"};
    response.body.assign(std::istreambuf_iterator<char>{file}, {});
    response.headers["Cache-Control"] = "private, max-age=86400";
    return response;
}

}  // namespace waymark::app
