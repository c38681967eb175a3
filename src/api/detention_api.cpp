// SPDX-License-Identifier: MIT
#include "api/detention_fields.hpp"
#include "api/problem.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;

Response whole_response(const Result<detentions::Whole>& whole, int status = 200) {
    if (!whole) return to_response(whole.problem());
    auto response = json_response(encode(*whole), status);
    response.etag = etag_of(whole->detention.revision);
    return response;
}

Response post_consideration(Act& act, const Request& request) {
    const auto said = read<detentions::Consideration>(request.json);
    if (!said) return to_response(said.problem());
    return answer_with(detentions::consider(act, {request.at("id")}, *said), 201);
}

Response post_detention(Act& act, const Request& request) {
    const auto start = read<detentions::Start>(request.json);
    if (!start) return to_response(start.problem());
    return whole_response(detentions::start(act, {request.at("id")}, *start), 201);
}

Response get_of_incident(Act& act, const Request& request) {
    return answer_with(detentions::of_incident(act, {request.at("id")}));
}

Response get_held(Act& act, const Request&) {
    return answer_with(detentions::everyone_held(act));
}

Response get_detention(Act& act, const Request& request) {
    return whole_response(detentions::open(act, {request.at("id")}));
}

Response post_entry(Act& act, const Request& request) {
    const auto form = read<detentions::EntryForm>(request.json);
    if (!form) return to_response(form.problem());
    return whole_response(
        detentions::enter(act, {request.at("id")}, *revision_in(request), *form), 201
    );
}

Response post_correction(Act& act, const Request& request) {
    const auto form = read<detentions::TimeCorrection>(request.json);
    if (!form) return to_response(form.problem());
    return whole_response(
        detentions::correct_time(act, {request.at("id")}, *revision_in(request), *form), 201
    );
}

constexpr auto record = Permission::record_detention;
constexpr auto see = Permission::see_incident;

const Route routes[] = {
    {"POST",
     "/incidents/{id}/section-136",
     "Record that section 136 was considered and not used",
     Mode::change,
     record,
     post_consideration,
     nullptr,
     "S136Consideration",
     "S136Consideration"},
    {"GET",
     "/incidents/{id}/section-136",
     "What an incident holds of section 136 and 135: considered, used, and everything since",
     Mode::read,
     see,
     get_of_incident,
     nullptr,
     "",
     "IncidentDetentions"},
    {"POST",
     "/incidents/{id}/detentions",
     "Record that a power under section 135 or 136 was used",
     Mode::change,
     record,
     post_detention,
     nullptr,
     "DetentionStart",
     "DetentionWhole"},
    {"GET",
     "/detentions",
     "Everyone who is held, whose time ends first at the head",
     Mode::read,
     see,
     get_held,
     nullptr,
     "",
     "DetentionWhole[]"},
    {"GET",
     "/detentions/{id}",
     "A detention with its clocks, its history and how it stands against each rule",
     Mode::read,
     see,
     get_detention,
     nullptr,
     "",
     "DetentionWhole"},
    {"POST",
     "/detentions/{id}/entries",
     "Record what happened next",
     Mode::change,
     record,
     post_entry,
     nullptr,
     "DetentionEntryForm",
     "DetentionWhole",
     "",
     Trait::needs_revision},
    {"POST",
     "/detentions/{id}/corrections",
     "Correct the time of an entry; what was entered before stays",
     Mode::change,
     record,
     post_correction,
     nullptr,
     "DetentionTimeCorrection",
     "DetentionWhole",
     "",
     Trait::needs_revision},
};

}  // namespace

std::span<const Route> detention_routes() {
    return routes;
}

}  // namespace waymark::api
