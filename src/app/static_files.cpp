// SPDX-License-Identifier: MIT
#include "app/static_files.hpp"

#include "api/problem.hpp"
#include "base/resources.hpp"

#include <algorithm>

namespace waymark::app {

namespace {

constexpr std::string_view folder = "web/dist/";

const Resource* find_file(std::string_view name) {
    static const auto files = resources_in(folder);
    const auto found = std::find_if(files.begin(), files.end(), [&](const Resource& file) {
        return file.path.substr(folder.size()) == name;
    });
    return found == files.end() ? nullptr : &*found;
}

std::string_view type_of(std::string_view name) {
    static constexpr std::pair<std::string_view, std::string_view> types[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"}};
    for (const auto& [ending, type] : types)
        if (name.ends_with(ending)) return type;
    return "application/octet-stream";
}

}  // namespace

api::Response static_file(const api::Request& request) {
    std::string_view path = request.target;
    path = path.substr(0, std::min(path.find('?'), path.size()));
    if (path.starts_with('/')) path.remove_prefix(1);
    const Resource* file = find_file(path);
    const bool is_asset = path.starts_with("assets/");
    if (!file && is_asset)
        return api::to_response(not_found("route.not_found", "There is no such file."));
    std::string_view name = path;
    if (!file) {
        name = "index.html";
        file = find_file(name);
    }
    if (!file)
        return {
            .status = 200,
            .body = "<!doctype html><html lang=\"en\"><title>Waymark</title><p>The web application "
                    "was not built into this program. The interface is at /api/v1.</p></html>",
            .content_type = "text/html; charset=utf-8"};
    api::Response response{.content_type = std::string{type_of(name)}};
    const Resource* packed = find_file(std::string{name} + ".gz");
    if (packed && request.header("accept-encoding").find("gzip") != std::string::npos) {
        response.body = packed->bytes;
        response.headers["Content-Encoding"] = "gzip";
    } else {
        response.body = file->bytes;
    }
    response.headers["Vary"] = "Accept-Encoding";
    // Names of assets carry a hash of what is in them, so they never change under one name.
    response.headers["Cache-Control"] =
        is_asset ? "public, max-age=31536000, immutable" : "no-cache";
    return response;
}

void add_security_headers(api::Response& response) {
    auto& headers = response.headers;
    headers.emplace(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    );
    headers.emplace("X-Content-Type-Options", "nosniff");
    headers.emplace("Referrer-Policy", "no-referrer");
    headers.emplace("Cross-Origin-Opener-Policy", "same-origin");
    headers.emplace("Cross-Origin-Resource-Policy", "same-origin");
    headers.emplace("Cache-Control", "no-store");
}

}  // namespace waymark::app
