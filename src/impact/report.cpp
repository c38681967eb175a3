// SPDX-License-Identifier: MIT
#include "impact/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace waymark::impact {

namespace {

constexpr int shown_percentiles[] = {10, 50, 90, 99};

/// A measure's counts, over all contacts.
struct Tally {
    std::int64_t numerator = 0;
    std::int64_t denominator = 0;
    std::int64_t complete = 0;
    std::int64_t outside = 0;  ///< In the numerator and not in the denominator.
    double sum = 0;
    std::vector<double> values{};
};

bool is_number_kind(const Measure& measure) {
    return measure.kind == Kind::sum || measure.kind == Kind::percentiles;
}

/// Whether a contact is one of those a measure is of, and whether it counts.
struct Standing {
    bool is_of = false;
    bool is_counted = false;
};

Standing standing_of(const Measure& measure, const Known& known) {
    if (is_number_kind(measure)) return {true, !std::isnan(known.numbers[measure.number])};
    const bool is_of = measure.denominator.holds(known);
    return {is_of, (is_of || measure.kind == Kind::ratio) && measure.numerator.holds(known)};
}

bool is_complete(const Measure& measure, const Known& known, const Standing& standing) {
    if (is_number_kind(measure)) return standing.is_counted;
    const auto is_known = [&](std::size_t fact) { return known.facts.test(fact); };
    return std::ranges::all_of(measure.needs, is_known) &&
           (!standing.is_of || std::ranges::all_of(measure.needs_within, is_known));
}

void count(const Measure& measure, const Known& known, Tally& tally) {
    if (measure.kind == Kind::given || measure.kind == Kind::quotient ||
        measure.kind == Kind::total || measure.kind == Kind::implied)
        return;
    const auto standing = standing_of(measure, known);
    tally.numerator += standing.is_counted;
    tally.outside += standing.is_counted && !standing.is_of;
    tally.denominator += standing.is_of;
    tally.complete += is_complete(measure, known, standing);
    if (!is_number_kind(measure) || !standing.is_counted) return;
    const auto value = known.numbers[measure.number];
    tally.sum += value;
    if (measure.kind == Kind::percentiles) tally.values.push_back(value);
}

double rounded(const Measure& measure, double value) {
    return measure.rounding == Rounding::up ? std::ceil(value) : half_up(value, measure.decimals);
}

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (wrong != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

class Worker {
public:
    Worker(
        const Measures& measures,
        const std::vector<Contact>& contacts,
        const Period& period,
        const Givens& givens
    )
        : measures_{measures}, contacts_{contacts}, givens_{givens} {
        report_.period = period;
    }

    Report work() {
        tallies_.resize(measures_.measures.size());
        for (const auto& contact : contacts_)
            for (std::size_t i = 0; i < tallies_.size(); ++i)
                count(measures_.measures[i], contact.known, tallies_[i]);
        for (const auto& group : measures_.groups)
            for (const auto& name : group.measures) {
                const auto& measure = measures_.at(name);
                report_.figures.push_back(
                    {.name = measure.name,
                     .title = measure.title,
                     .group = group.name,
                     .figure = measure.figure,
                     .unit = measure.unit,
                     .kind = measure.kind}
                );
            }
        for (std::size_t i = 0; i < tallies_.size(); ++i)
            if (!is_made_of_others(i)) fill(measures_.measures[i], tallies_[i], report_.figures[i]);
        for (std::size_t i = 0; i < tallies_.size(); ++i)
            if (is_made_of_others(i)) fill(measures_.measures[i], tallies_[i], report_.figures[i]);
        std::erase_if(report_.figures, [&](const Figure& figure) {
            return figure.kind == Kind::implied && !figure.value;
        });
        for (const auto& kpi : measures_.kpis)
            if (!report_.find(kpi.achieved)->is_recorded) forget(kpi);
        for (const auto& check : measures_.checks)
            if (stands(check)) raise(check);
        return std::move(report_);
    }

private:
    bool is_made_of_others(std::size_t i) const { return !measures_.measures[i].of.empty(); }

    const Tally& tally_of(std::string_view name) const {
        return tallies_[static_cast<std::size_t>(&measures_.at(name) - measures_.measures.data())];
    }

    void fill(const Measure& measure, Tally& tally, Figure& figure) {
        switch (measure.kind) {
        case Kind::given: return fill_given(measure, figure);
        case Kind::count:
            figure.numerator = tally.numerator;
            figure.value = static_cast<double>(tally.numerator);
            return fill_completeness(tally, figure);
        case Kind::share:
        case Kind::ratio: return fill_share(measure, tally, figure);
        case Kind::sum:
        case Kind::percentiles: return fill_numbers(measure, tally, figure);
        case Kind::total: return fill_total(measure, figure);
        case Kind::quotient: return fill_quotient(measure, figure);
        case Kind::implied: return fill_implied(measure, figure);
        }
    }

    void fill_given(const Measure& measure, Figure& figure) {
        const auto found = givens_.find(measure.name);
        figure.text = found != givens_.end() ? found->second : measure.given;
        figure.value = number_in(figure.text);
        figure.is_recorded = !figure.text.empty();
    }

    void fill_completeness(const Tally& tally, Figure& figure) const {
        if (contacts_.empty()) return;
        const auto all = static_cast<std::int64_t>(contacts_.size());
        figure.completeness = percentage(tally.complete, all, 1);
        figure.is_recorded = tally.complete > 0 || tally.numerator > 0;
    }

    void fill_share(const Measure& measure, const Tally& tally, Figure& figure) {
        figure.numerator = tally.numerator;
        figure.denominator = tally.denominator;
        fill_completeness(tally, figure);
        if (tally.denominator == 0) {
            figure.is_recorded = tally.complete > 0;
            return;
        }
        figure.value = percentage(tally.numerator, tally.denominator, measure.decimals);
        if (measure.kind == Kind::share)
            figure.interval = wilson(tally.numerator, tally.denominator);
    }

    void fill_numbers(const Measure& measure, Tally& tally, Figure& figure) {
        figure.numerator = tally.numerator;
        figure.denominator = tally.denominator;
        fill_completeness(tally, figure);
        figure.is_recorded = tally.numerator > 0;
        if (!figure.is_recorded) return;
        if (measure.kind == Kind::sum) {
            exact_[measure.name] = tally.sum;
            figure.value = rounded(measure, tally.sum);
            return;
        }
        std::ranges::sort(tally.values);
        for (const int part : shown_percentiles)
            figure.percentiles.push_back(
                {part, rounded(measure, percentile(tally.values, part / 100.0))}
            );
        figure.value = figure.percentiles[1].value;
    }

    void fill_total(const Measure& measure, Figure& figure) {
        std::int64_t together = 0;
        for (const auto& name : measure.of)
            together += tally_of(name).numerator;
        const auto of = tally_of(measure.of.front()).denominator;
        figure.numerator = together;
        figure.denominator = of;
        figure.is_recorded = together > 0;
        if (of > 0) figure.value = percentage(together, of, measure.decimals);
    }

    void fill_quotient(const Measure& measure, Figure& figure) {
        const auto* above = report_.find(measure.of.at(0));
        const auto* below = report_.find(measure.of.at(1));
        figure.is_recorded = above->value && below->value && *below->value > 0;
        if (figure.is_recorded) {
            const auto sum = exact_.find(above->name);
            exact_[measure.name] =
                (sum != exact_.end() ? sum->second : *above->value) / *below->value;
            figure.value = rounded(measure, exact_[measure.name]);
        }
    }

    void fill_implied(const Measure& measure, Figure& figure) {
        if (measure.printed_from != report_.period.from || measure.printed_to != report_.period.to)
            return;
        const auto of = tally_of(measure.of.front()).numerator;
        const auto needed = half_up(measure.printed * static_cast<double>(of) / 100, 0);
        figure.numerator = static_cast<std::int64_t>(needed);
        figure.denominator = of;
        figure.value = needed;
    }

    /// An indicator that cannot be worked out has no parts worth printing.
    void forget(const Kpi& kpi) {
        for (auto& figure : report_.figures)
            if (figure.name == kpi.target || figure.name == kpi.seen ||
                figure.name == kpi.applicable || figure.name == kpi.reached)
                figure.is_recorded = false;
    }

    bool stands(const Check& check) {
        if (check.when == "always") return true;
        if (check.when == "part_exceeds_whole" || check.when == "counts_differ") {
            const auto* part = report_.find(check.part);
            const auto* whole = report_.find(check.whole);
            if (!part || !whole || !part->numerator || !whole->numerator) return false;
            return check.when == "counts_differ" ? *part->numerator != *whole->numerator
                                                 : *part->numerator > *whole->numerator;
        }
        if (check.when == "shares_exceed_whole") {
            std::int64_t together = 0;
            for (const auto& name : check.of)
                together += tally_of(name).numerator;
            return together > tally_of(check.of.front()).denominator;
        }
        if (check.when == "people_seen_again") return are_people_seen_again();
        if (check.when == "numerator_outside") return tally_of(check.measures.front()).outside > 0;
        if (check.when == "rounded_up") {
            const auto found = exact_.find(check.measures.front());
            return found != exact_.end() && std::ceil(found->second) != half_up(found->second, 0);
        }
        throw std::logic_error{"no check is called " + check.when};
    }

    bool are_people_seen_again() const {
        std::set<std::string_view> seen;
        return std::ranges::any_of(contacts_, [&](const Contact& contact) {
            return !contact.person.empty() && !seen.insert(contact.person).second;
        });
    }

    void raise(const Check& check) {
        for (auto& figure : report_.figures)
            if (figure.is_recorded &&
                std::ranges::find(check.measures, figure.name) != check.measures.end())
                figure.flags.push_back({check.flag, check.says});
    }

    const Measures& measures_;
    const std::vector<Contact>& contacts_;
    const Givens& givens_;
    Report report_{};
    std::vector<Tally> tallies_{};
    std::map<std::string, double, std::less<>> exact_{};  ///< Before they are rounded.
};

}  // namespace

Instant begins_at(const Period& period) {
    return from_london({period.from, 0, 0, 0});
}

Instant ends_at(const Period& period) {
    const Day next{std::chrono::sys_days{period.to} + std::chrono::days{1}};
    return from_london({next, 0, 0, 0});
}

const Figure* Report::find(std::string_view name) const {
    const auto found = std::ranges::find(figures, name, &Figure::name);
    return found == figures.end() ? nullptr : &*found;
}

Report work_out(
    const Measures& measures,
    const std::vector<Contact>& contacts,
    const Period& period,
    const Givens& givens
) {
    return Worker{measures, contacts, period, givens}.work();
}

bool is_in(const Measure& measure, const Known& known, Part part) {
    const auto [is_of, is_counted] = standing_of(measure, known);
    switch (part) {
    case Part::numerator: return is_counted;
    case Part::denominator: return is_of;
    case Part::rest: return is_of && !is_counted;
    }
    return false;
}

std::string plain(double value) {
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return std::to_string(static_cast<std::int64_t>(value));
    return fmt::format("{}", value);
}

std::string words_of(const Figure& figure) {
    if (!figure.is_recorded) return "not recorded";
    if (!figure.value) return figure.text.empty() ? "none applicable" : figure.text;
    if (figure.unit == "%") return plain(*figure.value) + " %";
    if (figure.unit == "% target") return plain(*figure.value) + " %";
    if (figure.unit == "count" || figure.unit == "contacts") return plain(*figure.value);
    const bool is_one = *figure.value == 1 && figure.unit.ends_with('s');
    return plain(*figure.value) + " " +
           (is_one ? figure.unit.substr(0, figure.unit.size() - 1) : figure.unit);
}

}  // namespace waymark::impact
