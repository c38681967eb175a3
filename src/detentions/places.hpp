// SPDX-License-Identifier: MIT
#pragma once

// What people do with the board of places of safety: look at it, say how many a place can take,
// add places. It shows numbers, times and reasons, and nobody's record.

#include "detentions/place.hpp"
#include "sharing/act.hpp"

namespace waymark::detentions {

/// Every place of the installation, those in use first.
Result<std::vector<OnBoard>> board(sharing::Act& act);

/// Adds a place of the caller's agency, or changes one, of the revision named.
Result<OnBoard> keep_place(sharing::Act& act, Place place);

/// Says how things are at a place of the caller's agency; on top of what was said at `said_at`,
/// where that is given.
Result<OnBoard> say_of_place(sharing::Act& act, const PlaceId& id, Word word);

}  // namespace waymark::detentions
