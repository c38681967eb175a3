// SPDX-License-Identifier: MIT
#include "linkage/name_book.hpp"

#include "linkage/sounds.hpp"

namespace waymark::linkage {

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
    return id;
}

std::size_t NameBook::memory() const {
    constexpr std::size_t a_text = 32;  // Its letters, and its place in two tables.
    return texts_.size() * a_text + about_.size() * sizeof(About) + usual_.size() * sizeof(TextId);
}

}  // namespace waymark::linkage
