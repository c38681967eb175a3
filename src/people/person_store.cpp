// SPDX-License-Identifier: MIT
#include "people/person_store.hpp"

#include "base/text.hpp"

namespace waymark::people {

namespace {

using store::Sql;

constexpr Sql select_owner{"person.select_owner", "SELECT agency_id FROM person WHERE id = $id"};

constexpr Sql select_person{"person.select_one", R"(
    SELECT id, agency_id, born_on, born_precision, sex, gender, ethnicity, ethnicity_officer,
           interpreter, communication, revision
    FROM person WHERE id = $id
)"};

/// A row for each name, or one without; the postcode of the newest address.
constexpr Sql select_summary{"person.select_summary", R"(
    SELECT p.agency_id, p.born_on, p.born_precision, n.kind, n.given, n.family,
           (SELECT a.postcode FROM person_address a
            WHERE a.person_id = p.id AND a.ended_at IS NULL
            ORDER BY a.id DESC LIMIT 1) AS postcode
    FROM person p
    LEFT JOIN person_name n ON n.person_id = p.id AND n.ended_at IS NULL
    WHERE p.id = $id ORDER BY n.id LIMIT 100
)"};

constexpr Sql insert_person{"person.insert_one", R"(
    INSERT INTO person (id, agency_id, born_on, born_precision, sex, gender, ethnicity,
                        ethnicity_officer, interpreter, communication, created_at, created_by,
                        revision)
    VALUES ($id, $agency_id, $born_on, $born_precision, $sex, $gender, $ethnicity,
            $ethnicity_officer, $interpreter, $communication, $created_at, $created_by, $revision)
)"};

constexpr Sql update_person{"person.update_one", R"(
    UPDATE person
    SET born_on = $born_on, born_precision = $born_precision, sex = $sex, gender = $gender,
        ethnicity = $ethnicity, ethnicity_officer = $ethnicity_officer,
        interpreter = $interpreter, communication = $communication, revision = revision + 1
    WHERE id = $id AND revision = $revision
)"};

constexpr Sql select_names{"person_name.select_of", R"(
    SELECT id, kind, given, family FROM person_name
    WHERE person_id = $person_id AND ended_at IS NULL ORDER BY id LIMIT 100
)"};

constexpr Sql insert_name{"person_name.insert_one", R"(
    INSERT INTO person_name (id, person_id, kind, given, family, given_key, family_key, recorded_at)
    VALUES ($id, $person_id, $kind, $given, $family, $given_key, $family_key, $now)
)"};

constexpr Sql select_addresses{"person_address.select_of", R"(
    SELECT id, line, postcode, uprn, from_on, to_on FROM person_address
    WHERE person_id = $person_id AND ended_at IS NULL ORDER BY id DESC LIMIT 100
)"};

constexpr Sql insert_address{"person_address.insert_one", R"(
    INSERT INTO person_address (id, person_id, line, postcode, uprn, place_key, from_on, to_on,
                                recorded_at)
    VALUES ($id, $person_id, $line, $postcode, $uprn, $place_key, $from_on, $to_on, $now)
)"};

constexpr Sql select_phones{"person_phone.select_of", R"(
    SELECT id, number FROM person_phone
    WHERE person_id = $person_id AND ended_at IS NULL ORDER BY id DESC LIMIT 100
)"};

constexpr Sql insert_phone{"person_phone.insert_one", R"(
    INSERT INTO person_phone (id, person_id, number, recorded_at)
    VALUES ($id, $person_id, $number, $now)
)"};

constexpr Sql select_identifiers{"person_identifier.select_of", R"(
    SELECT id, kind, value FROM person_identifier
    WHERE person_id = $person_id AND ended_at IS NULL ORDER BY id LIMIT 100
)"};

constexpr Sql insert_identifier{"person_identifier.insert_one", R"(
    INSERT INTO person_identifier (id, person_id, kind, value, recorded_at)
    VALUES ($id, $person_id, $kind, $value, $now)
)"};

constexpr Sql end_name{"person_name.end_one", R"(
    UPDATE person_name SET ended_at = $now WHERE id = $id AND person_id = $person_id
)"};
constexpr Sql end_address{"person_address.end_one", R"(
    UPDATE person_address SET ended_at = $now WHERE id = $id AND person_id = $person_id
)"};
constexpr Sql end_phone{"person_phone.end_one", R"(
    UPDATE person_phone SET ended_at = $now WHERE id = $id AND person_id = $person_id
)"};
constexpr Sql end_identifier{"person_identifier.end_one", R"(
    UPDATE person_identifier SET ended_at = $now WHERE id = $id AND person_id = $person_id
)"};

const Sql& end_statement(PersonStore::Part part) {
    switch (part) {
    case PersonStore::Part::name: return end_name;
    case PersonStore::Part::address: return end_address;
    case PersonStore::Part::phone: return end_phone;
    case PersonStore::Part::identifier: return end_identifier;
    }
    throw std::logic_error{"unknown part of a person"};
}

store::Values values_of(const Person& person) {
    return {
        {"id", person.id},
        {"agency_id", person.agency},
        {"born_on", person.born_on},
        {"born_precision", person.born_precision},
        {"sex", person.sex},
        {"gender", person.gender},
        {"ethnicity", person.ethnicity},
        {"ethnicity_officer", person.ethnicity_officer},
        {"interpreter", person.interpreter},
        {"communication", person.communication},
        {"revision", person.revision},
    };
}

Person person_from(const store::Row& row) {
    Person person;
    person.id = row.get<PersonId>("id");
    person.agency = row.get<AgencyId>("agency_id");
    person.born_on = row.maybe<Day>("born_on");
    person.born_precision = row.get<BornPrecision>("born_precision");
    person.sex = row.text("sex");
    person.gender = row.text("gender");
    person.ethnicity = row.text("ethnicity");
    person.ethnicity_officer = row.text("ethnicity_officer");
    person.interpreter = row.text("interpreter");
    person.communication = row.text("communication");
    person.revision = row.get<std::int64_t>("revision");
    return person;
}

}  // namespace

std::optional<AgencyId> PersonStore::owner_of(const PersonId& id) {
    const auto rows = transaction_.query(select_owner, {{"id", id}});
    if (rows.empty()) return std::nullopt;
    return rows.front().get<AgencyId>("agency_id");
}

Person PersonStore::find(const sharing::Grant& grant) {
    const store::Values of{{"person_id", grant.id()}, {"id", grant.id()}};
    auto person = person_from(transaction_.query(select_person, of).at(0));
    for (const auto& row : transaction_.query(select_names, of))
        person.names.push_back(
            {row.text("id"), row.text("kind"), row.text("given"), row.text("family")}
        );
    for (const auto& row : transaction_.query(select_addresses, of))
        person.addresses.push_back(
            {row.text("id"),
             row.text("line"),
             row.text("postcode"),
             row.text("uprn"),
             row.maybe<Day>("from_on"),
             row.maybe<Day>("to_on")}
        );
    for (const auto& row : transaction_.query(select_phones, of))
        person.phones.push_back({row.text("id"), row.text("number")});
    for (const auto& row : transaction_.query(select_identifiers, of))
        person.identifiers.push_back({row.text("id"), row.text("kind"), row.text("value")});
    return person;
}

void PersonStore::insert(const sharing::Act& act, const Person& person) {
    auto values = values_of(person);
    values.emplace_back("created_at", act.now);
    values.emplace_back("created_by", act.caller.user);
    transaction_.run(insert_person, values);
    for (const auto& name : person.names)
        insert(act, person.id, name);
    for (const auto& address : person.addresses)
        insert(act, person.id, address);
    for (const auto& phone : person.phones)
        insert(act, person.id, phone);
    for (const auto& identifier : person.identifiers)
        insert(act, person.id, identifier);
}

bool PersonStore::save(const sharing::Grant& grant, const Person& person) {
    auto values = values_of(person);
    values.front() = {"id", grant.id()};
    return transaction_.run(update_person, values) == 1;
}

void PersonStore::insert(const sharing::Act& act, const PersonId& person, const PersonName& name) {
    transaction_.run(
        insert_name,
        {{"id", name.id},
         {"person_id", person},
         {"kind", name.kind},
         {"given", name.given},
         {"family", name.family},
         {"given_key", name_key(name.given)},
         {"family_key", name_key(name.family)},
         {"now", act.now}}
    );
}

void PersonStore::insert(
    const sharing::Act& act, const PersonId& person, const PersonAddress& address
) {
    transaction_.run(
        insert_address,
        {{"id", address.id},
         {"person_id", person},
         {"line", address.line},
         {"postcode", address.postcode},
         {"uprn", address.uprn},
         {"place_key", place_key(address.line, address.postcode, address.uprn)},
         {"from_on", address.from_on},
         {"to_on", address.to_on},
         {"now", act.now}}
    );
}

void PersonStore::insert(
    const sharing::Act& act, const PersonId& person, const PersonPhone& phone
) {
    transaction_.run(
        insert_phone,
        {{"id", phone.id}, {"person_id", person}, {"number", phone.number}, {"now", act.now}}
    );
}

void PersonStore::insert(
    const sharing::Act& act, const PersonId& person, const PersonIdentifier& identifier
) {
    transaction_.run(
        insert_identifier,
        {{"id", identifier.id},
         {"person_id", person},
         {"kind", identifier.kind},
         {"value", identifier.value},
         {"now", act.now}}
    );
}

void PersonStore::end(const sharing::Grant& grant, Part part, const std::string& id, Instant now) {
    transaction_.run(end_statement(part), {{"id", id}, {"person_id", grant.id()}, {"now", now}});
}

PersonSummary PersonStore::summary(const PersonId& id) {
    const auto rows = transaction_.query(select_summary, {{"id", id}});
    const auto& person = rows.at(0);
    std::vector<PersonName> names;
    for (const auto& row : rows)
        if (row.maybe<std::string>("kind"))
            names.push_back({{}, row.text("kind"), row.text("given"), row.text("family")});
    return {
        .id = id,
        .agency = person.get<AgencyId>("agency_id"),
        .name = display_name(names),
        .born_on = person.maybe<Day>("born_on"),
        .born_precision = person.get<BornPrecision>("born_precision"),
        .postcode = person.text("postcode"),
    };
}

}  // namespace waymark::people
