// SPDX-License-Identifier: MIT
#pragma once

// The rules of sections 135 and 136 as dated data: services/section_136.json, and the list
// place_of_safety for what may be used as one. Pure.

#include "codes/code_book.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace waymark::detentions {

/// The list of places of safety, and its code for a police station.
inline constexpr std::string_view place_list = "place_of_safety";
inline constexpr std::string_view police_station = "POLICE";
/// Its code in the list conveyance.
inline constexpr std::string_view police_vehicle = "police";

struct Rule {
    std::string id;     ///< As in "R11".
    std::string title;  ///< Two or three words.
    std::string text;   ///< What it asks, in plain English.
    std::string source;
    std::string check;         ///< What finds out whether it is kept; see findings.cpp.
    bool is_verified = false;  ///< Whether the wording was held against the source.
    bool is_aim = false;       ///< Good practice; late is not unlawful.
    Day from{};
    std::optional<Day> to{};         ///< The first day it is no longer in force.
    std::string while_allowed{};     ///< In force while this place of safety may be chosen.
    std::string once_not_allowed{};  ///< In force from the day it may not be.
    std::chrono::minutes within{};   ///< For what has to be done in time.
    std::chrono::minutes within_asleep{};
    std::chrono::minutes warn{};  ///< How long before the time is up a warning begins.
};

/// Every rule there has been, in the order they are shown.
const std::vector<Rule>& rules();

/// The rule of this id; it must be in the data.
const Rule& rule(std::string_view id);

/// How long somebody may be held whose detention began on `day`.
std::chrono::minutes permitted_on(Day day);

/// Whether `rule` is in force on `day`, by its own dates and those of the place it depends on.
bool is_in_force(const Rule& rule, const codes::CodeBook& codes, Day day);

}  // namespace waymark::detentions
