// SPDX-License-Identifier: MIT
#include "linkage/blocking.hpp"

#include "linkage/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace waymark::linkage {

namespace {

/// Least significant byte first, leaving out bytes that are the same everywhere. What is equal
/// stays in its order.
template <class T>
void sort_by_key(std::vector<T>& items) {
    if (items.empty()) return;
    std::uint64_t differing = 0;
    for (const auto& one : items)
        differing |= one.key ^ items.front().key;
    std::vector<T> other(items.size());
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if ((differing >> shift & 0xFF) == 0) continue;
        std::array<std::size_t, 257> starts{};
        for (const auto& one : items)
            ++starts[(one.key >> shift & 0xFF) + 1];
        for (std::size_t i = 1; i < starts.size(); ++i)
            starts[i] += starts[i - 1];
        for (const auto& one : items)
            other[starts[one.key >> shift & 0xFF]++] = one;
        items.swap(other);
    }
}

/// Numbers keys from 0 on in their order, so that they take half of the room.
template <class T>
void number_keys(std::vector<T>& items) {
    sort_by_key(items);
    std::uint64_t number = 0, last = items.empty() ? 0 : items.front().key;
    for (auto& one : items) {
        number += one.key != last;
        last = one.key;
        one.key = number;
    }
}

std::uint64_t pairs_of(std::uint64_t rows) {
    return rows * (rows - (rows > 0)) / 2;
}

}  // namespace

Blocking::Blocking(
    const Table& table, const Sheet& sheet, std::vector<RulePlan> plans, const Options& options
)
    : sheet_{sheet}, sources_{table.sources}, plans_{std::move(plans)},
      pairs_max_{pairs_of(std::max<std::size_t>(options.block_rows_max, 2))},
      are_apart_{options.link_type == LinkType::between}, orders_(plans_.size()),
      pairs_(plans_.size()), refined_by_rule_(plans_.size()) {
    for (const auto& plan : plans_)
        for (const auto& [left, right] : plan.equal)
            if (left == right && std::ranges::find(refining_, left) == refining_.end())
                refining_.push_back(left);
    sort_by_selectivity(table.texts.size());
    for_each_of(plans_.size(), options.threads, [this](std::size_t rule) { fill(rule); });
    for (const auto& all : refined_by_rule_)
        refinements_.insert(refinements_.end(), all.begin(), all.end());
}

/// What has most values splits first.
void Blocking::sort_by_selectivity(std::size_t texts) {
    std::map<Slot, std::size_t> values;
    for (const auto slot : refining_) {
        std::vector<bool> is_seen(texts);
        for (RowId row = 0; row < sheet_.rows(); ++row) {
            const auto text = text_in(sheet_.line(row), slot);
            values[slot] += !is_seen[text];
            is_seen[text] = true;
        }
    }
    std::ranges::stable_sort(refining_, std::greater{}, [&](Slot slot) { return values.at(slot); });
}

std::vector<Blocking::Keyed> Blocking::keyed_by(const RulePlan& plan) const {
    std::vector<Keyed> keyed;
    const auto add = [&](RowId row, Role role) {
        const auto line = sheet_.line(row);
        for (const auto& [left, right] : plan.equal)
            if (text_in(line, role == as_right ? right : left) == Texts::missing) return;
        if (!plan.shared) return keyed.push_back({0, row, role});
        if (!sheet_.has_list(line, *plan.shared)) return;
        const auto elements = sheet_.list(line, *plan.shared);
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const auto before = elements.first(i);
            if (std::ranges::find(before, elements[i].text, &Element::text) == before.end())
                keyed.push_back({elements[i].text, row, elements[i].text});
        }
    };
    const bool is_symmetric = plan.is_symmetric();
    for (RowId row = 0; row < sheet_.rows(); ++row) {
        add(row, is_symmetric ? as_both : as_left);
        if (!is_symmetric) add(row, as_right);
    }
    // One part after the other, each beside what agreed so far, which takes half of the key once it
    // is numbered.
    bool is_begun = plan.shared.has_value(), is_wide = false;
    for (const auto& [left, right] : plan.equal) {
        if (is_wide) number_keys(keyed);
        for (auto& one : keyed) {
            const bool is_right = !plan.shared && one.mark == as_right;
            one.key = one.key << 32 | text_in(sheet_.line(one.row), is_right ? right : left);
        }
        is_wide = is_begun;
        is_begun = true;
    }
    sort_by_key(keyed);
    return keyed;
}

template <class SourceAt>
std::uint64_t Blocking::pairs_in(const Block& block, SourceAt source_at) const {
    const std::uint64_t rows = block.end - block.begin;
    if (!are_apart_) {
        if (block.reach == 0) return pairs_of(rows);
        const auto reach = std::min<std::uint64_t>(block.reach, rows - 1);
        return reach * rows - reach * (reach + 1) / 2;
    }
    // Pairs of two sources, counted as the second of them comes into reach of the first.
    std::map<std::uint16_t, std::uint64_t> within_reach;
    std::uint64_t near = 0, pairs = 0;
    for (auto i = block.begin; i < block.end; ++i) {
        if (block.reach > 0 && i - block.begin > block.reach) {
            --within_reach[source_at(i - block.reach - 1)];
            --near;
        }
        auto& own = within_reach[source_at(i)];
        pairs += near - own;
        ++own;
        ++near;
    }
    return pairs;
}

std::uint64_t Blocking::pairs_in(const std::vector<Keyed>& keyed, const Block& block) const {
    return pairs_in(block, [&](std::size_t at) { return sources_[keyed[at].row]; });
}

/// Puts rows of all sources evenly among each other, so that who is walked along meets others'.
void Blocking::mix_sources(std::vector<Keyed>& keyed, const Block& block) const {
    std::map<std::uint16_t, double> counts;
    for (auto i = block.begin; i < block.end; ++i)
        ++counts[sources_[keyed[i].row]];
    std::map<std::uint16_t, double> seen;
    std::vector<std::pair<double, Keyed>> placed;
    for (auto i = block.begin; i < block.end; ++i) {
        const auto source = sources_[keyed[i].row];
        placed.emplace_back((seen[source]++ + 1) / (counts[source] + 1), keyed[i]);
    }
    std::ranges::stable_sort(placed, {}, &std::pair<double, Keyed>::first);
    for (std::size_t i = 0; i < placed.size(); ++i)
        keyed[block.begin + i] = placed[i].second;
}

void Blocking::fill(std::size_t rule) {
    const auto& plan = plans_[rule];
    auto& order = orders_[rule];
    auto keyed = keyed_by(plan);
    const auto count = static_cast<std::uint32_t>(keyed.size());
    for (std::uint32_t begin = 0, end = 0; begin < count; begin = end) {
        for (end = begin + 1; end < count && keyed[end].key == keyed[begin].key;)
            ++end;
        const Block block{begin, end};
        if (end - begin < 2) continue;
        const auto all = pairs_in(keyed, block);
        if (all <= pairs_max_) {
            order.blocks.push_back(block);
            pairs_[rule] += all;
            continue;
        }
        Refinement report{rule, end - begin, all, 0};
        split(rule, keyed, block, 0, report);
        pairs_[rule] += report.kept;
        refined_by_rule_[rule].push_back(report);
    }
    std::ranges::sort(order.split, {}, &std::pair<RowId, Place>::first);
    order.rows.reserve(count);
    for (const auto& one : keyed)
        order.rows.push_back(one.row);
    if (plan.shared || !plan.is_symmetric())
        for (const auto& one : keyed)
            order.marks.push_back(one.mark);
}

/// Splits by one thing after another that other rules name. What is too large even so is walked
/// along in its last order, each row meeting those next to it.
void Blocking::split(
    std::size_t rule,
    std::vector<Keyed>& keyed,
    Block block,
    std::size_t next_slot,
    Refinement& report
) {
    const auto rows = block.end - block.begin;
    const auto pairs = pairs_in(keyed, block);
    if (pairs <= pairs_max_ || next_slot == refining_.size()) {
        if (pairs > pairs_max_) {
            block.reach = static_cast<std::uint32_t>(std::max<std::uint64_t>(pairs_max_ / rows, 1));
            if (are_apart_) mix_sources(keyed, block);
        }
        report.kept += pairs_in(keyed, block);
        auto& order = orders_[rule];
        for (auto i = block.begin; i < block.end; ++i)
            order.split.emplace_back(
                keyed[i].row,
                Place{static_cast<std::uint32_t>(order.blocks.size()), i, keyed[i].mark}
            );
        order.blocks.push_back(block);
        return;
    }
    const auto first = keyed.begin() + block.begin;
    std::vector<Keyed> part{first, first + rows};
    for (auto& one : part)
        one.key = text_in(sheet_.line(one.row), refining_[next_slot]);
    sort_by_key(part);
    std::ranges::copy(part, first);
    for (std::uint32_t begin = 0, end = 0; begin < rows; begin = end) {
        for (end = begin + 1; end < rows && part[end].key == part[begin].key;)
            ++end;
        split(rule, keyed, {block.begin + begin, block.begin + end}, next_slot + 1, report);
    }
}

/// Whether the two meet under a rule that they agree on: always, unless the block was split.
/// `shared` is the element of the list they agree on, where the rule has one.
bool Blocking::meet_in_split(std::size_t rule, RowId left, RowId right, const Element* shared)
    const {
    const auto& order = orders_[rule];
    const auto counts = [&](const Place& place, std::uint32_t role) {
        return shared ? place.mark == shared->text : (place.mark & role) != 0;
    };
    const auto places_of = [&](RowId row) {
        const auto is_before = [](const auto& one, RowId other) { return one.first < other; };
        const auto begin = std::lower_bound(order.split.begin(), order.split.end(), row, is_before);
        return std::pair{
            begin, std::lower_bound(begin, order.split.end(), RowId{row + 1}, is_before)};
    };
    bool is_split = false;
    const auto [from, to] = places_of(left);
    const auto [others, others_end] = places_of(right);
    for (auto one = from; one != to; ++one) {
        if (!counts(one->second, as_left)) continue;
        is_split = true;
        for (auto other = others; other != others_end; ++other) {
            const auto& a = one->second;
            const auto& b = other->second;
            if (!counts(b, as_right) || a.block != b.block) continue;
            const auto apart =
                a.position > b.position ? a.position - b.position : b.position - a.position;
            const auto reach = order.blocks[a.block].reach;
            if (reach == 0 || apart <= reach) return true;
        }
    }
    return !is_split;
}

bool Blocking::gives(std::size_t rule, RowId left, RowId right, PairReader& reader) const {
    const auto& plan = plans_[rule];
    const auto a = sheet_.line(left), b = sheet_.line(right);
    for (const auto& [of_left, of_right] : plan.equal) {
        const auto text = text_in(a, of_left);
        if (text == Texts::missing || text != text_in(b, of_right)) return false;
    }
    if (plan.shared && !first_shared(rule, left, right)) return false;
    if (!plan.shared && !orders_[rule].split.empty() && !meet_in_split(rule, left, right, nullptr))
        return false;
    return !plan.also || reader.holds(*plan.also);
}

/// The first element of the left one's list that the right one's has as well and by which they
/// meet.
const Element* Blocking::first_shared(std::size_t rule, RowId left, RowId right) const {
    const auto slot = *plans_[rule].shared;
    const auto a = sheet_.line(left), b = sheet_.line(right);
    if (!sheet_.has_list(a, slot) || !sheet_.has_list(b, slot)) return nullptr;
    const auto others = sheet_.list(b, slot);
    const bool is_split = !orders_[rule].split.empty();
    for (const auto& one : sheet_.list(a, slot))
        if (std::ranges::find(others, one.text, &Element::text) != others.end() &&
            (!is_split || meet_in_split(rule, left, right, &one)))
            return &one;
    return nullptr;
}

bool Blocking::is_first_of(
    std::size_t rule, RowId left, RowId right, std::uint32_t mark, PairReader& reader
) const {
    const auto& plan = plans_[rule];
    if (plan.also && !reader.holds(*plan.also)) return false;
    for (std::size_t earlier = 0; earlier < rule; ++earlier)
        if (gives(earlier, left, right, reader)) return false;
    if (!plan.shared) return true;
    // Two records can share several elements, and would meet at each.
    const auto* shared = first_shared(rule, left, right);
    return shared && shared->text == mark;
}

std::vector<Stretch> Blocking::stretches(std::uint64_t pairs_each) const {
    std::vector<Stretch> all;
    for (std::size_t rule = 0; rule < orders_.size(); ++rule) {
        const auto& blocks = orders_[rule].blocks;
        std::uint64_t pairs = 0;
        std::size_t first = 0;
        const auto close = [&](std::size_t last) {
            if (last > first) all.push_back({rule, first, last});
            first = last;
            pairs = 0;
        };
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const auto& block = blocks[i];
            const auto rows = std::uint64_t{block.end} - block.begin;
            const auto own =
                pairs_in(block, [&](std::size_t at) { return sources_[orders_[rule].rows[at]]; });
            if (own > pairs_each) {
                close(i);
                const auto step =
                    static_cast<std::uint32_t>(std::max<std::uint64_t>(1, rows * pairs_each / own));
                for (auto row = block.begin; row < block.end; row += step)
                    all.push_back({rule, i, i + 1, row, std::min(block.end, row + step)});
                first = i + 1;
                continue;
            }
            pairs += own;
            if (pairs >= pairs_each) close(i + 1);
        }
        close(blocks.size());
    }
    return all;
}

}  // namespace waymark::linkage
