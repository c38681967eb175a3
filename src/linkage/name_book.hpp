// SPDX-License-Identifier: MIT
#pragma once

// Every name there is among the people of an index, once, with what comparing needs of it.

#include "linkage/names.hpp"
#include "linkage/similarity.hpp"
#include "linkage/texts.hpp"

#include <cstdint>
#include <span>

namespace waymark::linkage {

/// Not to be added to by two threads at once, nor read while it is added to.
class NameBook {
public:
    explicit NameBook(const NameLists& lists) : lists_{lists} {}

    /// The number of a name, which is kept when it is new. Texts::empty of the empty one.
    TextId add(std::string_view name);
    /// Texts::missing where no such name is there.
    TextId find(std::string_view name) const { return texts_.find(name); }

    std::string_view operator[](TextId id) const { return texts_[id]; }
    const Letters& letters(TextId id) const { return about_[id].letters; }
    /// Of the sound of it; equal where two sound alike.
    std::uint64_t loose_sound(TextId id) const { return about_[id].loose; }
    /// The names it may stand for, itself among them.
    std::span<const TextId> usual(TextId id) const {
        return {usual_.data() + about_[id].usual, about_[id].usual_count};
    }

    std::size_t size() const { return texts_.size(); }
    std::size_t memory() const;  ///< Bytes, about.

private:
    struct About {
        Letters letters{};
        std::uint64_t loose = 0;
        bool is_known = false;
        std::uint32_t usual = 0;
        std::uint32_t usual_count = 0;
    };

    const NameLists& lists_;
    Texts texts_{};
    std::vector<About> about_{};
    std::vector<TextId> usual_{};
};

/// What loose_sound tells of a name that is in no book.
std::uint64_t loose_sound_number(std::string_view name);

}  // namespace waymark::linkage
