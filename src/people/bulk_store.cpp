// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "people/bulk.hpp"

namespace waymark::people {

namespace {

using Rows = std::vector<std::vector<store::Value>>;

const store::Table person_table{
    "person",
    {"id",
     "agency_id",
     "born_on",
     "born_precision",
     "sex",
     "gender",
     "ethnicity",
     "ethnicity_officer",
     "interpreter",
     "communication",
     "created_at",
     "created_by",
     "revision"}};
const store::Table name_table{
    "person_name",
    {"id", "person_id", "kind", "given", "family", "given_key", "family_key", "recorded_at"}};
const store::Table address_table{
    "person_address",
    {"id",
     "person_id",
     "line",
     "postcode",
     "uprn",
     "place_key",
     "from_on",
     "to_on",
     "recorded_at"}};
const store::Table phone_table{"person_phone", {"id", "person_id", "number", "recorded_at"}};
const store::Table identifier_table{
    "person_identifier", {"id", "person_id", "kind", "value", "recorded_at"}};

}  // namespace

void insert_bulk(
    store::Transaction& transaction, std::span<const Person> people, const UserId& by, Instant now
) {
    Rows persons, names, addresses, phones, identifiers;
    for (const auto& person : people) {
        persons.push_back(
            {person.id,
             person.agency,
             person.born_on,
             person.born_precision,
             person.sex,
             person.gender,
             person.ethnicity,
             person.ethnicity_officer,
             person.interpreter,
             person.communication,
             now,
             by,
             person.revision}
        );
        for (const auto& name : person.names)
            names.push_back(
                {name.id,
                 person.id,
                 name.kind,
                 name.given,
                 name.family,
                 name_key(name.given),
                 name_key(name.family),
                 now}
            );
        for (const auto& address : person.addresses)
            addresses.push_back(
                {address.id,
                 person.id,
                 address.line,
                 address.postcode,
                 address.uprn,
                 place_key(address.line, address.postcode, address.uprn),
                 address.from_on,
                 address.to_on,
                 now}
            );
        for (const auto& phone : person.phones)
            phones.push_back({phone.id, person.id, phone.number, now});
        for (const auto& identifier : person.identifiers)
            identifiers.push_back({identifier.id, person.id, identifier.kind, identifier.value, now}
            );
    }
    transaction.insert_many(person_table, persons);
    transaction.insert_many(name_table, names);
    transaction.insert_many(address_table, addresses);
    transaction.insert_many(phone_table, phones);
    transaction.insert_many(identifier_table, identifiers);
}

}  // namespace waymark::people
