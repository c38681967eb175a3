// SPDX-License-Identifier: MIT
#include "linkage/name_book.hpp"

#include "linkage/sounds.hpp"

#include <algorithm>
#include <unordered_set>

namespace waymark::linkage {

namespace {

/// Slips in a shorter word make another of too many.
constexpr std::size_t shortest_with_slips = 4;

struct Way {
    WordMatch match;
    KeyTable::Key key;
};

KeyTable::Key key_of_way(WordMatch match, std::string_view text) {
    constexpr std::uint64_t mix = 0x9E3779B97F4A7C15ULL;
    const auto hash = std::hash<std::string_view>{}(text) + static_cast<std::uint64_t>(match) * mix;
    return (hash ^ hash >> 32) * mix;
}

std::vector<Way> ways_to(const std::string& name) {
    std::vector<Way> ways;
    if (const auto sound = loose_sound_of(name); sound.size() > 1)
        ways.push_back({WordMatch::sound, key_of_way(WordMatch::sound, sound)});
    if (name.size() >= shortest_with_slips)
        for (const auto& slip : with_slips(name))
            ways.push_back({WordMatch::slip, key_of_way(WordMatch::slip, slip)});
    return ways;
}

}  // namespace

std::vector<std::string> with_slips(const std::string& text) {
    std::vector<std::string> slips{text};
    constexpr std::size_t shortest = 3;
    if (text.size() < shortest) return slips;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto one = text;
        one.erase(i, 1);
        slips.push_back(std::move(one));
    }
    std::sort(slips.begin(), slips.end());
    slips.erase(std::unique(slips.begin(), slips.end()), slips.end());
    return slips;
}

std::uint64_t loose_sound_number(std::string_view name) {
    return std::hash<std::string>{}(loose_sound_of(name));
}

TextId NameBook::add(std::string_view name) {
    const auto id = texts_.add(name);
    if (id < about_.size() && about_[id].is_known) return id;
    About about{letters_of(name), loose_sound_number(name), true};
    about.usual = static_cast<std::uint32_t>(usual_.size());
    for (const auto& usual : usual_names(lists_, name))
        usual_.push_back(texts_.add(usual));
    about.usual_count = static_cast<std::uint32_t>(usual_.size()) - about.usual;
    // Names it may stand for are texts too, whose own turn comes when they are added.
    about_.resize(texts_.size());
    about_[id] = about;
    if (!name.empty()) make_findable(id);
    return id;
}

void NameBook::make_findable(TextId id) {
    const auto name = texts_[id];
    in_order_.emplace(name, id);
    for (const auto& way : ways_to(std::string{name}))
        ways_in_.add(way.key, id);
    // Of a name in its own right, that it is one of those it may stand for is no news.
    for (const auto usual : this->usual(id))
        if (usual != id) ways_in_.add(key_of_way(WordMatch::usual, texts_[usual]), id);
}

std::vector<NameBook::Meant> NameBook::meant_by(std::string_view word) const {
    std::vector<Meant> meant;
    std::unordered_set<TextId> known;
    const auto add = [&](TextId name, WordMatch match) {
        if (known.insert(name).second) meant.push_back({name, match});
    };
    if (const auto whole = in_order_.find(word); whole != in_order_.end())
        add(whole->second, WordMatch::exact);
    const std::string text{word};
    for (const auto& usual : usual_names(lists_, text)) {
        if (const auto id = texts_.find(usual); id < about_.size() && about_[id].is_known)
            add(id, WordMatch::usual);
        for (const auto id : ways_in_.rows(key_of_way(WordMatch::usual, usual)))
            add(id, WordMatch::usual);
    }
    for (const auto match : {WordMatch::slip, WordMatch::sound})
        for (const auto& way : ways_to(text))
            if (way.match == match)
                for (const auto id : ways_in_.rows(way.key))
                    // That two leave the same does not say that they are one slip apart.
                    if (match == WordMatch::sound || damerau_levenshtein(texts_[id], word, 1) <= 1)
                        add(id, match);
    return meant;
}

std::size_t NameBook::memory() const {
    constexpr std::size_t an_ordered_name = 64;
    constexpr std::size_t a_text = 32;  // Its letters, and its place in two tables.
    return texts_.size() * a_text + about_.size() * sizeof(About) + usual_.size() * sizeof(TextId) +
           in_order_.size() * an_ordered_name + ways_in_.memory();
}

}  // namespace waymark::linkage
