// SPDX-License-Identifier: MIT
#pragma once

// How a record becomes a cryptographic long-term key (CLK): a Bloom filter of what it says, made
// with a secret that both sides hold. Source: Schnell, Bachteler and Reiher 2011; the linkage
// schema of clkhash, versions 2 and 3, which this reads as it is.

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::clk {

/// What a value has to look like, and in which spelling it is taken.
struct Format {
    enum class Kind { text, whole_number, date, choice };
    enum class Letters { any, small, large };

    Kind kind = Kind::text;
    Letters letters = Letters::any;
    std::size_t length_least = 0;              ///< Characters.
    std::optional<std::size_t> length_most{};  ///< Characters.
    std::optional<std::string> pattern{};      ///< The whole of a text matches it.
    bool is_ascii = false;
    std::optional<std::int64_t> number_least{};
    std::optional<std::int64_t> number_most{};
    std::string date_format{};  ///< Of %Y, %y, %m, %d and other characters.
    std::vector<std::string> choices{};
};

/// How a value is cut into tokens.
struct Tokens {
    enum class Kind { letters, whole, number };

    Kind kind = Kind::letters;
    std::size_t length = 2;  ///< Of letters: how many characters one has.
    bool are_positional = false;
    std::int64_t interval = 1;  ///< Of numbers, in units of the last digit that counts.
    int resolution = 1;         ///< So many tokens to either side of a number.
    int fraction_digits = 0;
};

/// What becomes of one column.
struct Feature {
    std::string name{};
    bool is_ignored = false;
    Format format{};
    Tokens tokens{};
    bool is_double_hash = false;  ///< HMAC of SHA-1 and MD5 together; BLAKE2b otherwise.
    bool prevents_singularity = false;
    int bits = 0;                          ///< That are set…
    bool are_bits_each = false;            ///< …by each token, or by all of them together.
    std::optional<std::string> missing{};  ///< The value that says there is none,…
    std::string missing_as{};              ///< …and what it is taken for.
};

struct Schema {
    std::size_t bits = 1024;  ///< Of a CLK, a multiple of 64.
    int folds = 0;            ///< A filter of bits·2^folds is folded so often.
    bool is_sha512 = false;   ///< Of the key derivation; SHA-256 otherwise.
    std::string salt{};       ///< Bytes.
    std::string info{};       ///< Bytes.
    std::size_t key_size = 64;
    std::vector<Feature> features{};  ///< In the order of the file's columns.
};

/// Reads a linkage schema. A refusal names the part by its JSON pointer. Not read, and said so:
/// version 1, encodings but ASCII and UTF-8, dates of other directives.
Result<Schema> read_schema(std::string_view json);

}  // namespace waymark::clk
