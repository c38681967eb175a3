// SPDX-License-Identifier: MIT
#pragma once

#include "api/http.hpp"
#include "base/result.hpp"

namespace waymark::api {

/// The one place that turns a Problem into HTTP (RFC 9457, application/problem+json).
Response to_response(const Problem& problem);

/// The same with a status of its own, for what HTTP itself has a word for.
Response to_response(const Problem& problem, int status);

/// Something of ours broke. Says no more than that, and a number to quote.
Response broken(const std::string& incident_number);

Response json_response(const boost::json::value& value, int status = 200);

}  // namespace waymark::api
