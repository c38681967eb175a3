// SPDX-License-Identifier: MIT
#include "api/reading.hpp"
#include "api/routes.hpp"
#include "api/service_fields.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;

Response get_service(Act& act, const Request&) {
    return answer_with(triage::open_service(act));
}

Response put_service(Act& act, const Request& request) {
    auto service = read<triage::Service>(request.json);
    if (!service) return to_response(service.problem());
    return answer_with(triage::set_service(act, std::move(*service)));
}

Response post_member(Act& act, const Request& request) {
    auto member = read<triage::Member>(request.json);
    if (!member) return to_response(member.problem());
    return answer_with(triage::keep_member(act, std::move(*member)), 201);
}

Response put_member(Act& act, const Request& request) {
    auto member = read<triage::Member>(request.json);
    if (!member) return to_response(member.problem());
    member->id = {request.at("id")};
    return answer_with(triage::keep_member(act, std::move(*member)));
}

Response get_colleagues(Act& act, const Request&) {
    return answer_with(triage::colleagues(act));
}

Response post_duty(Act& act, const Request& request) {
    auto duty = read<triage::Duty>(request.json);
    if (!duty) return to_response(duty.problem());
    return answer_with(triage::add_duty(act, std::move(*duty)), 201);
}

Response delete_duty(Act& act, const Request& request) {
    return answer_done(triage::end_duty(act, {request.at("id")}));
}

Response post_call_back(Act& act, const Request& request) {
    auto promised = read<triage::CallBack>(request.json);
    if (!promised) return to_response(promised.problem());
    return answer_with(triage::promise(act, {request.at("id")}, std::move(*promised)), 201);
}

Response get_call_backs_of(Act& act, const Request& request) {
    return answer_with(triage::call_backs_of(act, {request.at("id")}));
}

Response get_call_backs(Act& act, const Request&) {
    return answer_with(triage::open_call_backs(act));
}

Response post_call_back_result(Act& act, const Request& request) {
    const auto form = read<CallBackResult>(request.json);
    if (!form) return to_response(form.problem());
    return answer_with(triage::end_call_back(act, {request.at("id")}, form->result));
}

constexpr auto manage_it = Permission::manage_triage;

const Route routes[] = {
    {"GET",
     "/triage/service",
     "The triage service, its pool, and its rota from yesterday on",
     Mode::read,
     Permission::see_triage,
     get_service,
     nullptr,
     "",
     "TriageServiceBook"},
    {"PUT",
     "/triage/service",
     "Say what the service is, when it works, and whom to ring out of hours",
     Mode::change,
     manage_it,
     put_service,
     nullptr,
     "TriageService",
     "TriageServiceBook"},
    {"POST",
     "/triage/members",
     "Add somebody to the pool",
     Mode::change,
     manage_it,
     post_member,
     nullptr,
     "TriageMember",
     "TriageMember"},
    {"PUT",
     "/triage/members/{id}",
     "Change what is said of somebody of the pool",
     Mode::change,
     manage_it,
     put_member,
     nullptr,
     "TriageMember",
     "TriageMember"},
    {"GET",
     "/triage/colleagues",
     "Who signs in here, of whatever agency, and so could belong to the pool",
     Mode::read,
     manage_it,
     get_colleagues,
     nullptr,
     "",
     "TriageColleague[]"},
    {"POST",
     "/triage/duties",
     "Put somebody on the rota, on duty or away",
     Mode::change,
     manage_it,
     post_duty,
     nullptr,
     "TriageDuty",
     "TriageDuty"},
    {"DELETE", "/triage/duties/{id}", "Take a duty back", Mode::change, manage_it, delete_duty},
    {"POST",
     "/incidents/{id}/call-backs",
     "Keep that somebody was promised a call",
     Mode::change,
     Permission::work_triage,
     post_call_back,
     nullptr,
     "TriageCallBack",
     "TriageCallBack"},
    {"GET",
     "/incidents/{id}/call-backs",
     "The calls that were promised about an incident",
     Mode::read,
     Permission::see_triage,
     get_call_backs_of,
     nullptr,
     "",
     "TriageCallBack[]"},
    {"GET",
     "/triage/call-backs",
     "The promised calls that are still to be made, the soonest first",
     Mode::read,
     Permission::see_triage,
     get_call_backs,
     nullptr,
     "",
     "TriageCallBack[]"},
    {"POST",
     "/triage/call-backs/{id}/result",
     "Say what came of a promised call",
     Mode::change,
     Permission::work_triage,
     post_call_back_result,
     nullptr,
     "TriageCallBackResult",
     "TriageCallBack"},
};

}  // namespace

std::span<const Route> service_routes() {
    return routes;
}

}  // namespace waymark::api
