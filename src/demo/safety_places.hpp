// SPDX-License-Identifier: MIT
#pragma once

#include "demo/agencies.hpp"
#include "detentions/places.hpp"

namespace waymark::demo {

/// The places of safety of the demonstration, as those who fill it need them.
struct SafetyPlaces {
    detentions::PlaceId maple;  ///< Has room.
    detentions::PlaceId birch;  ///< Is full.
};

/// Puts the trust's places on the board, and says how things are at each.
SafetyPlaces add_safety_places(
    store::Database& database, const Founded& founded, Instant now, Random& random
);

}  // namespace waymark::demo
