// SPDX-License-Identifier: MIT
#pragma once

// Every name there is among the people of an index, once, with what comparing needs of it.

#include "linkage/key_table.hpp"
#include "linkage/names.hpp"
#include "linkage/similarity.hpp"
#include "linkage/texts.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace waymark::linkage {

/// How a word that was typed is a name. Better ones are less.
enum class WordMatch : std::uint8_t {
    exact,
    beginning,
    usual,  ///< One is a short form of the other, or another spelling.
    slip,   ///< A letter more, less or other, or two that changed places.
    sound,
};

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

    /// The names a typed word may mean, best first, but for those that only begin with it; each
    /// once.
    struct Meant {
        TextId name;
        WordMatch match;
    };
    std::vector<Meant> meant_by(std::string_view word) const;

    /// Calls `with` for each name that begins with the word, itself among them, in the order of the
    /// alphabet, until it answers false.
    template <class With>
    void beginning_with(std::string_view word, With with) const {
        for (auto at = in_order_.lower_bound(word);
             at != in_order_.end() && at->first.starts_with(word) && with(at->second);
             ++at) {
        }
    }

    std::size_t size() const { return texts_.size(); }
    std::size_t memory() const;  ///< Bytes, about.

private:
    void make_findable(TextId id);

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
    std::map<std::string_view, TextId> in_order_{};  ///< Names that were added.
    KeyTable ways_in_{};  ///< By sound, by what they may stand for, with a letter left out.
};

/// The text, and it with each of its letters left out; itself alone where it is short. Two texts
/// between which lies one slip share one of these.
std::vector<std::string> with_slips(const std::string& text);

/// What loose_sound tells of a name that is in no book.
std::uint64_t loose_sound_number(std::string_view name);

}  // namespace waymark::linkage
