// SPDX-License-Identifier: MIT
#pragma once

#include "api/http.hpp"

#include <span>

namespace waymark::api {

std::span<const Route> session_routes();
std::span<const Route> incident_routes();
std::span<const Route> people_routes();
std::span<const Route> sharing_routes();
std::span<const Route> admin_routes();
std::span<const Route> import_routes();
std::span<const Route> triage_routes();
std::span<const Route> service_routes();
std::span<const Route> assessment_routes();
std::span<const Route> detention_routes();
std::span<const Route> place_routes();
std::span<const Route> report_routes();
std::span<const Route> return_routes();
std::span<const Route> reference_routes();

}  // namespace waymark::api
