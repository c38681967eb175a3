// SPDX-License-Identifier: MIT
#pragma once

// Which rows have a key: the ways in by which a person is found. Keys are 64-bit hashes; most have
// one row, which stands in the table itself.

#include "linkage/word_pool.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waymark::linkage {

/// Not to be changed by two threads at once, nor read while it is changed. Of a key 40 bits are
/// held against another: of ten million people's keys, one in a few thousand shares its rows with
/// another key, which costs a reader a look and no more.
class KeyTable {
public:
    using Row = std::uint32_t;  ///< Below 2^31.
    using Key = std::uint64_t;

    /// A row is to be added to a key once only: nobody looks whether it stands there already.
    void add(Key key, Row row);
    /// Takes a row away; nothing happens where it is not there. Takes as long as the key has rows.
    void remove(Key key, Row row);

    /// The rows of a key, in no particular order, perhaps one of them twice; valid until the table
    /// is changed.
    std::span<const Row> rows(Key key) const;

    /// Has the place of a key brought near, for one who will read it soon.
    void call_for(Key key) const;
    /// Likewise its rows, once its place is near.
    void call_for_rows(Key key) const;

    std::size_t keys() const;
    std::size_t memory() const;  ///< Bytes.

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t value = none;
    };
    struct Shard {
        std::vector<Slot, LargeMemory<Slot>> slots{};
        std::size_t used = 0;
    };

    static constexpr std::uint32_t none = 0xFFFFFFFF;
    static constexpr std::uint32_t is_list = 0x80000000;
    static constexpr unsigned shard_bits = 8;

    Shard& shard_of(Key key) { return shards_[key >> (64 - shard_bits)]; }
    const Shard& shard_of(Key key) const { return shards_[key >> (64 - shard_bits)]; }
    static std::size_t place_of(const Shard& shard, std::uint32_t tag);
    static void grow(Shard& shard);
    static void take_out(Shard& shard, std::size_t place);

    std::array<Shard, 1U << shard_bits> shards_{};
    /// Lists: how many, the order of the stretch, and the rows.
    WordPool lists_{};
};

}  // namespace waymark::linkage
