// SPDX-License-Identifier: MIT
#include "base/ids.hpp"

#include <algorithm>
#include <cstdint>

namespace waymark {

std::string new_uuid(Instant now, Random& random) {
    const auto milliseconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
    const std::uint64_t first = (milliseconds << 16U) | 0x7000U | (random.next() & 0x0FFFU);
    const std::uint64_t second = (random.next() & 0x3FFFFFFFFFFFFFFFU) | 0x8000000000000000U;

    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (int i = 0; i < 32; ++i) {
        const std::uint64_t half = i < 16 ? first : second;
        text += digits[(half >> static_cast<unsigned>(60 - 4 * (i % 16))) & 0xFU];
        if (i == 7 || i == 11 || i == 15 || i == 19) text += '-';
    }
    return text;
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (dash ? c != '-' : !hex) return false;
    }
    return true;
}

}  // namespace waymark
