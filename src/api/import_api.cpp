// SPDX-License-Identifier: MIT
#include "api/routes.hpp"

namespace waymark::api {

std::span<const Route> import_routes() { return {}; }

}  // namespace waymark::api
