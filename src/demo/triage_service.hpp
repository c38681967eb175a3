// SPDX-License-Identifier: MIT
#pragma once

#include "demo/material.hpp"
#include "sharing/act.hpp"

namespace waymark::demo {

/// The triage service of the demonstration, modelled on Coventry's: 17:00 to 02:00 every day, a
/// nurse in the control room, a line that is always open, five response teams with a sergeant each,
/// and a pool of twenty-five volunteers with the practitioners. `act` is a supervisor's.
struct ServiceDays {
    Day starts_on{};
    Day trained_until{};
};
void add_triage_service(sharing::Act& act, const Material& material, const ServiceDays& days);

}  // namespace waymark::demo
