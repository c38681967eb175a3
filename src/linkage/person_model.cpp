// SPDX-License-Identifier: MIT
#include "linkage/person_model.hpp"

#include "base/resources.hpp"
#include "linkage/members.hpp"
#include "linkage/model.hpp"

#include <cmath>
#include <stdexcept>

namespace waymark::linkage {

namespace {

constexpr std::size_t model_bytes_max = 2'000'000;
constexpr std::string_view people_path = "services/linkage/people.json";

/// What a level of the file has to be, for the index to mean the same by it: one that says nothing
/// ("-"), one whose values may weigh by how common they are in this column, or another (""). What
/// else a level asks is told in people.json, and done by Sought.
using Expected = std::vector<std::string_view>;
const std::array<Expected, facets> expected_levels{{
    {"-", "name", "family", "", "", "", "", "", "family", "given", ""},
    {"-", "given_2", "", ""},
    {"-", "born", "", "", "", "", "", "", ""},
    {"-", "postcode", "sector", "district", ""},
    {"-", "phone", ""},
    {"-", "", "", "-", ""},
    {"-", "", ""},
}};

std::vector<LevelWeight> weights_of(const Comparison& comparison) {
    std::vector<LevelWeight> weights;
    for (const auto& level : comparison.levels) {
        LevelWeight weight{.says = level.label};
        if (!level.is_missing) weight.bits = weight_of(level);
        if (!level.frequency_column.empty()) {
            const auto exact = exact_u(comparison, level.frequency_column);
            if (exact) {
                weight.has_frequency = true;
                weight.exact_bits = std::log2(*exact);
                weight.frequency_share = level.frequency_weight;
                if (level.frequency_least > 0)
                    weight.frequency_least_bits = std::log2(level.frequency_least);
            }
        }
        weights.push_back(std::move(weight));
    }
    return weights;
}

PersonModel person_model_of(const Model& model, const json::value& value) {
    const Members members{value, ""};
    PersonModel people;
    people.prior_bits = weight_of(model.prior);
    for (std::size_t i = 0; i < facets; ++i) {
        const Comparison* found = nullptr;
        for (const auto& comparison : model.comparisons)
            if (comparison.name == facet_names[i]) found = &comparison;
        if (!found)
            members.refuse(
                "comparisons", fmt::format("There is none with the name \"{}\".", facet_names[i])
            );
        const auto& expected = expected_levels[i];
        if (found->levels.size() != expected.size())
            members.refuse(
                "comparisons",
                fmt::format(
                    "\"{}\" has {} levels; people are compared by {}.",
                    facet_names[i],
                    found->levels.size(),
                    expected.size()
                )
            );
        for (std::size_t at = 0; at < expected.size(); ++at) {
            const auto& level = found->levels[at];
            const auto column = expected[at];
            if (level.is_missing != (column == "-") ||
                (!level.frequency_column.empty() && level.frequency_column != column))
                members.refuse(
                    "comparisons",
                    fmt::format(
                        "\"{}\", level {}: \"{}\" is not what people are compared by there.",
                        facet_names[i],
                        at + 1,
                        level.label
                    )
                );
        }
        people.levels[i] = weights_of(*found);
    }
    const auto own = members.needed_part("waymark");
    const auto needed = [&](const char* name, double least, double most) {
        const auto number = own.number(name, least, most);
        if (!number) own.refuse(name, "This is missing.");
        return *number;
    };
    constexpr double bits_most = 1'000, records_most = 1e12;
    people.same_bits = needed("same_bits", -bits_most, bits_most);
    people.possible_bits = needed("possible_bits", -bits_most, bits_most);
    people.shown_bits = needed("shown_bits", -bits_most, bits_most);
    people.twins_bits = needed("twins_bits", -bits_most, bits_most);
    people.frequency_records = needed("frequency_records", 0, records_most);
    people.frequency_count_least = needed("frequency_count_least", 0, records_most);
    people.people_least = needed("people_least", 1, records_most);
    if (people.possible_bits > people.same_bits)
        own.refuse("possible_bits", "This is above same_bits.");
    if (people.shown_bits > people.possible_bits)
        own.refuse("shown_bits", "This is above possible_bits.");
    return people;
}

}  // namespace

Result<PersonModel> read_person_model(std::string_view text) {
    const auto model = read_model(text);
    if (!model) return model.problem();
    return read_settings(
        text,
        model_bytes_max,
        "linkage_people",
        "The model of people",
        [&](const json::value& value) { return person_model_of(*model, value); }
    );
}

const PersonModel& person_model() {
    static const PersonModel model = [] {
        for (const auto& resource : resources_in(people_path)) {
            auto read = read_person_model(resource.bytes);
            if (read) return std::move(*read);
            throw std::runtime_error{std::string{people_path} + ": " + in_one_line(read.problem())};
        }
        throw std::runtime_error{std::string{people_path} + " is missing"};
    }();
    return model;
}

}  // namespace waymark::linkage
