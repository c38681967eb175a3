// SPDX-License-Identifier: MIT
#pragma once

// What is known of one person, as the index of people compares it: every value in one spelling,
// what stands for nothing left out. Unlike a record of a file, a person may have several of each.

#include "linkage/birth_date.hpp"
#include "linkage/names.hpp"

#include <optional>
#include <string>
#include <vector>

namespace waymark::linkage {

/// A person as they are written down.
struct WrittenPerson {
    struct Name {
        std::string given{};
        std::string family{};
    };
    std::vector<Name> names{};
    std::string born{};  ///< As birth_date reads it; "1990-02" and "1990" too.
    std::vector<std::string> postcodes{};
    std::vector<std::string> phones{};
    std::vector<std::string> nhs{};
    std::vector<std::string> pnc{};
    std::vector<std::string> cro{};
};

struct NameFacts {
    std::string given{};
    std::string second{};
    Words more{};  ///< Given names after the second.
    std::string family{};
    std::string core{};  ///< The family name without particles.
    Words usual{};       ///< Names the given one may stand for, itself among them.
    Words families{};    ///< The family name's whole, core and parts.

    friend bool operator==(const NameFacts&, const NameFacts&) = default;
};

/// At most so many of each; what is beyond is left aside.
inline constexpr std::size_t facts_max = 31;

struct PersonFacts {
    std::vector<NameFacts> names{};
    std::string born{};  ///< YYYY-MM-DD, what was not said as 01; empty where none is known.
    DatePart born_known = DatePart::day;
    Words postcodes{};  ///< "CV1 1DD", or a sector or a district alone.
    Words phones{};     ///< "+447700900123"
    Words nhs{};
    Words nhs_near{};  ///< What one slip makes of wrong NHS numbers.
    Words pnc{};
    Words cro{};

    bool is_empty() const {
        return names.empty() && born.empty() && postcodes.empty() && phones.empty() &&
               nhs.empty() && nhs_near.empty() && pnc.empty() && cro.empty();
    }
    friend bool operator==(const PersonFacts&, const PersonFacts&) = default;
};

/// Brings a person to one spelling. What cannot be read, and what stands for nothing, is left out.
PersonFacts facts_of(const NameLists& lists, const WrittenPerson& person, int this_year);

}  // namespace waymark::linkage
