// SPDX-License-Identifier: MIT
#include "app/link_command.hpp"

#include "app/link_clk.hpp"
#include "app/link_evaluate.hpp"
#include "app/link_files.hpp"
#include "app/link_normalise.hpp"
#include "app/link_train.hpp"
#include "base/csv.hpp"
#include "linkage/clusters.hpp"
#include "linkage/linker.hpp"
#include "linkage/normal_record.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <stdexcept>
#include <thread>
#include <unordered_map>

namespace waymark::app {

namespace {

using linkage::RowId;

constexpr auto progress_every = std::chrono::milliseconds{250};

/// A line on the terminal that says how far it has come, and how fast.
class Progress {
public:
    void add(std::uint64_t pairs) {
        done_ += pairs;
        const auto now = std::chrono::steady_clock::now();
        if (now - shown_ < progress_every || isatty(STDERR_FILENO) == 0) return;
        shown_ = now;
        std::cerr << "\r" << words() << std::flush;
    }
    void end() const {
        if (isatty(STDERR_FILENO) != 0) std::cerr << "\r";
        std::cerr << words() << "\n";
    }

private:
    std::string words() const {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
        return fmt::format(
            "{} pairs kept, {:.2f} million a second   ",
            done_,
            static_cast<double>(done_) / 1e6 / std::max(took.count(), 1e-6)
        );
    }

    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point shown_ = began_;
    std::uint64_t done_ = 0;
};

int predict(const LinkCommand& command) {
    const auto linker = linker_of(command);
    const auto& table = linker.table();
    NewFile out{command.out};
    std::string header = "unique_id_l,unique_id_r,match_weight,match_probability";
    for (const auto& comparison : linker.model().comparisons)
        header += ",mw_" + csv_cell(comparison.name);
    out.write(header + "\n");
    Progress progress;
    std::string lines;
    linker.predict([&](const linkage::ScoredPairs& pairs) {
        lines.clear();
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            lines += csv_cell(table.texts[table.ids[pairs.left[i]]]) + ",";
            lines += csv_cell(table.texts[table.ids[pairs.right[i]]]);
            fmt::format_to(
                std::back_inserter(lines),
                ",{:.6f},{:.9g}",
                pairs.weight[i],
                linkage::probability_of(pairs.weight[i])
            );
            for (std::size_t c = 0; c < pairs.comparisons; ++c)
                fmt::format_to(
                    std::back_inserter(lines), ",{:.6f}", pairs.bits[i * pairs.comparisons + c]
                );
            lines += "\n";
        }
        out.write(lines);
        progress.add(pairs.size());
    });
    out.finish();
    progress.end();
    return 0;
}

/// Reads what `predict` wrote; whatever is not of these records is named.
std::vector<linkage::Edge> edges_in(const std::string& file, const linkage::Table& table) {
    std::unordered_map<std::string_view, RowId> rows;
    for (RowId row = 0; row < table.rows(); ++row)
        if (!rows.emplace(table.texts[table.ids[row]], row).second)
            throw std::runtime_error{
                "Two files name a record alike, so the pairs do not say which is meant. Make the "
                "names differ, and predict again."};
    std::vector<linkage::Edge> edges;
    const auto text = contents_of(file);
    std::string wrong;
    const auto row_of = [&](const std::string& id) {
        const auto found = rows.find(id);
        if (found == rows.end()) wrong = "there is no record of this name";
        return found == rows.end() ? RowId{0} : found->second;
    };
    std::size_t last = 0;
    const bool is_whole = read_csv(text, ',', [&](std::vector<std::string>& row, std::size_t line) {
        last = line;
        if (line == 1) return true;
        if (row.size() < 3) {
            wrong = "it has fewer than three values";
            return false;
        }
        double weight = 0;
        const auto* end = row[2].data() + row[2].size();
        if (const auto [stop, error] = std::from_chars(row[2].data(), end, weight);
            error != std::errc{} || stop != end)
            wrong = "its weight is no number";
        edges.push_back({row_of(row[0]), row_of(row[1]), weight});
        return wrong.empty();
    });
    if (!wrong.empty()) throw std::runtime_error{fmt::format("{}, row {}: {}.", file, last, wrong)};
    if (!is_whole) throw std::runtime_error{file + " ends inside quotation marks."};
    return edges;
}

int cluster(const LinkCommand& command) {
    const auto table = table_of(command, command.id_column);
    const auto clusters = linkage::cluster(
        table.rows(), edges_in(command.pairs, table), linkage::weight_of(command.probability)
    );
    NewFile out{command.out};
    out.write("cluster_id,unique_id\n");
    for (RowId row = 0; row < table.rows(); ++row)
        out.write(
            csv_cell(table.texts[table.ids[clusters.of[row]]]) + "," +
            csv_cell(table.texts[table.ids[row]]) + "\n"
        );
    out.finish();
    std::cerr << fmt::format("{} records, {} clusters\n", table.rows(), clusters.count);
    return 0;
}

/// As CLI::Range, and no "not a number" passes.
CLI::Validator within(double least, double most) {
    return {
        [=](const std::string& text) -> std::string {
            double number = 0;
            const auto* end = text.data() + text.size();
            const auto [stop, error] = std::from_chars(text.data(), end, number);
            if (error == std::errc{} && stop == end && number >= least && number <= most) return "";
            return fmt::format("{} is not a number from {} to {}", text, least, most);
        },
        fmt::format("{} to {}", least, most)};
}

}  // namespace

void add_link_commands(CLI::App& app, LinkCommand& command) {
    auto* link =
        app.add_subcommand("link", "Find the records that are of one person, in CSV files");
    link->require_subcommand(1);
    const auto add_records = [&](CLI::App& one) {
        one.add_option("files", command.files, "Records; the first line names the columns")
            ->required();
    };
    const auto add_model = [&](CLI::App& one) {
        one.add_option("--model", command.model, "A settings file of Splink, 4 or 5")->required();
        one.add_option("--threads", command.threads, "0 for as many as the machine has")
            ->capture_default_str()
            ->check(CLI::Range(0, 64));
        one.add_option("--block-rows", command.block_rows_max, "A larger block is split, and told")
            ->capture_default_str()
            ->check(CLI::Range(2, 1'000'000'000));
        add_records(one);
    };
    const auto add_probability = [&](CLI::App& one) {
        one.add_option("--probability", command.probability, "From which on two are one person")
            ->capture_default_str()
            ->check(within(1e-9, 1 - 1e-9));
    };
    constexpr const char* truth_words = "The column that says who is who";
    auto* training = link->add_subcommand("train", "Learn what a model's levels weigh");
    add_model(*training);
    training
        ->add_option("--rule", command.rules, "Learn from the pairs of this rule; again for more")
        ->allow_extra_args(false);
    training->add_option("--truth", command.truth, truth_words);
    auto* certain =
        training
            ->add_option(
                "--certain", command.certain, "Who agrees so is one person; gives the prior"
            )
            ->allow_extra_args(false);
    training->add_option("--recall", command.certain_recall, "The share of true pairs those find")
        ->capture_default_str()
        ->check(within(0.01, 1.0))
        ->needs(certain);
    training->add_option("--random-pairs", command.random_pairs, "To learn chance agreement from")
        ->capture_default_str()
        ->check(CLI::Range(10'000, 1'000'000'000));
    training->add_option("--seed", command.seed, "The same gives the same")
        ->capture_default_str()
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 62));
    training->add_option("--out", command.out, "Where the model goes")->required();
    auto* predicting = link->add_subcommand("predict", "Score every pair that the rules give");
    add_model(*predicting);
    predicting->add_option(
        "--least", command.weight_least, "Leave out pairs that weigh less, in bits"
    );
    predicting->add_option("--out", command.out, "Where the pairs go, as CSV")->required();
    auto* clustering = link->add_subcommand("cluster", "Join what predict found into people");
    add_probability(*clustering);
    clustering->add_option("--pairs", command.pairs, "What predict wrote")->required();
    clustering->add_option("--id", command.id_column, "The column that names each record")
        ->capture_default_str();
    clustering->add_option("--out", command.out, "Where the clusters go, as CSV")->required();
    add_records(*clustering);
    auto* evaluating = link->add_subcommand("evaluate", "Hold a model against who is really who");
    add_model(*evaluating);
    add_probability(*evaluating);
    evaluating->add_option("--truth", command.truth, truth_words)->required();
    evaluating
        ->add_option(
            "--by", command.slices, "Tell it apart by this column's values; again for more"
        )
        ->allow_extra_args(false);
    auto* normalising = link->add_subcommand("normalise", "Write records as linkage compares them");
    for (const auto field : linkage::person_fields)
        normalising->add_option_function<std::string>(
            "--" + std::string{field},
            [&command, field](const std::string& column) {
                command.columns[std::string{field}] = column;
            },
            "The file's column of it"
        );
    normalising->add_option("--id", command.id_column, "The column that names each record")
        ->capture_default_str();
    normalising->add_option("--keep", command.kept, "A column that stays as it is; again for more")
        ->allow_extra_args(false);
    normalising->add_option("--out", command.out, "Where the records go, as CSV")->required();
    normalising->add_option("file", command.files, "Records; the first line names the columns")
        ->required()
        ->expected(1);
    auto* encoding = link->add_subcommand("encode", "Make CLKs of records, with a shared secret");
    encoding->add_option("--schema", command.model, "A linkage schema of clkhash, 2 or 3")
        ->required();
    encoding->add_option("--secret-file", command.secret, "Its first line is the secret")
        ->required();
    encoding->add_option("--out", command.out, "Where the CLKs go, as JSON")->required();
    encoding->add_option("file", command.files, "Records; the first line names the columns")
        ->required()
        ->expected(1);
    auto* matching = link->add_subcommand("match", "Find which CLKs of several parties are alike");
    matching->add_option("files", command.files, "CLKs, a file of each party")->required();
    matching->add_option("--least", command.least_similarity, "How alike two have to be")
        ->capture_default_str()
        ->check(within(0.01, 1.0));
    matching->add_option("--measure", command.measure, "dice, jaccard or hamming")
        ->capture_default_str()
        ->check(CLI::IsMember({"dice", "jaccard", "hamming"}));
    auto* best =
        matching
            ->add_option(
                "--best", command.best, "Of each record of the earlier file only so many; 0 for all"
            )
            ->capture_default_str()
            ->check(CLI::Range(0, 1'000'000));
    matching->add_option("--threads", command.threads, "0 for as many as the machine has")
        ->capture_default_str()
        ->check(CLI::Range(0, 64));
    auto* groups = matching->add_flag(
        "--groups", command.are_groups, "People, each at most once in a file, instead of pairs"
    );
    auto* count = matching->add_flag(
        "--count", command.is_count, "How many of the first file's records the last has, and nobody"
    );
    count->excludes(groups)->excludes(best);
    matching
        ->add_option(
            "--classes", command.classes, "As what the last party knows each of its records, as CSV"
        )
        ->needs(count);
    matching->add_option("--out", command.out, "Where the result goes, as CSV")->excludes(count);
}

int run_link_command(const CLI::App& link, const LinkCommand& command) {
    if (link.got_subcommand("train")) return train_model(command);
    if (link.got_subcommand("predict")) return predict(command);
    if (link.got_subcommand("cluster")) return cluster(command);
    if (link.got_subcommand("normalise")) return normalise_records(command);
    if (link.got_subcommand("encode")) return encode_records(command);
    if (link.got_subcommand("match")) return match_clks(command);
    return evaluate_model(command);
}

}  // namespace waymark::app
