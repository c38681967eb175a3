// SPDX-License-Identifier: MIT
#pragma once

// The demonstration partnership: a police force, an NHS trust, a council and two charities of an
// invented city, with people, households and months of incidents. The same seed makes the same
// people and incidents.

#include "base/random.hpp"
#include "sharing/agencies.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace waymark::demo {

struct Settings {
    std::uint64_t seed = 7;
    std::int64_t incidents = 12000;
    Day until{std::chrono::year{2026}, std::chrono::October, std::chrono::day{31}};
    int days = 184;              ///< How long before `until` the incidents begin.
    std::int64_t contacts = -1;  ///< Of the triage team, about; one in 25 incidents when below 0.
};

/// Someone who can sign in to the demonstration.
struct SignIn {
    std::string name;
    std::string who;
    std::string agency;
};

/// One password for them all: it is printed, and guards nothing.
inline constexpr const char* password = "lantern-harbour-teapot";

/// Who can sign in, in the order they are printed.
std::vector<SignIn> sign_ins();

/// Fills an empty database. `progress` is told how many incidents there are so far. Throws when
/// anybody can already sign in: a demonstration never mixes with real records.
void make(
    store::Database& database,
    const Settings& settings,
    Instant now,
    const std::function<void(std::int64_t)>& progress
);

}  // namespace waymark::demo
