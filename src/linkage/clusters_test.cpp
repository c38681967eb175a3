// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "linkage/evaluation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

namespace waymark::linkage {

TEST_CASE("what hangs together by heavy enough edges is one cluster, named by its first row") {
    const std::vector<Edge> edges{{0, 3, 5}, {3, 4, 2}, {1, 2, 1.9}, {5, 6, 9}};
    const auto found = cluster(7, edges, 2);
    CHECK(found.of == std::vector<RowId>{0, 1, 2, 0, 0, 5, 5});
    CHECK(found.count == 4);
    CHECK(cluster(7, edges, 10).count == 7);
    CHECK(cluster(7, edges, 1).count == 3);
}

TEST_CASE("clusters are those of a walk along the edges, in whatever order they come") {
    SeededRandom random{3};
    for (int turn = 0; turn < 200; ++turn) {
        constexpr RowId rows = 40;
        std::vector<Edge> edges;
        for (auto left = random.below(60); left > 0; --left)
            edges.push_back(
                {static_cast<RowId>(random.below(rows)),
                 static_cast<RowId>(random.below(rows)),
                 static_cast<double>(random.below(5))}
            );
        std::vector<RowId> wanted(rows);
        for (RowId row = 0; row < rows; ++row)
            wanted[row] = row;
        for (bool has_changed = true; has_changed;) {
            has_changed = false;
            for (const auto& edge : edges) {
                const auto least = std::min(wanted[edge.left], wanted[edge.right]);
                if (edge.weight < 2 || (wanted[edge.left] == least && wanted[edge.right] == least))
                    continue;
                wanted[edge.left] = wanted[edge.right] = least;
                has_changed = true;
            }
        }
        CHECK(cluster(rows, edges, 2).of == wanted);
        std::ranges::reverse(edges);
        CHECK(cluster(rows, edges, 2).of == wanted);
    }
}

TEST_CASE(
    "two that are apart never meet, the heaviest edges go first, and what is held back is told"
) {
    const std::vector<Edge> edges{{0, 1, 3}, {1, 2, 9}, {2, 3, 5}};
    const Apart twins[] = {{0, 3}};
    const auto found = cluster(4, edges, 0, twins);
    CHECK(found.of == std::vector<RowId>{0, 1, 1, 1});
    REQUIRE(found.held_back.size() == 1);
    CHECK(found.held_back.front().weight == 3);
    SeededRandom random{5};
    for (int turn = 0; turn < 200; ++turn) {
        std::vector<Edge> some;
        std::vector<Apart> apart;
        for (int i = 0; i < 40; ++i)
            some.push_back(
                {static_cast<RowId>(random.below(20)),
                 static_cast<RowId>(random.below(20)),
                 static_cast<double>(random.below(9))}
            );
        for (int i = 0; i < 6; ++i) {
            const auto one = static_cast<RowId>(random.below(20));
            apart.push_back({one, (one + 1 + static_cast<RowId>(random.below(19))) % 20});
        }
        const auto kept = cluster(20, some, 0, apart);
        for (const auto& [one, other] : apart)
            CHECK(kept.of[one] != kept.of[other]);
    }
}

TEST_CASE(
    "precision, recall and B-cubed are counted over all pairs, those never compared among them"
) {
    // Three of one person, two of another, one nobody knows.
    const std::vector<TextId> truth{7, 7, 7, 8, 8, Texts::missing};
    const std::vector<Edge> edges{{0, 1, 6.5}, {3, 4, 4.25}, {2, 3, 4.25}, {0, 5, 1}};
    const auto found = evaluate(edges, truth);
    CHECK(found.true_pairs == 4);
    CHECK(found.blocking_recall == 0.5);
    CHECK(found.best.weight == 4.25);
    CHECK(found.best.pairs.right == 2);
    CHECK(found.best.pairs.wrong == 1);
    CHECK(found.best.pairs.missed == 2);
    CHECK(found.best.pairs.f1() == doctest::Approx(2.0 * (2.0 / 3) * 0.5 / (2.0 / 3 + 0.5)));
    REQUIRE(found.sweep.size() == 2);  // The pair with whom nobody knows is left aside.
    CHECK(found.sweep[0].weight == 6);
    CHECK(found.sweep[0].pairs.right == 1);

    // Of two sources, only what both have of somebody.
    const std::vector<std::uint16_t> sources{0, 0, 1, 0, 1, 1};
    CHECK(evaluate(edges, truth, &sources).true_pairs == 3);

    const auto clusters = cluster(truth.size(), edges, 4);
    const auto pairs = agreement_of(clusters, truth);
    CHECK(pairs.right == 2);
    CHECK(pairs.wrong == 2);
    CHECK(pairs.missed == 2);
    const auto cubed = b_cubed(clusters, truth);
    // Of {0,1}: 1 and 2/3 each; of {2,3,4}: 1/3 and 1/3, then 2/3 and 1 twice.
    CHECK(cubed.precision == doctest::Approx((1 + 1 + 1.0 / 3 + 2.0 / 3 + 2.0 / 3) / 5));
    CHECK(cubed.recall == doctest::Approx((2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 1 + 1) / 5));
}

}  // namespace waymark::linkage
