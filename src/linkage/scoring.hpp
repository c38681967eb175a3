// SPDX-License-Identifier: MIT
#pragma once

// How much a pair of records weighs: of each comparison the level that holds, in bits, and how
// common what they agree on is. Source: Fellegi and Sunter 1969; Winkler for term frequencies.

#include "linkage/condition.hpp"
#include "linkage/model.hpp"

#include <span>
#include <vector>

namespace waymark::linkage {

/// The comparisons of a model, compiled against one layout.
class Scoring {
public:
    /// Refused where the records lack a column, or a level is none of the kinds that are
    /// understood; the comparison and the level are named.
    static Result<Scoring> make(const Model& model, Layout& layout, Conditions& conditions);

    std::size_t comparisons() const { return comparisons_.size(); }
    double prior() const { return prior_; }

    /// What each comparison adds, in bits (as many as there are comparisons), and the sum with the
    /// prior. Stops, and says so by nothing, as soon as the sum can no longer reach `least`.
    std::optional<double> score(
        PairReader& reader, Line left, Line right, double least, std::span<float> bits
    ) const;

    /// Looks up how rare the rarest values of the sheet are, which bounds what is still to come.
    void learn(const Sheet& sheet);

    /// The level of one comparison, by its place in the model, that holds for the pair the reader
    /// is set to; counted from 0.
    std::uint8_t level(PairReader& reader, std::size_t comparison) const;

private:
    struct CompiledLevel {
        std::optional<Conditions::Node> when{};
        double weight = 0;
        std::optional<Slot> frequency{};
        double exact_weight = 0;  ///< log2 u of agreeing on the value, against which it is held.
        double frequency_share = 1;
        double least = 0;  ///< log2 of the share below which no value counts.
    };
    struct Compiled {
        std::vector<CompiledLevel> levels{};
        std::size_t place = 0;  ///< In the model.
        int cost = 0;
        double most = 0;  ///< It can add at most.
    };

    static double most_of(const CompiledLevel& level, const Sheet& sheet);
    static double bits_of(const CompiledLevel& level, Line left, Line right);

    double prior_ = 0;
    std::vector<Compiled> comparisons_;  ///< Cheap ones first.
    std::vector<std::size_t> by_place_;  ///< Of each comparison of the model, which of them it is.
    std::vector<double> most_left_;      ///< What those from each on can add at most.
};

}  // namespace waymark::linkage
