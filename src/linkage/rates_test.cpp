// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "linkage/evaluation.hpp"
#include "linkage/model.hpp"

#include <doctest/doctest.h>

namespace waymark::linkage {

namespace {

/// Rows of few people and few values, some unknown, and all pairs with a weight each.
struct Drawn {
    std::vector<TextId> truth, values;
    std::vector<std::uint16_t> sources;
    std::vector<Edge> edges;

    explicit Drawn(std::uint64_t seed) {
        SeededRandom random{seed};
        for (RowId row = 0; row < 60; ++row) {
            truth.push_back(random.below(8) == 0 ? Texts::missing : TextId(10 + random.below(12)));
            values.push_back(random.below(4) == 0 ? Texts::missing : TextId(100 + random.below(3)));
            sources.push_back(static_cast<std::uint16_t>(random.below(2)));
        }
        for (RowId a = 0; a < 60; ++a)
            for (RowId b = a + 1; b < 60; ++b)
                if (random.below(3) == 0)
                    edges.push_back({a, b, static_cast<double>(random.below(200)) / 10 - 10});
    }
};

}  // namespace

TEST_CASE("a slice tells of the pairs that touch it, as counting one by one does") {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const Drawn drawn{seed};
        for (const bool are_apart : {false, true}) {
            auto edges = drawn.edges;
            if (are_apart)
                std::erase_if(edges, [&](const Edge& edge) {
                    return drawn.sources[edge.left] == drawn.sources[edge.right];
                });
            const auto found =
                slices(edges, 1.0, drawn.truth, drawn.values, are_apart ? &drawn.sources : nullptr);
            CHECK(found.size() == 4);
            for (const auto& slice : found) {
                const auto touches = [&](RowId a, RowId b) {
                    return drawn.values[a] == slice.value || drawn.values[b] == slice.value;
                };
                const auto is_true = [&](RowId a, RowId b) {
                    return drawn.truth[a] != Texts::missing && drawn.truth[a] == drawn.truth[b];
                };
                std::uint64_t right = 0, wrong = 0, all = 0;
                for (const auto& edge : edges)
                    if (edge.weight >= 1.0 && touches(edge.left, edge.right) &&
                        drawn.truth[edge.left] != Texts::missing &&
                        drawn.truth[edge.right] != Texts::missing)
                        (is_true(edge.left, edge.right) ? right : wrong) += 1;
                for (RowId a = 0; a < 60; ++a)
                    for (RowId b = a + 1; b < 60; ++b)
                        all += touches(a, b) && is_true(a, b) &&
                               (!are_apart || drawn.sources[a] != drawn.sources[b]);
                CHECK(slice.pairs.right == right);
                CHECK(slice.pairs.wrong == wrong);
                CHECK(slice.pairs.missed == all - right);
            }
        }
    }
}

TEST_CASE("what a model expects of itself are the probabilities of its pairs") {
    // Even odds, three to one, and one to three.
    const std::vector<Edge> edges{{0, 1, 0}, {0, 2, weight_of(0.75)}, {1, 2, weight_of(0.25)}};
    const auto rates = expected_rates(edges, 0);
    CHECK(rates.false_discovery == doctest::Approx(1 - 1.25 / 2));
    CHECK(rates.missed == doctest::Approx(0.25 / 1.5));
    CHECK(expected_rates({}, 0).false_discovery == 0);
    const auto bins = calibration(edges, {5, 5, 7});
    REQUIRE(bins.size() == 3);
    CHECK(bins[0].from == 0.2);
    CHECK(bins[0].true_share == 0);
    CHECK(bins[1].from == 0.5);
    CHECK(bins[1].pairs == 1);
    CHECK(bins[1].true_share == 1);
    CHECK(bins[1].said == doctest::Approx(0.5));
    CHECK(bins[2].to == 0.8);
}

}  // namespace waymark::linkage
