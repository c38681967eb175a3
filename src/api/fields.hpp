// SPDX-License-Identifier: MIT
#pragma once

// One declaration for each type that travels: `Fields<T>::list` names its fields once, and from it
// come decoding (all errors at once, each with a JSON pointer), encoding, and the OpenAPI schema.

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "base/words.hpp"

#include <boost/json.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace waymark::api {

namespace json = boost::json;
using Problems = std::vector<FieldProblem>;

/// Specialise with `name` and a tuple `list` of `field(…)`.
template <class T>
struct Fields;

template <class T>
concept Described = requires {
    Fields<T>::list;
};

enum class Use {
    both,
    out,  ///< Given back, and refused when it is sent.
};

template <class T, class M>
struct Field {
    std::string_view name;
    M T::*member;
    Use use;
    std::string_view code_list;  ///< For the OpenAPI document: the list its values come from.
};

template <class T, class M>
constexpr Field<T, M> field(std::string_view name, M T::*member, std::string_view code_list = {}) {
    return {name, member, Use::both, code_list};
}

template <class T, class M>
constexpr Field<T, M> out(std::string_view name, M T::*member, std::string_view code_list = {}) {
    return {name, member, Use::out, code_list};
}

inline constexpr std::size_t text_length_max = 20000;
inline constexpr std::size_t list_length_max = 1000;

// Decoding. Each overload either fills `into` or adds to `wrong`.

inline void wrong_type(Problems& wrong, const std::string& at, const char* message) {
    wrong.push_back({at, "type", message});
}

void decode(const json::value& value, const std::string& at, Problems& wrong, std::string& into);
void decode(const json::value& value, const std::string& at, Problems& wrong, bool& into);
void decode(const json::value& value, const std::string& at, Problems& wrong, double& into);
void decode(const json::value& value, const std::string& at, Problems& wrong, std::int64_t& into);
void decode(const json::value& value, const std::string& at, Problems& wrong, int& into);
void decode(const json::value& value, const std::string& at, Problems& wrong, Instant& into);
void decode(const json::value& value, const std::string& at, Problems& wrong, Day& into);

template <class Tag>
void decode(const json::value& value, const std::string& at, Problems& wrong, Id<Tag>& into) {
    // As it is given: an id that names nothing.
    if (value.is_null()) {
        into = {};
        return;
    }
    std::string text;
    const auto before = wrong.size();
    decode(value, at, wrong, text);
    if (wrong.size() == before && !is_uuid(text))
        wrong.push_back({at, "shape", "This is not an id."});
    into.text = std::move(text);
}

template <Worded E>
void decode(const json::value& value, const std::string& at, Problems& wrong, E& into) {
    const auto* text = value.if_string();
    const auto found = text ? from_word<E>({text->data(), text->size()}) : std::nullopt;
    if (found)
        into = *found;
    else
        wrong.push_back({at, "unknown_code", "Choose one from the list."});
}

template <Described T>
void decode(const json::value& value, const std::string& at, Problems& wrong, T& into);

/// Specialise with `decode`, `encode` and `schema` for a type of the standard library that travels
/// in a shape of its own.
template <class T>
struct Codec;

template <class T>
concept Coded = requires {
    Codec<T>::schema();
};

template <Coded T>
void decode(const json::value& value, const std::string& at, Problems& wrong, T& into) {
    Codec<T>::decode(value, at, wrong, into);
}

template <class T>
void decode(
    const json::value& value, const std::string& at, Problems& wrong, std::optional<T>& into
) {
    if (value.is_null()) {
        into.reset();
        return;
    }
    into.emplace();
    decode(value, at, wrong, *into);
}

template <class T>
void decode(
    const json::value& value, const std::string& at, Problems& wrong, std::vector<T>& into
) {
    const auto* items = value.if_array();
    if (!items) return wrong_type(wrong, at, "Give a list.");
    if (items->size() > list_length_max) return wrong_type(wrong, at, "This list is too long.");
    into.clear();
    for (std::size_t i = 0; i < items->size(); ++i) {
        T item{};
        decode((*items)[i], at + "/" + std::to_string(i), wrong, item);
        into.push_back(std::move(item));
    }
}

template <Described T>
void decode(const json::value& value, const std::string& at, Problems& wrong, T& into) {
    const auto* object = value.if_object();
    if (!object) return wrong_type(wrong, at, "Give an object.");
    std::size_t known = 0;
    const auto take = [&](const auto& one) {
        const auto* found = object->if_contains(one.name);
        if (!found) return;
        ++known;
        const auto here = at + "/" + std::string{one.name};
        if (one.use == Use::out)
            wrong.push_back({here, "read_only", "Waymark sets this; leave it out."});
        else
            decode(*found, here, wrong, into.*one.member);
    };
    std::apply([&](const auto&... one) { (take(one), ...); }, Fields<T>::list);
    if (known == object->size()) return;
    for (const auto& pair : *object) {
        const std::string_view key = pair.key();
        bool is_field = false;
        std::apply(
            [&](const auto&... one) { ((is_field = is_field || key == one.name), ...); },
            Fields<T>::list
        );
        if (!is_field)
            wrong.push_back(
                {at + "/" + std::string{key}, "unknown", "There is no field of this name."}
            );
    }
}

/// The body as a T, or every field that is wrong.
template <Described T>
Result<T> read(const json::value& body) {
    Problems wrong;
    T value{};
    decode(body, "", wrong, value);
    if (!wrong.empty()) return invalid("body.invalid", "Some fields are wrong.", std::move(wrong));
    return value;
}

// Encoding.

inline json::value encode(const std::string& text) {
    return json::value(text);
}
inline json::value encode(bool truth) {
    return json::value(truth);
}
inline json::value encode(double number) {
    return json::value(number);
}
inline json::value encode(std::int64_t number) {
    return json::value(number);
}
inline json::value encode(int number) {
    return json::value(number);
}
inline json::value encode(Instant at) {
    return json::value(to_iso8601(at));
}
inline json::value encode(Day day) {
    return json::value(to_iso8601(day));
}

/// An id that names nothing is null.
template <class Tag>
json::value encode(const Id<Tag>& id) {
    return id.empty() ? json::value(nullptr) : json::value(id.text);
}

template <Worded E>
json::value encode(E value) {
    return json::value(word_for(value));
}

template <Described T>
json::value encode(const T& value);

template <Coded T>
json::value encode(const T& value) {
    return Codec<T>::encode(value);
}

template <class T>
json::value encode(const std::vector<T>& items);

template <class T>
json::value encode(const std::optional<T>& maybe) {
    return maybe ? encode(*maybe) : json::value(nullptr);
}

template <class T>
json::value encode(const std::vector<T>& items) {
    json::array array;
    array.reserve(items.size());
    for (const auto& item : items)
        array.push_back(encode(item));
    return array;
}

template <Described T>
json::value encode(const T& value) {
    json::object object;
    std::apply(
        [&](const auto&... one) {
            object.reserve(sizeof...(one));
            (object.emplace(one.name, encode(value.*one.member)), ...);
        },
        Fields<T>::list
    );
    return object;
}

// The OpenAPI 3.1 schema.

json::object text_schema();
template <class T>
struct Schema;

template <>
struct Schema<std::string> {
    static json::value of() { return text_schema(); }
};
template <>
struct Schema<bool> {
    static json::value of() { return json::object{{"type", "boolean"}}; }
};
template <>
struct Schema<double> {
    static json::value of() { return json::object{{"type", "number"}}; }
};
template <std::integral I>
struct Schema<I> {
    static json::value of() { return json::object{{"type", "integer"}}; }
};
template <>
struct Schema<Instant> {
    static json::value of() { return json::object{{"type", "string"}, {"format", "date-time"}}; }
};
template <>
struct Schema<Day> {
    static json::value of() { return json::object{{"type", "string"}, {"format", "date"}}; }
};
template <class Tag>
struct Schema<Id<Tag>> {
    static json::value of() {
        return json::object{{"type", json::array{"string", "null"}}, {"format", "uuid"}};
    }
};
template <Worded E>
struct Schema<E> {
    static json::value of() {
        json::array words;
        for (const auto& [value, word] : Words<E>::list)
            words.emplace_back(word);
        return json::object{{"type", "string"}, {"enum", words}};
    }
};
template <class T>
struct Schema<std::optional<T>> {
    static json::value of() {
        return json::object{
            {"anyOf", json::array{Schema<T>::of(), json::object{{"type", "null"}}}}};
    }
};
template <class T>
struct Schema<std::vector<T>> {
    static json::value of() { return json::object{{"type", "array"}, {"items", Schema<T>::of()}}; }
};
template <Coded T>
struct Schema<T> {
    static json::value of() { return Codec<T>::schema(); }
};
template <Described T>
struct Schema<T> {
    static json::value of() {
        return json::object{{"$ref", "#/components/schemas/" + std::string{Fields<T>::name}}};
    }
};

/// The schema of a described type, for the document's components.
template <Described T>
json::object component() {
    json::object properties;
    const auto add = [&](const auto& one) {
        using M = std::remove_cvref_t<decltype(std::declval<T>().*one.member)>;
        json::value schema = Schema<M>::of();
        auto& object = schema.as_object();
        if (one.use == Use::out) object["readOnly"] = true;
        if (!one.code_list.empty()) object["x-code-list"] = one.code_list;
        properties[one.name] = std::move(schema);
    };
    std::apply([&](const auto&... one) { (add(one), ...); }, Fields<T>::list);
    return {
        {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

}  // namespace waymark::api
