// SPDX-License-Identifier: MIT
#include "impact/condition.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace waymark::impact {

namespace {

template <class Map>
std::size_t place_in(Map& map, std::string_view name, std::size_t max) {
    const auto [found, is_new] = map.try_emplace(std::string{name}, map.size());
    if (is_new && map.size() > max)
        throw std::logic_error{"the measures ask for more facts than a contact can hold"};
    return found->second;
}

}  // namespace

std::size_t Vocabulary::fact(std::string_view text) {
    return place_in(facts_, text, facts_max);
}

std::size_t Vocabulary::number(std::string_view field) {
    return place_in(numbers_, field, numbers_max);
}

Known Vocabulary::blank() const {
    Known known;
    known.numbers.fill(std::numeric_limits<double>::quiet_NaN());
    return known;
}

void Vocabulary::note(Known& known, std::string_view field, std::string_view value) const {
    if (const auto any = facts_.find(field); any != facts_.end()) known.facts.set(any->second);
    // Names and codes are short; this is asked some thirty times for each of many contacts.
    char text[128];
    if (field.size() + value.size() + 1 > sizeof text) return;
    auto* end = std::copy(field.begin(), field.end(), text);
    *end++ = '=';
    end = std::copy(value.begin(), value.end(), end);
    const auto found = facts_.find({text, static_cast<std::size_t>(end - text)});
    if (found != facts_.end()) known.facts.set(found->second);
}

void Vocabulary::note(Known& known, std::string_view field, double value) const {
    if (const auto any = facts_.find(field); any != facts_.end()) known.facts.set(any->second);
    if (const auto found = numbers_.find(field); found != numbers_.end())
        known.numbers[found->second] = value;
}

Condition::Condition(const boost::json::value& source, Vocabulary& vocabulary) {
    if (const auto* text = source.if_string()) {
        const std::string_view fact{text->data(), text->size()};
        kind_ = Kind::fact;
        fact_ = vocabulary.fact(fact);
        add_field(std::string{fact.substr(0, fact.find('='))});
        return;
    }
    const auto& object = source.as_object();
    if (object.size() != 1) throw std::logic_error{"a condition says one thing"};
    const auto& [name, inner] = *object.begin();
    if (name == "not") {
        kind_ = Kind::none;
        parts_.emplace_back(inner, vocabulary);
    } else if (name == "all" || name == "any") {
        kind_ = name == "all" ? Kind::all : Kind::any;
        for (const auto& part : inner.as_array())
            parts_.emplace_back(part, vocabulary);
    } else {
        throw std::logic_error{"no condition is called " + std::string{name}};
    }
    for (const auto& part : parts_)
        for (const auto& field : part.fields_)
            add_field(field);
}

bool Condition::holds(const Known& known) const {
    const auto holds_too = [&](const Condition& part) { return part.holds(known); };
    switch (kind_) {
    case Kind::fact: return known.facts.test(fact_);
    case Kind::all: return std::all_of(parts_.begin(), parts_.end(), holds_too);
    case Kind::any: return std::any_of(parts_.begin(), parts_.end(), holds_too);
    case Kind::none: return std::none_of(parts_.begin(), parts_.end(), holds_too);
    }
    return false;
}

void Condition::add_field(const std::string& field) {
    if (std::find(fields_.begin(), fields_.end(), field) == fields_.end()) fields_.push_back(field);
}

}  // namespace waymark::impact
