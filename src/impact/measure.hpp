// SPDX-License-Identifier: MIT
#pragma once

// Measures, the groups and key indicators they are shown in, and the checks they are put to, as
// services/street_triage/measures.json says. No measure lives in code. Pure.

#include "base/time.hpp"
#include "base/words.hpp"
#include "impact/condition.hpp"

#include <optional>

namespace waymark::impact {

enum class Kind {
    count,        ///< Contacts for which the numerator holds.
    share,        ///< Those, of the contacts for which the denominator holds, in per cent.
    ratio,        ///< The same, but the numerator need not be part of the denominator.
    sum,          ///< Of a number over all contacts that have it.
    percentiles,  ///< Of a number over all contacts that have it.
    quotient,     ///< One measure's value divided by another's.
    total,        ///< The numerators of shares added up, of their denominator, in per cent.
    implied,      ///< How many contacts a printed percentage of a measure's numerator needs.
    given,        ///< Not counted: of the service, of the period, or a target.
};

enum class Rounding { half_up, up };

struct Measure {
    std::string name;
    std::string title;
    std::string figure;  ///< Its row in the table of printed figures; empty where it has none.
    Kind kind = Kind::count;
    std::string unit = "%";
    Condition numerator{};
    Condition denominator{};
    /// What has to be known of every contact, and of those the denominator holds of, for it to be
    /// counted rightly.
    std::vector<std::size_t> needs{};
    std::vector<std::size_t> needs_within{};
    std::string says_numerator;  ///< The conditions as the data has them, for the definitions.
    std::string says_denominator;
    std::size_t number = 0;         ///< Of the vocabulary: for sums and percentiles.
    std::vector<std::string> of{};  ///< Other measures that this one is made from.
    std::string given;
    double printed = 0;  ///< For `implied`: the percentage, and the period it was printed for.
    std::optional<Day> printed_from{};
    std::optional<Day> printed_to{};
    Rounding rounding = Rounding::half_up;
    int decimals = 0;
};

struct Group {
    std::string name;
    std::string title;
    std::vector<std::string> measures;
};

/// A line of the table of key performance indicators; each part names a measure.
struct Kpi {
    std::string name;
    std::string title;
    std::string target;
    std::string seen;
    std::string applicable;
    std::string reached;
    std::string reached_as;  ///< The heading of `reached`: offered, diverted, prevented.
    std::string achieved;
};

/// Something to be told of measures where it is so.
struct Check {
    std::string flag;
    std::string when;
    std::string part;
    std::string whole;
    std::vector<std::string> of;
    std::vector<std::string> measures;  ///< Those that are flagged.
    std::string says;
};

struct Fact {
    std::string name;
    std::string meaning;
    bool is_always_known = false;  ///< Of a contact with a joint assessment.
};

struct Measures {
    std::string source;
    std::string contacts;  ///< What counts as a contact, in words.
    std::string rounding;
    std::vector<Fact> facts;
    std::vector<Group> groups;
    std::vector<Measure> measures;  ///< In the order of the groups.
    std::vector<Kpi> kpis;
    std::vector<Check> checks;
    Vocabulary vocabulary;

    /// Throws when there is none of this name: the data names one that it does not have.
    const Measure& at(std::string_view name) const;
    const Measure* find(std::string_view name) const;
};

/// Those of street triage.
const Measures& street_triage_measures();

}  // namespace waymark::impact

template <>
struct waymark::Words<waymark::impact::Kind> {
    using enum waymark::impact::Kind;
    static constexpr std::pair<impact::Kind, std::string_view> list[] = {
        {count, "count"},
        {share, "share"},
        {ratio, "ratio"},
        {sum, "sum"},
        {percentiles, "percentiles"},
        {quotient, "quotient"},
        {total, "total"},
        {implied, "implied"},
        {given, "given"},
    };
};
