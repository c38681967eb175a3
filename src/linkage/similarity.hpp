// SPDX-License-Identifier: MIT
#pragma once

// How alike two texts are. All of them look at bytes, as DuckDB does, whose values these are: of
// UTF-8 text beyond ASCII a letter counts as several.

#include <cstddef>
#include <string_view>

namespace waymark::linkage {

/// Jaro similarity, 0 to 1: matches within half the longer text's length less one, transpositions
/// counted in whole pairs. Two empty texts are alike (1). Source: Jaro 1989, J. Am. Stat.
/// Assoc. 84.
double jaro(std::string_view a, std::string_view b);

/// Jaro–Winkler similarity, 0 to 1: above 0.7, a tenth of what is missing to 1 is added for each of
/// the first four bytes that are the same. Source: Winkler 1990, with his threshold.
double jaro_winkler(std::string_view a, std::string_view b);

/// An upper bound of jaro_winkler, from lengths and the letters that occur alone; much sooner
/// known.
struct Letters {
    std::size_t length = 0;
    unsigned long long seen = 0;  ///< A bit for each byte's value, modulo 64.
};
Letters letters_of(std::string_view text);
double jaro_winkler_at_most(const Letters& a, const Letters& b);

/// Insertions, deletions and substitutions between two texts, counted no further than `most`: more
/// is told as `most` + 1. Source: Levenshtein 1966.
std::size_t levenshtein(std::string_view a, std::string_view b, std::size_t most);

/// The same, and neighbours that changed places count as one, wherever else they were edited
/// (unrestricted). Source: Damerau 1964; Lowrance and Wagner 1975.
std::size_t damerau_levenshtein(std::string_view a, std::string_view b, std::size_t most);

}  // namespace waymark::linkage
