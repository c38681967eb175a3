// SPDX-License-Identifier: MIT
#pragma once

// Which records are compared: those that agree on everything one of the model's rules names. Every
// pair is told once, by the first rule that gives it, the record that comes first on the left.

#include "linkage/condition.hpp"
#include "linkage/model.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waymark::linkage {

/// A rule taken apart: what has to be equal, and what else has to hold.
struct RulePlan {
    std::string text;
    std::vector<std::pair<Slot, Slot>> equal{};  ///< Of the left record, and of the right.
    std::optional<Slot> shared{};  ///< A list of which one element at least is shared.
    std::optional<Conditions::Node> also{};

    bool is_symmetric() const;
};

/// Takes a rule apart. Refused where nothing in it has to be equal, since that compares every
/// record with every other.
Result<RulePlan> plan_of(const BlockingRule& rule, Layout& layout, Conditions& conditions);

/// A block larger than its limit, and what was done about it.
struct Refinement {
    std::size_t rule = 0;
    std::size_t rows = 0;   ///< In the block.
    std::uint64_t all = 0;  ///< Pairs it would have given.
    std::uint64_t kept = 0;
};

/// Rows that agree on a rule, from `begin` on and before `end` in the order of that rule.
struct Block {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t reach = 0;  ///< Each is compared with so many after it; 0 for all of them.
};

/// A stretch of work: blocks of one rule, or the left rows of one block.
struct Stretch {
    std::size_t rule = 0;
    std::size_t first_block = 0;
    std::size_t last_block = 0;   ///< One past the last.
    std::uint32_t first_row = 0;  ///< Of a single block, the left rows from here on…
    std::uint32_t last_row = 0;   ///< …and before here. Both 0 for whole blocks.
};

class Blocking {
public:
    struct Options {
        LinkType link_type = LinkType::within;
        std::size_t block_rows_max = 5'000;
        unsigned threads = 1;
    };

    /// `table` must outlive it, as must `sheet`.
    Blocking(
        const Table& table, const Sheet& sheet, std::vector<RulePlan> plans, const Options& options
    );

    const std::vector<RulePlan>& plans() const { return plans_; }
    /// How many pairs each rule gives by itself, before its further conditions: exactly where it
    /// names the same of both records and shares no list, and no fewer than it gives otherwise.
    const std::vector<std::uint64_t>& pairs_by_rule() const { return pairs_; }
    const std::vector<Refinement>& refinements() const { return refinements_; }

    /// The work in pieces of about so many pairs, in the order in which results are told.
    std::vector<Stretch> stretches(std::uint64_t pairs_each) const;

    /// Calls `take(left, right)` for each pair of the stretch that no earlier rule gives.
    template <class Take>
    void for_each_pair(const Stretch& stretch, PairReader& reader, Take take) const {
        const auto& order = orders_[stretch.rule];
        for (auto i = stretch.first_block; i < stretch.last_block; ++i) {
            const auto& block = order.blocks[i];
            const bool is_part = stretch.last_row > 0;
            const auto from = is_part ? stretch.first_row : block.begin;
            const auto to = is_part ? stretch.last_row : block.end;
            // Where only pairs of two sources count, those of another begin after a row's own; a
            // block that is walked along has them mixed.
            const bool are_sorted = are_apart_ && block.reach == 0;
            auto others = from;
            for (auto a = from; a < to; ++a) {
                const auto last =
                    block.reach == 0 ? block.end : std::min(block.end, a + 1 + block.reach);
                while (are_sorted && others < block.end &&
                       sources_[order.rows[others]] == sources_[order.rows[a]])
                    ++others;
                for (auto b = are_sorted ? others : a + 1; b < last; ++b)
                    meet(stretch.rule, a, b, reader, take);
            }
        }
    }

private:
    /// Roles a row has under a rule that names different things of left and right.
    enum Role : std::uint32_t { as_left = 1, as_right = 2, as_both = 3 };

    /// A row while the blocks of a rule are made. `mark` is its role, or of a rule with a list the
    /// element it stands there for.
    struct Keyed {
        std::uint64_t key;
        RowId row;
        std::uint32_t mark;
    };

    /// Where a row stands in a block that was split: not everybody there meets everybody.
    struct Place {
        std::uint32_t block;
        std::uint32_t position;
        std::uint32_t mark;
    };

    /// The rows of a rule, block after block.
    struct Order {
        std::vector<RowId> rows;
        std::vector<std::uint32_t> marks;  ///< Empty where they say nothing.
        std::vector<Block> blocks;
        std::vector<std::pair<RowId, Place>>
            split;  ///< Rows of blocks that were too large, sorted.
    };

    template <class Take>
    void meet(std::size_t rule, std::size_t a, std::size_t b, PairReader& reader, Take& take)
        const {
        const auto& order = orders_[rule];
        if (order.rows[a] > order.rows[b]) std::swap(a, b);
        const auto left = order.rows[a], right = order.rows[b];
        if (are_apart_ && sources_[left] == sources_[right]) return;
        if (!order.marks.empty() && !plans_[rule].shared &&
            (left == right || (order.marks[a] & as_left) == 0 || (order.marks[b] & as_right) == 0))
            return;
        reader.set(sheet_.line(left), sheet_.line(right));
        const auto mark = order.marks.empty() ? 0 : order.marks[a];
        if (is_first_of(rule, left, right, mark, reader)) take(left, right);
    }

    void sort_by_selectivity(std::size_t texts);
    std::vector<Keyed> keyed_by(const RulePlan& plan) const;
    void fill(std::size_t rule);
    void split(
        std::size_t rule,
        std::vector<Keyed>& rows,
        Block block,
        std::size_t next_slot,
        Refinement& report
    );
    template <class SourceAt>
    std::uint64_t pairs_in(const Block& block, SourceAt source_at) const;
    std::uint64_t pairs_in(const std::vector<Keyed>& keyed, const Block& block) const;
    void mix_sources(std::vector<Keyed>& keyed, const Block& block) const;
    bool is_first_of(
        std::size_t rule, RowId left, RowId right, std::uint32_t mark, PairReader& reader
    ) const;
    bool gives(std::size_t rule, RowId left, RowId right, PairReader& reader) const;
    bool meet_in_split(std::size_t rule, RowId left, RowId right, const Element* shared) const;
    const Element* first_shared(std::size_t rule, RowId left, RowId right) const;

    const Sheet& sheet_;
    const std::vector<std::uint16_t>& sources_;
    std::vector<RulePlan> plans_;
    std::uint64_t pairs_max_;     ///< Of a block that is not split.
    bool are_apart_;              ///< Only pairs of two sources.
    std::vector<Slot> refining_;  ///< Text slots of the rules, by which large blocks are split.
    std::vector<Order> orders_;
    std::vector<std::uint64_t> pairs_;
    std::vector<Refinement> refinements_;
    std::vector<std::vector<Refinement>> refined_by_rule_;
};

}  // namespace waymark::linkage
