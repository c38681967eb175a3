// SPDX-License-Identifier: MIT
#pragma once

// Keys that names share when they sound alike. They find candidates; that two names share one says
// little by itself.

#include <string>
#include <string_view>

namespace waymark::linkage {

/// The key of the New York State Identification and Intelligence System (Taft 1970), in small
/// letters and of any length: "knight" and "night" have one, as have "macintosh" and "mcintosh".
/// Of a folded word; what is not a letter is left aside.
std::string sound_of(std::string_view folded);

/// A key for names that came through another alphabet, of South Asia and of Arabic, where one name
/// has many spellings: "mohammed", "muhammad" and "mohamed"; "chaudhry" and "chowdhury"; "hussain"
/// and "hussein". Consonants alone after the first sound, aspiration left aside and those that are
/// exchanged made one. Of a folded word.
std::string loose_sound_of(std::string_view folded);

}  // namespace waymark::linkage
