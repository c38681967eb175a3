// SPDX-License-Identifier: MIT
#pragma once

// A population that was never there, as several sources would have written it down: who is who is
// known, so that linking can be held against the truth. With what makes linking hard: common names,
// households, twins, parents and children of one name, moves, marriages, nicknames, slips of the
// pen, things not said, placeholders, and people without a home.

#include "demo/material.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <string>

namespace waymark::demo {

/// One record of one person, as it was written down.
struct PopulationRecord {
    std::uint64_t number = 0;  ///< From 1, in no order that says anything.
    std::uint64_t person = 0;  ///< Whose it is; from 1.
    std::string given{};
    std::string family{};
    std::string born{};  ///< YYYY-MM-DD; a placeholder, or empty, where it was not known.
    std::string sex{};   ///< "F" or "M".
    std::string address{};
    std::string postcode{};
    std::string phone{};
    std::string nhs{};
    bool has_no_home = false;
};

/// The columns of a file of them, in order, and a record's values in them.
inline constexpr std::array<std::string_view, 10> population_columns{
    "unique_id", "person", "given", "family", "born", "sex", "address", "postcode", "phone", "nhs"};
std::array<std::string, 10> cells_of(const PopulationRecord& record);

/// Makes so many records, one after another; the same for the same seed. About half as many people:
/// one more record of a person with each toss of a coin, ten at most; the first is written without
/// a slip. Slips are 35 % another letter, 25 % one left out, 25 % one too many, 15 % two that
/// changed places.
void make_population(
    std::uint64_t records,
    const Material& material,
    std::uint64_t seed,
    const std::function<void(const PopulationRecord&)>& take
);

/// A text with one slip of the pen in it; the text itself where it has no letter to slip on.
std::string with_slip(const std::string& text, Random& random);

}  // namespace waymark::demo
