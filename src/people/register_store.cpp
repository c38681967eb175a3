// SPDX-License-Identifier: MIT
#include "people/register_store.hpp"

#include <algorithm>

namespace waymark::people {

namespace {

using store::Sql;

constexpr Sql select_people{"register.select_people", R"(
    SELECT id, agency_id, born_on, born_precision FROM person
    WHERE id > $after ORDER BY id LIMIT $limit
)"};

constexpr Sql select_person{"register.select_person", R"(
    SELECT id, agency_id, born_on, born_precision FROM person WHERE id = $id
)"};

constexpr Sql select_more{"register.select_more", R"(
    SELECT id FROM person ORDER BY id LIMIT 1 OFFSET $count
)"};

// What was said of people between two ids, in order of person.

constexpr Sql select_names{"register.select_names", R"(
    SELECT person_id, kind, given, family FROM person_name
    WHERE person_id >= $first AND person_id <= $last AND ended_at IS NULL ORDER BY person_id, id
)"};

constexpr Sql select_addresses{"register.select_addresses", R"(
    SELECT person_id, line, postcode FROM person_address
    WHERE person_id >= $first AND person_id <= $last AND ended_at IS NULL
    ORDER BY person_id, id DESC
)"};

constexpr Sql select_phones{"register.select_phones", R"(
    SELECT person_id, number FROM person_phone
    WHERE person_id >= $first AND person_id <= $last AND ended_at IS NULL
    ORDER BY person_id, id DESC
)"};

constexpr Sql select_identifiers{"register.select_identifiers", R"(
    SELECT person_id, kind, value FROM person_identifier
    WHERE person_id >= $first AND person_id <= $last AND ended_at IS NULL ORDER BY person_id, id
)"};

constexpr Sql select_shares{"register.select_shares", R"(
    SELECT object_id AS person_id, to_agency_id FROM record_share
    WHERE object_id >= $first AND object_id <= $last AND ended_at IS NULL ORDER BY object_id
)"};

Registered registered_from(const store::Row& row) {
    Registered one;
    one.person.id = row.get<PersonId>("id");
    one.person.agency = row.get<AgencyId>("agency_id");
    one.person.born_on = row.maybe<Day>("born_on");
    one.person.born_precision = row.get<BornPrecision>("born_precision");
    one.seen_by.push_back(one.person.agency);
    return one;
}

}  // namespace

void RegisterStore::read_parts(std::vector<Registered>& people) {
    if (people.empty()) return;
    const store::Values between{
        {"first", people.front().person.id}, {"last", people.back().person.id}};
    const auto each = [&](const Sql& sql, auto take) {
        auto at = people.begin();
        transaction_.stream(sql, between, [&](const store::Row& row) {
            const auto& id = row.text("person_id");
            while (at != people.end() && at->person.id.text < id)
                ++at;
            if (at != people.end() && at->person.id.text == id) take(*at, row);
        });
    };
    each(select_names, [](Registered& one, const store::Row& row) {
        one.person.names.push_back({"", row.text("kind"), row.text("given"), row.text("family")});
    });
    each(select_addresses, [](Registered& one, const store::Row& row) {
        one.person.addresses.push_back({"", row.text("line"), row.text("postcode")});
    });
    each(select_phones, [](Registered& one, const store::Row& row) {
        one.person.phones.push_back({"", row.text("number")});
    });
    each(select_identifiers, [](Registered& one, const store::Row& row) {
        one.person.identifiers.push_back({"", row.text("kind"), row.text("value")});
    });
    each(select_shares, [](Registered& one, const store::Row& row) {
        one.seen_by.push_back(row.get<AgencyId>("to_agency_id"));
    });
}

std::vector<Registered> RegisterStore::page(const std::string& after, int limit) {
    std::vector<Registered> people;
    for (const auto& row : transaction_.query(select_people, {{"after", after}, {"limit", limit}}))
        people.push_back(registered_from(row));
    read_parts(people);
    return people;
}

std::vector<Registered> RegisterStore::one(const std::string& id) {
    std::vector<Registered> people;
    for (const auto& row : transaction_.query(select_person, {{"id", id}}))
        people.push_back(registered_from(row));
    read_parts(people);
    return people;
}

bool RegisterStore::has_more_than(int count) {
    return !transaction_.query(select_more, {{"count", count}}).empty();
}

}  // namespace waymark::people
