// SPDX-License-Identifier: MIT
#pragma once

// What comparisons need of each record, laid out a line a record, so that a pair reads two
// stretches of memory and nothing else. A slot of the line is a column, or what a model makes of
// one: its first letters, its day, its sector, its place in a table of frequencies.

#include "base/result.hpp"
#include "linkage/expression.hpp"
#include "linkage/similarity.hpp"
#include "linkage/table.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>

namespace waymark::linkage {

/// What a slot holds, in 32 bits.
enum class SlotKind {
    text,       ///< A TextId.
    day,        ///< Days since 1970; `no_day` where there is none.
    list,       ///< A place among the sheet's lists; 0 where there is none.
    frequency,  ///< log2 of the share of a text among those of its column that are not missing.
};

inline constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();

using Slot = std::uint16_t;
using Line = const std::uint32_t*;

inline TextId text_in(Line line, Slot slot) {
    return line[slot];
}
inline std::int32_t day_in(Line line, Slot slot) {
    return std::bit_cast<std::int32_t>(line[slot]);
}
/// Not a number where the text is missing.
inline float frequency_in(Line line, Slot slot) {
    return std::bit_cast<float>(line[slot]);
}

/// Which columns are asked for, before the sheet is filled. One that is asked for twice has one
/// slot.
class Layout {
public:
    explicit Layout(const Table& table) : table_{table} {}

    /// The slot of what an expression says of one record. Refused where the table has no such
    /// column, or the expression is none of those that are understood: the column itself, its
    /// first letters (substring), what a pattern finds in it (regexp_extract), nullif, a day
    /// (try_strptime of %Y-%m-%d, epoch), an element of a list.
    Result<Slot> text_slot(const Expression& expression);
    Result<Slot> day_slot(const Expression& expression);
    Result<Slot> list_slot(const Expression& expression);
    Result<Slot> frequency_slot(const std::string& column);

    /// Whether the expression is a text of one record, and of which.
    static bool is_text(const Expression& expression);

private:
    friend class Sheet;

    using TextMaker = std::function<TextId(TextId, Texts&)>;

    struct Asked {
        SlotKind kind;
        std::string spelling;
        const Column* column;
        TextMaker make{};  ///< Of the column's text; empty where it is the text itself.
        int element = 0;   ///< Of a list, for a day.
    };

    Result<Slot> ask(Asked asked);
    Result<const Column*> column_of(const Expression& expression) const;

    const Table& table_;
    std::vector<Asked> asked_;
};

/// One element of a list, and how common it is.
struct Element {
    TextId text;
    double frequency;  ///< Its share: given with it, or of all the elements in the column.
};

class Sheet {
public:
    /// Fills in what was asked for. Adds texts to the table, for what is made of others.
    Sheet(Table& table, const Layout& layout, unsigned threads);

    Line line(RowId row) const { return words_.data() + std::size_t{row} * stride_; }
    /// Has the line brought near, for one who will read it soon.
    void call_for(RowId row) const {
        constexpr std::size_t words_fetched = 16;
        for (std::size_t at = 0; at < stride_; at += words_fetched)
            __builtin_prefetch(line(row) + at);
    }
    std::size_t rows() const { return rows_; }
    bool has_list(Line line, Slot slot) const { return line[slot] != 0; }
    std::span<const Element> list(Line line, Slot slot) const {
        const auto& [begin, end] = lists_[line[slot]];
        return {elements_.data() + begin, elements_.data() + end};
    }
    /// The letters of a text, which were looked at once.
    const Letters& letters(TextId id) const { return letters_[id]; }
    /// The rarest share of the column's texts, in log2; what term frequency can give at most.
    float rarest(Slot frequency_slot) const { return rarest_[frequency_slot]; }

private:
    void fill_text(Table& table, const Layout::Asked& asked, Slot slot);
    void fill_day(const Table& table, const Layout::Asked& asked, Slot slot);
    void fill_list(Table& table, const Layout::Asked& asked, Slot slot);
    void fill_frequency(const Table& table, const Layout::Asked& asked, Slot slot);
    std::uint32_t& word(std::size_t row, Slot slot) { return words_[row * stride_ + slot]; }

    std::size_t rows_;
    std::size_t stride_;
    std::vector<std::uint32_t> words_;
    std::vector<std::pair<std::size_t, std::size_t>> lists_{{0, 0}};
    std::vector<Element> elements_;
    std::vector<float> rarest_;
    std::vector<Letters> letters_;  ///< Of each text.
};

/// The day a text gives as YYYY-MM-DD, if there is such a day; months and days may have one digit.
std::int32_t day_of(std::string_view text);

}  // namespace waymark::linkage
