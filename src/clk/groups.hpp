// SPDX-License-Identifier: MIT
#pragma once

// Who is one person among the records of several parties, of whom each knows a person once.

#include "clk/join.hpp"

#include <utility>
#include <vector>

namespace waymark::clk {

/// A record of one of the parties.
struct Member {
    std::size_t party;
    Place place;
    friend bool operator==(const Member&, const Member&) = default;
    friend bool operator<(const Member& one, const Member& other) {
        return std::pair{one.party, one.place} < std::pair{other.party, other.place};
    }
};

/// Matches of two of the parties.
struct PartyMatches {
    std::size_t left;
    std::size_t right;
    std::vector<Match> matches{};
};

/// Joins records into groups by the most alike matches first, so that no group holds two of one
/// party: a match that would is passed over. Of two parties that is the greedy one-to-one matching.
/// Of equally alike ones the earlier parties and places come first. In order of their first
/// members; records that match nobody are in no group. There are 64 parties at most.
std::vector<std::vector<Member>> groups_of(const std::vector<PartyMatches>& matches);

}  // namespace waymark::clk
