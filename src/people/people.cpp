// SPDX-License-Identifier: MIT
#include "people/people.hpp"

#include "people/finding.hpp"
#include "people/person_store.hpp"

#include <algorithm>

namespace waymark::people {

namespace {

using sharing::Act;
using sharing::Event;
using sharing::Permission;
using sharing::RecordKind;

Result<sharing::Grant> admit_to_person(
    Act& act, const PersonId& id, Permission permission, Event event
) {
    const auto record = record_of(act.transaction, id);
    if (!record) return not_found("person.not_found", "There is no such person.");
    return sharing::admit(act, *record, permission, event);
}

void note_shown(Act& act, const std::vector<PersonSummary>& people) {
    std::vector<std::string> ids;
    for (const auto& person : people)
        ids.push_back(person.id.text);
    sharing::note_listed(act, RecordKind::person, Event::search, ids);
}

/// Adds what is new among `wanted` and ends what is no longer there.
template <class Row, class Same>
void reconcile(
    Act& act,
    const sharing::Grant& grant,
    PersonStore::Part part,
    const std::vector<Row>& kept,
    std::vector<Row>& wanted,
    Same same
) {
    PersonStore store{act.transaction};
    for (const auto& old : kept)
        if (std::none_of(wanted.begin(), wanted.end(), [&](const Row& row) {
                return same(row, old);
            }))
            store.end(grant, part, old.id, act.now);
    for (auto& row : wanted) {
        const auto known =
            std::find_if(kept.begin(), kept.end(), [&](const Row& old) { return same(row, old); });
        if (known != kept.end()) {
            row.id = known->id;
            continue;
        }
        row.id = act.new_id();
        store.insert(act, PersonId{grant.id()}, row);
    }
}

template <class Row>
void name_rows(Act& act, std::vector<Row>& rows) {
    for (auto& row : rows)
        row.id = act.new_id();
}

}  // namespace

std::optional<sharing::Record> record_of(store::Transaction& transaction, const PersonId& id) {
    const auto owner = PersonStore{transaction}.owner_of(id);
    if (!owner) return std::nullopt;
    return sharing::Record{RecordKind::person, id.text, *owner};
}

Result<std::vector<PersonSummary>> search(Act& act, const PersonQuery& query) {
    const auto scope = sharing::admit_to_list(act, RecordKind::person, Permission::see_person);
    if (!scope) return scope.problem();
    if (query.is_empty()) return std::vector<PersonSummary>{};
    auto people = found_by(act, *scope, query);
    note_shown(act, people);
    return people;
}

Result<std::vector<PersonSummary>> possible_duplicates(Act& act, const Person& person) {
    const auto scope = sharing::admit_to_list(act, RecordKind::person, Permission::see_person);
    if (!scope) return scope.problem();
    auto people = alike(act, *scope, person, false);
    note_shown(act, people);
    return people;
}

Result<Person> add(Act& act, Person person, const std::vector<PersonId>& not_same_as) {
    const auto leave =
        sharing::admit_to(act, Permission::record_person, Event::collection, "person");
    if (!leave) return leave.problem();
    auto sound = checked(std::move(person), act.codes, to_london(act.now).day);
    if (!sound) return sound.problem();

    const auto scope = sharing::admit_to_list(act, RecordKind::person, Permission::see_person);
    if (!scope) return scope.problem();
    for (const auto& likely : alike(act, *scope, *sound, true))
        if (std::find(not_same_as.begin(), not_same_as.end(), likely.id) == not_same_as.end())
            return conflict(
                "person.may_exist",
                "Somebody like this is already recorded. Look at them first, and use that record "
                "or say that this is another person."
            );

    Person added = std::move(*sound);
    added.id = {act.new_id()};
    added.agency = act.caller.agency;
    added.revision = 1;
    name_rows(act, added.names);
    name_rows(act, added.addresses);
    name_rows(act, added.phones);
    name_rows(act, added.identifiers);
    PersonStore{act.transaction}.insert(act, added);
    for (auto& entry : act.trail)
        if (entry.event == Event::collection) entry.object_id = added.id.text;
    act.changed("person", added.id.text, "added");
    return added;
}

Result<Person> open(Act& act, const PersonId& id) {
    const auto grant = admit_to_person(act, id, Permission::see_person, Event::consultation);
    if (!grant) return grant.problem();
    return PersonStore{act.transaction}.find(*grant);
}

Result<Person> amend(Act& act, Person person) {
    const auto grant =
        admit_to_person(act, person.id, Permission::record_person, Event::alteration);
    if (!grant) return grant.problem();
    auto sound = checked(std::move(person), act.codes, to_london(act.now).day);
    if (!sound) return sound.problem();

    PersonStore store{act.transaction};
    const Person kept = store.find(*grant);
    Person wanted = std::move(*sound);
    wanted.agency = kept.agency;
    if (!store.save(*grant, wanted))
        return stale("person.changed", "Someone else has just changed this person. Load it again.");
    using Part = PersonStore::Part;
    reconcile(act, *grant, Part::name, kept.names, wanted.names, [](const auto& a, const auto& b) {
        return a.kind == b.kind && a.given == b.given && a.family == b.family;
    });
    reconcile(
        act,
        *grant,
        Part::address,
        kept.addresses,
        wanted.addresses,
        [](const auto& a, const auto& b) {
            return a.line == b.line && a.postcode == b.postcode && a.uprn == b.uprn &&
                   a.from_on == b.from_on && a.to_on == b.to_on;
        }
    );
    reconcile(
        act,
        *grant,
        Part::phone,
        kept.phones,
        wanted.phones,
        [](const auto& a, const auto& b) { return a.number == b.number; }
    );
    reconcile(
        act,
        *grant,
        Part::identifier,
        kept.identifiers,
        wanted.identifiers,
        [](const auto& a, const auto& b) { return a.kind == b.kind && a.value == b.value; }
    );
    ++wanted.revision;
    act.changed("person", wanted.id.text, "amended");
    return wanted;
}

PersonSummary summary_for(Act& act, const PersonId& id, const AgencyId& owner) {
    const sharing::Record record{RecordKind::person, id.text, owner};
    const auto grant = sharing::admit(act, record, Permission::see_person, Event::consultation);
    if (!grant) return {.id = id, .name = "Person not shown", .why = grant.problem().message};
    return PersonStore{act.transaction}.summary(id);
}

Result<std::vector<PersonSummary>> household(
    Act& act, const std::string& key, const std::optional<PersonId>& except
) {
    const auto scope = sharing::admit_to_list(act, RecordKind::person, Permission::see_person);
    if (!scope) return scope.problem();
    if (key.empty()) return std::vector<PersonSummary>{};
    PersonStore store{act.transaction};
    std::vector<PersonSummary> people;
    for (const auto& id :
         PersonSearchStore{act.transaction}.by_place(*scope, key, search_results_max)) {
        if (id == except) continue;
        people.push_back(store.summary(id));
    }
    note_shown(act, people);
    return people;
}

}  // namespace waymark::people
