// SPDX-License-Identifier: MIT
#pragma once

// The repeat-caller check and the household check. Both are computed from what is recorded and
// shown beside the form; nobody types them.

#include "incidents/incidents.hpp"

#include <array>

namespace waymark::incidents {

/// How far back each count looks, in days.
inline constexpr std::array<int, 3> repeat_windows_days = {28, 90, 365};

struct EarlierIncident {
    IncidentId id;
    std::string reference;
    Instant received_at{};
    std::string opening_category;
    std::string place_type;
    bool is_mhri = false;
    std::string outcome;
};

/// Earlier incidents that share one thing with this one.
struct RepeatCount {
    std::string by;  ///< person, phone or place.
    PersonId person{};
    std::string label;            ///< The person's name; empty for the others.
    std::array<int, 3> counts{};  ///< One for each of repeat_windows_days.
    std::array<int, 3> mhri_counts{};
    bool is_more = false;                 ///< There are more than were counted.
    std::vector<EarlierIncident> latest;  ///< The newest few.
};

struct Repeats {
    std::vector<RepeatCount> counts;
    std::vector<people::PersonSummary> household;  ///< Others recorded at the address.
};

inline constexpr int repeats_counted_max = 500;
inline constexpr std::size_t repeats_shown_max = 5;

/// Looks back from the moment the incident was received.
Result<Repeats> repeats_of(sharing::Act& act, const IncidentId& id);

/// A person's incidents, newest first, as far as the caller may see them.
Result<std::vector<EarlierIncident>> incidents_of(sharing::Act& act, const PersonId& person);

/// Incidents the caller may see in the 7 days after `decided_at` that share a person, telephone or
/// place.
std::vector<Following> following(
    sharing::Act& act,
    const Incident& incident,
    const std::vector<PersonId>& people,
    Instant decided_at
);

}  // namespace waymark::incidents
