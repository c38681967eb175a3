// SPDX-License-Identifier: MIT
#pragma once

#include "api/http.hpp"

namespace waymark::app {

/// The web application's file for a path; its one page for every address of a page, so that an
/// address can be kept and sent. Compressed when the browser takes it so.
api::Response static_file(const api::Request& request);

/// The headers that every answer carries: what the page may load and who may frame it.
void add_security_headers(api::Response& response);

}  // namespace waymark::app
