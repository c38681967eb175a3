// SPDX-License-Identifier: MIT
#pragma once

// Short stretches of 32-bit words that are given out and taken back, millions of them, without a
// pointer or a header each.

#include "linkage/large_memory.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace waymark::linkage {

/// Not to be changed by two threads at once. What is given out stays where it is.
class WordPool {
public:
    /// A stretch by its place; below 2^31, so that the uppermost bit is free for its keeper.
    using Place = std::uint32_t;

    /// A stretch of 2^`order` words with anything in them, on a boundary of as many bytes, 64 at
    /// most; order up to 26. Throws std::length_error beyond eight thousand million bytes.
    Place take(unsigned order);
    void give_back(Place place, unsigned order);

    std::uint32_t* at(Place place) {
        return chunks_[place >> chunk_order].data() + (place & chunk_mask);
    }
    const std::uint32_t* at(Place place) const {
        return chunks_[place >> chunk_order].data() + (place & chunk_mask);
    }

    /// The order of the smallest stretch that holds so many words.
    static unsigned order_for(std::size_t words);

    /// In bytes, what was taken from the system.
    std::size_t memory() const { return bytes_; }

private:
    static constexpr unsigned chunk_order = 20;
    static constexpr std::uint32_t chunk_mask = (1U << chunk_order) - 1;
    static constexpr unsigned order_max = 26;
    static constexpr std::size_t chunks_max = std::size_t{1} << (31 - chunk_order);

    std::uint32_t new_chunk(std::size_t words);

    std::vector<std::vector<std::uint32_t, LargeMemory<std::uint32_t>>> chunks_;
    std::vector<std::uint32_t> free_chunks_;  ///< Numbers of those that were given back whole.
    std::array<std::vector<Place>, chunk_order> free_{};
    std::uint32_t open_ = 0;                  ///< The chunk that is being handed out,
    std::uint32_t next_ = 1U << chunk_order;  ///< and how far.
    std::size_t bytes_ = 0;
};

}  // namespace waymark::linkage
