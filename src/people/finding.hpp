// SPDX-License-Identifier: MIT
#pragma once

// How people are found: by the register, and by the tables alone until it has been read. Private to
// this module; whoever calls has leave (a Scope) and notes what was shown.

#include "people/people.hpp"

#include <vector>

namespace waymark::people {

/// People like what was typed, best first.
std::vector<PersonSummary> found_by(
    sharing::Act& act, const sharing::Scope& scope, const PersonQuery& query
);

/// People who may be this one, likeliest first; never the person with this id. `is_writing`: in a
/// transaction that changes something, whose view is not to be kept in the register.
std::vector<PersonSummary> alike(
    sharing::Act& act, const sharing::Scope& scope, const Person& person, bool is_writing
);

}  // namespace waymark::people
