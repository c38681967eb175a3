// SPDX-License-Identifier: MIT
#pragma once

// Names as they are compared: without titles, accents and ways of writing; with whom a nickname may
// stand for. What counts as a title, a particle, a nickname or nobody's name is data
// (services/linkage/names.json).

#include "base/result.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::linkage {

using Words = std::vector<std::string>;
using WordSet = std::set<std::string, std::less<>>;

/// All of them folded: small letters without accents, one space between words.
struct NameLists {
    WordSet titles{};     ///< Before a name: "mr". None that is a name as well, as "major" is.
    WordSet endings{};    ///< After it: "jr".
    WordSet particles{};  ///< Part of the word that follows, which is known without it too: "van".
    WordSet bound{};      ///< Likewise, and never left away: "o", "mc".
    WordSet nobody{};     ///< Written where no name was known: "unknown", "not known".
    WordSet nobody_alone{};     ///< Nobody's where nothing else is said; a name beside one: "male".
    Words nobody_beginnings{};  ///< Whatever follows: "baby girl".
    /// Of each nickname and of each name that has any, the names it may stand for.
    std::map<std::string, Words, std::less<>> stands_for{};
};

/// Reads names.json; a refusal names the part that cannot be read.
Result<NameLists> read_name_lists(std::string_view json);

/// Those inside the program, or what stands in their place. Throws std::runtime_error where they
/// cannot be read.
const NameLists& name_lists();

/// A name, taken apart.
struct PersonWords {
    Words given{};  ///< In order; titles left aside.
    /// Family names by which somebody may be known, the whole first: "smithjones", "smith",
    /// "jones"; "vanderberg", "berg"; "oneill". Empty where there is none.
    Words family{};
    /// The family name without what may be left away before it: "smithjones", "berg".
    std::string core{};
    /// Names the first given name may stand for, itself among them; of one in two parts both
    /// together.
    Words usual{};

    bool is_nobody() const { return given.empty() && family.empty(); }
};

/// Given and family names as two columns have them. What stands for nobody's name is no name.
PersonWords person_words(const NameLists& lists, std::string_view given, std::string_view family);

/// A whole name in one column: "Family, Given" where there is a comma; otherwise the last word,
/// with its particles, is the family name. The first word never is, unless it is the only one.
PersonWords person_words(const NameLists& lists, std::string_view whole);

/// Whether a text says that nothing is known: "unknown", "n/k".
bool is_nobody(const NameLists& lists, std::string_view text);

/// The names a given name may stand for, itself among them, in order.
Words usual_names(const NameLists& lists, std::string_view given);

}  // namespace waymark::linkage
