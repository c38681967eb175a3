// SPDX-License-Identifier: MIT
#include "linkage/texts.hpp"

#include <limits>
#include <stdexcept>

namespace waymark::linkage {

namespace {

constexpr std::size_t block_bytes = 1 << 16;

}  // namespace

Texts::Texts() : places_(1 << 10, missing) {
    entries_.push_back({"", 0});
    entries_.push_back({"", 0});
    places_[place_of("")] = empty;
}

std::size_t Texts::place_of(std::string_view text) const {
    const auto mask = places_.size() - 1;
    auto place = std::hash<std::string_view>{}(text)&mask;
    while (places_[place] != missing && (*this)[places_[place]] != text)
        place = (place + 1) & mask;
    return place;
}

const char* Texts::keep(std::string_view text) {
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size()) {
        blocks_.emplace_back();
        blocks_.back().reserve(std::max(block_bytes, text.size()));
    }
    auto& block = blocks_.back();
    block.append(text);  // Within what was reserved, so that nothing moves.
    return block.data() + block.size() - text.size();
}

void Texts::grow() {
    places_.assign(places_.size() * 2, missing);
    for (TextId id = empty; id < entries_.size(); ++id)
        places_[place_of((*this)[id])] = id;
}

TextId Texts::add(std::string_view text) {
    const auto place = place_of(text);
    if (places_[place] != missing) return places_[place];
    if (entries_.size() >= std::numeric_limits<TextId>::max() ||
        text.size() > std::numeric_limits<std::uint32_t>::max())
        throw std::length_error{"there are more texts than have numbers"};
    const auto id = static_cast<TextId>(entries_.size());
    entries_.push_back({keep(text), static_cast<std::uint32_t>(text.size())});
    places_[place] = id;
    if (entries_.size() * 2 > places_.size()) grow();
    return id;
}

}  // namespace waymark::linkage
