// SPDX-License-Identifier: MIT
#include "linkage/sheet.hpp"

#include "base/text.hpp"
#include "linkage/parallel.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <unordered_map>

namespace waymark::linkage {

namespace {

namespace json = boost::json;

constexpr std::size_t words_a_cache_line = 16;

/// A line takes whole cache lines, or a whole share of one.
std::size_t stride_for(std::size_t slots) {
    if (slots <= words_a_cache_line) return std::bit_ceil(std::max<std::size_t>(slots, 1));
    return (slots + words_a_cache_line - 1) / words_a_cache_line * words_a_cache_line;
}

/// Digits up to `most` of them, taken off the front; -1 where there are none.
int take_number(std::string_view& text, std::size_t most) {
    int number = 0;
    std::size_t digits = 0;
    while (digits < most && !text.empty() && text.front() >= '0' && text.front() <= '9') {
        number = number * 10 + (text.front() - '0');
        text.remove_prefix(1);
        ++digits;
    }
    return digits == 0 ? -1 : number;
}

bool take_dash(std::string_view& text) {
    if (!text.starts_with('-')) return false;
    text.remove_prefix(1);
    return true;
}

/// The elements of a list as it stands in a file: a JSON array of texts, or of objects with a
/// value and its relative frequency (rel_freq). Anything else is a list of one.
std::vector<std::pair<std::string, std::optional<double>>> elements_of(std::string_view text) {
    boost::system::error_code error;
    const auto read = json::parse(json::string_view{text.data(), text.size()}, error);
    if (error || !read.is_array()) return {{std::string{text}, std::nullopt}};
    std::vector<std::pair<std::string, std::optional<double>>> found;
    for (const auto& one : read.get_array()) {
        const auto* object = one.if_object();
        const auto* value = object ? object->if_contains("value") : &one;
        if (!value || value->is_null()) continue;
        std::optional<double> frequency;
        if (const auto* given = object ? object->if_contains("rel_freq") : nullptr)
            if (given->is_number()) frequency = given->to_number<double>();
        const auto* string = value->if_string();
        found.emplace_back(string ? std::string{*string} : json::serialize(*value), frequency);
    }
    return found;
}

}  // namespace

std::int32_t day_of(std::string_view text) {
    const int year = take_number(text, 4);
    if (year < 0 || !take_dash(text)) return no_day;
    const int month = take_number(text, 2);
    if (month < 1 || !take_dash(text)) return no_day;
    const int day = take_number(text, 2);
    if (day < 1 || !text.empty()) return no_day;
    const std::chrono::year_month_day date{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return no_day;
    return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
}

Sheet::Sheet(Table& table, const Layout& layout, unsigned threads)
    : rows_{table.rows()}, stride_{stride_for(layout.asked_.size())}, words_(rows_ * stride_),
      rarest_(layout.asked_.size(), 0) {
    // What adds texts to the table comes first, one after the other; the rest only reads them.
    std::vector<Slot> apart;
    for (std::size_t i = 0; i < layout.asked_.size(); ++i) {
        const auto slot = static_cast<Slot>(i);
        const auto& asked = layout.asked_[i];
        if (asked.kind == SlotKind::list)
            fill_list(table, asked, slot);
        else if (asked.kind == SlotKind::text && asked.make)
            fill_text(table, asked, slot);
        else
            apart.push_back(slot);
    }
    for_each_of(apart.size(), threads, [&](std::size_t i) {
        const auto slot = apart[i];
        const auto& asked = layout.asked_[slot];
        if (asked.kind == SlotKind::day)
            fill_day(table, asked, slot);
        else if (asked.kind == SlotKind::frequency)
            fill_frequency(table, asked, slot);
        else
            fill_text(table, asked, slot);
    });
    letters_.resize(table.texts.size());
    constexpr std::size_t portion = 16'384;
    for_each_of((letters_.size() + portion - 1) / portion, threads, [&](std::size_t part) {
        const auto end = std::min(letters_.size(), (part + 1) * portion);
        for (auto id = part * portion; id < end; ++id)
            letters_[id] = letters_of(table.texts[static_cast<TextId>(id)]);
    });
}

void Sheet::fill_text(Table& table, const Layout::Asked& asked, Slot slot) {
    const auto& values = asked.column->values;
    if (!asked.make) {
        for (std::size_t row = 0; row < rows_; ++row)
            word(row, slot) = values[row];
        return;
    }
    constexpr auto unmade = std::numeric_limits<TextId>::max();
    std::vector<TextId> made(table.texts.size(), unmade);
    made[Texts::missing] = Texts::missing;
    for (std::size_t row = 0; row < rows_; ++row) {
        auto& known = made[values[row]];
        if (known == unmade) known = asked.make(values[row], table.texts);
        word(row, slot) = known;
    }
}

void Sheet::fill_day(const Table& table, const Layout::Asked& asked, Slot slot) {
    for (std::size_t row = 0; row < rows_; ++row) {
        const auto text = table.text(*asked.column, static_cast<RowId>(row));
        auto day = no_day;
        if (asked.element == 0) {
            day = day_of(text);
        } else if (!text.empty()) {
            const auto elements = elements_of(text);
            if (!elements.empty())
                day = day_of(asked.element > 0 ? elements.front().first : elements.back().first);
        }
        word(row, slot) = std::bit_cast<std::uint32_t>(day);
    }
}

void Sheet::fill_list(Table& table, const Layout::Asked& asked, Slot slot) {
    const auto first = elements_.size();
    std::unordered_map<TextId, std::size_t> counts;
    for (std::size_t row = 0; row < rows_; ++row) {
        const auto value = asked.column->values[row];
        if (value == Texts::missing) continue;
        const auto begin = elements_.size();
        for (const auto& [text, frequency] : elements_of(table.texts[value])) {
            elements_.push_back({table.texts.add(text), frequency.value_or(-1)});
            ++counts[elements_.back().text];
        }
        word(row, slot) = static_cast<std::uint32_t>(lists_.size());
        lists_.emplace_back(begin, elements_.size());
    }
    const auto all = static_cast<double>(elements_.size() - first);
    for (auto at = first; at < elements_.size(); ++at)
        if (elements_[at].frequency < 0)
            elements_[at].frequency = static_cast<double>(counts[elements_[at].text]) / all;
}

void Sheet::fill_frequency(const Table& table, const Layout::Asked& asked, Slot slot) {
    const auto& values = asked.column->values;
    std::vector<std::uint32_t> counts(table.texts.size());
    std::size_t known = 0;
    for (const auto value : values) {
        ++counts[value];
        known += value != Texts::missing;
    }
    counts[Texts::missing] = 0;
    float rarest = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
        const auto count = counts[values[row]];
        const auto frequency =
            count == 0 ? std::numeric_limits<float>::quiet_NaN()
                       : static_cast<float>(
                             std::log2(static_cast<double>(count) / static_cast<double>(known))
                         );
        if (count > 0) rarest = std::min(rarest, frequency);
        word(row, slot) = std::bit_cast<std::uint32_t>(frequency);
    }
    rarest_[slot] = rarest;
}

}  // namespace waymark::linkage
