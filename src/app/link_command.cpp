// SPDX-License-Identifier: MIT
#include "app/link_command.hpp"

#include "app/link_clk.hpp"
#include "app/link_files.hpp"
#include "app/link_train.hpp"
#include "base/csv.hpp"
#include "linkage/evaluation.hpp"
#include "linkage/linker.hpp"

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

linkage::Linker linker_of(const LinkCommand& command) {
    auto model = value_or_end(linkage::read_model(contents_of(command.model)));
    auto table = table_of(command, model.id_column);
    auto linker = value_or_end(linkage::Linker::make(
        std::move(model),
        std::move(table),
        {threads_of(command), command.block_rows_max, command.weight_least}
    ));
    for (const auto& remark : linker.remarks())
        std::cerr << remark << "\n";
    for (std::size_t rule = 0; rule < linker.pairs_by_rule().size(); ++rule)
        std::cerr << fmt::format(
            "rule {}: {} pairs by itself: {}\n",
            rule,
            linker.pairs_by_rule()[rule],
            linker.model().rules[rule].text
        );
    for (const auto& one : linker.refinements())
        std::cerr << fmt::format(
            "rule {}: a block of {} records would give {} pairs; split, it gives {}\n",
            one.rule,
            one.rows,
            one.all,
            one.kept
        );
    return linker;
}

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

void print(const char* what, const linkage::Agreement& found) {
    std::cout << fmt::format(
        "{:<28} precision {:.4f}  recall {:.4f}  F1 {:.4f}  ({} right, {} wrong, {} missed)\n",
        what,
        found.precision(),
        found.recall(),
        found.f1(),
        found.right,
        found.wrong,
        found.missed
    );
}

void print_slices(
    const std::string& name,
    const std::vector<linkage::Edge>& edges,
    const LinkCommand& command,
    const linkage::Linker& linker,
    const linkage::Column& truth
) {
    constexpr std::size_t slices_shown = 30;
    const auto& table = linker.table();
    const auto* column = table.find(name);
    if (!column) throw std::runtime_error{fmt::format("There is no column \"{}\".", name)};
    const bool are_apart = linker.model().link_type == linkage::LinkType::between;
    const auto found = linkage::slices(
        edges,
        linkage::weight_of(command.probability),
        truth.values,
        column->values,
        are_apart ? &table.sources : nullptr
    );
    std::cout << fmt::format("by {}, pairs at {}\n", name, command.probability);
    for (std::size_t i = 0; i < std::min(found.size(), slices_shown); ++i) {
        const auto value = found[i].value == linkage::Texts::missing
                               ? std::string_view{"(not said)"}
                               : table.texts[found[i].value];
        print(fmt::format("  {} ({})", value, found[i].records).c_str(), found[i].pairs);
    }
    if (found.size() > slices_shown)
        std::cout << fmt::format("  and {} rarer values\n", found.size() - slices_shown);
}

int evaluate(const LinkCommand& command) {
    const auto linker = linker_of(command);
    const auto& table = linker.table();
    const auto* truth = table.find(command.truth);
    if (!truth) throw std::runtime_error{fmt::format("There is no column \"{}\".", command.truth)};
    std::vector<linkage::Edge> edges;
    linker.predict([&](const linkage::ScoredPairs& pairs) {
        for (std::size_t i = 0; i < pairs.size(); ++i)
            edges.push_back({pairs.left[i], pairs.right[i], pairs.weight[i]});
    });
    const bool are_apart = linker.model().link_type == linkage::LinkType::between;
    const auto least = linkage::weight_of(command.probability);
    const auto found =
        linkage::evaluate(edges, truth->values, are_apart ? &table.sources : nullptr);
    std::cout << fmt::format(
        "{} records, {} true pairs, {} pairs compared; blocking gives {:.4f} of the true ones\n",
        table.rows(),
        found.true_pairs,
        edges.size(),
        found.blocking_recall
    );
    for (const auto& one : found.sweep)
        print(fmt::format("from {:.0f} bits", one.weight).c_str(), one.pairs);
    print(fmt::format("best, from {:.3f} bits", found.best.weight).c_str(), found.best.pairs);
    const auto expected = linkage::expected_rates(edges, least);
    std::cout << fmt::format(
        "the model expects at {}: {:.4f} of the pairs told wrong, {:.4f} of those compared "
        "missed\n",
        command.probability,
        expected.false_discovery,
        expected.missed
    );
    for (const auto& bin : linkage::calibration(edges, truth->values))
        std::cout << fmt::format(
            "probability {:.3f} to {:.3f}: {} pairs, said {:.4f}, true {:.4f}\n",
            bin.from,
            bin.to,
            bin.pairs,
            bin.said,
            bin.true_share
        );
    for (const auto& name : command.slices)
        print_slices(name, edges, command, linker, *truth);
    const auto clusters = linkage::cluster(table.rows(), std::move(edges), least);
    print(
        fmt::format("clusters at {}", command.probability).c_str(),
        linkage::agreement_of(clusters, truth->values)
    );
    const auto cubed = linkage::b_cubed(clusters, truth->values);
    std::cout << fmt::format(
        "{:<28} precision {:.4f}  recall {:.4f}  F1 {:.4f}\n",
        "clusters, B-cubed",
        cubed.precision,
        cubed.recall,
        cubed.f1()
    );
    return 0;
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
            ->check(CLI::Range(1e-9, 1 - 1e-9));
    };
    constexpr const char* truth_words = "The column that says who is who";
    auto* training = link->add_subcommand("train", "Learn what a model's levels weigh");
    add_model(*training);
    training
        ->add_option("--rule", command.rules, "Learn from the pairs of this rule; again for more")
        ->allow_extra_args(false);
    training->add_option("--truth", command.truth, truth_words);
    training
        ->add_option("--certain", command.certain, "Who agrees so is one person; gives the prior")
        ->allow_extra_args(false);
    training->add_option("--recall", command.certain_recall, "The share of true pairs those find")
        ->capture_default_str()
        ->check(CLI::Range(0.01, 1.0));
    training->add_option("--random-pairs", command.random_pairs, "To learn chance agreement from")
        ->capture_default_str()
        ->check(CLI::Range(10'000, 1'000'000'000));
    training->add_option("--seed", command.seed, "The same gives the same")->capture_default_str();
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
        ->check(CLI::Range(0.01, 1.0));
    matching->add_option("--measure", command.measure, "dice, jaccard or hamming")
        ->capture_default_str()
        ->check(CLI::IsMember({"dice", "jaccard", "hamming"}));
    matching->add_option("--best", command.best, "Of each record only so many matches; 0 for all")
        ->capture_default_str();
    matching->add_option("--threads", command.threads, "0 for as many as the machine has")
        ->capture_default_str()
        ->check(CLI::Range(0, 64));
    auto* groups = matching->add_flag(
        "--groups", command.are_groups, "People, each at most once in a file, instead of pairs"
    );
    auto* count = matching->add_flag(
        "--count", command.is_count, "How many of the first file are in the last, and nobody"
    );
    count->excludes(groups);
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
    if (link.got_subcommand("encode")) return encode_records(command);
    if (link.got_subcommand("match")) return match_clks(command);
    return evaluate(command);
}

}  // namespace waymark::app
