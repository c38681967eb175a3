// SPDX-License-Identifier: MIT
#include "api/incident_fields.hpp"
#include "api/people_fields.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;

PersonId person_in(const Request& request) {
    return {request.at("id")};
}

Response post_search(Act& act, const Request& request) {
    const auto search = read<PersonSearch>(request.json);
    if (!search) return to_response(search.problem());
    return answer_with(people::search(act, people::read_query(search->text)));
}

Response post_person(Act& act, const Request& request) {
    auto wanted = read<NewPerson>(request.json);
    if (!wanted) return to_response(wanted.problem());
    auto added = people::add(act, std::move(wanted->person), wanted->not_same_as);
    if (!added) {
        // The fields were sent under "person", so that is where they are named.
        auto problem = added.problem();
        for (auto& field : problem.fields)
            field.field = "/person" + field.field;
        return to_response(problem);
    }
    auto response = json_response(encode(*added), 201);
    response.etag = etag_of(added->revision);
    return response;
}

Response post_duplicates(Act& act, const Request& request) {
    const auto person = read<people::Person>(request.json);
    if (!person) return to_response(person.problem());
    return answer_with(people::possible_duplicates(act, *person));
}

Response get_person(Act& act, const Request& request) {
    const auto person = people::open(act, person_in(request));
    if (!person) return to_response(person.problem());
    auto response = json_response(encode(*person));
    response.etag = etag_of(person->revision);
    return response;
}

Response put_person(Act& act, const Request& request) {
    auto wanted = read<people::Person>(request.json);
    if (!wanted) return to_response(wanted.problem());
    wanted->id = person_in(request);
    wanted->revision = *revision_in(request);
    const auto amended = people::amend(act, std::move(*wanted));
    if (!amended) return to_response(amended.problem());
    auto response = json_response(encode(*amended));
    response.etag = etag_of(amended->revision);
    return response;
}

Response get_incidents(Act& act, const Request& request) {
    return answer_with(incidents::incidents_of(act, person_in(request)));
}

const Route routes[] = {
    {"POST",
     "/people/search",
     "Find people by what was typed",
     Mode::read,
     Permission::see_person,
     post_search,
     nullptr,
     "PersonSearch",
     "PersonSummary[]"},
    {"POST",
     "/people/duplicates",
     "People already recorded who may be this one",
     Mode::read,
     Permission::see_person,
     post_duplicates,
     nullptr,
     "Person",
     "PersonSummary[]"},
    {"POST",
     "/people",
     "Add a person, after looking for them",
     Mode::change,
     Permission::record_person,
     post_person,
     nullptr,
     "NewPerson",
     "Person"},
    {"GET",
     "/people/{id}",
     "Open a person",
     Mode::read,
     Permission::see_person,
     get_person,
     nullptr,
     "",
     "Person"},
    {"PUT",
     "/people/{id}",
     "Replace what is said of a person",
     Mode::change,
     Permission::record_person,
     put_person,
     nullptr,
     "Person",
     "Person",
     "",
     Trait::needs_revision},
    {"GET",
     "/people/{id}/incidents",
     "A person's incidents",
     Mode::read,
     Permission::see_person,
     get_incidents,
     nullptr,
     "",
     "EarlierIncident[]"},
};

}  // namespace

std::span<const Route> people_routes() {
    return routes;
}

}  // namespace waymark::api
