// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.hpp"
#include "base/time.hpp"
#include "base/words.hpp"

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace waymark::store {

/// What a column can hold: nothing, a whole number, a fraction or text. Moments are kept as
/// milliseconds since 1970 UTC, days as "YYYY-MM-DD", truths as 0 or 1, ids and enumerations as
/// text in their one spelling.
class Value {
public:
    Value() = default;
    Value(std::string text) : held_{std::move(text)} {}
    Value(std::string_view text) : held_{std::string{text}} {}
    Value(const char* text) : held_{std::string{text}} {}
    Value(std::integral auto number) : held_{static_cast<std::int64_t>(number)} {}
    Value(double fraction) : held_{fraction} {}
    Value(Instant at) : held_{static_cast<std::int64_t>(at.time_since_epoch().count())} {}
    Value(Day day) : held_{to_iso8601(day)} {}
    Value(Worded auto enumerator) : held_{std::string{word_for(enumerator)}} {}

    /// An id that names nothing is kept as nothing, so foreign keys hold.
    template <class Tag>
    Value(const Id<Tag>& id) {
        if (!id.empty()) held_ = id.text;
    }

    template <class T>
    Value(const std::optional<T>& maybe) : Value{maybe ? Value{*maybe} : Value{}} {}

    bool is_nothing() const { return std::holds_alternative<std::monostate>(held_); }
    bool is_text() const { return std::holds_alternative<std::string>(held_); }
    bool is_fraction() const { return std::holds_alternative<double>(held_); }
    const std::string& text() const { return std::get<std::string>(held_); }
    std::int64_t number() const { return std::get<std::int64_t>(held_); }
    double fraction() const {
        return is_fraction() ? std::get<double>(held_) : static_cast<double>(number());
    }

    friend bool operator==(const Value&, const Value&) = default;

private:
    std::variant<std::monostate, std::int64_t, double, std::string> held_;
};

/// Values by parameter name.
using Values = std::vector<std::pair<std::string_view, Value>>;

using Columns = std::vector<std::string>;

/// One row of an answer. Asking for a column it lacks, or as the wrong type, is a bug and throws.
class Row {
public:
    Row(std::shared_ptr<const Columns> columns, std::vector<Value> values)
        : columns_{std::move(columns)}, values_{std::move(values)} {}

    template <class T>
    T get(std::string_view column) const {
        return as<T>(at(column));
    }

    template <class T>
    std::optional<T> maybe(std::string_view column) const {
        const Value& value = at(column);
        if (value.is_nothing()) return std::nullopt;
        return as<T>(value);
    }

    /// Text, or the empty text where the column holds nothing.
    std::string text(std::string_view column) const {
        const Value& value = at(column);
        return value.is_nothing() ? std::string{} : value.text();
    }

    /// An id, or the id that names nothing where the column holds nothing.
    template <class T>
    T id(std::string_view column) const {
        return {text(column)};
    }

    const Columns& columns() const { return *columns_; }
    const std::vector<Value>& values() const { return values_; }

private:
    template <class T>
    static T as(const Value& value) {
        if constexpr (std::same_as<T, bool>)
            return value.number() != 0;
        else if constexpr (std::integral<T>)
            return static_cast<T>(value.number());
        else if constexpr (std::same_as<T, double>)
            return value.fraction();
        else if constexpr (Enumeration<T>)
            return from_word<T>(value.text()).value();
        else if constexpr (std::same_as<T, Instant>)
            return Instant{std::chrono::milliseconds{value.number()}};
        else if constexpr (std::same_as<T, Day>)
            return parse_day(value.text()).value();
        else
            return T{value.text()};
    }

    const Value& at(std::string_view column) const {
        // Columns are mostly read in the order they were selected, so look on from the last one.
        const std::size_t count = columns_->size();
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t here = (next_ + i) % count;
            if ((*columns_)[here] != column) continue;
            next_ = here + 1;
            return values_[here];
        }
        throw std::logic_error{"no column " + std::string{column}};
    }

    std::shared_ptr<const Columns> columns_;
    std::vector<Value> values_;
    mutable std::size_t next_ = 0;
};

}  // namespace waymark::store
