// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/agencies.hpp"
#include "store/database.hpp"

#include <map>

namespace waymark::demo {

/// The agencies of the demonstration, as those who fill it need them.
struct Founded {
    AgencyId police;
    UserId call_taker;
    sharing::Caller supervisor;
    AgencyId trust;
    std::map<std::string, UserId> users{};  ///< By the name they sign in with.
};

/// Writes the agencies and everybody who signs in. Throws when anybody can already.
Founded found_agencies(store::Database& database, Instant now, Random& random);

}  // namespace waymark::demo
