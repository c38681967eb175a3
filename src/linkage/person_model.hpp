// SPDX-License-Identifier: MIT
#pragma once

// What agreeing and differing weigh for people, read from a model in Splink's form whose levels are
// those the index of people knows (services/linkage/people.json). `waymark link predict` reads the
// same file, and gives a pair of records the same bits but for what the index knows besides: how
// many people there are, and that in a small register frequencies say little.

#include "base/result.hpp"
#include "base/words.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::linkage {

enum class Facet : std::uint8_t { name, second_name, born, place, phone, nhs, police };
inline constexpr std::size_t facets = 7;

// The levels of each, in the order of the file.

enum class NameLevel : std::uint8_t {
    missing,
    same,
    usual,
    swapped,
    alike,
    part,
    sound,
    distant,
    family,
    given,
    other
};
enum class SecondLevel : std::uint8_t { missing, same, alike, other };
enum class BornLevel : std::uint8_t {
    missing,
    same,
    month,
    year,
    partly_other,
    swapped,
    slip,
    near,
    other
};
enum class PlaceLevel : std::uint8_t { missing, same, sector, district, other };
enum class PhoneLevel : std::uint8_t { missing, same, other };
enum class NhsLevel : std::uint8_t { missing, same, near, unread, other };
enum class PoliceLevel : std::uint8_t { missing, same, other };

/// How sure one is that two are one person.
enum class Band : std::uint8_t { same, possible, no };

/// One level, in bits.
struct LevelWeight {
    std::string says{};  ///< In plain English, for whoever is shown it.
    double bits = 0;     ///< log2 of m ÷ u; 0 where the level says nothing.
    bool has_frequency = false;
    double exact_bits = 0;  ///< log2 of the chance agreement that a frequency is held against.
    double frequency_share = 1;
    double frequency_least_bits = -1'000;  ///< No value counts as rarer, log2.
};

struct PersonModel {
    double prior_bits = 0;  ///< What records in files start with; far below 0.
    /// In a register somebody is sought among its people: what all start with goes by how many
    /// there are, so many at least.
    double people_least = 0;
    std::array<std::vector<LevelWeight>, facets> levels{};
    double same_bits = 0;      ///< From here on two are held to be one,
    double possible_bits = 0;  ///< from here on may be,
    double shown_bits = 0;     ///< and from here on are worth a look before somebody is added.
    double twins_bits = 0;     ///< Twins of one birthday, family name and home weigh this at most.
    /// As though so many records of average frequency were there besides: in a small register that
    /// a name is there once says little of how rare it is.
    double frequency_records = 0;
    /// Values that fewer people have weigh as those of average frequency do, and larger counts in
    /// steps of two: or else what weighs a little less would tell that somebody is there who may
    /// not be seen. 0: counted exactly.
    double frequency_count_least = 0;

    const LevelWeight& at(Facet facet, std::size_t level) const {
        return levels[static_cast<std::size_t>(facet)][level];
    }
    Band band(double bits) const {
        return bits >= same_bits ? Band::same : bits >= possible_bits ? Band::possible : Band::no;
    }
};

/// What the facets are called in the file, in order.
inline constexpr std::array<std::string_view, facets> facet_names{
    "name", "second_name", "born", "place", "phone", "nhs", "police"};

/// Reads the file. A refusal names the comparison that is missing or has not the levels it has to
/// have, or the part of "waymark" (bands and the like) that cannot be read.
Result<PersonModel> read_person_model(std::string_view json);

/// That inside the program, or what stands in its place. Throws std::runtime_error where it cannot
/// be read.
const PersonModel& person_model();

}  // namespace waymark::linkage

template <>
struct waymark::Words<waymark::linkage::Band> {
    using enum waymark::linkage::Band;
    static constexpr std::pair<linkage::Band, std::string_view> list[] = {
        {same, "same"},
        {possible, "possible"},
        {no, "no"},
    };
};
