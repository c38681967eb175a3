// SPDX-License-Identifier: MIT
#include "api/json_text.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <string>
#include <unordered_set>
#include <vector>

namespace waymark::api {

namespace {

namespace json = boost::json;
using Code = boost::system::error_code;

/// Walks a text and stops at the second field of one name.
struct DuplicateFinder {
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    std::vector<std::unordered_set<std::string>> objects;
    std::string key;
    std::size_t count = 0;
    bool found = false;

    bool on_document_begin(Code&) { return true; }
    bool on_document_end(Code&) { return true; }
    bool on_object_begin(Code&) {
        objects.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, Code&) {
        objects.pop_back();
        return true;
    }
    bool on_array_begin(Code&) { return true; }
    bool on_array_end(std::size_t, Code&) { return true; }
    bool on_key_part(json::string_view part, std::size_t, Code&) {
        key.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, Code& code) {
        key.append(part.data(), part.size());
        found = !objects.back().insert(std::move(key)).second;
        key.clear();
        if (!found && ++count <= json_fields_max) return true;
        code = json::error::syntax;
        return false;
    }
    bool on_string_part(json::string_view, std::size_t, Code&) { return true; }
    bool on_string(json::string_view, std::size_t, Code&) { return true; }
    bool on_number_part(json::string_view, Code&) { return true; }
    bool on_int64(std::int64_t, json::string_view, Code&) { return true; }
    bool on_uint64(std::uint64_t, json::string_view, Code&) { return true; }
    bool on_double(double, json::string_view, Code&) { return true; }
    bool on_bool(bool, Code&) { return true; }
    bool on_null(Code&) { return true; }
    bool on_comment_part(json::string_view, Code&) { return true; }
    bool on_comment(json::string_view, Code&) { return true; }
};

}  // namespace

Result<json::value> parse_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = json_depth_max;

    json::basic_parser<DuplicateFinder> finder{options};
    Code code;
    const auto used = finder.write_some(false, text.data(), text.size(), code);
    if (finder.handler().count > json_fields_max)
        return malformed("json.too_many", "The body has more than 10,000 fields.");
    if (finder.handler().found)
        return malformed("json.duplicate", "The body gives the same field twice.");
    if (code == json::error::too_deep)
        return malformed("json.too_deep", "The body is nested more than 16 deep.");
    if (code || used != text.size() || !finder.done())
        return malformed("json.syntax", "The body is not JSON in UTF-8.");

    auto value = json::parse(text, code, {}, options);
    if (code) return malformed("json.syntax", "The body is not JSON in UTF-8.");
    return value;
}

}  // namespace waymark::api
