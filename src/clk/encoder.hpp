// SPDX-License-Identifier: MIT
#pragma once

// Makes CLKs of records, the same bytes as clkhash makes under the same schema and secret.

#include "clk/schema.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::clk {

/// Encodes records one by one. Values and tokens that come again are looked up, in so much memory
/// and no more. Not for two threads at once; each thread makes its own.
class Encoder {
public:
    /// Refused where a pattern of the schema cannot be read, the secret is empty, or the schema
    /// asks for more keys than one secret gives.
    static Result<Encoder> make(const Schema& schema, std::string_view secret);
    Encoder(Encoder&&) noexcept;
    Encoder& operator=(Encoder&&) noexcept;
    ~Encoder();

    std::size_t bytes() const;  ///< Of a CLK.

    /// The CLK of one record, whose values are in the order of the schema's features, into `clk`,
    /// of bytes() bytes: bit 0 is the first byte's highest. Refused, naming the feature and not the
    /// value, where a value is not as the schema has it.
    Result<Done> encode(std::span<const std::string> values, std::span<std::uint8_t> clk);

private:
    struct State;
    explicit Encoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace waymark::clk
