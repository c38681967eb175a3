// SPDX-License-Identifier: MIT
#pragma once

// A report on a service: every measure worked out from the contacts of a period, with what it was
// counted from. Pure.

#include "impact/arithmetic.hpp"
#include "impact/measure.hpp"

#include <map>
#include <string>
#include <vector>

namespace waymark::impact {

/// London days, both included.
struct Period {
    Day from{};
    Day to{};
};

/// The first moment of the period, and the first after it.
Instant begins_at(const Period& period);
Instant ends_at(const Period& period);

/// One contact, and what is known of it.
struct Contact {
    std::string id;  ///< Of the assessment, or of the incident where there is none.
    bool is_assessment = true;
    std::string incident{};
    std::string person{};  ///< Empty where nobody is known by name.
    Known known{};
};

/// Something to know before the figure is used.
struct Flag {
    std::string code;
    std::string says;
};

struct Percentile {
    int part = 50;  ///< Per cent of those counted.
    double value = 0;
};

/// A measure, worked out.
struct Figure {
    std::string name;
    std::string title;
    std::string group;
    std::string figure;
    std::string unit;
    Kind kind = Kind::count;
    /// Rounded as the measure says; nothing for a text, and for a share of nobody.
    std::optional<double> value{};
    std::string text{};  ///< In place of a number: a day, a time of day.
    std::optional<std::int64_t> numerator{};
    std::optional<std::int64_t> denominator{};
    std::optional<Interval> interval{};
    /// Of all contacts, the per cent of which everything needed for this figure is known.
    std::optional<double> completeness{};
    std::vector<Percentile> percentiles{};
    std::vector<Flag> flags{};
    bool is_recorded = true;  ///< False where nothing it needs was recorded of anybody.
};

struct Report {
    Period period{};
    std::vector<Figure> figures{};  ///< In the order of the measures.

    const Figure* find(std::string_view name) const;
};

/// What is not counted: facts of the service and the period, by the measure's name.
using Givens = std::map<std::string, std::string, std::less<>>;

/// Works out every measure.
Report work_out(
    const Measures& measures,
    const std::vector<Contact>& contacts,
    const Period& period,
    const Givens& givens
);

/// The contacts a measure counts.
enum class Part { numerator, denominator, rest };

/// Whether `known` belongs to that part; `rest` is the denominator without the numerator.
bool is_in(const Measure& measure, const Known& known, Part part);

/// "59 %", "391 hours", "none applicable", "not recorded".
std::string words_of(const Figure& figure);

/// A number as it is printed: without a fraction where it has none.
std::string plain(double value);

}  // namespace waymark::impact

template <>
struct waymark::Words<waymark::impact::Part> {
    using enum waymark::impact::Part;
    static constexpr std::pair<impact::Part, std::string_view> list[] = {
        {numerator, "numerator"},
        {denominator, "denominator"},
        {rest, "rest"},
    };
};
