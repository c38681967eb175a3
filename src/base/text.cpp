// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <sodium.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <stdexcept>

namespace waymark {

namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x80;
    });
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

const icu::Transliterator& to_plain_latin() {
    // One a thread: ICU's own locking around a shared one shows up under load.
    thread_local const std::unique_ptr<icu::Transliterator> made = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> plain{icu::Transliterator::createInstance(
            "Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status
        )};
        if (U_FAILURE(status)) throw std::runtime_error{"ICU has no Latin transliterator"};
        return plain;
    }();
    return *made;
}

std::string to_plain_ascii(std::string_view text) {
    if (is_ascii(text)) return std::string{text};
    auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece{
        text.data(), static_cast<int32_t>(text.size())});
    to_plain_latin().transliterate(unicode);
    std::string plain;
    unicode.toUTF8String(plain);
    return plain;
}

}  // namespace

std::string_view trim(std::string_view text) {
    const auto from = text.find_first_not_of(white_space);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(white_space) - from + 1);
}

std::string_view take_until(std::string_view& text, char separator) {
    const auto found = std::find(text.begin(), text.end(), separator);
    const auto piece = text.substr(0, static_cast<std::size_t>(found - text.begin()));
    text.remove_prefix(piece.size() + (found == text.end() ? 0U : 1U));
    return piece;
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

bool is_utf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        UChar32 character = 0;
        U8_NEXT(bytes, i, size, character);
        if (character < 0) return false;
    }
    return true;
}

std::string first_characters(std::string_view text, std::size_t count) {
    if (!is_utf8(text)) return first_characters(from_windows_1252(text), count);
    std::size_t at = 0;
    for (std::size_t seen = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && seen++ == count) break;
    }
    return std::string{text.substr(0, at)};
}

std::string from_windows_1252(std::string_view bytes) {
    // What 0x80 to 0x9F stand for (Unicode's CP1252.TXT); the rest equals Latin-1.
    static constexpr std::array<char32_t, 32> high = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const char32_t character =
            byte >= 0x80 && byte < 0xA0 ? high.at(byte - 0x80U) : static_cast<char32_t>(byte);
        if (character < 0x80) {
            text += static_cast<char>(character);
        } else if (character < 0x800) {
            text += static_cast<char>(0xC0U | (character >> 6U));
            text += static_cast<char>(0x80U | (character & 0x3FU));
        } else {
            text += static_cast<char>(0xE0U | (character >> 12U));
            text += static_cast<char>(0x80U | ((character >> 6U) & 0x3FU));
            text += static_cast<char>(0x80U | (character & 0x3FU));
        }
    }
    return text;
}

std::string fold(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    for (const char c : to_plain_ascii(text)) {
        if (is_digit(c) || is_letter(c))
            folded += lower(c);
        else if (!folded.empty() && folded.back() != ' ')
            folded += ' ';
    }
    if (!folded.empty() && folded.back() == ' ') folded.pop_back();
    return folded;
}

std::vector<std::string_view> words_of(std::string_view folded) {
    std::vector<std::string_view> words;
    while (!folded.empty()) {
        const auto word = take_until(folded, ' ');
        if (!word.empty()) words.push_back(word);
    }
    return words;
}

std::size_t edits_between(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > limit) return limit;
    std::vector<std::size_t> row(a.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t j = 1; j <= b.size(); ++j) {
        std::size_t diagonal = row[0];
        row[0] = j;
        std::size_t least = row[0];
        for (std::size_t i = 1; i <= a.size(); ++i) {
            const std::size_t kept = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
            diagonal = row[i];
            row[i] = std::min({kept, row[i] + 1, row[i - 1] + 1});
            least = std::min(least, row[i]);
        }
        if (least >= limit) return limit;
    }
    return std::min(row.back(), limit);
}

std::string digits_of(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
    return digits;
}

std::optional<std::string> normal_phone(std::string_view text) {
    text = trim(text);
    for (const char c : text)
        if (!is_digit(c) && std::string_view{" +-().\t"}.find(c) == std::string_view::npos)
            return std::nullopt;

    std::string digits = digits_of(text);
    const bool plus = !text.empty() && text.front() == '+';
    if (plus && digits.starts_with("440")) digits.erase(2, 1);  // "+44 (0)7700 …"
    if (!plus && digits.starts_with("00")) {
        digits.erase(0, 2);
    } else if (!plus && digits.starts_with("0")) {
        digits = "44" + digits.substr(1);
    } else if (!plus && !digits.starts_with("44")) {
        return std::nullopt;
    }
    if (digits.size() < 9 || digits.size() > 15) return std::nullopt;
    if (digits.starts_with("44") && digits.size() != 12 && digits.size() != 11) return std::nullopt;
    return "+" + digits;
}

std::optional<std::string> normal_postcode(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (white_space.find(c) != std::string_view::npos) continue;
        if (!is_digit(c) && !is_letter(c)) return std::nullopt;
        plain += upper(c);
    }
    if (plain.size() < 5 || plain.size() > 7) return std::nullopt;

    const std::string_view inward{plain.data() + plain.size() - 3, 3};
    if (!is_digit(inward[0]) || !is_letter(inward[1]) || !is_letter(inward[2])) return std::nullopt;

    // Outward: one or two letters, a digit, then perhaps one more digit or letter.
    const std::string_view outward{plain.data(), plain.size() - 3};
    std::size_t at = 0;
    while (at < outward.size() && at < 2 && is_letter(outward[at]))
        ++at;
    if (at == 0 || at == outward.size() || !is_digit(outward[at])) return std::nullopt;
    if (outward.size() - at > 2) return std::nullopt;
    return std::string{outward} + " " + std::string{inward};
}

std::optional<std::string> normal_nhs_number(std::string_view text) {
    std::string digits;
    for (const char c : trim(text)) {
        if (c == ' ' || c == '-') continue;
        if (!is_digit(c)) return std::nullopt;
        digits += c;
    }
    if (digits.size() != 10) return std::nullopt;
    int sum = 0;
    for (int i = 0; i < 9; ++i)
        sum += (digits[static_cast<std::size_t>(i)] - '0') * (10 - i);
    const int check = (11 - sum % 11) % 11;
    if (check == 10 || check != digits[9] - '0') return std::nullopt;
    return digits;
}

namespace {

template <class Is>
bool has_letter(std::string_view text, Is is) {
    const auto letters = icu::UnicodeString::fromUTF8(icu::StringPiece{
        text.data(), static_cast<std::int32_t>(text.size())});
    for (std::int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1))
        if (is(letters.char32At(at))) return true;
    return false;
}

}  // namespace

bool has_small_letter(std::string_view text) {
    return has_letter(text, u_isULowercase);
}

bool has_large_letter(std::string_view text) {
    return has_letter(text, u_isUUppercase);
}

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(
        hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()
    );
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(hash.size() * 2);
    for (const unsigned char byte : hash) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 0xFU];
    }
    return hex;
}

}  // namespace waymark
