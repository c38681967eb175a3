// SPDX-License-Identifier: MIT
#include "returns/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace waymark::returns {

namespace {

constexpr const char* not_recorded = "Not recorded";
constexpr const char* not_asked = "Not asked";

/// "2026-03-14 21:07", as clocks in London showed it.
std::string london_text(Instant at) {
    const auto local = to_london(at);
    return fmt::format("{} {:02}:{:02}", to_iso8601(local.day), local.hour, local.minute);
}

std::optional<int> number_in(const Facts& facts, const char* name) {
    const auto found = facts.find(name);
    if (found == facts.end()) return std::nullopt;
    const auto& text = found->second;
    int number = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (wrong != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string band_of(const Column& column, std::optional<int> number) {
    for (const auto& answer : column.answers)
        if (number && (!answer.from || *number >= *answer.from) &&
            (!answer.to || *number <= *answer.to))
            return answer.code;
    return {};
}

bool is_banded(const Column& column) {
    return std::ranges::any_of(column.answers, [](const Answer& one) {
        return one.from || one.to;
    });
}

std::string code_of(const Column& column, const Facts& facts) {
    if (is_banded(column)) {
        // Born in a month or a year that is known, they may have been either side of a limit.
        const auto band = band_of(column, number_in(facts, "age"));
        return band == band_of(column, number_in(facts, "age_oldest")) ? band : std::string{};
    }
    const auto found = facts.find(column.fact);
    if (found == facts.end()) return {};
    const auto& fact = found->second;
    if (std::ranges::find(column.missing, fact) != column.missing.end()) return {};
    for (const auto& answer : column.answers)
        if (std::ranges::find(answer.values, fact) != answer.values.end()) return answer.code;
    return fact;
}

/// Every code a column can have, in its order; then those that only the rows have; and at last that
/// one is missing.
std::vector<std::string> codes_in(const Column& column, const std::vector<Row>& rows) {
    std::vector<std::string> found;
    const auto add = [&](const std::string& code) {
        if (!code.empty() && std::ranges::find(found, code) == found.end()) found.push_back(code);
    };
    for (const auto& answer : column.answers)
        add(answer.code);
    for (const auto& row : rows)
        if (const auto code = row.codes.find(column.name); code != row.codes.end())
            add(code->second);
    found.emplace_back();
    return found;
}

CrossTable count(const Column& down, const Column& across, const std::vector<Row>& rows) {
    const auto downs = codes_in(down, rows);
    const auto acrosses = codes_in(across, rows);
    CrossTable table{.title = down.title + ", by " + across.title};
    for (const auto& code : acrosses)
        table.headings.push_back(title_of(across, code));
    for (const auto& code : downs)
        table.rows.push_back({title_of(down, code), std::vector<int>(acrosses.size(), 0)});
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

std::optional<ChangedField> field_changed(
    const Column& then, const Row& before, const Column& column, const Row& now
) {
    const auto a = before.codes.find(then.name);
    const auto b = now.codes.find(column.name);
    const bool was_asked = a != before.codes.end();
    const bool is_asked = b != now.codes.end();
    if (was_asked == is_asked && (!is_asked || a->second == b->second)) return std::nullopt;
    if (column.is_as_written) return ChangedField{column.title};
    return ChangedField{
        column.title,
        was_asked ? title_of(then, a->second) : not_asked,
        is_asked ? title_of(column, b->second) : not_asked};
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
    if (person.ages.youngest) facts["age"] = std::to_string(*person.ages.youngest);
    if (person.ages.oldest) facts["age_oldest"] = std::to_string(*person.ages.oldest);
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

std::map<std::string, std::string> codes_of(const Definition& definition, const Facts& facts) {
    std::map<std::string, std::string> codes;
    for (const auto& column : definition.columns) {
        if (!column.when.empty()) {
            const auto over = codes.find(column.when);
            if (over == codes.end() ||
                std::ranges::find(column.when_codes, over->second) == column.when_codes.end())
                continue;
        }
        codes[column.name] = code_of(column, facts);
    }
    return codes;
}

std::string title_of(const Column& column, const std::string& code) {
    if (code.empty()) return not_recorded;
    const auto answer = std::ranges::find(column.answers, code, &Answer::code);
    return answer == column.answers.end() ? code : answer->title;
}

std::vector<CrossTable> tables_of(const Definition& definition, const std::vector<Row>& rows) {
    std::vector<CrossTable> tables;
    for (const auto& [down, across] : definition.tables)
        tables.push_back(count(*definition.find(down), *definition.find(across), rows));
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

std::vector<Changed> changes_between(const Made& before, const Made& now) {
    std::map<detentions::DetentionId, const Row*> earlier;
    for (const auto& row : before.rows)
        earlier.emplace(row.detention, &row);
    std::vector<Changed> found;
    for (const auto& row : now.rows) {
        const auto was = earlier.find(row.detention);
        if (was == earlier.end()) {
            found.push_back({row, Difference::added});
            continue;
        }
        Changed changed{row};
        for (const auto& column : now.definition.columns)
            if (const auto* then = before.definition.find(column.name))
                if (auto field = field_changed(*then, *was->second, column, row))
                    changed.fields.push_back(std::move(*field));
        earlier.erase(was);
        if (!changed.fields.empty()) found.push_back(std::move(changed));
    }
    for (const auto& row : before.rows)
        if (earlier.contains(row.detention)) found.push_back({row, Difference::gone});
    return found;
}

}  // namespace waymark::returns
