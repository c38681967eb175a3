// SPDX-License-Identifier: MIT
#pragma once

// The ways in by which a person is found: what must agree for two of them to be held against each
// other at all. Many of them, so that no single slip hides anybody.

#include "linkage/person_facts.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace waymark::linkage {

/// What a key is made of. Those of `alone` find too many to be read unless nothing else is known.
enum class KeyKind : std::uint8_t {
    nhs,  ///< An NHS number, or one a slip away from a wrong one.
    pnc,
    cro,
    phone,
    name,           ///< Given and family name.
    usual_part,     ///< A name the given one may stand for, and a part of the family name.
    loose_year,     ///< Both names as they sound, and the year of birth.
    born_sound,     ///< Date of birth, and how the family name sounds.
    born_given,     ///< Date of birth, and how the given name sounds.
    born_initials,  ///< Date of birth, and both initials.
    born_district,  ///< Date of birth and postcode district.
    family_day,     ///< Family name, day and month of birth.
    family_slip,    ///< The family name with a letter left out, and the given name.
    given_slip,     ///< The given name with a letter left out, and the family name.
    initial_slip,   ///< The family name with a letter left out, given initial, year of birth.
    given_postcode,
    family_sector,
    postcode_year,  ///< Postcode and year of birth.
    family_alone,
    given_alone,
    born_alone,
    postcode_alone,
};

inline constexpr bool is_alone(KeyKind kind) {
    return kind >= KeyKind::family_alone;
}

struct PersonKey {
    std::uint64_t hash;
    KeyKind kind;
};

std::uint64_t key_of(
    KeyKind kind, std::string_view a, std::string_view b = {}, std::string_view c = {}
);

/// Under which keys a person stands, each once.
std::vector<PersonKey> keys_of(const PersonFacts& facts);

/// Under which keys to look for a person: those they would stand under, and what they would stand
/// under had given and family name, or day and month of birth, changed places.
std::vector<PersonKey> keys_to_find(const PersonFacts& facts);

/// A date of birth with day and month in each other's place; empty where that is no other date.
std::string day_month_swapped(std::string_view born);

}  // namespace waymark::linkage
