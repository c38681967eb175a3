// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::linkage {

/// A text of a table by number: equal texts have equal numbers, whatever column they stand in.
using TextId = std::uint32_t;

/// Every distinct text once. Not to be added to by two threads at once; reading is free.
class Texts {
public:
    static constexpr TextId missing = 0;  ///< No text at all, which is not the empty text.
    static constexpr TextId empty = 1;

    Texts();

    /// The number of a text, which is kept when it is new. Throws std::length_error beyond four
    /// thousand million texts.
    TextId add(std::string_view text);

    /// The number of a text that was added; `missing` of any other.
    TextId find(std::string_view text) const { return places_[place_of(text)]; }

    /// The text, valid as long as this object. Of `missing`, the empty text.
    std::string_view operator[](TextId id) const {
        const auto& [at, length] = entries_[id];
        return {at, length};
    }

    /// One more than the highest number.
    std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        const char* at;
        std::uint32_t length;
    };

    const char* keep(std::string_view text);
    void grow();
    std::size_t place_of(std::string_view text) const;

    std::vector<Entry> entries_;
    std::vector<TextId> places_;  ///< Open addressing; `missing` where nothing stands.
    std::deque<std::string> blocks_;
};

}  // namespace waymark::linkage
