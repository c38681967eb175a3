// SPDX-License-Identifier: MIT
#include "linkage/training.hpp"

#include "linkage/exact_share.hpp"
#include "linkage/level_counter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace waymark::linkage {

namespace {

constexpr double hits_few = 10;
constexpr double prior_most = 0.5;
constexpr double share_most = 0.9;  ///< With which a session begins.
/// A prior from rules is a guess, so that much of what agrees is left to strangers at least.
constexpr double strangers_least = 0.05;
/// How often what strangers share is cleared of pairs of one person, each time better known.
constexpr int turns = 2;

/// Shares or pairs, by comparison and outcome.
using ByLevel = std::vector<std::vector<double>>;

void add(ByLevel& into, const ByLevel& more) {
    for (std::size_t i = 0; i < into.size(); ++i) {
        into[i].resize(std::max(into[i].size(), more[i].size()));
        for (std::size_t j = 0; j < more[i].size(); ++j)
            into[i][j] += more[i][j];
    }
}

Problem unusable(std::string words) {
    return invalid("linkage_training.unusable", std::move(words), {});
}

/// A rule's pairs as they agree, and the comparisons that learn from them.
struct Lesson {
    Session session{};
    std::vector<bool> trained{};
    std::vector<Pattern> patterns{};
    double implied = 0;  ///< Bits that agreeing on the rule's columns adds.
};

class Trainer {
public:
    Trainer(const Fitted& fitted, const TrainOptions& options)
        : fitted_{fitted}, options_{options}, counter_{fitted, options},
          all_{static_cast<double>(pairs_in(fitted.table, fitted.model.link_type))} {
        training_.model = fitted.model;
        training_.remarks = fitted.model.remarks;
        training_.remarks.insert(
            training_.remarks.end(), fitted.remarks.begin(), fitted.remarks.end()
        );
    }

    Result<Training> run(const std::vector<BlockingRule>& rules) {
        if (all_ < 1) return unusable("There are no two records to compare.");
        learn_chance();
        const auto certain = options_.rules.size(), last = certain + options_.certain.size();
        if (last > certain)
            if (auto done = learn_prior(certain, last); !done) return done.problem();
        std::vector<Lesson> lessons;
        for (std::size_t i = 0; i < certain; ++i) {
            const auto blocking = counter_.blocking(i, i + 1, options_.block_rows_max);
            tell_refinements(blocking);
            auto lesson = lesson_of(blocking, rules[i]);
            if (!lesson) return lesson.problem();
            lessons.push_back(std::move(*lesson));
        }
        if (!options_.truth_column.empty()) {
            if (auto done = learn_from_truth(last); !done) return done.problem();
        } else {
            for (int turn = 0; turn < turns; ++turn)
                learn_from(lessons);
            for (const auto& lesson : lessons)
                training_.sessions.push_back(lesson.session);
        }
        tell_rough_estimates();
        return std::move(training_);
    }

private:
    Model& model() { return training_.model; }
    void remark(std::string words) { training_.remarks.push_back(std::move(words)); }

    /// How often any two records agree; most of them are strangers.
    void learn_chance() {
        std::vector<std::vector<std::optional<double>>> exact;
        for (const auto& comparison : model().comparisons)
            exact.push_back(exact_shares(comparison, fitted_.table, model().link_type));
        const auto counts = counter_.random_levels(exact, training_.random_pairs);
        for (std::size_t i = 0; i < exact.size(); ++i) {
            const auto& comparison = model().comparisons[i];
            double left = 1, hits = 0;
            for (const auto j : telling(comparison))
                left -= exact[i][j].value_or(0);
            const auto sampled = sampled_levels(comparison, exact[i]);
            for (const auto j : sampled)
                hits += static_cast<double>(counts[i][j]) + half_a_pair;
            chance_.emplace_back(comparison.levels.size());
            for (const auto j : telling(comparison)) {
                const auto own = static_cast<double>(counts[i][j]) + half_a_pair;
                const auto share = exact[i][j] ? *exact[i][j] : left * own / hits;
                chance_[i][j] = std::max(share, half_a_pair / all_);
                if (sampled.size() > 1 && !exact[i][j] && own < hits_few)
                    remark(fmt::format(
                        "{}: only {} random pairs reached the level \"{}\"; its u is a rough one.",
                        comparison.name,
                        counts[i][j],
                        comparison.levels[j].label
                    ));
            }
        }
        set_u(chance_);
    }

    void set_u(const ByLevel& shares) {
        for (std::size_t i = 0; i < shares.size(); ++i) {
            auto& comparison = model().comparisons[i];
            share_out(comparison, shares[i], &Level::u, &Level::is_u_fixed);
            for (auto& level : comparison.levels)
                level.is_u_trained = true;
        }
    }

    /// What is left to strangers, once the pairs of one person are taken out of it. A prior that
    /// was not learnt takes nothing out.
    void clear_chance(double strangers_share_least) {
        if (!has_prior_) return;
        auto shares = chance_;
        for (std::size_t i = 0; i < shares.size(); ++i)
            for (const auto j : telling(model().comparisons[i])) {
                if (!model().comparisons[i].levels[j].is_m_trained) continue;
                const auto own = model().prior * model().comparisons[i].levels[j].m;
                shares[i][j] = std::max(
                    {(shares[i][j] - own) / (1 - model().prior),
                     shares[i][j] * strangers_share_least,
                     half_a_pair / all_}
                );
            }
        set_u(shares);
    }

    void tell_refinements(const Blocking& blocking) {
        for (const auto& one : blocking.refinements())
            remark(fmt::format(
                "{}: a block of {} records would give {} pairs; split, it gives {}.",
                blocking.plans()[one.rule].text,
                one.rows,
                one.all,
                one.kept
            ));
    }

    Result<Done> learn_prior(std::size_t first, std::size_t last) {
        const auto blocking = counter_.blocking(first, last, options_.block_rows_max);
        tell_refinements(blocking);
        const auto found = static_cast<double>(counter_.pairs(blocking));
        if (found == 0) return unusable("The rules of certainty give no pair.");
        const auto prior = found / options_.certain_recall / all_;
        if (prior > prior_most)
            return unusable(
                "By the rules of certainty and their recall, more than half of all pairs "
                "would be of one person."
            );
        model().prior = prior;
        has_prior_ = true;
        return Done{};
    }

    /// Comparisons of which the rule names no column, nor one that theirs are made of.
    std::vector<bool> trained_by(const BlockingRule& rule) const {
        const auto named = fitted_.with_origins(columns_in(rule.when));
        std::vector<bool> trained;
        for (const auto& comparison : training_.model.comparisons) {
            std::set<std::string> own;
            for (const auto& level : comparison.levels)
                if (level.when) own.merge(columns_in(*level.when));
            own = fitted_.with_origins(std::move(own));
            trained.push_back(std::ranges::none_of(own, [&](const auto& name) {
                return named.contains(name);
            }));
        }
        return trained;
    }

    /// What agreeing on the columns of a rule weighs, by the levels it implies.
    double implied_by(const BlockingRule& rule) const {
        const auto named = columns_in(rule.when);
        double bits = 0;
        for (const auto& comparison : training_.model.comparisons) {
            double most = 0;
            for (const auto& level : comparison.levels) {
                const auto equal = level.when ? equal_columns(*level.when) : std::nullopt;
                if (equal && std::ranges::includes(named, *equal))
                    most = std::max(most, weight_of(level));
            }
            bits += most;
        }
        return bits;
    }

    Result<Lesson> lesson_of(const Blocking& blocking, const BlockingRule& rule) {
        Lesson lesson{.session = {.rule = rule.text}, .trained = trained_by(rule)};
        for (std::size_t i = 0; i < lesson.trained.size(); ++i)
            if (lesson.trained[i]) lesson.session.trained.push_back(model().comparisons[i].name);
        if (lesson.session.trained.empty())
            return unusable(fmt::format(
                "The rule \"{}\" names a column of every comparison, so nothing can be learnt from "
                "it.",
                rule.text
            ));
        auto patterns = counter_.patterns(blocking, lesson.trained);
        if (!patterns)
            return unusable("The model tells more ways of agreeing than can be counted.");
        lesson.patterns = std::move(*patterns);
        for (const auto& pattern : lesson.patterns)
            lesson.session.pairs += pattern.pairs;
        if (lesson.session.pairs == 0)
            return unusable(fmt::format("The rule \"{}\" gives no pair.", rule.text));
        lesson.implied = implied_by(rule);
        return lesson;
    }

    /// Each session begins where the file began, with what strangers are now known to share.
    void learn_from(std::vector<Lesson>& lessons) {
        expected_.assign(model().comparisons.size(), {});
        for (auto& lesson : lessons) {
            auto start = model();
            for (std::size_t i = 0; i < start.comparisons.size(); ++i)
                for (std::size_t j = 0; j < start.comparisons[i].levels.size(); ++j)
                    start.comparisons[i].levels[j].m = fitted_.model.comparisons[i].levels[j].m;
            lesson.session.share =
                std::min(probability_of(weight_of(model().prior) + lesson.implied), share_most);
            add(expected_, maximise(start, lesson.patterns, lesson.trained, lesson.session));
        }
        set_m();
        clear_chance(strangers_least);
    }

    /// Pairs that are known to be of one person, counted.
    Result<Done> learn_from_truth(std::size_t rule) {
        const auto blocking = counter_.blocking(rule, rule + 1, fitted_.table.rows() + 1);
        Session session{.rule = blocking.plans().front().text, .has_converged = true, .share = 1};
        const auto count = model().comparisons.size();
        const auto patterns = counter_.patterns(blocking, std::vector<bool>(count, true));
        if (!patterns)
            return unusable("The model tells more ways of agreeing than can be counted.");
        if (patterns->empty()) return unusable("No two records are said to be of one person.");
        session.patterns = patterns->size();
        expected_.assign(count, {});
        for (std::size_t i = 0; i < count; ++i) {
            session.trained.push_back(model().comparisons[i].name);
            expected_[i].resize(outcomes(model().comparisons[i]));
            for (const auto& pattern : *patterns)
                expected_[i][pattern.levels[i]] += static_cast<double>(pattern.pairs);
        }
        for (const auto& pattern : *patterns)
            session.pairs += pattern.pairs;
        const auto* truth = fitted_.table.find(options_.truth_column);
        const auto known = pairs_in(fitted_.table, model().link_type, truth);
        model().prior =
            std::min(static_cast<double>(session.pairs) / static_cast<double>(known), prior_most);
        has_prior_ = true;
        training_.sessions.push_back(std::move(session));
        set_m();
        clear_chance(0);
        return Done{};
    }

    void set_m() {
        for (std::size_t i = 0; i < expected_.size(); ++i) {
            if (expected_[i].empty()) continue;
            auto parts = expected_[i];
            for (auto& part : parts)
                part += half_a_pair;
            share_out(model().comparisons[i], parts, &Level::m, &Level::is_m_fixed);
            for (auto& level : model().comparisons[i].levels)
                level.is_m_trained = true;
        }
    }

    void tell_rough_estimates() {
        if (!has_prior_)
            remark(
                "The prior is the settings', since no rule of certainty says how many pairs are of "
                "one person."
            );
        for (const auto& session : training_.sessions)
            if (!session.has_converged)
                remark(fmt::format(
                    "{}: its estimates still moved after {} rounds; give max_iterations more.",
                    session.rule,
                    session.rounds
                ));
        for (std::size_t i = 0; i < expected_.size(); ++i) {
            const auto& comparison = model().comparisons[i];
            if (expected_[i].empty())
                remark(fmt::format(
                    "{}: every rule names its columns, so its m was not learnt.", comparison.name
                ));
            for (const auto j : telling(comparison))
                if (!expected_[i].empty() && expected_[i][j] < hits_few)
                    remark(fmt::format(
                        "{}: of pairs of one person about {:.0f} reach the level \"{}\"; its m is "
                        "a "
                        "rough one.",
                        comparison.name,
                        expected_[i][j],
                        comparison.levels[j].label
                    ));
        }
    }

    const Fitted& fitted_;
    const TrainOptions& options_;
    LevelCounter counter_;
    double all_;  ///< Pairs.
    bool has_prior_ = false;
    ByLevel chance_{};    ///< Shares of each level among any two records.
    ByLevel expected_{};  ///< Pairs of one person at each level; empty where nothing is known.
    Training training_{};
};

/// The rules that training walks: those to learn from, those of certainty, and the truth.
Result<std::vector<BlockingRule>> rules_of(const TrainOptions& options, const Table& table) {
    if (options.rules.empty() == options.truth_column.empty())
        return unusable(
            "Name rules to learn from, or the column that says who is who, and not both."
        );
    if (!options.certain.empty() && !options.truth_column.empty())
        return unusable("Where it is known who is who, no rules of certainty are needed.");
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
    return Trainer{**made, options}.run(*rules);
}

}  // namespace waymark::linkage
