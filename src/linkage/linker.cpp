// SPDX-License-Identifier: MIT
#include "linkage/linker.hpp"

#include "linkage/blocking.hpp"
#include "linkage/fitted.hpp"
#include "linkage/parallel.hpp"
#include "linkage/turns.hpp"

#include <algorithm>
#include <atomic>

namespace waymark::linkage {

namespace {

constexpr std::uint64_t pairs_a_stretch = 65'536;

}  // namespace

struct Linker::State {
    std::unique_ptr<Fitted> fitted;
    LinkOptions options;
    Blocking blocking;
    std::vector<std::string> remarks{};
};

Linker::Linker(std::unique_ptr<State> state) : state_{std::move(state)} {
}
Linker::Linker(Linker&&) noexcept = default;
Linker& Linker::operator=(Linker&&) noexcept = default;
Linker::~Linker() = default;

const Model& Linker::model() const {
    return state_->fitted->model;
}
const Table& Linker::table() const {
    return state_->fitted->table;
}
const std::vector<std::string>& Linker::remarks() const {
    return state_->remarks;
}
const std::vector<std::uint64_t>& Linker::pairs_by_rule() const {
    return state_->blocking.pairs_by_rule();
}
const std::vector<Refinement>& Linker::refinements() const {
    return state_->blocking.refinements();
}

Result<Linker> Linker::make(Model model, Table table, const LinkOptions& options) {
    if (model.rules.empty())
        return invalid("linkage_model.no_rule", "The model names no rule by which to compare.", {});
    const auto rules = model.rules;
    auto found = Fitted::make(std::move(model), std::move(table), rules, options.threads);
    if (!found) return found.problem();
    auto fitted = std::move(*found);
    Blocking blocking{
        fitted->table,
        *fitted->sheet,
        std::move(fitted->plans),
        {fitted->model.link_type, options.block_rows_max, options.threads}};
    return Linker{
        std::unique_ptr<State>{new State{std::move(fitted), options, std::move(blocking)}}};
}

std::uint64_t Linker::predict(const std::function<void(const ScoredPairs&)>& take) const {
    const auto& blocking = state_->blocking;
    const auto& scoring = *state_->fitted->scoring;
    const auto& sheet = *state_->fitted->sheet;
    const auto stretches = blocking.stretches(pairs_a_stretch);
    std::atomic<std::uint64_t> compared = 0;
    Turns<ScoredPairs> turns{[&](const ScoredPairs& pairs) {
        if (pairs.size() > 0) take(pairs);
    }};
    Readers readers{*state_->fitted};
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
