// SPDX-License-Identifier: MIT
#include "returns/definition.hpp"

#include "base/service_data.hpp"

#include <algorithm>
#include <stdexcept>

namespace waymark::returns {

namespace {

namespace json = boost::json;

std::optional<int> maybe_number(const json::object& source, std::string_view name) {
    if (!source.contains(name)) return std::nullopt;
    return static_cast<int>(number_of(source, name));
}

Column read_column(const json::object& source) {
    Column column{
        .name = text_of(source, "name"),
        .title = text_of(source, "title"),
        .fact = text_of(source, "fact"),
        .list = text_of(source, "list"),
        .is_by_group = truth_of(source, "by_group"),
        .is_as_written = truth_of(source, "as_written"),
        .missing = texts_of(source, "missing"),
        .when = text_of(source, "when"),
        .when_codes = texts_of(source, "when_codes")};
    if (const auto* answers = source.if_contains("answers"))
        for (const auto& value : answers->as_array()) {
            const auto& one = value.as_object();
            column.answers.push_back(
                {text_of(one, "code"),
                 text_of(one, "title"),
                 texts_of(one, "values"),
                 maybe_number(one, "from"),
                 maybe_number(one, "to")}
            );
        }
    return column;
}

/// A column that is asked for depending on another stands after it, and tables name columns.
void check(const Definition& definition) {
    const auto& columns = definition.columns;
    for (auto column = columns.begin(); column != columns.end(); ++column)
        if (!column->when.empty() && std::find_if(columns.begin(), column, [&](const Column& one) {
                                         return one.name == column->when;
                                     }) == column)
            throw std::logic_error{definition.kind + " asks for " + column->name + " too early"};
    for (const auto& column : columns) {
        const auto is_band = [](const Answer& one) { return one.from || one.to; };
        const auto bands = std::ranges::count_if(column.answers, is_band);
        const bool are_all = bands == static_cast<std::ptrdiff_t>(column.answers.size());
        if (bands > 0 && (!are_all || column.fact != "age"))
            throw std::logic_error{definition.kind + " has bands of something else than age"};
    }
    for (const auto& [rows, by] : definition.tables)
        if (!definition.find(rows) || !definition.find(by))
            throw std::logic_error{definition.kind + " has a table of unknown columns"};
}

json::array array_of(const std::vector<std::string>& texts) {
    json::array all;
    for (const auto& text : texts)
        all.emplace_back(text);
    return all;
}

json::object object_of(const Answer& answer) {
    json::object one{
        {"code", answer.code}, {"title", answer.title}, {"values", array_of(answer.values)}};
    if (answer.from) one["from"] = *answer.from;
    if (answer.to) one["to"] = *answer.to;
    return one;
}

json::object object_of(const Column& column) {
    json::array answers;
    for (const auto& answer : column.answers)
        answers.push_back(object_of(answer));
    return {
        {"name", column.name},
        {"title", column.title},
        {"fact", column.fact},
        {"answers", std::move(answers)},
        {"list", column.list},
        {"by_group", column.is_by_group},
        {"as_written", column.is_as_written},
        {"missing", array_of(column.missing)},
        {"when", column.when},
        {"when_codes", array_of(column.when_codes)}};
}

Definition definition_in(const json::object& source) {
    Definition definition{
        .kind = text_of(source, "kind"),
        .title = text_of(source, "title"),
        .period = from_word<PeriodKind>(text_of(source, "period")).value(),
        .edition = text_of(source, "edition"),
        .source = text_of(source, "source"),
        .to_confirm = texts_of(source, "to_confirm")};
    for (const auto& one : source.at("columns").as_array())
        definition.columns.push_back(read_column(one.as_object()));
    for (const auto& one : source.at("tables").as_array())
        definition.tables.push_back(
            {text_of(one.as_object(), "rows"), text_of(one.as_object(), "by")}
        );
    check(definition);
    return definition;
}

Definition shipped(const char* file) {
    return definition_in(service_data(file).as_object());
}

}  // namespace

Definition resolved(Definition definition, const codes::CodeBook& book) {
    for (auto& column : definition.columns) {
        if (column.list.empty()) continue;
        for (const auto& entry : book.list(column.list)) {
            if (std::ranges::find(column.missing, entry.code) != column.missing.end()) continue;
            const auto& code = column.is_by_group ? entry.parent : entry.code;
            auto answer = std::ranges::find(column.answers, code, &Answer::code);
            if (answer == column.answers.end())
                answer = column.answers.insert(
                    column.answers.end(), {code, column.is_by_group ? entry.parent : entry.label}
                );
            answer->values.push_back(entry.code);
        }
    }
    return definition;
}

std::string written(const Definition& definition) {
    json::array columns;
    for (const auto& column : definition.columns)
        columns.push_back(object_of(column));
    json::array tables;
    for (const auto& [rows, by] : definition.tables)
        tables.push_back(json::object{{"rows", rows}, {"by", by}});
    return json::serialize(json::object{
        {"kind", definition.kind},
        {"title", definition.title},
        {"period", word_for(definition.period)},
        {"edition", definition.edition},
        {"source", definition.source},
        {"to_confirm", array_of(definition.to_confirm)},
        {"columns", std::move(columns)},
        {"tables", std::move(tables)}});
}

Definition read_definition(std::string_view text) {
    return definition_in(json::parse(text).as_object());
}

std::optional<Period> period_from(PeriodKind kind, Day first) {
    const auto month = static_cast<unsigned>(first.month());
    if (!first.ok() || first.day() != std::chrono::day{1}) return std::nullopt;
    if (kind == PeriodKind::financial_year ? month != 4 : month % 3 != 1) return std::nullopt;
    const auto next = first + std::chrono::months{kind == PeriodKind::financial_year ? 12 : 3};
    return Period{first, std::chrono::sys_days{next} - std::chrono::days{1}};
}

const Column* Definition::find(std::string_view name) const {
    const auto found = std::ranges::find(columns, name, &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

const std::vector<Definition>& definitions() {
    static const std::vector<Definition> all{
        shipped("services/returns/england.json"), shipped("services/returns/wales.json")};
    return all;
}

const Definition* definition_of(std::string_view kind) {
    const auto found = std::ranges::find(definitions(), kind, &Definition::kind);
    return found == definitions().end() ? nullptr : &*found;
}

}  // namespace waymark::returns
