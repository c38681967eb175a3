// SPDX-License-Identifier: MIT
#pragma once

// People as the index keeps them: a short stretch of words each, a cache line for most.

#include "linkage/name_book.hpp"
#include "linkage/person_facts.hpp"
#include "linkage/word_pool.hpp"

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

namespace waymark::linkage {

/// What the keeper of people calls one: a UUID as two numbers.
struct PersonNumber {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    friend bool operator==(const PersonNumber&, const PersonNumber&) = default;
    friend bool operator<(const PersonNumber& a, const PersonNumber& b) {
        return a.high != b.high ? a.high < b.high : a.low < b.low;
    }
};

/// Which sources a person's record came from, or who may see it: a bit each.
using SourceMask = std::uint64_t;

/// Days since 1 January 1850; 0 for none.
using BirthDay = std::uint32_t;
BirthDay birth_day_of(std::string_view date);
std::string date_of(BirthDay day);
std::chrono::year_month_day calendar_day(BirthDay day);

/// Texts that are kept beside the names: postcodes with their areas, and police numbers.
struct PlaceBook {
    struct Areas {
        TextId sector = Texts::missing;
        TextId district = Texts::missing;
    };
    Texts texts{};
    std::vector<Areas> areas{};  ///< Of each text; itself where it is one.

    TextId add(std::string_view place);
};

struct Books {
    explicit Books(const NameLists& lists) : names{lists} {}

    NameBook names;
    PlaceBook places{};
    Texts numbers{};
};

/// One name in a line.
struct NameLine {
    TextId given, second, family, core;
    std::span<const TextId> families;  ///< Parts of the family name, beside the whole and the core.
    std::span<const TextId> usual;     ///< Beside those the given name has by itself.
    std::span<const TextId> more;      ///< Given names after the second.
};

/// Reads a person's line; valid as long as it is.
class PersonLine {
public:
    explicit PersonLine(const std::uint32_t* words) : words_{words} {}

    PersonNumber who() const { return {pair(0), pair(2)}; }
    SourceMask sources() const { return pair(4); }
    BirthDay born() const { return static_cast<BirthDay>(field(day_at, day_bits)); }
    DatePart born_known() const { return static_cast<DatePart>(field(known_at, known_bits)); }
    unsigned order() const { return static_cast<unsigned>(field(order_at, count_bits)); }

    /// Calls `with` for each name.
    template <class With>
    void names(With with) const {
        const auto* word = words_ + head_words;
        for (auto left = count(0); left > 0; --left) {
            NameLine name{word[0], Texts::empty, word[1], word[1], {}, {}, {}};
            const auto flags = word[2];
            word += name_words;
            if (flags & has_second) name.second = *word++;
            if (flags & has_core) name.core = *word++;
            name.families = {word, flags >> families_at & count_mask};
            word += name.families.size();
            name.usual = {word, flags >> usual_at & count_mask};
            word += name.usual.size();
            name.more = {word, flags >> more_at & count_mask};
            word += name.more.size();
            with(name);
        }
    }
    std::span<const TextId> places() const { return {facts(), count(1)}; }
    std::span<const TextId> pnc() const { return {facts() + count(1), count(2)}; }
    std::span<const TextId> cro() const { return {facts() + count(1) + count(2), count(3)}; }
    std::size_t phones() const { return count(4); }
    std::uint64_t phone(std::size_t i) const { return number(i); }
    std::size_t nhs() const { return count(5); }
    std::uint64_t nhs(std::size_t i) const { return number(count(4) + i); }
    std::size_t nhs_near() const { return count(6); }
    std::uint64_t nhs_near(std::size_t i) const { return number(count(4) + count(5) + i); }

private:
    friend class PersonLines;

    static constexpr unsigned day_at = 0, day_bits = 17, known_at = 17, known_bits = 2;
    static constexpr unsigned order_at = 19, counts_at = 24, count_bits = 5;
    static constexpr std::size_t head_words = 8, name_words = 3;
    static constexpr std::uint32_t has_second = 1, has_core = 2, count_mask = 31;
    static constexpr unsigned families_at = 2, usual_at = 7, more_at = 12;

    std::uint64_t pair(std::size_t at) const {
        return std::uint64_t{words_[at]} << 32 | words_[at + 1];
    }
    std::uint64_t field(unsigned at, unsigned bits) const {
        return pair(6) >> at & ((std::uint64_t{1} << bits) - 1);
    }
    std::size_t count(unsigned which) const {
        return static_cast<std::size_t>(field(counts_at + which * count_bits, count_bits));
    }
    /// What follows the names.
    const std::uint32_t* facts() const {
        const auto* word = words_ + head_words;
        for (auto left = count(0); left > 0; --left) {
            const auto flags = word[2];
            word += name_words + (flags & has_second ? 1 : 0) + (flags & has_core ? 1 : 0) +
                    (flags >> families_at & count_mask) + (flags >> usual_at & count_mask) +
                    (flags >> more_at & count_mask);
        }
        return word;
    }
    std::uint64_t number(std::size_t i) const {
        const auto* word = facts() + count(1) + count(2) + count(3) + 2 * i;
        return std::uint64_t{word[0]} << 32 | word[1];
    }

    const std::uint32_t* words_;
};

/// All of them. Not to be changed by two threads at once, nor read while it is changed.
class PersonLines {
public:
    using Place = WordPool::Place;

    explicit PersonLines(const NameLists& lists) : books_{lists} {}

    Place add(PersonNumber who, SourceMask sources, const PersonFacts& facts);
    void remove(Place place) { pool_.give_back(place, at(place).order()); }
    PersonLine at(Place place) const { return PersonLine{pool_.at(place)}; }
    void call_for(Place place) const { __builtin_prefetch(pool_.at(place)); }

    /// What was added.
    PersonFacts facts_at(Place place) const;

    const Books& books() const { return books_; }
    std::size_t memory() const;  ///< Bytes, about.

private:
    void write_name(std::vector<std::uint32_t>& words, const NameFacts& name);

    Books books_;
    WordPool pool_{};
};

/// Of digits, with or without a plus sign before them.
std::uint64_t number_of(std::string_view digits);

}  // namespace waymark::linkage
