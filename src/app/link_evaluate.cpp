// SPDX-License-Identifier: MIT
#include "app/link_evaluate.hpp"

#include "app/link_files.hpp"
#include "linkage/evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

namespace waymark::app {

namespace {

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

}  // namespace

int evaluate_model(const LinkCommand& command) {
    const auto linker = linker_of(command);
    const auto& table = linker.table();
    const auto* truth = table.find(command.truth);
    if (!truth) throw std::runtime_error{fmt::format("There is no column \"{}\".", command.truth)};
    for (const auto& name : command.slices)
        if (!table.find(name))
            throw std::runtime_error{fmt::format("There is no column \"{}\".", name)};
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
    if (const auto unknown = std::ranges::count(truth->values, linkage::Texts::missing);
        unknown > 0)
        std::cout << fmt::format(
            "{} records do not say who they are; pairs with them are left aside\n", unknown
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

}  // namespace waymark::app
