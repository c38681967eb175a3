// SPDX-License-Identifier: MIT
#include "linkage/model.hpp"

#include "linkage/members.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace waymark::linkage {

namespace {

constexpr std::size_t model_bytes_max = 2'000'000;
constexpr std::size_t comparisons_max = 60;
constexpr std::size_t levels_max = 60;
constexpr std::size_t rules_max = 64;

/// A probability of nothing would decide everything by itself.
constexpr double probability_least = 1e-300;
// What Splink takes for levels that were never trained: nineteen in twenty pairs of one person
// agree whole, and what lies between agreement and nothing weighs three bits.
constexpr double default_exact_m = 0.95;
constexpr double default_weight_exact = 10, default_weight_between = 3, default_weight_else = -5;

LinkType link_type_of(const Members& members) {
    const auto word = members.text("link_type").value_or("dedupe_only");
    if (word == "dedupe_only") return LinkType::within;
    if (word == "link_only") return LinkType::between;
    if (word == "link_and_dedupe") return LinkType::everything;
    members.refuse("link_type", "Choose dedupe_only, link_only or link_and_dedupe.");
}

Level level_of(const json::value& value, const std::string& pointer) {
    const Members members{value, pointer};
    Level level;
    level.condition = members.text("sql_condition").value_or("");
    level.label = members.text("label_for_charts").value_or(level.condition);
    if (in_small_letters(level.condition) != "else") {
        auto read = read_condition(level.condition);
        if (!read)
            members.refuse(
                "sql_condition",
                fmt::format(
                    "The level \"{}\" cannot be read. {}", level.label, read.problem().message
                )
            );
        level.when = std::move(*read);
    }
    level.is_missing = members.flag("is_null_level");
    if (members.flag("disable_tf_exact_match_detection"))
        members.refuse("disable_tf_exact_match_detection", "This is not understood.");
    const auto m = members.number("m_probability", probability_least, 1);
    const auto u = members.number("u_probability", probability_least, 1);
    level.is_m_trained = m.has_value() || level.is_missing;
    level.is_u_trained = u.has_value() || level.is_missing;
    level.m = m.value_or(0);
    level.u = u.value_or(0);
    level.is_m_fixed = members.flag("fix_m_probability");
    level.is_u_fixed = members.flag("fix_u_probability");
    level.frequency_column = members.text("tf_adjustment_column").value_or("");
    level.frequency_weight = members.number("tf_adjustment_weight", 0, 1).value_or(1);
    level.frequency_least = members.number("tf_minimum_u_value", 0, 1).value_or(0);
    return level;
}

void fill_untrained(Model& model, Comparison& comparison) {
    std::vector<Level*> told;
    for (auto& level : comparison.levels)
        if (!level.is_missing) told.push_back(&level);
    const auto others = static_cast<double>(told.size()) - 1;
    for (std::size_t i = 0; i < told.size(); ++i) {
        auto& level = *told[i];
        if (level.is_m_trained && level.is_u_trained) continue;
        const auto m = i == 0 ? default_exact_m : (1 - default_exact_m) / others;
        const auto weight = i == 0                ? default_weight_exact
                            : i + 1 < told.size() ? default_weight_between
                                                  : default_weight_else;
        if (!level.is_m_trained) level.m = m;
        if (!level.is_u_trained) level.u = m / std::exp2(weight);
        model.defaults.push_back(fmt::format(
            "{}: the level \"{}\" was not trained; the default of the untrained is taken.",
            comparison.name,
            level.label
        ));
    }
}

Comparison comparison_of(const json::value& value, const std::string& pointer) {
    const Members members{value, pointer};
    Comparison comparison;
    comparison.name = members.text("output_column_name").value_or("");
    if (comparison.name.empty())
        members.refuse("output_column_name", "The comparison has no name.");
    comparison.description = members.text("comparison_description").value_or("");
    std::size_t number = 0;
    for (const auto& one : members.list("comparison_levels", levels_max))
        comparison.levels.push_back(level_of(one, members.at("comparison_levels", number++)));
    const auto is_told = [](const Level& level) { return !level.is_missing; };
    if (std::ranges::count_if(comparison.levels, is_told) < 2)
        members.refuse(
            "comparison_levels",
            fmt::format(
                "The comparison \"{}\" needs two levels that say something.", comparison.name
            )
        );
    return comparison;
}

std::optional<BlockingRule> rule_of(const json::value& value, const std::string& pointer) {
    const auto* plain = value.if_string();
    const auto text =
        plain ? std::string{*plain} : Members{value, pointer}.text("blocking_rule").value_or("");
    if (text == "1=1") return std::nullopt;
    if (!plain && !Members{value, pointer}.list("arrays_to_explode", 100).empty())
        throw Refused{
            pointer + "/arrays_to_explode",
            "This is not understood; say that the lists share an element (list_intersect)."};
    auto read = read_condition(text);
    if (!read)
        throw Refused{
            pointer,
            fmt::format("The rule \"{}\" cannot be read. {}", text, read.problem().message)};
    return BlockingRule{text, std::move(*read)};
}

Model model_of(const json::value& value) {
    const Members members{value, ""};
    Model model;
    model.link_type = link_type_of(members);
    const auto prior = members.number("probability_two_random_records_match", 0, 1);
    model.prior = prior.value_or(1e-4);
    if (!prior) model.defaults.emplace_back("The file says no prior probability; 0.0001 is taken.");
    if (model.prior <= 0 || model.prior >= 1)
        members.refuse("probability_two_random_records_match", "This is not between 0 and 1.");
    model.id_column = members.text("unique_id_column_name").value_or(model.id_column);
    model.em_convergence = members.number("em_convergence", 0, 1).value_or(model.em_convergence);
    model.em_rounds_max =
        static_cast<int>(members.number("max_iterations", 1, 10'000).value_or(model.em_rounds_max));
    std::unordered_set<std::string> names;
    std::size_t number = 0;
    for (const auto& one : members.list("comparisons", comparisons_max)) {
        model.comparisons.push_back(comparison_of(one, members.at("comparisons", number++)));
        if (!names.insert(model.comparisons.back().name).second)
            members.refuse(
                "comparisons",
                fmt::format("\"{}\" stands there twice.", model.comparisons.back().name)
            );
        fill_untrained(model, model.comparisons.back());
    }
    if (model.comparisons.empty()) members.refuse("comparisons", "The model compares nothing.");
    constexpr const char* rules = "blocking_rules_to_generate_predictions";
    number = 0;
    for (const auto& one : members.list(rules, rules_max)) {
        if (auto rule = rule_of(one, members.at(rules, number++)))
            model.rules.push_back(std::move(*rule));
        else
            model.remarks.emplace_back(
                "One rule compares every record with every other. It is left out: name the rules "
                "to be used."
            );
    }
    return model;
}

}  // namespace

Result<Model> read_model(std::string_view text) {
    return read_settings(text, model_bytes_max, "linkage_model", "The model", model_of);
}

namespace {

json::value text_of(LinkType type) {
    switch (type) {
    case LinkType::within: return "dedupe_only";
    case LinkType::between: return "link_only";
    case LinkType::everything: break;
    }
    return "link_and_dedupe";
}

json::object written(const Level& level) {
    json::object object{{"sql_condition", level.condition}};
    if (level.label != level.condition) object["label_for_charts"] = level.label;
    if (level.is_missing) {
        object["is_null_level"] = true;
        return object;
    }
    if (level.is_m_trained) object["m_probability"] = level.m;
    if (level.is_u_trained) object["u_probability"] = level.u;
    if (level.is_m_fixed) object["fix_m_probability"] = true;
    if (level.is_u_fixed) object["fix_u_probability"] = true;
    if (level.frequency_column.empty()) return object;
    object["tf_adjustment_column"] = level.frequency_column;
    object["tf_adjustment_weight"] = level.frequency_weight;
    object["tf_minimum_u_value"] = level.frequency_least;
    return object;
}

}  // namespace

std::string write_model(const Model& model, std::string_view original) {
    boost::system::error_code error;
    const auto before = json::parse(json::string_view{original.data(), original.size()}, error);
    auto settings = !error && before.is_object() ? before.get_object() : json::object{};
    json::array rules, comparisons;
    for (const auto& rule : model.rules)
        rules.push_back(json::object{{"blocking_rule", rule.text}, {"sql_dialect", "duckdb"}});
    for (const auto& comparison : model.comparisons) {
        json::array levels;
        for (const auto& level : comparison.levels)
            levels.push_back(written(level));
        comparisons.push_back(json::object{
            {"output_column_name", comparison.name},
            {"comparison_description", comparison.description},
            {"comparison_levels", std::move(levels)}});
    }
    settings["link_type"] = text_of(model.link_type);
    settings["probability_two_random_records_match"] = model.prior;
    settings["unique_id_column_name"] = model.id_column;
    settings["em_convergence"] = model.em_convergence;
    settings["max_iterations"] = model.em_rounds_max;
    settings["blocking_rules_to_generate_predictions"] = std::move(rules);
    settings["comparisons"] = std::move(comparisons);
    if (!settings.contains("sql_dialect")) settings["sql_dialect"] = "duckdb";
    return json::serialize(settings);
}

double weight_of(double probability) {
    return std::log2(probability / (1 - probability));
}

double probability_of(double weight) {
    return 1 / (1 + std::exp2(-weight));
}

double weight_of(const Level& level) {
    return level.is_missing ? 0 : std::log2(level.m / level.u);
}

std::optional<double> exact_u(const Comparison& comparison, const std::string& column) {
    const auto is_column = [&](const Expression& one, Side side) {
        return one.kind == Expression::Kind::column && one.name == column && one.side == side;
    };
    for (const auto& level : comparison.levels) {
        if (!level.when || level.is_missing) continue;
        const auto& when = *level.when;
        if (when.kind == Expression::Kind::comparison && when.name == "=" &&
            ((is_column(when.parts[0], Side::left) && is_column(when.parts[1], Side::right)) ||
             (is_column(when.parts[0], Side::right) && is_column(when.parts[1], Side::left))))
            return level.u;
    }
    return std::nullopt;
}

}  // namespace waymark::linkage
