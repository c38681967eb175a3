// SPDX-License-Identifier: MIT
#include "linkage/person_facts.hpp"

#include "linkage/identifiers.hpp"

#include <algorithm>

namespace waymark::linkage {

namespace {

template <class List, class Value>
void keep(List& list, Value value) {
    if (list.size() < facts_max && std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(std::move(value));
}

/// The smallest area that a postcode's text says, as it is kept.
std::string place_in(std::string_view text) {
    const auto parts = postcode_parts(text);
    if (!parts || parts->is_placeholder) return {};
    return !parts->whole.empty()    ? parts->whole
           : !parts->sector.empty() ? parts->sector
                                    : parts->district;
}

}  // namespace

PersonFacts facts_of(const NameLists& lists, const WrittenPerson& person, int this_year) {
    PersonFacts facts;
    for (const auto& written : person.names) {
        auto words = person_words(lists, written.given, written.family);
        if (words.is_nobody()) continue;
        NameFacts name;
        if (!words.given.empty()) name.given = words.given[0];
        if (words.given.size() > 1) name.second = words.given[1];
        for (std::size_t i = 2; i < words.given.size() && i < facts_max; ++i)
            name.more.push_back(words.given[i]);
        if (!words.family.empty()) name.family = words.family[0];
        name.core = std::move(words.core);
        name.usual = std::move(words.usual);
        name.families = std::move(words.family);
        if (name.usual.size() > facts_max) name.usual.resize(facts_max);
        if (name.families.size() > facts_max) name.families.resize(facts_max);
        keep(facts.names, std::move(name));
    }
    if (const auto born = birth_date(person.born, this_year); born && !born->is_placeholder) {
        facts.born = born->date;
        facts.born_known = born->known;
    }
    for (const auto& text : person.postcodes)
        if (auto place = place_in(text); !place.empty()) keep(facts.postcodes, std::move(place));
    for (const auto& text : person.phones)
        if (auto number = phone_number(text)) keep(facts.phones, std::move(*number));
    for (const auto& text : person.nhs) {
        if (auto number = nhs_number(text))
            keep(facts.nhs, std::move(*number));
        else
            for (auto& near : nhs_numbers_near(text))
                keep(facts.nhs_near, std::move(near));
    }
    for (const auto& text : person.pnc)
        if (auto id = pnc_id(text, this_year)) keep(facts.pnc, std::move(*id));
    for (const auto& text : person.cro)
        if (auto id = cro_number(text)) keep(facts.cro, std::move(*id));
    return facts;
}

}  // namespace waymark::linkage
