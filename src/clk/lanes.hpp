// SPDX-License-Identifier: MIT
#pragma once

// The innermost work of comparing CLKs: how many bits one filter shares with each of many, and
// which share enough. Filters stand eight abreast, word beside word, so that one instruction works
// on eight of them; which instructions, is found out when the program runs.

#include "clk/filters.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace waymark::clk {

inline constexpr std::size_t lanes_abreast = 8;

/// Filters in a given order, eight abreast, the last ones filled up with empty ones.
class Lanes {
public:
    Lanes(const Filters& filters, std::span<const Place> order);

    std::size_t words() const { return words_; }
    std::size_t groups() const { return groups_; }
    /// The words of a group: the first of each of its eight, then the second, and so on.
    const std::uint64_t* group(std::size_t number) const {
        return first_ + number * words_ * lanes_abreast;
    }
    /// Of each, how many bits are set in its second half.
    const std::uint16_t* rests() const { return rests_.data(); }

private:
    std::size_t words_;
    std::size_t groups_;
    std::vector<std::uint64_t> store_;
    std::uint64_t* first_;  ///< On a boundary of 64 bytes.
    std::vector<std::uint16_t> rests_;
};

/// One that shares enough.
struct Hit {
    std::uint32_t lane;    ///< Counted from the first of the lanes.
    std::uint32_t shared;  ///< Bits.
};

/// What one filter is held against: a stretch of groups, and how many bits each of their filters
/// has to share; 0xFFFF for never. `rest` is how many bits the one filter has in its second half.
struct Query {
    const std::uint64_t* filter;
    std::uint16_t rest;
    const Lanes& lanes;
    const std::uint16_t* needs;  ///< Of every lane.
    std::size_t first_group;
    std::size_t last_group;  ///< One past the last.
};

/// Adds those that share enough, in order of lanes.
using Kernel = void (*)(const Query& query, std::vector<Hit>& hits);

/// A kernel and what it is called.
struct NamedKernel {
    const char* name;
    bool is_halved;  ///< Looks at the first half alone where that decides already.
    Kernel run;
};

/// Those this machine can run for filters of so many words, the plain one first and then by how
/// wide they work; each plain and halved.
std::vector<NamedKernel> kernels_for(std::size_t words);

}  // namespace waymark::clk
