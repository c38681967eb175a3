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

using EKind = Expression::Kind;

std::vector<const Expression*> parts_of(const Expression& rule) {
    if (rule.kind != EKind::both) return {&rule};
    std::vector<const Expression*> parts;
    for (const auto& part : rule.parts)
        for (const auto* one : parts_of(part))
            parts.push_back(one);
    return parts;
}

bool is_equality(const Expression& part) {
    return part.kind == EKind::comparison && part.name == "=" && Layout::is_text(part.parts[0]) &&
           Layout::is_text(part.parts[1]) &&
           column_in(part.parts[0]).side != column_in(part.parts[1]).side;
}

/// The column of array_length(list_intersect(l.x, r.x)) >= 1, or nothing.
const Expression* shared_list(const Expression& part) {
    if (part.kind != EKind::comparison || part.name != ">=" || part.parts[1].number != 1)
        return nullptr;
    const auto& size = part.parts[0];
    if (!is_call(size, "array_length", 1) && !is_call(size, "len", 1)) return nullptr;
    const auto& lists = size.parts[0];
    const bool is_same =
        is_call(lists, "list_intersect", 2) && lists.parts[0].kind == EKind::column &&
        lists.parts[1].kind == EKind::column && lists.parts[0].name == lists.parts[1].name;
    return is_same ? &lists.parts[0] : nullptr;
}

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

bool RulePlan::is_symmetric() const {
    return std::ranges::all_of(equal, [](const auto& one) { return one.first == one.second; });
}

Result<RulePlan> plan_of(const BlockingRule& rule, Layout& layout, Conditions& conditions) {
    RulePlan plan{.text = rule.text};
    Expression also{.kind = EKind::both};
    const auto refused = [&](const std::string& why) {
        return invalid(
            "linkage_model.rule",
            fmt::format("The rule \"{}\" cannot be used. {}", rule.text, why),
            {}
        );
    };
    for (const auto* part : parts_of(rule.when)) {
        if (const auto* list = shared_list(*part); list && !plan.shared) {
            const auto slot = layout.list_slot(*list);
            if (!slot) return refused(slot.problem().message);
            plan.shared = *slot;
        } else if (is_equality(*part)) {
            const bool is_turned = column_in(part->parts[0]).side == Side::right;
            const auto left = layout.text_slot(part->parts[is_turned ? 1 : 0]);
            const auto right = layout.text_slot(part->parts[is_turned ? 0 : 1]);
            if (!left) return refused(left.problem().message);
            if (!right) return refused(right.problem().message);
            plan.equal.emplace_back(*left, *right);
        } else {
            also.parts.push_back(*part);
        }
    }
    if (plan.shared && !plan.is_symmetric())
        return refused(
            "A list and columns that differ from left to right are not understood together."
        );
    if (plan.equal.empty() && !plan.shared)
        return refused(
            "Nothing in it has to be equal, so it compares every record with every other."
        );
    if (!also.parts.empty()) {
        const auto node = conditions.add(also);
        if (!node) return refused(node.problem().message);
        plan.also = *node;
    }
    return plan;
}

Blocking::Blocking(
    const Table& table, const Sheet& sheet, std::vector<RulePlan> plans, const Options& options
)
    : sheet_{sheet}, sources_{table.sources}, plans_{std::move(plans)},
      rows_max_{std::max<std::size_t>(options.block_rows_max, 2)},
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

std::uint64_t Blocking::pairs_in(const std::vector<Keyed>& keyed, const Block& block) const {
    const std::uint64_t rows = block.end - block.begin;
    if (block.reach > 0) {
        std::uint64_t pairs = 0;
        for (std::uint64_t i = 0; i < rows; ++i)
            pairs += std::min<std::uint64_t>(block.reach, rows - 1 - i);
        return pairs;
    }
    if (!are_apart_) return pairs_of(rows);
    std::unordered_map<std::uint16_t, std::uint64_t> by_source;
    std::uint64_t within = 0;
    for (auto i = block.begin; i < block.end; ++i)
        within += by_source[sources_[keyed[i].row]]++;
    return pairs_of(rows) - within;
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
        if (end - begin <= rows_max_) {
            order.blocks.push_back(block);
            pairs_[rule] += all;
            continue;
        }
        Refinement report{rule, end - begin, all, 0};
        split(rule, keyed, block, 0, report);
        pairs_[rule] += report.kept;
        refined_by_rule_[rule].push_back(report);
    }
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
    if (rows <= rows_max_ || next_slot == refining_.size()) {
        if (rows > rows_max_) block.reach = static_cast<std::uint32_t>(rows_max_);
        report.kept += pairs_in(keyed, block);
        auto& order = orders_[rule];
        for (auto i = block.begin; i < block.end; ++i)
            order.split.emplace(
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
    bool is_split = false;
    const auto [from, to] = order.split.equal_range(left);
    const auto [others, others_end] = order.split.equal_range(right);
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
            const auto own = block.reach > 0 ? rows * block.reach : pairs_of(rows);
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
