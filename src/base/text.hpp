// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Text as people type it, brought to the forms that can be compared. All text is UTF-8.

namespace waymark {

/// Without the white space at both ends.
std::string_view trim(std::string_view text);

/// Takes what stands before the next `separator` off the front of `text`, and the separator with
/// it; all of it where there is none.
std::string_view take_until(std::string_view& text, char separator);

/// Characters, not bytes. Text that is not UTF-8 counts as one character a byte.
std::size_t length_of(std::string_view text);

bool is_utf8(std::string_view text);

/// The first `count` characters, never part of one. Text that is not UTF-8 is read as Windows-1252.
std::string first_characters(std::string_view text, std::size_t count);

/// The Windows-1252 text as UTF-8. Every byte means something in that code page, so this does not
/// fail; the five bytes it leaves undefined become U+FFFD.
std::string from_windows_1252(std::string_view bytes);

/// Whether any letter is a small one, or a large one, in whatever alphabet has both.
bool has_small_letter(std::string_view text);
bool has_large_letter(std::string_view text);

/// For comparing: Latin letters without accents, lower case, runs of anything that is not a letter
/// or a digit made one space ("O'Néill-Śmith" → "o neill smith").
std::string fold(std::string_view text);

/// Words of a folded text, which must outlive them.
std::vector<std::string_view> words_of(std::string_view folded);
std::vector<std::string_view> words_of(std::string&& folded) = delete;

/// How many single-letter edits part `a` and `b` (Levenshtein), counted no further than `limit`.
std::size_t edits_between(std::string_view a, std::string_view b, std::size_t limit);

/// Digits only, as in "07700 900 123" → "07700900123".
std::string digits_of(std::string_view text);

/// A UK telephone number as "+447700900123"; other countries' as given with their plus sign.
/// Nothing when there are too few or too many digits to be a telephone number.
std::optional<std::string> normal_phone(std::string_view text);

/// A UK postcode as "CV1 1DD". Nothing when the text does not have a postcode's shape.
std::optional<std::string> normal_postcode(std::string_view text);

/// An NHS number as ten digits, with its check digit right (NHS Data Dictionary: weights 10 to 2,
/// modulus 11; a check digit of 10 does not exist). Nothing otherwise.
std::optional<std::string> normal_nhs_number(std::string_view text);

/// SHA-256 of `bytes` in lower-case hexadecimal.
std::string sha256_hex(std::string_view bytes);

}  // namespace waymark
