// SPDX-License-Identifier: MIT
#pragma once

// CLKs of one party, as they are compared.

#include "base/result.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace waymark::clk {

/// Which record of a party, from 0.
using Place = std::uint32_t;

struct Filters {
    std::size_t words = 16;               ///< Of 64 bits, that each has.
    std::vector<std::uint64_t> bits{};    ///< `words` of each record, one after another.
    std::vector<std::uint16_t> counts{};  ///< Of bits that are set.

    std::size_t size() const { return counts.size(); }
    const std::uint64_t* of(Place place) const { return bits.data() + place * words; }
    /// Takes one of 8·words bytes.
    void add(std::span<const std::uint8_t> clk);
};

/// Reads `{"clks": ["base64", …]}`, as clkhash and `waymark link encode` write it. Refused where
/// one is not base64, all are not of one length, or that is not a multiple of 64 bits up to 4,096.
Result<Filters> read_filters(std::string_view json);

}  // namespace waymark::clk
