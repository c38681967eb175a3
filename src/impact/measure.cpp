// SPDX-License-Identifier: MIT
#include "impact/measure.hpp"

#include "base/service_data.hpp"

#include <algorithm>
#include <stdexcept>

namespace waymark::impact {

namespace {

namespace json = boost::json;

/// A contact that is an assessment of ours: what is derived from our own records is known of it.
constexpr const char* is_assessed = "record=assessment";

std::string words_of_condition(const json::object& source, std::string_view name) {
    const auto* found = source.if_contains(name);
    return found ? json::serialize(*found) : std::string{};
}

class Reader {
public:
    explicit Reader(Measures& into) : into_{into} {}

    void read(const json::object& whole) {
        into_.source = text_of(whole, "source");
        into_.contacts = text_of(whole, "contacts");
        into_.rounding = text_of(whole, "rounding");
        for (const auto& value : whole.at("facts").as_array()) {
            const auto& one = value.as_object();
            into_.facts.push_back(
                {text_of(one, "name"), text_of(one, "meaning"), truth_of(one, "always_known")}
            );
        }
        for (const auto& value : whole.at("groups").as_array())
            read_group(value.as_object());
        for (const auto& value : whole.at("kpis").as_array())
            read_kpi(value.as_object());
        for (const auto& value : whole.at("checks").as_array())
            read_check(value.as_object());
        check_names();
    }

private:
    void read_group(const json::object& source) {
        Group group{text_of(source, "name"), text_of(source, "title"), {}};
        for (const auto& value : source.at("measures").as_array()) {
            into_.measures.push_back(measure_in(value.as_object()));
            group.measures.push_back(into_.measures.back().name);
        }
        into_.groups.push_back(std::move(group));
    }

    void read_kpi(const json::object& source) {
        into_.kpis.push_back(
            {.name = text_of(source, "name"),
             .title = text_of(source, "title"),
             .target = text_of(source, "target"),
             .seen = text_of(source, "seen"),
             .applicable = text_of(source, "applicable"),
             .reached = text_of(source, "reached"),
             .reached_as = text_of(source, "reached_as"),
             .achieved = text_of(source, "achieved")}
        );
    }

    void read_check(const json::object& source) {
        into_.checks.push_back(
            {.flag = text_of(source, "flag"),
             .when = text_of(source, "when"),
             .part = text_of(source, "part"),
             .whole = text_of(source, "whole"),
             .of = texts_of(source, "of"),
             .measures = texts_of(source, "measures"),
             .says = text_of(source, "says")}
        );
    }

    Measure measure_in(const json::object& source) {
        Measure made{
            .name = text_of(source, "name"),
            .title = text_of(source, "title"),
            .figure = text_of(source, "figure"),
            .kind = from_word<Kind>(text_of(source, "kind")).value(),
            .says_numerator = words_of_condition(source, "numerator"),
            .says_denominator = words_of_condition(source, "denominator"),
            .of = texts_of(source, "of"),
            .given = text_of(source, "given"),
            .rounding = text_of(source, "rounding") == "up" ? Rounding::up : Rounding::half_up,
            .decimals = static_cast<int>(number_of(source, "decimals"))};
        if (const auto unit = text_of(source, "unit"); !unit.empty()) made.unit = unit;
        if (const auto* found = source.if_contains("numerator"))
            made.numerator = {*found, into_.vocabulary};
        if (const auto* found = source.if_contains("denominator"))
            made.denominator = {*found, into_.vocabulary};
        if (const auto field = text_of(source, "field"); !field.empty()) {
            made.number = into_.vocabulary.number(field);
            made.says_numerator = field;
        }
        if (made.kind == Kind::implied) {
            made.printed = static_cast<double>(number_of(source, "printed"));
            made.printed_from = parse_day(text_of(source, "printed_from"));
            made.printed_to = parse_day(text_of(source, "printed_to"));
        }
        const bool is_told = source.contains("needs");
        for (const auto& field : is_told ? texts_of(source, "needs") : made.denominator.fields())
            made.needs.push_back(into_.vocabulary.fact(need_for(field)));
        if (!is_told)
            for (const auto& field : made.numerator.fields())
                made.needs_within.push_back(into_.vocabulary.fact(need_for(field)));
        return made;
    }

    /// What has to be known for `field` to be known.
    std::string need_for(const std::string& field) const {
        const auto fact = std::ranges::find(into_.facts, field, &Fact::name);
        return fact != into_.facts.end() && fact->is_always_known ? is_assessed : field;
    }

    void check_names() const {
        for (const auto& kpi : into_.kpis)
            for (const auto* name :
                 {&kpi.target, &kpi.seen, &kpi.applicable, &kpi.reached, &kpi.achieved})
                (void)into_.at(*name);
        for (const auto& check : into_.checks)
            for (const auto& name : check.measures)
                (void)into_.at(name);
        for (const auto& measure : into_.measures)
            for (const auto& name : measure.of)
                (void)into_.at(name);
    }

    Measures& into_;
};

}  // namespace

const Measure* Measures::find(std::string_view name) const {
    const auto found = std::ranges::find(measures, name, &Measure::name);
    return found == measures.end() ? nullptr : &*found;
}

const Measure& Measures::at(std::string_view name) const {
    const auto* found = find(name);
    if (!found) throw std::logic_error{"no measure is called " + std::string{name}};
    return *found;
}

const Measures& street_triage_measures() {
    static const auto all = [] {
        Measures read;
        Reader{read}.read(service_data("services/street_triage/measures.json").as_object());
        return read;
    }();
    return all;
}

}  // namespace waymark::impact
