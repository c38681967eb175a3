// SPDX-License-Identifier: MIT
#pragma once

// What most handlers end with, and the small bodies several of them share.

#include "api/fields.hpp"
#include "api/http.hpp"
#include "api/problem.hpp"

#include <charconv>

namespace waymark::api {

/// A reason alone.
struct Reason {
    std::string reason;
};

template <>
struct Fields<Reason> {
    using T = Reason;
    static constexpr std::string_view name = "Reason";
    static constexpr auto list = std::tuple{field("reason", &T::reason)};
};

inline std::string etag_of(std::int64_t revision) {
    return "\"" + std::to_string(revision) + "\"";
}

/// The revision an If-Match header names.
inline std::optional<std::int64_t> revision_in(const Request& request) {
    const auto match = request.header("if-match");
    if (match.size() < 3 || match.front() != '"' || match.back() != '"') return std::nullopt;
    std::int64_t revision = 0;
    const char* end = match.data() + match.size() - 1;
    const auto [last, wrong] = std::from_chars(match.data() + 1, end, revision);
    if (wrong != std::errc{} || last != end) return std::nullopt;
    return revision;
}

inline Response revision_needed() {
    return to_response(
        malformed(
            "revision.needed",
            "Send the If-Match header that came as ETag with what you are changing."
        ),
        428
    );
}

template <class T>
Response answer_with(const Result<T>& result, int status = 200) {
    if (!result) return to_response(result.problem());
    return json_response(encode(*result), status);
}

inline Response answer_done(const Result<Done>& result) {
    if (!result) return to_response(result.problem());
    return json_response(json::object{{"done", true}});
}

}  // namespace waymark::api
