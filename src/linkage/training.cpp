// SPDX-License-Identifier: MIT
#include "linkage/training.hpp"

#include "linkage/exact_share.hpp"
#include "linkage/level_counter.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace waymark::linkage {

namespace {

constexpr double hits_few = 10;
constexpr double prior_most = 0.5;

void learn_u(Model& model, const Table& table, const LevelCounts& counts, Training& training) {
    for (std::size_t i = 0; i < model.comparisons.size(); ++i) {
        auto& comparison = model.comparisons[i];
        const auto exact = exact_shares(comparison, table, model.link_type);
        const auto all = static_cast<double>(pairs_in(table, model.link_type));
        double exact_sum = 0, hits = 0;
        for (const auto j : telling(comparison)) {
            if (exact[j])
                exact_sum += *exact[j];
            else
                hits += static_cast<double>(counts[i][j]) + half_a_pair;
        }
        for (const auto j : telling(comparison)) {
            auto& level = comparison.levels[j];
            if (level.is_u_fixed) continue;
            const auto own = static_cast<double>(counts[i][j]);
            level.u = exact[j] ? std::max(*exact[j], half_a_pair / all)
                               : (1 - exact_sum) * (own + half_a_pair) / hits;
            level.is_u_trained = true;
            if (!exact[j] && own < hits_few)
                training.remarks.push_back(fmt::format(
                    "{}: only {} random pairs reached the level \"{}\"; its u is a rough one.",
                    comparison.name,
                    counts[i][j],
                    level.label
                ));
        }
    }
}

/// Writes m from pairs of one person by level, and says what rests on little.
void learn_m(Model& model, const std::vector<std::vector<double>>& expected, Training& training) {
    for (std::size_t i = 0; i < model.comparisons.size(); ++i) {
        auto& comparison = model.comparisons[i];
        if (expected[i].empty()) {
            training.remarks.push_back(fmt::format(
                "{}: every rule names its columns, so its m was not learnt.", comparison.name
            ));
            continue;
        }
        const auto levels = telling(comparison);
        double all = 0;
        for (const auto j : levels)
            all += expected[i][j] + half_a_pair;
        for (const auto j : levels) {
            auto& level = comparison.levels[j];
            if (level.is_m_fixed) continue;
            level.m = (expected[i][j] + half_a_pair) / all;
            level.is_m_trained = true;
            if (expected[i][j] < hits_few)
                training.remarks.push_back(fmt::format(
                    "{}: of pairs of one person about {:.0f} reach the level \"{}\"; its m is a "
                    "rough one.",
                    comparison.name,
                    expected[i][j],
                    level.label
                ));
        }
    }
}

/// Comparisons of which a rule names no column.
std::vector<bool> trained_by(const BlockingRule& rule, const Model& model) {
    const auto named = columns_in(rule.when);
    std::vector<bool> trained;
    for (const auto& comparison : model.comparisons) {
        bool is_free = true;
        for (const auto& level : comparison.levels) {
            if (!level.when) continue;
            for (const auto& name : columns_in(*level.when))
                if (named.contains(name)) is_free = false;
        }
        trained.push_back(is_free);
    }
    return trained;
}

/// What is expected of each level, in pairs of one person, by comparison; empty where nothing is
/// known of it.
using Expected = std::vector<std::vector<double>>;

void add(Expected& into, const Expected& more) {
    for (std::size_t i = 0; i < into.size(); ++i) {
        into[i].resize(std::max(into[i].size(), more[i].size()));
        for (std::size_t j = 0; j < more[i].size(); ++j)
            into[i][j] += more[i][j];
    }
}

Problem unusable(std::string words) {
    return invalid("linkage_training.unusable", std::move(words), {});
}

/// One rule's pairs, by expectation maximisation from where the file began.
Result<Session> learn_from_rule(
    LevelCounter& counter,
    const Blocking& blocking,
    const BlockingRule& rule,
    Model start,
    Expected& expected
) {
    Session session{.rule = rule.text};
    const auto trained = trained_by(rule, start);
    for (std::size_t i = 0; i < trained.size(); ++i)
        if (trained[i]) session.trained.push_back(start.comparisons[i].name);
    if (session.trained.empty())
        return unusable(fmt::format(
            "The rule \"{}\" names a column of every comparison, so nothing can be learnt from it.",
            rule.text
        ));
    const auto patterns = counter.patterns(blocking, trained);
    if (!patterns) return unusable("The model tells more ways of agreeing than can be counted.");
    for (const auto& pattern : *patterns)
        session.pairs += pattern.pairs;
    if (session.pairs == 0)
        return unusable(fmt::format("The rule \"{}\" gives no pair.", rule.text));
    add(expected, maximise(start, *patterns, trained, session));
    return session;
}

/// Pairs that are known to be of one person, counted.
Result<Session> learn_from_truth(
    LevelCounter& counter, const Blocking& blocking, const Model& model, Expected& expected
) {
    Session session{.rule = blocking.plans().front().text, .has_converged = true, .share = 1};
    const auto patterns =
        counter.patterns(blocking, std::vector<bool>(model.comparisons.size(), true));
    if (!patterns) return unusable("The model tells more ways of agreeing than can be counted.");
    if (patterns->empty()) return unusable("No two records are said to be of one person.");
    session.patterns = patterns->size();
    for (std::size_t i = 0; i < model.comparisons.size(); ++i) {
        session.trained.push_back(model.comparisons[i].name);
        expected[i].resize(model.comparisons[i].levels.size());
        for (const auto& pattern : *patterns)
            expected[i][pattern.levels[i]] += static_cast<double>(pattern.pairs);
    }
    for (const auto& pattern : *patterns)
        session.pairs += pattern.pairs;
    return session;
}

/// The rules that training walks: those to learn from, those of certainty, and the truth.
Result<std::vector<BlockingRule>> rules_of(const TrainOptions& options, const Table& table) {
    if (options.rules.empty() == options.truth_column.empty())
        return unusable(
            "Name rules to learn from, or the column that says who is who, and not both."
        );
    auto rules = options.rules;
    rules.insert(rules.end(), options.certain.begin(), options.certain.end());
    if (options.truth_column.empty()) return rules;
    if (!table.find(options.truth_column))
        return unusable(fmt::format("There is no column \"{}\".", options.truth_column));
    const auto text = fmt::format("l.\"{0}\" = r.\"{0}\"", options.truth_column);
    auto when = read_condition(text);
    if (!when) return when.problem();
    rules.push_back({text, std::move(*when)});
    return rules;
}

}  // namespace

Result<Training> train(Model model, Table table, const TrainOptions& options) {
    const auto rules = rules_of(options, table);
    if (!rules) return rules.problem();
    auto made = Fitted::make(std::move(model), std::move(table), *rules, options.threads);
    if (!made) return made.problem();
    const auto& fitted = **made;
    const auto all = static_cast<double>(pairs_in(fitted.table, fitted.model.link_type));
    if (all < 1) return unusable("There are no two records to compare.");

    Training training{.model = fitted.model};
    // What the file left untrained is what is learnt here; what was made of the records stays told.
    training.remarks.assign(
        fitted.remarks.begin() + static_cast<std::ptrdiff_t>(fitted.model.remarks.size()),
        fitted.remarks.end()
    );
    LevelCounter counter{fitted, options};
    const auto counts = counter.random_levels(training.random_pairs);
    learn_u(training.model, fitted.table, counts, training);
    const auto certain = options.rules.size(), truth = certain + options.certain.size();
    if (truth > certain) {
        const auto found = counter.pairs(counter.blocking(certain, truth, options.block_rows_max));
        if (found == 0) return unusable("The rules of certainty give no pair.");
        training.model.prior =
            std::min(static_cast<double>(found) / options.certain_recall / all, prior_most);
    }
    Expected expected(training.model.comparisons.size());
    for (std::size_t i = 0; i < certain; ++i) {
        const auto blocking = counter.blocking(i, i + 1, options.block_rows_max);
        auto session = learn_from_rule(counter, blocking, (*rules)[i], training.model, expected);
        if (!session) return session.problem();
        training.sessions.push_back(std::move(*session));
    }
    if (!options.truth_column.empty()) {
        const auto blocking = counter.blocking(truth, truth + 1, fitted.table.rows() + 1);
        auto session = learn_from_truth(counter, blocking, training.model, expected);
        if (!session) return session.problem();
        if (options.certain.empty())
            training.model.prior = std::min(static_cast<double>(session->pairs) / all, prior_most);
        training.sessions.push_back(std::move(*session));
    }
    learn_m(training.model, expected, training);
    return training;
}

}  // namespace waymark::linkage
