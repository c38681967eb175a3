// SPDX-License-Identifier: MIT
#include "returns/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace waymark::returns {

namespace {

constexpr const char* not_recorded = "Not recorded";

/// "2026-03-14 21:07", as clocks in London showed it.
std::string london_text(Instant at) {
    const auto local = to_london(at);
    return fmt::format("{} {:02}:{:02}", to_iso8601(local.day), local.hour, local.minute);
}

std::string code_in_answers(const Column& column, const std::string& fact) {
    int number = 0;
    const auto [end, wrong] = std::from_chars(fact.data(), fact.data() + fact.size(), number);
    const bool is_number = wrong == std::errc{} && end == fact.data() + fact.size();
    for (const auto& answer : column.answers) {
        const bool is_band = answer.from || answer.to;
        if (is_band && is_number && (!answer.from || number >= *answer.from) &&
            (!answer.to || number <= *answer.to))
            return answer.code;
        if (std::ranges::find(answer.values, fact) != answer.values.end()) return answer.code;
    }
    return {};
}

std::string code_of(const Column& column, const std::string& fact, const codes::CodeBook& book) {
    if (fact.empty() || std::ranges::find(column.missing, fact) != column.missing.end()) return {};
    if (column.is_as_written) return fact;
    if (!column.answers.empty()) return code_in_answers(column, fact);
    const auto* entry = book.find(column.list, fact);
    if (!entry) return {};
    return column.is_by_group ? entry->parent : entry->code;
}

/// Every code a column can have, in its order; then those that only the rows have, which were made
/// when the definition was another; and at last that one is missing.
std::vector<std::string> codes_in(
    const Column& column, const std::vector<Row>& rows, const codes::CodeBook& book
) {
    std::vector<std::string> found;
    const auto add = [&](const std::string& code) {
        if (!code.empty() && std::ranges::find(found, code) == found.end()) found.push_back(code);
    };
    for (const auto& answer : column.answers)
        add(answer.code);
    if (!column.list.empty())
        for (const auto& entry : book.list(column.list))
            if (std::ranges::find(column.missing, entry.code) == column.missing.end())
                add(column.is_by_group ? entry.parent : entry.code);
    for (const auto& row : rows)
        if (const auto code = row.codes.find(column.name); code != row.codes.end())
            add(code->second);
    found.emplace_back();
    return found;
}

CrossTable count(
    const Column& down,
    const Column& across,
    const std::vector<Row>& rows,
    const codes::CodeBook& book
) {
    const auto downs = codes_in(down, rows, book);
    const auto acrosses = codes_in(across, rows, book);
    CrossTable table{.title = down.title + ", by " + across.title};
    for (const auto& code : acrosses)
        table.headings.push_back(title_of(across, code, book));
    for (const auto& code : downs)
        table.rows.push_back({title_of(down, code, book), std::vector<int>(acrosses.size(), 0)});
    table.rows.push_back({"All", std::vector<int>(acrosses.size(), 0)});
    auto& all = table.rows.back();
    for (const auto& row : rows) {
        const auto down_code = row.codes.find(down.name);
        const auto across_code = row.codes.find(across.name);
        if (down_code == row.codes.end() || across_code == row.codes.end()) continue;
        const auto at = std::ranges::find(downs, down_code->second) - downs.begin();
        const auto to = std::ranges::find(acrosses, across_code->second) - acrosses.begin();
        auto& counted = table.rows[static_cast<std::size_t>(at)];
        for (auto* one : {&counted, &all}) {
            ++one->counts[static_cast<std::size_t>(to)];
            ++one->total;
        }
    }
    return table;
}

}  // namespace

Facts facts_of(
    const detentions::Detention& detention,
    const std::vector<detentions::Entry>& steps,
    const PersonFacts& person
) {
    Facts facts{
        {"power", detention.start.power},
        {"used_at", london_text(detention.used_at)},
        {"sex", person.sex},
        {"gender", person.gender},
        {"ethnicity", person.ethnicity},
        {"ethnicity_officer", person.ethnicity_officer}};
    if (person.born_on) facts["born_on"] = to_iso8601(*person.born_on);
    if (person.age) facts["age"] = std::to_string(*person.age);
    const auto legs = detentions::legs_of(detention, steps);
    const auto arrived =
        std::ranges::find_if(legs, [](const auto& leg) { return leg.arrived_at.has_value(); });
    if (arrived != legs.end()) {
        facts["place"] = arrived->place_kind;
        facts["why_police_station"] = arrived->why_police_station;
        facts["conveyed_by"] = arrived->is_kept ? "at_place" : arrived->conveyed_by;
        facts["why_police_vehicle"] = arrived->why_police_vehicle;
    } else if (!detention.is_open) {
        facts["place"] = "none";
        facts["conveyed_by"] = "none";
    }
    facts["outcome"] = detention.outcome;
    return facts;
}

std::map<std::string, std::string> codes_of(
    const Definition& definition, const Facts& facts, const codes::CodeBook& book
) {
    std::map<std::string, std::string> codes;
    for (const auto& column : definition.columns) {
        if (!column.when.empty()) {
            const auto over = codes.find(column.when);
            if (over == codes.end() ||
                std::ranges::find(column.when_codes, over->second) == column.when_codes.end())
                continue;
        }
        const auto fact = facts.find(column.fact);
        codes[column.name] =
            code_of(column, fact == facts.end() ? std::string{} : fact->second, book);
    }
    return codes;
}

std::string title_of(const Column& column, const std::string& code, const codes::CodeBook& book) {
    if (code.empty()) return not_recorded;
    const auto answer = std::ranges::find(column.answers, code, &Answer::code);
    if (answer != column.answers.end()) return answer->title;
    const auto* entry =
        column.list.empty() || column.is_by_group ? nullptr : book.find(column.list, code);
    return entry ? entry->label : code;
}

std::vector<CrossTable> tables_of(
    const Definition& definition, const std::vector<Row>& rows, const codes::CodeBook& book
) {
    std::vector<CrossTable> tables;
    for (const auto& [down, across] : definition.tables)
        tables.push_back(count(*definition.find(down), *definition.find(across), rows, book));
    return tables;
}

std::vector<Missing> missing_of(const Definition& definition, const std::vector<Row>& rows) {
    std::vector<Missing> found;
    for (const auto& column : definition.columns) {
        Missing missing{.column = column.title};
        for (const auto& row : rows) {
            const auto code = row.codes.find(column.name);
            if (code == row.codes.end()) continue;
            ++missing.of;
            missing.missing += code->second.empty();
        }
        found.push_back(std::move(missing));
    }
    return found;
}

std::vector<Changed> changes_between(
    const Definition& definition,
    const std::vector<Row>& before,
    const std::vector<Row>& now,
    const codes::CodeBook& book
) {
    std::map<detentions::DetentionId, const Row*> earlier;
    for (const auto& row : before)
        earlier.emplace(row.detention, &row);
    std::vector<Changed> found;
    for (const auto& row : now) {
        const auto was = earlier.find(row.detention);
        if (was == earlier.end()) {
            found.push_back({row, Difference::added});
            continue;
        }
        Changed changed{row};
        for (const auto& column : definition.columns) {
            const auto words = [&](const Row& one) {
                const auto code = one.codes.find(column.name);
                return code == one.codes.end() ? std::string{"Not asked"}
                                               : title_of(column, code->second, book);
            };
            if (auto a = words(*was->second), b = words(row); a != b)
                changed.fields.push_back({column.title, std::move(a), std::move(b)});
        }
        earlier.erase(was);
        if (!changed.fields.empty()) found.push_back(std::move(changed));
    }
    for (const auto& row : before)
        if (earlier.contains(row.detention)) found.push_back({row, Difference::gone});
    return found;
}

}  // namespace waymark::returns
