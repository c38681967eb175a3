// SPDX-License-Identifier: MIT
#pragma once

// How people travel.

#include "api/fields.hpp"
#include "people/people.hpp"

namespace waymark::api {

template <>
struct Fields<people::PersonName> {
    using T = people::PersonName;
    static constexpr std::string_view name = "PersonName";
    static constexpr auto list = std::tuple{
        field("id", &T::id),
        field("kind", &T::kind, "name_kind"),
        field("given", &T::given),
        field("family", &T::family)};
};

template <>
struct Fields<people::PersonAddress> {
    using T = people::PersonAddress;
    static constexpr std::string_view name = "PersonAddress";
    static constexpr auto list = std::tuple{
        field("id", &T::id),
        field("line", &T::line),
        field("postcode", &T::postcode),
        field("uprn", &T::uprn),
        field("from_on", &T::from_on),
        field("to_on", &T::to_on)};
};

template <>
struct Fields<people::PersonPhone> {
    using T = people::PersonPhone;
    static constexpr std::string_view name = "PersonPhone";
    static constexpr auto list = std::tuple{field("id", &T::id), field("number", &T::number)};
};

template <>
struct Fields<people::PersonIdentifier> {
    using T = people::PersonIdentifier;
    static constexpr std::string_view name = "PersonIdentifier";
    static constexpr auto list = std::tuple{
        field("id", &T::id), field("kind", &T::kind, "identifier_kind"), field("value", &T::value)};
};

template <>
struct Fields<people::Person> {
    using T = people::Person;
    static constexpr std::string_view name = "Person";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("agency_id", &T::agency),
        field("born_on", &T::born_on),
        field("born_precision", &T::born_precision),
        field("sex", &T::sex, "sex"),
        field("gender", &T::gender, "gender"),
        field("ethnicity", &T::ethnicity, "ethnicity"),
        field("ethnicity_officer", &T::ethnicity_officer, "ethnicity_officer"),
        field("interpreter", &T::interpreter),
        field("communication", &T::communication),
        field("names", &T::names),
        field("addresses", &T::addresses),
        field("phones", &T::phones),
        field("identifiers", &T::identifiers),
        out("revision", &T::revision)};
};

template <>
struct Fields<people::PersonSummary> {
    using T = people::PersonSummary;
    static constexpr std::string_view name = "PersonSummary";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("agency_id", &T::agency),
        out("name", &T::name),
        out("born_on", &T::born_on),
        out("born_precision", &T::born_precision),
        out("postcode", &T::postcode),
        out("why", &T::why),
        out("likeness", &T::likeness)};
};

/// A person to add, and the people already looked at who are somebody else.
struct NewPerson {
    people::Person person;
    std::vector<PersonId> not_same_as;
};

template <>
struct Fields<NewPerson> {
    using T = NewPerson;
    static constexpr std::string_view name = "NewPerson";
    static constexpr auto list =
        std::tuple{field("person", &T::person), field("not_same_as", &T::not_same_as)};
};

/// What was typed to find someone. Sent in a body: names have no place in an address.
struct PersonSearch {
    std::string text;
};

template <>
struct Fields<PersonSearch> {
    using T = PersonSearch;
    static constexpr std::string_view name = "PersonSearch";
    static constexpr auto list = std::tuple{field("text", &T::text)};
};

}  // namespace waymark::api
