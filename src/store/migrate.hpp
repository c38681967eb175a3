// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.hpp"

#include <string>

namespace waymark::store {

/// Brings the schema up to the migrations inside the program (`migrations/NNNN_module_what.sql`),
/// in number order, each in one transaction. On PostgreSQL an advisory lock makes others wait.
/// Throws StoreError when a migration that was already applied has since been edited, or when the
/// database is newer than this program. Returns how many were applied.
int migrate(Database& database);

/// The part of a migration that `engine` runs: lines between `-- sqlite:` or `-- postgres:` and
/// `-- both:` belong to one engine only.
std::string script_for(Engine engine, std::string_view migration);

}  // namespace waymark::store
