// SPDX-License-Identifier: MIT
#include "linkage/key_table.hpp"

#include <algorithm>

namespace waymark::linkage {

namespace {

constexpr std::size_t first_slots = 16;
constexpr std::size_t list_head = 2;

}  // namespace

/// Where the tag stands, or the free slot where it would.
std::size_t KeyTable::place_of(const Shard& shard, std::uint32_t tag) {
    const auto mask = shard.slots.size() - 1;
    auto place = tag & mask;
    while (shard.slots[place].value != none && shard.slots[place].tag != tag)
        place = (place + 1) & mask;
    return place;
}

void KeyTable::grow(Shard& shard) {
    Shard larger{.slots = {}, .used = shard.used};
    larger.slots.assign(std::max(first_slots, shard.slots.size() * 2), Slot{});
    for (const auto& slot : shard.slots)
        if (slot.value != none) larger.slots[place_of(larger, slot.tag)] = slot;
    shard = std::move(larger);
}

/// Empties a slot; those behind it that stand away from their place move up.
void KeyTable::take_out(Shard& shard, std::size_t place) {
    const auto mask = shard.slots.size() - 1;
    for (auto next = (place + 1) & mask; shard.slots[next].value != none;
         next = (next + 1) & mask) {
        const auto home = shard.slots[next].tag & mask;
        if (((next - home) & mask) < ((next - place) & mask)) continue;
        shard.slots[place] = shard.slots[next];
        place = next;
    }
    shard.slots[place] = Slot{};
    --shard.used;
}

void KeyTable::add(Key key, Row row) {
    auto& shard = shard_of(key);
    // Seven eighths full at most, so that a place is soon found.
    if ((shard.used + 1) * 8 > shard.slots.size() * 7) grow(shard);
    const auto tag = static_cast<std::uint32_t>(key);
    auto& slot = shard.slots[place_of(shard, tag)];
    if (slot.value == none) {
        slot = {tag, row};
        ++shard.used;
        return;
    }
    if ((slot.value & is_list) == 0) {
        if (slot.value == row) return;
        constexpr unsigned order = 2;
        const auto list = lists_.take(order);
        auto* words = lists_.at(list);
        words[0] = 2;
        words[1] = order;
        words[list_head] = slot.value;
        words[list_head + 1] = row;
        slot.value = is_list | list;
        return;
    }
    const auto list = slot.value & ~is_list;
    auto* words = lists_.at(list);
    const std::size_t count = words[0];
    const unsigned order = words[1];
    if (list_head + count == std::size_t{1} << order) {
        const auto larger = lists_.take(order + 1);
        auto* to = lists_.at(larger);
        std::copy_n(words, list_head + count, to);
        to[1] = order + 1;
        lists_.give_back(list, order);
        slot.value = is_list | larger;
        words = to;
    }
    words[list_head + count] = row;
    ++words[0];
}

void KeyTable::remove(Key key, Row row) {
    auto& shard = shard_of(key);
    if (shard.slots.empty()) return;
    const auto place = place_of(shard, static_cast<std::uint32_t>(key));
    auto& slot = shard.slots[place];
    if (slot.value == none) return;
    if ((slot.value & is_list) == 0) {
        if (slot.value == row) take_out(shard, place);
        return;
    }
    const auto list = slot.value & ~is_list;
    auto* words = lists_.at(list);
    auto* const end = words + list_head + words[0];
    auto* const found = std::find(words + list_head, end, row);
    if (found == end) return;
    *found = *(end - 1);
    if (--words[0] > 1) return;
    slot.value = words[list_head];
    lists_.give_back(list, words[1]);
}

std::span<const KeyTable::Row> KeyTable::rows(Key key) const {
    const auto& shard = shard_of(key);
    if (shard.slots.empty()) return {};
    const auto& slot = shard.slots[place_of(shard, static_cast<std::uint32_t>(key))];
    if (slot.value == none) return {};
    if ((slot.value & is_list) == 0) return {&slot.value, 1};
    const auto* words = lists_.at(slot.value & ~is_list);
    return {words + list_head, words[0]};
}

void KeyTable::call_for(Key key) const {
    const auto& shard = shard_of(key);
    if (shard.slots.empty()) return;
    __builtin_prefetch(&shard.slots[static_cast<std::uint32_t>(key) & (shard.slots.size() - 1)]);
}

void KeyTable::call_for_rows(Key key) const {
    const auto& shard = shard_of(key);
    if (shard.slots.empty()) return;
    const auto& slot = shard.slots[place_of(shard, static_cast<std::uint32_t>(key))];
    if (slot.value != none && (slot.value & is_list) != 0)
        __builtin_prefetch(lists_.at(slot.value & ~is_list));
}

std::size_t KeyTable::keys() const {
    std::size_t keys = 0;
    for (const auto& shard : shards_)
        keys += shard.used;
    return keys;
}

std::size_t KeyTable::memory() const {
    auto bytes = lists_.memory();
    for (const auto& shard : shards_)
        bytes += shard.slots.size() * sizeof(Slot);
    return bytes;
}

}  // namespace waymark::linkage
