// SPDX-License-Identifier: MIT
#include "exchange/check.hpp"

#include "base/text.hpp"
#include "exchange/incident_export.hpp"
#include "exchange/moment.hpp"
#include "exchange/row_reader.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>

namespace waymark::exchange {

namespace {

/// Every rule of the report, in the order it is shown.
struct Rule {
    const char* name;
    bool refuses;
    const char* words;
};

constexpr Rule rules[] = {
    {"missing_received", true, "There is no date on which it was received."},
    {"unreadable_date", true, "The date it was received cannot be read."},
    {"future_date", true, "It was received in the future."},
    {"ancient_date", true, "It was received more than 60 years ago."},
    {"missing_category",
     true,
     "There is no opening category, and the mapping has none for such rows."},
    {"unknown_category",
     true,
     "The opening category is not in our list, and the mapping does not say what it means."},
    {"duplicate_key", true, "An earlier row of the file has the same number. The first was kept."},
    {"too_long", true, "A cell is longer than 20,000 characters."},
    {"unknown_code",
     false,
     "A code is not in our list. The row is stored, and the word is kept in its narrative."},
    {"midnight_placeholder",
     false,
     "A time is exactly midnight beside others that are not, so it most likely means that nobody "
     "noted it. It is left out."},
    {"received_at_midnight",
     false,
     "It was received at exactly midnight, which may mean that only the day is known."},
    {"time_order", false, "A time comes before the one it should follow. It is left out."},
    {"unreadable_time", false, "A later time cannot be read. It is left out."},
    {"clock_change_gap",
     false,
     "The clocks skipped this hour in spring. It is read as the hour after."},
    {"clock_change_twice",
     false,
     "The clocks showed this hour twice in autumn. It is read as the first."},
    {"coordinates_outside",
     false,
     "The point lies outside the agency's area. The row is stored without it."},
    {"unreadable_coordinates",
     false,
     "The coordinates cannot be read. The row is stored without them."},
    {"unreadable_postcode",
     false,
     "The postcode does not have a postcode's shape. It is kept with the address."},
    {"unreadable_phone", false, "The telephone number cannot be read. It is left out."},
    {"identical_row", false, "An earlier row is the same in every cell. Both are stored."},
};

/// Counts what rows meet, and gathers the report.
class Report {
public:
    void note(std::string_view rule, std::int64_t row) {
        auto& finding = findings_[rule];
        // One row may meet a rule twice, as with two bad times; it is one row all the same.
        if (finding.count > 0 && last_row_[rule] == row) return;
        last_row_[rule] = row;
        ++finding.count;
        auto& rows = finding.rows;
        rows.insert(std::upper_bound(rows.begin(), rows.end(), row), row);
        if (rows.size() > finding_rows_shown) rows.pop_back();
    }

    void note_unknown(const Target& target, const std::string& value) {
        ++unknown_[{std::string{target.name}, value}];
    }

    std::vector<Finding> findings() const {
        std::vector<Finding> shown;
        for (const auto& rule : rules) {
            const auto found = findings_.find(rule.name);
            if (found == findings_.end()) continue;
            auto& finding = shown.emplace_back(found->second);
            finding.rule = rule.name;
            finding.refuses = rule.refuses;
            finding.words = rule.words;
        }
        return shown;
    }

    std::vector<UnknownCode> unknown_codes(const codes::CodeBook& codes, Day today) const {
        std::vector<UnknownCode> shown;
        for (const auto& [key, count] : unknown_) {
            const auto& list = find_target(key.first)->list;
            const auto* nearest = codes.nearest(list, key.second, today);
            shown.push_back(
                {key.first, std::string{list}, key.second, count, nearest ? nearest->code : ""}
            );
        }
        std::stable_sort(shown.begin(), shown.end(), [](const auto& a, const auto& b) {
            return a.count > b.count;
        });
        return shown;
    }

private:
    std::map<std::string_view, Finding> findings_;  // The names of rules outlive the report.
    std::map<std::string_view, std::int64_t> last_row_;
    std::map<std::pair<std::string, std::string>, std::int64_t> unknown_;
};

const char* words_for(std::string_view rule) {
    for (const auto& known : rules)
        if (rule == known.name) return known.words;
    return "";
}

bool refuses(std::string_view rule) {
    return std::any_of(std::begin(rules), std::end(rules), [&](const Rule& known) {
        return rule == known.name && known.refuses;
    });
}

std::string as_csv(const std::vector<std::string>& row) {
    std::string text;
    for (const auto& cell : row)
        text += (text.empty() ? "" : ",") + csv_field(cell);
    return text;
}

std::vector<FieldProblem> missing_columns(const Table& table, const Mapping& mapping) {
    std::vector<FieldProblem> wrong;
    for (const auto& [target, column] : mapping.columns)
        if (std::find(table.columns.begin(), table.columns.end(), column) == table.columns.end())
            wrong.push_back(
                {"/columns/" + target,
                 "no_such_column",
                 "The file has no column headed “" + column + "”."}
            );
    for (const auto& target : targets())
        if (target.needed && !mapping.columns.contains(target.name) &&
            !mapping.defaults.contains(target.name))
            wrong.push_back(
                {"/columns/" + std::string{target.name},
                 "required",
                 "Say which column this is: " + std::string{target.label} + "."}
            );
    return wrong;
}

}  // namespace

Result<Done> fits(const Table& table, const Mapping& mapping) {
    auto wrong = missing_columns(table, mapping);
    if (!wrong.empty())
        return invalid("mapping.does_not_fit", "The mapping does not fit the file.", wrong);
    return Done{};
}

/// A row before it is checked.
struct Waiting {
    std::size_t index = 0;
    std::string key{};
    int earlier = 0;  ///< How many rows before it had the same key.
    Instant about{};
};

struct Checker::State {
    const Table& table;
    const CheckContext& context;
    bool has_own_key;
    RowReader reader;
    std::vector<Waiting> rows{};
    std::size_t done = 0;
    Report report{};
};

Checker::Checker(const Table& table, const Mapping& mapping, const CheckContext& context)
    : state_{std::make_unique<State>(State{
          table,
          context,
          mapping.columns.contains("source_key"),
          RowReader{table, mapping, context}})} {
    std::unordered_map<std::string, int> keys;
    auto& rows = state_->rows;
    rows.reserve(table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        auto [key, about] = state_->reader.outline(table.rows[i]);
        if (key.empty()) key = "row " + sha256_hex(as_csv(table.rows[i])).substr(0, 32);
        const int earlier = keys[key]++;
        rows.push_back({i, std::move(key), earlier, about});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Waiting& a, const Waiting& b) {
        return a.about < b.about;
    });
}

Checker::~Checker() = default;

bool Checker::has_more() const {
    return state_->done < state_->rows.size();
}

CheckedPart Checker::next(std::size_t count) {
    auto& [table, context, has_own_key, reader, rows, done, report] = *state_;
    const auto end = done + std::min(count, rows.size() - done);
    CheckedPart part;
    part.ready.reserve(end - done);
    for (auto& waiting : std::span{rows}.subspan(done, end - done)) {
        auto& [index, key, earlier, about] = waiting;
        const auto& row = table.rows[index];
        const auto number = static_cast<std::int64_t>(index) + 2;
        auto read = reader.read(row);
        if (earlier > 0) {
            read.rules.emplace_back(
                has_own_key && !key.starts_with("row ") ? "duplicate_key" : "identical_row"
            );
            key += " " + std::to_string(earlier + 1);
        }
        read.incident.incident.source_key = std::move(key);
        std::string_view refused_by;
        for (const auto& rule : read.rules) {
            report.note(rule, number);
            if (refused_by.empty() && refuses(rule)) refused_by = rule;
        }
        for (const auto& [target, value] : read.unknown)
            report.note_unknown(*target, value);
        if (refused_by.empty())
            part.ready.push_back({number, std::move(read.incident)});
        else
            part.refusals.push_back(
                {number, std::string{refused_by}, words_for(refused_by), as_csv(row)}
            );
    }
    done = end;
    return part;
}

Checked Checker::findings() const {
    const auto& context = state_->context;
    return {
        .ready = {},
        .refusals = {},
        .findings = state_->report.findings(),
        .unknown_codes = state_->report.unknown_codes(context.codes, to_london(context.now).day),
        .rows_read = static_cast<std::int64_t>(state_->done),
    };
}

Result<Checked> check(const Table& table, const Mapping& mapping, const CheckContext& context) {
    if (auto fit = fits(table, mapping); !fit) return fit.problem();
    Checker checker{table, mapping, context};
    auto [ready, refusals] = checker.next(table.rows.size());
    auto checked = checker.findings();
    checked.ready = std::move(ready);
    checked.refusals = std::move(refusals);
    const auto by_row = [](const auto& a, const auto& b) { return a.row < b.row; };
    std::sort(checked.ready.begin(), checked.ready.end(), by_row);
    std::sort(checked.refusals.begin(), checked.refusals.end(), by_row);
    return checked;
}

}  // namespace waymark::exchange
