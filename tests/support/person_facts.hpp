// SPDX-License-Identifier: MIT
#pragma once

// People as tests of linkage write them down, in as few words as it takes.

#include "linkage/person_facts.hpp"

namespace waymark::testing {

inline linkage::PersonFacts facts(const linkage::WrittenPerson& person) {
    constexpr int this_year = 2026;
    return linkage::facts_of(linkage::name_lists(), person, this_year);
}

inline linkage::PersonFacts facts(
    const char* given,
    const char* family,
    const char* born = "",
    const char* postcode = "",
    const char* phone = "",
    const char* nhs = ""
) {
    return facts(linkage::WrittenPerson{
        .names = {{given, family}},
        .born = born,
        .postcodes = {postcode},
        .phones = {phone},
        .nhs = {nhs}});
}

}  // namespace waymark::testing
