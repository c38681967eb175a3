// SPDX-License-Identifier: MIT
#include "linkage/sounds.hpp"

#include <array>
#include <utility>

namespace waymark::linkage {

namespace {

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

bool is_vowel(char c) {
    return std::string_view{"aeiou"}.find(c) != std::string_view::npos;
}

std::string letters_in(std::string_view text) {
    std::string letters;
    for (const char c : text)
        if (is_letter(c)) letters += c;
    return letters;
}

using Pairs = std::pair<std::string_view, std::string_view>;

template <std::size_t count>
void change_begin(std::string& text, const std::array<Pairs, count>& changes) {
    for (const auto& [from, to] : changes)
        if (text.starts_with(from)) {
            text.replace(0, from.size(), to);
            return;
        }
}

template <std::size_t count>
void change_end(std::string& text, const std::array<Pairs, count>& changes) {
    for (const auto& [from, to] : changes)
        if (text.ends_with(from)) {
            text.replace(text.size() - from.size(), from.size(), to);
            return;
        }
}

/// What stands at a place, as the key has it; may change the letters after it too.
char sound_at(std::string& text, std::size_t at) {
    const auto here = [&](std::string_view what) {
        return text.compare(at, what.size(), what) == 0;
    };
    const auto put = [&](std::string_view what) { text.replace(at, what.size(), what); };
    const char before = text[at - 1], c = text[at];
    const char after = at + 1 < text.size() ? text[at + 1] : '\0';
    if (here("ev")) {
        put("af");
    } else if (is_vowel(c)) {
        text[at] = 'a';
    } else if (c == 'q') {
        text[at] = 'g';
    } else if (c == 'z') {
        text[at] = 's';
    } else if (c == 'm') {
        text[at] = 'n';
    } else if (here("kn")) {
        put("nn");
    } else if (c == 'k') {
        text[at] = 'c';
    } else if (here("sch")) {
        put("sss");
    } else if (here("ph")) {
        put("ff");
    } else if ((c == 'h' && (!is_vowel(before) || !is_vowel(after))) || (c == 'w' && is_vowel(before))) {
        text[at] = before;
    }
    return text[at];
}

}  // namespace

std::string sound_of(std::string_view folded) {
    auto text = letters_in(folded);
    if (text.empty()) return {};
    change_begin(
        text,
        std::array<Pairs, 6>{
            {{"mac", "mcc"}, {"kn", "nn"}, {"k", "c"}, {"ph", "ff"}, {"pf", "ff"}, {"sch", "sss"}}}
    );
    change_end(
        text,
        std::array<Pairs, 7>{
            {{"ee", "y"},
             {"ie", "y"},
             {"dt", "d"},
             {"rt", "d"},
             {"rd", "d"},
             {"nt", "d"},
             {"nd", "d"}}}
    );
    std::string key{text[0]};
    for (std::size_t at = 1; at < text.size(); ++at) {
        const auto sound = sound_at(text, at);
        if (sound != key.back()) key += sound;
    }
    if (key.size() > 1 && key.back() == 's') key.pop_back();
    if (key.size() > 2 && key.ends_with("ay")) key.replace(key.size() - 2, 2, "y");
    if (key.size() > 1 && key.back() == 'a') key.pop_back();
    return key;
}

std::string loose_sound_of(std::string_view folded) {
    const auto text = letters_in(folded);
    std::string key;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const char after = at + 1 < text.size() ? text[at + 1] : '\0';
        char sound = c;
        switch (c) {
        case 'a':
        case 'e':
        case 'i':
        case 'o':
        case 'u':
        case 'y': sound = at == 0 ? (c == 'y' && is_vowel(after) ? 'y' : 'a') : '\0'; break;
        // A breath after another sound, or at the end, is often left out.
        case 'h': sound = at == 0 ? 'h' : '\0'; break;
        case 'c': sound = after == 'h' ? 'j' : after == 'k' ? '\0' : 'k'; break;
        case 'q':
        case 'x': sound = 'k'; break;
        case 'p': sound = after == 'h' ? 'f' : 'p'; break;
        // After a vowel it is one more of them: "chowdhury", "dawood".
        case 'w': sound = at > 0 && is_vowel(text[at - 1]) ? '\0' : 'v'; break;
        case 'z': sound = 's'; break;
        default: break;
        }
        if (sound == '\0') continue;
        // Doubled, or the same sound again once a vowel between was left out at its side.
        if (at > 0 && !key.empty() && key.back() == sound && text[at - 1] == c) continue;
        key += sound;
    }
    return key;
}

}  // namespace waymark::linkage
