// SPDX-License-Identifier: MIT
#pragma once

// People, looked up while they come, change and go: who of them may be somebody, why, and how sure
// one is. Everything in memory; what is kept where is its owner's matter.
//
// A look-up asks some thirty keys for candidates, leaves out those whose source the asker may not
// see before anything is compared, and holds the rest against whom it seeks by the model's weights.
// What it answers depends on who is in the index alone, not on how they came there, unless it says
// that it left candidates out. How crowded a key is goes by all people, seen by the asker or not.

#include "linkage/key_table.hpp"
#include "linkage/person_compare.hpp"
#include "linkage/person_keys.hpp"
#include "linkage/person_typed.hpp"

#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace waymark::linkage {

/// What one facet adds to or takes from the weight.
struct Reason {
    Facet facet;
    std::string_view says;  ///< In plain English; of the model.
    double bits;
};

struct FoundPerson {
    PersonNumber who{};
    double bits = 0;  ///< log2 of the odds that the two are one: the prior and all reasons.
    Band band = Band::no;
    Caution caution = Caution::none;
    std::vector<Reason> reasons{};  ///< What is known of both, weightiest first.
};

struct Seeking {
    SourceMask sources = ~SourceMask{0};   ///< Of whom one of these bits is set are found alone.
    std::size_t most = 10;                 ///< Answers at most.
    double least_bits = 0;                 ///< And none that weighs less.
    std::optional<PersonNumber> except{};  ///< Somebody who is not sought.
};

struct Answer {
    std::vector<FoundPerson>
        found{};               ///< The weightiest first; of equal weight, in order of number.
    std::size_t compared = 0;  ///< How many were held against whom was sought.
    /// Rows of keys that were not looked at, because a key has more of them than can be read or the
    /// whole budget was used. Most of them another key finds as well; with 0, nobody was left out
    /// whom any key finds. Keys of one value alone are asked only where no others find anybody.
    std::size_t left_out = 0;
};

/// All functions may be called from any thread.
class PersonIndex {
public:
    static constexpr std::size_t rows_a_key_max = 1'000;  ///< A key with more finds too many,
    static constexpr std::size_t candidates_max = 1'000;  ///< and one look-up compares no more,
    static constexpr std::size_t rows_alone_max = 200;    ///< one value alone gives so many,
    static constexpr std::size_t rows_read_max = 4'000;   ///< of so many that keys give it.

    /// `lists` and `model` have to outlive it.
    PersonIndex(const NameLists& lists, const PersonModel& model);

    /// Adds a person, or replaces what was known of them.
    void put(PersonNumber who, SourceMask sources, const PersonFacts& facts);
    /// False where there is no such person.
    bool remove(PersonNumber who);

    Answer find(const PersonFacts& facts, const Seeking& seeking) const;

    /// The same for what was typed so far: whoever has all of its words, or its number. Somebody
    /// with another date of birth is not among them, unless the number is theirs. Of `seeking`, its
    /// sources, `most` and `except`.
    TypedAnswer find_typed(const TypedPerson& typed, const Seeking& seeking) const;

    /// What two weigh, one of whom is in the index; nothing where they are not there.
    std::optional<FoundPerson> weigh(const PersonFacts& facts, PersonNumber who) const;

    /// What is known of a person.
    std::optional<PersonFacts> facts_of(PersonNumber who) const;

    std::size_t size() const;
    std::size_t memory() const;  ///< Bytes, about.

private:
    friend class TypedSearch;

    using Place = PersonLines::Place;  ///< Of a person's line: the rows that keys have.

    struct NumberHash {
        std::size_t operator()(const PersonNumber& number) const {
            constexpr std::uint64_t mix = 0x9E3779B97F4A7C15ULL;
            return static_cast<std::size_t>((number.high ^ number.low * mix) * mix);
        }
    };

    void take_out(Place place);
    std::vector<Place> candidates(
        const std::vector<PersonKey>& keys, const Seeking& seeking, std::size_t& left_out
    ) const;
    FoundPerson told(const Sought& one, const PersonLine& line, const Weighed& weighed) const;
    Sought sought(const PersonFacts& facts) const;

    const PersonModel& model_;
    mutable std::shared_mutex mutex_{};
    PersonLines lines_;
    KeyTable keys_{};
    Frequencies frequencies_{};
    std::unordered_map<PersonNumber, Place, NumberHash> places_{};
};

}  // namespace waymark::linkage
