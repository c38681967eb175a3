// SPDX-License-Identifier: MIT
#pragma once

// Holding one person against another: what each facet of them adds, in bits, and what keeps two
// from being taken for one however much agrees.

#include "linkage/person_lines.hpp"
#include "linkage/person_model.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace waymark::linkage {

/// Why two are not to be joined without somebody looking, whatever they weigh: what a household
/// shares, and what is copied from one of them to another, is of several people.
enum class Caution : std::uint8_t {
    none,
    nhs,    ///< Two NHS numbers, both right: they are two people, or one number is wrong.
    twins,  ///< One birthday, but other first names.
    given,  ///< First names that are not one name, or no names to go by and no number either.
    birth,  ///< Another date of birth, or none to go by, and no number: parents and children.
};

/// Whether two first names are one, by the most alike of all that two people go by. More is surer.
enum class GivenLikeness : std::uint8_t { unknown, other, unsure, one };

struct Weighed {
    std::array<std::uint8_t, facets> levels{};
    std::array<float, facets> bits{};
    double total = 0;  ///< With the prior.
};

/// How often values are among the people of an index.
class Frequencies {
public:
    void count(const PersonLine& line, const Books& books, bool is_added);

    /// log2 of the share of those that have one, as the model wants it counted; `exact_bits` (log2
    /// of chance agreement) where it is too rare to be told.
    static double share_bits(
        std::uint32_t count, std::uint64_t among, const PersonModel& model, double exact_bits
    );
    static std::uint32_t of(const std::vector<std::uint32_t>& counts, std::uint32_t id) {
        return id < counts.size() ? counts[id] : 0;
    }

    std::vector<std::uint32_t> given{}, second{}, family{}, born{}, place{};
    std::uint64_t givens = 0, seconds = 0, families = 0, names = 0, births = 0, wholes = 0,
                  sectors = 0, districts = 0, phones = 0;

private:
    static void change(std::vector<std::uint32_t>& counts, std::uint32_t id, bool is_added);
};

/// One person, made ready to be held against many. Reads the books, which must not be changed as
/// long as it lives. One for each thread.
class Sought {
public:
    /// How many people have this name or telephone number, both names together.
    using Count = std::function<std::uint32_t(std::uint64_t key)>;

    /// `people`: among how many the person is sought.
    Sought(
        const PersonFacts& facts,
        const Books& books,
        const Frequencies& frequencies,
        const PersonModel& model,
        const Count& count,
        std::size_t people
    );

    /// What all but the names weigh, with the prior: soon found out. What `against` adds to it is
    /// no more than `most_of_names`.
    Weighed begin(const PersonLine& line) const;
    double most_of_names() const { return most_of_names_; }

    /// What the two weigh, after `begin`.
    Weighed against(const PersonLine& line, Weighed begun) const;
    /// What keeps the two from being joined, once they are weighed.
    Caution caution(const PersonLine& line, const Weighed& weighed) const;

private:
    struct Name {
        TextId given{}, second{}, family{};
        std::string given_text{}, second_text{}, family_text{};
        Letters given_letters{}, second_letters{}, family_letters{};
        std::uint64_t loose_given{}, loose_family{};
        std::vector<TextId> usual{}, families{};
        double same_bits{}, usual_bits{}, family_bits{}, given_bits{}, second_bits{};
    };
    struct Place {
        TextId whole{}, sector{}, district{};
        double same_bits{}, sector_bits{}, district_bits{};
    };
    struct Phone {
        std::uint64_t number;
        double bits;
    };
    double bits_of(Facet facet, std::size_t level) const { return model_.at(facet, level).bits; }
    double with_frequency(Facet facet, std::size_t level, std::uint32_t count, std::uint64_t among)
        const;
    /// Whether two names are as alike as that; one of them may be in no book.
    bool alike(std::string_view text, const Letters& letters, TextId id, double least) const;

    void weigh_names(const PersonLine& line, Weighed& weighed) const;
    NameLevel level_of(const Name& name, const NameLine& line) const;
    void weigh_second(const PersonLine& line, Weighed& weighed) const;
    void weigh_born(const PersonLine& line, Weighed& weighed) const;
    void weigh_place(const PersonLine& line, Weighed& weighed) const;
    void weigh_numbers(const PersonLine& line, Weighed& weighed) const;
    GivenLikeness likeness_of(const Name& name, const NameLine& line) const;
    GivenLikeness likeness_of(const PersonLine& line) const;
    bool are_twins_at_home(const PersonLine& line, const Weighed& weighed) const;

    const Books& books_;
    const Frequencies& frequencies_;
    const PersonModel& model_;
    std::vector<Name> names_{};
    std::vector<Place> places_{};
    std::vector<Phone> phones_{};
    std::vector<std::uint64_t> nhs_{}, nhs_near_{};
    std::vector<TextId> pnc_{}, cro_{};
    bool has_pnc_ = false, has_cro_ = false;
    BirthDay born_ = 0;
    BirthDay born_swapped_ = 0;
    std::chrono::year_month_day born_date_{};
    DatePart born_known_ = DatePart::day;
    double born_bits_ = 0;
    double prior_bits_ = 0;
    double most_of_names_ = 0;  ///< What names can add at most.
};

}  // namespace waymark::linkage
