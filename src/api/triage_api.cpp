// SPDX-License-Identifier: MIT
#include "api/problem.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"
#include "api/triage_fields.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;

Response course_response(const Result<triage::Course>& course, int status = 200) {
    if (!course) return to_response(course.problem());
    auto response = json_response(encode(*course), status);
    response.etag = etag_of(course->request.revision);
    return response;
}

Response post_request(Act& act, const Request& request) {
    const auto asked = read<triage::Asked>(request.json);
    if (!asked) return to_response(asked.problem());
    return course_response(triage::ask(act, {request.at("id")}, *asked), 201);
}

Response get_requests(Act& act, const Request& request) {
    return answer_with(triage::courses_of(act, {request.at("id")}));
}

Response get_desk(Act& act, const Request&) {
    return answer_with(triage::desk(act));
}

Response post_step(Act& act, const Request& request) {
    const auto form = read<triage::StepForm>(request.json);
    if (!form) return to_response(form.problem());
    return course_response(
        triage::take_step(act, {request.at("id")}, *revision_in(request), *form), 201
    );
}

Response post_correction(Act& act, const Request& request) {
    const auto correction = read<triage::TimeCorrection>(request.json);
    if (!correction) return to_response(correction.problem());
    return course_response(
        triage::correct_time(act, {request.at("id")}, *revision_in(request), *correction), 201
    );
}

Response post_unit(Act& act, const Request& request) {
    auto unit = read<triage::Unit>(request.json);
    if (!unit) return to_response(unit.problem());
    return answer_with(triage::add_unit(act, std::move(*unit)), 201);
}

Response post_status(Act& act, const Request& request) {
    const auto form = read<UnitStatusForm>(request.json);
    if (!form) return to_response(form.problem());
    return answer_done(triage::say_status(act, {request.at("id")}, form->status));
}

constexpr auto work_it = Permission::work_triage;

const Route routes[] = {
    {"POST",
     "/incidents/{id}/triage-requests",
     "Ask for the triage team",
     Mode::change,
     Permission::ask_triage,
     post_request,
     nullptr,
     "TriageAsked",
     "TriageCourse"},
    {"GET",
     "/incidents/{id}/triage-requests",
     "The requests of an incident, with their steps",
     Mode::read,
     Permission::see_triage,
     get_requests,
     nullptr,
     "",
     "TriageCourse[]"},
    {"GET",
     "/triage/desk",
     "The queue, first to be helped first, and the units",
     Mode::read,
     Permission::see_triage,
     get_desk,
     nullptr,
     "",
     "TriageDesk"},
    {"POST",
     "/triage/requests/{id}/steps",
     "Take the next step: allocate, accept, en route, at scene, clear, advise, give back, withdraw",
     Mode::change,
     work_it,
     post_step,
     nullptr,
     "TriageStepForm",
     "TriageCourse",
     "",
     Trait::needs_revision},
    {"POST",
     "/triage/requests/{id}/corrections",
     "Correct the time of a step; what was entered before stays",
     Mode::change,
     work_it,
     post_correction,
     nullptr,
     "TriageTimeCorrection",
     "TriageCourse",
     "",
     Trait::needs_revision},
    {"POST",
     "/triage/units",
     "Add a unit",
     Mode::change,
     Permission::manage_triage,
     post_unit,
     nullptr,
     "TriageUnit",
     "TriageUnit"},
    {"POST",
     "/triage/units/{id}/status",
     "Say what a unit is doing, or that it is still so",
     Mode::change,
     work_it,
     post_status,
     nullptr,
     "TriageUnitStatus"},
};

}  // namespace

std::span<const Route> triage_routes() {
    return routes;
}

}  // namespace waymark::api
