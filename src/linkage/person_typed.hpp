// SPDX-License-Identifier: MIT
#pragma once

// What somebody types to find a person, word by word: beginnings of names in any order, and
// whatever else is known.

#include "linkage/person_facts.hpp"
#include "linkage/person_lines.hpp"

#include <cstdint>
#include <vector>

namespace waymark::linkage {

struct TypedPerson {
    Words words{};        ///< Names or beginnings of names, folded, in any order.
    PersonFacts known{};  ///< Dates, places and numbers; its names are not looked at.
};

/// What a person has of what was typed.
enum class TypedMatch : std::uint8_t {
    name,         ///< All words, as names or beginnings of names.
    short_name,   ///< One is a short form or another spelling.
    close_name,   ///< One differs by a letter.
    sound_name,   ///< One sounds alike.
    number,       ///< An NHS or police number.
    near_number,  ///< An NHS number that a slip makes of it.
    phone,
    born,
    near_born,  ///< A date one slip away, or with day and month in each other's place.
    born_part,  ///< The same year or month, where no more was said.
    postcode,
    area,  ///< The same sector or district.
};

struct TypedFound {
    PersonNumber who{};
    int points = 0;  ///< More is better; of no meaning beside that.
    std::vector<TypedMatch> matches{};
};

struct TypedAnswer {
    std::vector<TypedFound> found{};  ///< Best first; of equal points, in order of number.
    std::size_t left_out = 0;         ///< People who were not looked at, since there were too many.
};

}  // namespace waymark::linkage
