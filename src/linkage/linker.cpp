// SPDX-License-Identifier: MIT
#include "linkage/linker.hpp"

#include "linkage/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

namespace waymark::linkage {

namespace {

constexpr std::uint64_t pairs_a_stretch = 65'536;
constexpr std::size_t stretches_ahead = 32;  ///< So much is held back for its turn at most.
constexpr std::string_view joined_ending = "_concat";

void columns_in(const Expression& expression, std::vector<std::string>& into) {
    if (expression.kind == Expression::Kind::column) into.push_back(expression.name);
    for (const auto& part : expression.parts)
        columns_in(part, into);
}

std::vector<std::string> columns_of(const Model& model) {
    std::vector<std::string> names;
    for (const auto& rule : model.rules)
        columns_in(rule.when, names);
    for (const auto& comparison : model.comparisons)
        for (const auto& level : comparison.levels) {
            if (level.when) columns_in(*level.when, names);
            if (!level.frequency_column.empty()) names.push_back(level.frequency_column);
        }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
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

void add_joined_columns(Table& table, const Model& model, std::vector<std::string>& remarks) {
    for (const auto& name : columns_of(model)) {
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
        remarks.push_back(fmt::format(
            "The records have no column \"{}\"; it is made of \"{}\" and \"{}\".",
            name,
            table.columns[parts->first].name,
            table.columns[parts->second].name
        ));
        table.columns.push_back(std::move(made));
    }
}

/// Hands on what several threads make, each piece in its turn.
class Turns {
public:
    explicit Turns(const std::function<void(const ScoredPairs&)>& take) : take_{take} {}

    /// Waits while too much is held back. False once somebody failed.
    bool wait_for(std::size_t turn) {
        std::unique_lock lock{mutex_};
        moved_.wait(lock, [&] { return has_failed_ || turn < next_ + stretches_ahead; });
        return !has_failed_;
    }
    void hand_in(std::size_t turn, ScoredPairs pairs) {
        const std::lock_guard lock{mutex_};
        held_.emplace(turn, std::move(pairs));
        for (auto found = held_.find(next_); found != held_.end(); found = held_.find(next_)) {
            if (found->second.size() > 0) take_(found->second);
            held_.erase(found);
            ++next_;
        }
        moved_.notify_all();
    }
    void fail() {
        const std::lock_guard lock{mutex_};
        has_failed_ = true;
        moved_.notify_all();
    }

private:
    const std::function<void(const ScoredPairs&)>& take_;
    std::mutex mutex_;
    std::condition_variable moved_;
    std::map<std::size_t, ScoredPairs> held_;
    std::size_t next_ = 0;
    bool has_failed_ = false;
};

/// Readers keep what they found out, so a thread takes one that was used before.
class Readers {
public:
    Readers(const Conditions& conditions, const Sheet& sheet, const Texts& texts)
        : conditions_{conditions}, sheet_{sheet}, texts_{texts} {}

    std::unique_ptr<PairReader> borrow() {
        {
            const std::lock_guard lock{mutex_};
            if (!free_.empty()) {
                auto reader = std::move(free_.back());
                free_.pop_back();
                return reader;
            }
        }
        return std::make_unique<PairReader>(conditions_, sheet_, texts_);
    }
    void give_back(std::unique_ptr<PairReader> reader) {
        const std::lock_guard lock{mutex_};
        free_.push_back(std::move(reader));
    }

private:
    const Conditions& conditions_;
    const Sheet& sheet_;
    const Texts& texts_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<PairReader>> free_;
};

}  // namespace

struct Linker::State {
    Model model;
    Table table;
    LinkOptions options;
    std::vector<std::string> remarks;
    Layout layout{table};
    Conditions conditions{layout};
    std::optional<Scoring> scoring{};
    std::optional<Sheet> sheet{};
    std::optional<Blocking> blocking{};
};

Linker::Linker(std::unique_ptr<State> state) : state_{std::move(state)} {
}
Linker::Linker(Linker&&) noexcept = default;
Linker& Linker::operator=(Linker&&) noexcept = default;
Linker::~Linker() = default;

const Model& Linker::model() const {
    return state_->model;
}
const Table& Linker::table() const {
    return state_->table;
}
const std::vector<std::string>& Linker::remarks() const {
    return state_->remarks;
}
const std::vector<std::uint64_t>& Linker::pairs_by_rule() const {
    return state_->blocking->pairs_by_rule();
}
const std::vector<Refinement>& Linker::refinements() const {
    return state_->blocking->refinements();
}

Result<Linker> Linker::make(Model model, Table table, const LinkOptions& options) {
    const bool is_between = model.link_type == LinkType::between;
    if (is_between && table.source_names.size() < 2)
        return invalid("linkage_model.sources", "The model links two files, and there is one.", {});
    if (model.link_type == LinkType::within && table.source_names.size() > 1)
        return invalid(
            "linkage_model.sources",
            "The model finds who is twice in one file (dedupe_only), and there are several. Set "
            "its "
            "link_type to link_only or link_and_dedupe.",
            {}
        );
    std::vector<std::string> remarks = model.remarks;
    add_joined_columns(table, model, remarks);
    auto state = std::unique_ptr<State>{
        new State{std::move(model), std::move(table), options, std::move(remarks)}};
    auto scoring = Scoring::make(state->model, state->layout, state->conditions);
    if (!scoring) return scoring.problem();
    state->scoring = std::move(*scoring);
    if (state->model.rules.empty())
        return invalid("linkage_model.no_rule", "The model names no rule by which to compare.", {});
    std::vector<RulePlan> plans;
    for (const auto& rule : state->model.rules) {
        auto plan = plan_of(rule, state->layout, state->conditions);
        if (!plan) return plan.problem();
        plans.push_back(std::move(*plan));
    }
    state->sheet.emplace(state->table, state->layout, options.threads);
    state->scoring->learn(*state->sheet);
    state->blocking.emplace(
        state->table,
        *state->sheet,
        std::move(plans),
        Blocking::Options{state->model.link_type, options.block_rows_max, options.threads}
    );
    return Linker{std::move(state)};
}

std::uint64_t Linker::predict(const std::function<void(const ScoredPairs&)>& take) const {
    const auto& blocking = *state_->blocking;
    const auto& scoring = *state_->scoring;
    const auto& sheet = *state_->sheet;
    const auto stretches = blocking.stretches(pairs_a_stretch);
    std::atomic<std::uint64_t> compared = 0;
    Turns turns{take};
    Readers readers{state_->conditions, sheet, state_->table.texts};
    const auto work = [&](std::size_t turn) {
        if (!turns.wait_for(turn)) return;
        auto reader = readers.borrow();
        const auto count = scoring.comparisons();
        ScoredPairs pairs{.comparisons = count};
        std::vector<float> bits(count);
        std::uint64_t own = 0;
        const auto rule = static_cast<std::uint8_t>(stretches[turn].rule);
        blocking.for_each_pair(stretches[turn], *reader, [&](RowId left, RowId right) {
            ++own;
            const auto weight = scoring.score(
                *reader, sheet.line(left), sheet.line(right), state_->options.weight_least, bits
            );
            if (!weight) return;
            pairs.left.push_back(left);
            pairs.right.push_back(right);
            pairs.rule.push_back(rule);
            pairs.weight.push_back(*weight);
            pairs.bits.insert(pairs.bits.end(), bits.begin(), bits.end());
        });
        compared += own;
        readers.give_back(std::move(reader));
        turns.hand_in(turn, std::move(pairs));
    };
    for_each_of(stretches.size(), state_->options.threads, [&](std::size_t turn) {
        try {
            work(turn);
        } catch (...) {
            turns.fail();
            throw;
        }
    });
    return compared;
}

}  // namespace waymark::linkage
