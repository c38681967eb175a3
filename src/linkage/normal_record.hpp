// SPDX-License-Identifier: MIT
#pragma once

// A record as linkage compares it: every value in one spelling, what stands for nothing left out,
// and keys by which names are found that are written otherwise.

#include "linkage/names.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::linkage {

/// What a file may say of a person; each is one column of it.
inline constexpr std::array<std::string_view, 10> person_fields{
    "given", "family", "name", "born", "address", "postcode", "phone", "nhs", "pnc", "cro"};

/// The columns a record has once it is normal, in this order. Lists are JSON arrays of texts.
inline constexpr std::array<std::string_view, 24> normal_columns{
    "given",         // The first given name.
    "given_2",       // The second.
    "family",        // "smithjones"
    "name",          // Both, with a space between; empty where one is missing.
    "families",      // ["smithjones", "smith", "jones"]
    "usual",         // The names the given one may stand for: ["albert", "herbert", "robert", …]
    "sound",         // Of the family name.
    "loose_given",   // A key that bears other alphabets' spellings.
    "loose_family",  // Likewise.
    "born",          // YYYY-MM-DD; empty where less than the day is known.
    "born_month",    // YYYY-MM, where that is known.
    "born_year",     // YYYY
    "postcode",      // "CV1 1DD"
    "sector",        // "CV1 1"
    "district",      // "CV1"
    "area",          // "CV"
    "no_fixed_abode",  // "yes", or empty.
    "phone",           // "+447700900123"
    "nhs",             // Ten digits, their check digit right.
    "nhs_may_be",      // That one, or those that a slip makes of a wrong one: a list.
    "pnc",             // "2003/0062845E"
    "cro",             // "265416/21G"
    "placeholders",    // Fields whose value stood for none: "born postcode".
    "unread"};         // Fields whose value could not be read.

/// The record's normal values, by column. Values by field; those that are not said may be missing.
/// A date of birth after `this_year` stands for none.
std::map<std::string_view, std::string> normal_record(
    const NameLists& lists, const std::map<std::string_view, std::string>& fields, int this_year
);

}  // namespace waymark::linkage
