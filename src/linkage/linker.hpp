// SPDX-License-Identifier: MIT
#pragma once

// The front door: a model and the records it is held against; every pair its rules give, scored.

#include "linkage/blocking.hpp"
#include "linkage/scoring.hpp"

#include <functional>
#include <limits>
#include <memory>

namespace waymark::linkage {

struct LinkOptions {
    unsigned threads = 1;
    std::size_t block_rows_max = 5'000;  ///< A larger block is split, and reported.
    /// Pairs that weigh less, in bits, are left out.
    double weight_least = -std::numeric_limits<double>::infinity();
};

/// Pairs that were scored, column beside column.
struct ScoredPairs {
    std::size_t comparisons = 0;
    std::vector<RowId> left{};
    std::vector<RowId> right{};
    std::vector<std::uint8_t> rule{};  ///< The first that gave it, from 0.
    std::vector<double> weight{};      ///< Bits, the prior with them.
    std::vector<float> bits{};         ///< `comparisons` of each pair, in the model's order.

    std::size_t size() const { return left.size(); }
};

class Linker {
public:
    /// Compiles the model against the records and finds the blocks. A column "a_b_concat" that the
    /// records lack is made of their columns a and b with a space between, missing where either is;
    /// `remarks` says so. Refused where the model does not fit the records.
    static Result<Linker> make(Model model, Table table, const LinkOptions& options);

    Linker(Linker&&) noexcept;
    Linker& operator=(Linker&&) noexcept;
    ~Linker();

    const Model& model() const;
    const Table& table() const;
    /// What was taken for granted: of the model, and of the records.
    const std::vector<std::string>& remarks() const;
    const std::vector<std::uint64_t>& pairs_by_rule() const;
    const std::vector<Refinement>& refinements() const;

    /// Scores every pair. `take` is handed them in an order that does not depend on the number of
    /// threads, by one thread at a time; memory does not grow with the number of pairs. Returns how
    /// many were compared.
    std::uint64_t predict(const std::function<void(const ScoredPairs&)>& take) const;

private:
    struct State;
    explicit Linker(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace waymark::linkage
