// SPDX-License-Identifier: MIT
#include "linkage/fitted.hpp"

#include <fmt/format.h>

#include <set>
#include <string>

namespace waymark::linkage {

namespace {

constexpr std::string_view joined_ending = "_concat";

std::set<std::string> columns_of(const Model& model, const std::vector<BlockingRule>& rules) {
    std::set<std::string> names;
    for (const auto& rule : rules)
        names.merge(columns_in(rule.when));
    for (const auto& comparison : model.comparisons)
        for (const auto& level : comparison.levels) {
            if (level.when) names.merge(columns_in(*level.when));
            if (!level.frequency_column.empty()) names.insert(level.frequency_column);
        }
    return names;
}

/// The two columns whose names make "a_b_concat", if the records have them.
std::optional<std::pair<std::size_t, std::size_t>> joined_in(
    const Table& table, std::string_view name
) {
    if (!name.ends_with(joined_ending)) return std::nullopt;
    name.remove_suffix(joined_ending.size());
    for (std::size_t a = 0; a < table.columns.size(); ++a)
        for (std::size_t b = 0; b < table.columns.size(); ++b)
            if (table.columns[a].name + "_" + table.columns[b].name == name) return {{a, b}};
    return std::nullopt;
}

void add_joined_columns(Fitted& fitted, const std::set<std::string>& names) {
    auto& table = fitted.table;
    for (const auto& name : names) {
        if (table.find(name)) continue;
        const auto parts = joined_in(table, name);
        if (!parts) continue;
        Column made{name};
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const auto a = table.columns[parts->first].values[row];
            const auto b = table.columns[parts->second].values[row];
            const bool is_whole = a != Texts::missing && b != Texts::missing;
            made.values.push_back(
                is_whole ? table.texts.add(fmt::format("{} {}", table.texts[a], table.texts[b]))
                         : Texts::missing
            );
        }
        const auto &one = table.columns[parts->first].name,
                   &other = table.columns[parts->second].name;
        fitted.remarks.push_back(fmt::format(
            "The records have no column \"{}\"; it is made of \"{}\" and \"{}\".", name, one, other
        ));
        fitted.made_of.emplace(name, std::pair{one, other});
        table.columns.push_back(std::move(made));
    }
}

}  // namespace

Result<std::unique_ptr<Fitted>> Fitted::make(
    Model model, Table table, const std::vector<BlockingRule>& rules, unsigned threads
) {
    const bool is_between = model.link_type == LinkType::between;
    if (is_between && table.source_names.size() < 2)
        return invalid("linkage_model.sources", "The model links two files, and there is one.", {});
    if (model.link_type == LinkType::within && table.source_names.size() > 1)
        return invalid(
            "linkage_model.sources",
            "The model finds who is twice in one file (dedupe_only), and there are several. Set "
            "its link_type to link_only or link_and_dedupe.",
            {}
        );
    auto fitted = std::unique_ptr<Fitted>{new Fitted{std::move(model), std::move(table), {}}};
    add_joined_columns(*fitted, columns_of(fitted->model, rules));
    auto scoring = Scoring::make(fitted->model, fitted->layout, fitted->conditions);
    if (!scoring) return scoring.problem();
    fitted->scoring = std::move(*scoring);
    for (const auto& rule : rules) {
        auto plan = plan_of(rule, fitted->layout, fitted->conditions);
        if (!plan) return plan.problem();
        fitted->plans.push_back(std::move(*plan));
    }
    fitted->sheet.emplace(fitted->table, fitted->layout, threads);
    fitted->scoring->learn(*fitted->sheet);
    return fitted;
}

std::set<std::string> Fitted::with_origins(std::set<std::string> columns) const {
    for (const auto& [name, parts] : made_of)
        if (columns.contains(name)) {
            columns.insert(parts.first);
            columns.insert(parts.second);
        }
    return columns;
}

}  // namespace waymark::linkage
