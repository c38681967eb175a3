// SPDX-License-Identifier: MIT
#pragma once

#include "base/random.hpp"
#include "store/database.hpp"

namespace waymark::demo {

/// Coventry's street triage of 1 December 2014 to 28 February 2015, rebuilt: 225 invented incidents
/// whose counts are those of its report (demo/coventry_2015.csv). Everything is recorded as users
/// record it, so a report on that period has to come to the printed figures. Throws unless the
/// database is empty.
void make_golden(store::Database& database, Random& random);

}  // namespace waymark::demo
