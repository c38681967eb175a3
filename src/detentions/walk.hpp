// SPDX-License-Identifier: MIT
#pragma once

// Private to this module: what may come after what.

#include "detentions/detention.hpp"

namespace waymark::detentions {

/// Puts entries in order of time; those of one moment stay as they were entered.
void in_order(std::vector<Entry>& steps);

/// What keeps `steps`, in order of time, from having happened so; the first such thing. Without
/// `codes` an end is not held to having had a place of safety.
std::optional<FieldProblem> problem_in(
    const Detention& detention, const std::vector<Entry>& steps, const codes::CodeBook* codes
);

}  // namespace waymark::detentions
