// SPDX-License-Identifier: MIT
#pragma once

// The door for many incidents at once: an import, the demonstration. Each must be sound and have
// its ids; nothing is judged here.

#include "incidents/incidents.hpp"

#include <map>
#include <span>
#include <unordered_map>
#include <unordered_set>

namespace waymark::incidents {

struct BulkIncident {
    Incident incident;
    std::vector<Note> notes{};
    std::vector<Mhri> mhri{};
    std::vector<Thrive> thrive{};
    std::vector<Marker> markers{};
    std::vector<Involvement> people{};
    std::vector<StageTime> times{};
};

void insert_bulk(
    store::Transaction& transaction,
    std::span<const BulkIncident* const> incidents,
    const UserId& by,
    Instant now
);

/// Brings the counters of references up to those in use, "20260314-0007" and the like, so that the
/// next incident of a day does not take a number that is taken.
void raise_reference_counters(
    store::Transaction& transaction,
    const AgencyId& agency,
    const std::map<std::string, std::int64_t>& last_by_day
);

/// Which of the source keys the agency already has.
std::unordered_set<std::string> known_source_keys(
    store::Transaction& transaction, const AgencyId& agency, std::span<const std::string> keys
);

/// Deletes every incident of an import with all that hangs from it, but for those someone has
/// worked on since. Returns how many were deleted and how many were kept.
struct Undone {
    std::int64_t deleted = 0;
    std::int64_t kept = 0;
};
Undone delete_batch(
    store::Transaction& transaction, const AgencyId& agency, const std::string& batch
);

}  // namespace waymark::incidents
