// SPDX-License-Identifier: MIT
#include "api/problem.hpp"

namespace waymark::api {

namespace {

/// Enough for anybody to mend; a body made to hurt could be wrong in a hundred thousand places.
constexpr std::size_t fields_shown_max = 100;

int status_of(Problem::Kind kind) {
    switch (kind) {
    case Problem::Kind::malformed: return 400;
    case Problem::Kind::invalid: return 422;
    case Problem::Kind::unauthenticated: return 401;
    case Problem::Kind::forbidden: return 403;
    case Problem::Kind::not_found: return 404;
    case Problem::Kind::conflict: return 409;
    case Problem::Kind::stale: return 412;
    case Problem::Kind::too_large: return 413;
    case Problem::Kind::too_many: return 429;
    case Problem::Kind::unavailable: return 503;
    }
    throw std::logic_error{"unknown kind of problem"};
}

}  // namespace

Response to_response(const Problem& problem) {
    return to_response(problem, status_of(problem.kind));
}

Response to_response(const Problem& problem, int status) {
    boost::json::array fields;
    for (const auto& [field, code, message] : problem.fields) {
        if (fields.size() == fields_shown_max) break;
        fields.push_back(boost::json::object{{"field", field}, {"code", code}, {"message", message}}
        );
    }
    Response response{.status = status};
    response.body = boost::json::serialize(boost::json::object{
        {"type", "/problems/" + problem.code},
        {"code", problem.code},
        {"title", problem.message},
        {"status", status},
        {"fields", std::move(fields)},
    });
    response.content_type = "application/problem+json";
    if (status == 503 || status == 429) response.headers["Retry-After"] = "2";
    return response;
}

Response broken(const std::string& incident_number) {
    Response response{.status = 500};
    response.body = boost::json::serialize(boost::json::object{
        {"type", "/problems/server.broken"},
        {"code", "server.broken"},
        {"title",
         "Something went wrong on our side. Nothing was saved. Quote " + incident_number +
             " to support."},
        {"status", 500},
        {"fields", boost::json::array{}},
    });
    response.content_type = "application/problem+json";
    return response;
}

Response json_response(const boost::json::value& value, int status) {
    return {.status = status, .body = boost::json::serialize(value)};
}

}  // namespace waymark::api
