// SPDX-License-Identifier: MIT
#pragma once

#include "detentions/detention.hpp"

namespace waymark::testing {

/// A use of section 136 that nothing stands against.
inline detentions::Start lawful_start() {
    return {
        .power = "s136",
        .person = {"01a00000-0000-7000-8000-000000000001"},
        .place_type = "public",
        .reason = "On the parapet of a bridge",
        .is_mental_disorder = true,
        .is_immediate_need = true,
        .is_consulted = true,
        .consulted_role = "nurse",
        .consulted_name = "The nurse in the car"};
}

}  // namespace waymark::testing
