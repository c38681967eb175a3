// SPDX-License-Identifier: MIT
#pragma once

// What a measure counts, as a condition on the facts of one contact. Facts are named once, when the
// measures are read, so that a hundred thousand contacts are compared by bits. Pure.

#include <boost/json/value.hpp>

#include <array>
#include <bitset>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace waymark::impact {

inline constexpr std::size_t facts_max = 256;
inline constexpr std::size_t numbers_max = 16;

/// What is known of one contact, by the vocabulary's numbers.
struct Known {
    std::bitset<facts_max> facts{};
    std::array<double, numbers_max> numbers{};  ///< Not a number where it is not known.
};

/// Finds texts by a part of another without copying it.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
        return std::hash<std::string_view>{}(text);
    }
};

/// The facts that measures ask for. Others are passed over.
class Vocabulary {
public:
    /// The number of "field=value", or of "field" for its having any value; made if need be.
    std::size_t fact(std::string_view text);
    std::size_t number(std::string_view field);

    /// Nothing known yet.
    Known blank() const;
    /// Notes that `field` is `value`.
    void note(Known& known, std::string_view field, std::string_view value) const;
    void note(Known& known, std::string_view field, double value) const;
    bool has_number(std::string_view field) const { return numbers_.find(field) != numbers_.end(); }

private:
    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> facts_;
    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> numbers_;
};

/// Holds of a contact, or does not.
class Condition {
public:
    /// Holds of every contact.
    Condition() = default;
    /// "field=value", "field" for any value, {"all": […]}, {"any": […]} or {"not": …}. Throws on
    /// anything else.
    Condition(const boost::json::value& source, Vocabulary& vocabulary);

    bool holds(const Known& known) const;
    /// The fields it asks for, each once.
    const std::vector<std::string>& fields() const { return fields_; }

private:
    enum class Kind { all, any, none, fact };
    void add_field(const std::string& field);

    Kind kind_ = Kind::all;
    std::size_t fact_ = 0;
    std::vector<Condition> parts_{};
    std::vector<std::string> fields_{};
};

}  // namespace waymark::impact
