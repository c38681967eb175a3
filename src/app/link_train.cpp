// SPDX-License-Identifier: MIT
#include "app/link_train.hpp"

#include "app/link_files.hpp"
#include "linkage/training.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>

namespace waymark::app {

namespace {

/// Reads rules as they are typed; throws with what cannot be read.
std::vector<linkage::BlockingRule> rules_in(const std::vector<std::string>& texts) {
    std::vector<linkage::BlockingRule> rules;
    for (const auto& text : texts) {
        auto read = linkage::read_condition(text);
        if (!read)
            throw std::runtime_error{
                fmt::format("The rule \"{}\" cannot be read. {}", text, words_of(read.problem()))};
        rules.push_back({text, std::move(*read)});
    }
    return rules;
}

}  // namespace

int train_model(const LinkCommand& command) {
    const auto settings = contents_of(command.model);
    auto model = value_or_end(linkage::read_model(settings));
    NewFile out{command.out};
    auto table = table_of(command, model.id_column);
    const auto rows = table.rows();
    linkage::TrainOptions options{
        .threads = threads_of(command),
        .block_rows_max = command.block_rows_max,
        .random_pairs_max = command.random_pairs,
        .seed = command.seed,
        .rules = rules_in(command.rules),
        .certain = rules_in(command.certain),
        .certain_recall = command.certain_recall,
        .truth_column = command.truth};
    const auto training = value_or_end(linkage::train(std::move(model), std::move(table), options));
    const auto text = linkage::write_model(training.model, settings);
    static_cast<void>(value_or_end(linkage::read_model(text)));  // What is written can be read.
    out.write(text);
    out.finish();
    std::cout << fmt::format("{} records, {} random pairs\n", rows, training.random_pairs);
    for (const auto& session : training.sessions)
        std::cout << fmt::format(
            "{}: {} pairs agree in {} ways, {:.1f} % of one person; {} rounds{}; learnt: {}\n",
            session.rule,
            session.pairs,
            session.patterns,
            100 * session.share,
            session.rounds,
            session.has_converged ? "" : " (still moving)",
            fmt::join(session.trained, ", ")
        );
    std::cout << fmt::format("prior: {:.2f} bits\n", linkage::weight_of(training.model.prior));
    for (const auto& comparison : training.model.comparisons) {
        std::cout << comparison.name << "\n";
        for (const auto& level : comparison.levels)
            if (!level.is_missing)
                std::cout << fmt::format(
                    "  {:+7.2f} bits  m {:.5f}  u {:.7f}  {}\n",
                    linkage::weight_of(level),
                    level.m,
                    level.u,
                    level.label
                );
    }
    for (const auto& remark : training.remarks)
        std::cerr << remark << "\n";
    return 0;
}

}  // namespace waymark::app
