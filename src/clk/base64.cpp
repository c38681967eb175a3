// SPDX-License-Identifier: MIT
#include "clk/base64.hpp"

#include <sodium.h>

namespace waymark::clk {

std::string base64_of(std::span<const std::uint8_t> bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(
        text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL
    );
    text.resize(text.size() - 1);  // It ends in a zero of its own.
    return text;
}

std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
    if (text.empty()) return std::vector<std::uint8_t>{};
    std::vector<std::uint8_t> bytes(text.size());
    std::size_t length = 0;
    if (sodium_base642bin(
            bytes.data(),
            bytes.size(),
            text.data(),
            text.size(),
            nullptr,
            &length,
            nullptr,
            sodium_base64_VARIANT_ORIGINAL
        ) != 0)
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

}  // namespace waymark::clk
