// SPDX-License-Identifier: MIT
#pragma once

#include "demo/material.hpp"
#include "people/person.hpp"

#include <functional>

namespace waymark::demo {

struct Home {
    std::string line;
    Postcode postcode;
};

/// A person of the demonstration, and how often they come to notice compared with others.
struct Inhabitant {
    PersonId id;
    std::size_t home;
    std::string phone;  ///< Empty for most: there are few numbers that belong to nobody.
    bool is_often;
};

struct Crowd {
    std::vector<Home> homes;
    std::vector<Inhabitant> people;
    std::vector<std::size_t> often;  ///< Places in `people` of those who come to notice often.
};

/// Draws `count` people in households of one to five. `take` is handed each as a record.
Crowd draw_crowd(
    std::size_t count,
    const Material& material,
    const AgencyId& police,
    Instant now,
    Random& random,
    const std::function<void(people::Person)>& take
);

}  // namespace waymark::demo
