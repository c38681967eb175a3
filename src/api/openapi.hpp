// SPDX-License-Identifier: MIT
#pragma once

#include "api/http.hpp"

namespace waymark::api {

/// The OpenAPI 3.1 document, made from the routes and from the field tables that decode.
boost::json::value openapi(const std::vector<Route>& routes);

}  // namespace waymark::api
