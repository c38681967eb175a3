// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

namespace waymark {

/// The words an enumeration is stored, sent and shown as: one list, kept beside the enum as
/// `static constexpr std::pair<E, std::string_view> list[]`.
template <class E>
struct Words;

template <class E>
concept Enumeration = std::is_enum_v<E>;

/// An enumeration that has a word list, so that it can be stored and sent.
template <class E>
concept Worded = Enumeration<E> && requires {
    Words<E>::list;
};

template <Worded E>
constexpr std::string_view word_for(E value) {
    for (const auto& [candidate, word] : Words<E>::list)
        if (candidate == value) return word;
    throw std::logic_error{"an enumerator is missing from its word list"};
}

template <Worded E>
constexpr std::optional<E> from_word(std::string_view text) {
    for (const auto& [candidate, word] : Words<E>::list)
        if (word == text) return candidate;
    return std::nullopt;
}

}  // namespace waymark
