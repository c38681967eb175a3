// SPDX-License-Identifier: MIT
#pragma once

// How somebody who is held came to each place of safety: what was asked for and came, by what they
// were taken, and how long police stood there until staff took over. Read from the entries; nothing
// of it is typed twice. Pure.

#include "detentions/detention.hpp"

namespace waymark::detentions {

/// One way to a place of safety, and the stay of police there.
struct Leg {
    bool is_kept = false;  ///< There from the beginning: nobody was taken anywhere.
    std::optional<Instant> ambulance_asked_at{};
    std::optional<Instant> ambulance_came_at{};
    std::optional<Instant> set_off_at{};
    std::optional<Instant> arrived_at{};
    PlaceId place{};
    std::string place_kind{};  ///< Of the list place_of_safety; empty until they arrived.
    std::string place_name{};
    std::string conveyed_by{};         ///< Of the list conveyance; empty where nobody said.
    std::string why_police_vehicle{};  ///< Of the list police_vehicle_reason.
    std::string why_police_station{};  ///< Of the list police_station_reason.
    std::optional<Instant> taken_over_at{};
    std::string taken_over_by{};
    std::string stayed{};  ///< Who stayed when staff asked police to, if they did.
    std::optional<Instant> stay_agreed_at{};
    std::optional<Instant> police_released_at{};
    std::optional<Instant> left_at{};  ///< For the next place.
};

/// `steps` as corrected. The last leg may not have arrived yet.
std::vector<Leg> legs_of(const Detention& detention, const std::vector<Entry>& steps);

/// Whether police were with them on each leg: from the beginning on, until they were released at a
/// place and did not take them on from there. Staff can move somebody by themselves.
std::vector<bool> police_with(const std::vector<Leg>& legs);

/// How long police waited at the place: until staff took over or they were released, whichever came
/// first. Nothing while they wait, and where neither was written.
std::optional<std::chrono::minutes> wait_at(const Leg& leg);

}  // namespace waymark::detentions
