// SPDX-License-Identifier: MIT
#pragma once

// When a level of a comparison holds for two records. A condition is compiled once, against the
// sheet's layout, into nodes that read two lines. Truth has three values, as in SQL: what hangs on
// a missing value is not known, and a level holds only where its condition is true.

#include "linkage/sheet.hpp"

#include <cstdint>
#include <vector>

namespace waymark::linkage {

enum class Truth : std::uint8_t { no, yes, unknown };

/// How alike two texts were found to be, kept for a while: in a block of records the same pairs of
/// names come again and again. One for each thread.
class Memory {
public:
    Memory() : entries_(size) {}

    template <class Work>
    double recall(std::uint32_t kind, TextId a, TextId b, Work work) {
        const auto key = (std::uint64_t{a} << 32 | b) * 0x9E3779B97F4A7C15ULL + kind;
        auto& entry = entries_[(key ^ key >> 29) % size];
        if (entry.a != a || entry.b != b || entry.kind != kind) entry = {a, b, kind, work()};
        return entry.value;
    }

private:
    static constexpr std::size_t size = 1 << 15;
    struct Entry {
        TextId a = 0, b = 0;
        std::uint32_t kind = ~0U;
        double value = 0;
    };
    std::vector<Entry> entries_;
};

/// Everything that conditions of one model ask, compiled into one list of nodes. What two levels
/// ask alike is one node.
class Conditions {
public:
    using Node = std::uint32_t;

    explicit Conditions(Layout& layout) : layout_{layout} {}

    /// Compiles one. Refused, in words that name what is not understood: the kinds of levels are a
    /// closed list (exact, Jaro, Jaro–Winkler, Levenshtein, Damerau–Levenshtein, distance of days,
    /// shared elements of lists and their sizes, reversed columns, missing, and, or, not).
    Result<Node> add(const Expression& expression);

    /// What is known of a node before it is read: how long it takes, about, against comparing two
    /// numbers.
    int cost(Node node) const;

private:
    friend class PairReader;

    enum class Kind : std::uint8_t {
        all,
        any,
        negation,
        otherwise,  ///< COALESCE of its part and `a` (1 true, 0 false).
        constant,   ///< `a`: 1 true, 0 false, 2 unknown.
        same_text,
        other_text,
        lacks_text,
        lacks_day,
        equal,
        unequal,
        less,
        at_most,
        number,
        jaro,
        jaro_winkler,
        levenshtein,
        damerau_levenshtein,
        seconds,       ///< Of a day, since 1970.
        days_between,  ///< datediff('day', …): from the first to the second.
        list_size,
        shared,
        shared_frequency,
        absolute,
        negative,
        plus,
        minus,
        times,
    };

    struct Step {
        Kind kind;
        Side side_a = Side::left;
        Side side_b = Side::right;
        Slot a = 0;
        Slot b = 0;
        std::uint32_t first = 0;  ///< Its parts stand together in `parts_`, from here on.
        std::uint32_t count = 0;
        /// The number of a number. Of a similarity, the least value any level asks for, and of a
        /// distance the most: beyond it, no more than that it is beyond has to be found out.
        double number = 0;
    };

    Node keep(Step step, const std::vector<Node>& parts = {});
    void bound(Node node, bool is_at_least, double limit);
    void unbound(Node node);
    static bool is_similarity(Kind kind) {
        return kind >= Kind::jaro && kind <= Kind::damerau_levenshtein;
    }
    Result<Node> joined(Kind kind, const Expression& expression);
    Result<Node> is_missing(const Expression& expression);
    Result<Node> compared(const Expression& expression);
    Result<Node> number_of(const Expression& expression);
    Result<Node> of_parts(Kind kind, const Expression& expression, bool are_numbers);
    Result<Node> of_texts(Kind kind, const Expression& a, const Expression& b);
    Result<Node> of_lists(Kind kind, const Expression& a, const Expression& b);
    Result<Node> called(const Expression& expression);
    Result<Node> of_day(const Expression& expression);

    Layout& layout_;
    std::vector<Step> steps_;
    std::vector<Node> parts_;
};

/// Reads pairs of one sheet. One for each thread; what it reads must outlive it.
class PairReader {
public:
    PairReader(const Conditions& conditions, const Sheet& sheet, const Texts& texts)
        : steps_{conditions.steps_.data()}, parts_{conditions.parts_.data()}, sheet_{sheet},
          texts_{texts}, known_(conditions.steps_.size()) {}

    void set(Line left, Line right) {
        left_ = left;
        right_ = right;
        ++pair_;
    }
    bool holds(Conditions::Node node) { return truth(node) == Truth::yes; }

private:
    using Kind = Conditions::Kind;
    using Step = Conditions::Step;

    Truth truth(Conditions::Node node);
    Truth truth_of_numbers(const Step& step);
    double number(Conditions::Node node);  ///< Not a number where it is not known.
    double similarity(const Step& step);
    double of_lists(const Step& step) const;
    Line line(Side side) const { return side == Side::left ? left_ : right_; }
    Conditions::Node part(const Step& step, std::size_t i) const { return parts_[step.first + i]; }

    const Step* steps_;
    const Conditions::Node* parts_;
    const Sheet& sheet_;
    const Texts& texts_;
    Memory memory_{};
    /// Similarities of this pair: what several levels ask is found out once.
    struct Known {
        std::uint64_t pair = 0;
        double value = 0;
    };
    std::vector<Known> known_;
    std::uint64_t pair_ = 0;
    Line left_ = nullptr;
    Line right_ = nullptr;
};

}  // namespace waymark::linkage
