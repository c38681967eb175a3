// SPDX-License-Identifier: MIT
#include "api/admin_fields.hpp"
#include "api/edge.hpp"
#include "api/openapi.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"
#include "base/text.hpp"
#include "codes/codes.hpp"
#include "incidents/assessment.hpp"
#include "incidents/right_care.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::SignedIn;

/// Every list, by name. Entries out of date are marked by their dates, so old records stay
/// readable.
/// The lists are large and seldom change, so a browser that has them asks whether they still hold.
Response get_codes(Act& act, const Request& request) {
    json::object lists;
    for (const auto& name : act.codes.lists())
        lists[name] = encode(act.codes.list(name));
    auto response = json_response(lists);
    response.etag = "\"" + sha256_hex(response.body).substr(0, 32) + "\"";
    response.headers["Cache-Control"] = "private, no-cache";
    if (request.header("if-none-match") == response.etag) {
        response.status = 304;
        response.body.clear();
    }
    return response;
}

Response get_map(Server& server, const Request&, const SignedIn*) {
    return json_response(json::object{
        {"has_background", server.map_credit.has_value()},
        {"credit", server.map_credit.value_or("")}});
}

Response get_right_care(Act& act, const Request&) {
    const auto* version = incidents::right_care_on(to_london(act.now).day);
    if (!version)
        return to_response(not_found("rcrp.none", "Right Care Right Person has not begun."));
    json::array types;
    for (const auto& type : version->call_types) {
        json::array questions;
        for (const auto& question : type.questions)
            questions.push_back(json::object{
                {"code", question.code},
                {"text", question.text},
                {"on_yes", question.on_yes},
                {"on_no", question.on_no}});
        types.push_back(json::object{
            {"code", type.code},
            {"questions", std::move(questions)},
            {"otherwise", type.otherwise},
            {"advice", type.advice}});
    }
    return json_response(json::object{
        {"valid_from", to_iso8601(version->valid_from)},
        {"threshold", version->threshold},
        {"call_types", std::move(types)},
        {"vulnerability_text", incidents::vulnerability_text}});
}

Response get_openapi(Server&, const Request&, const SignedIn*) {
    return json_response(openapi(all_routes()));
}

Response get_health(Server& server, const Request&, const SignedIn*) {
    server.place.database.read([](store::Transaction& transaction) {
        return sharing::is_set_up(transaction);
    });
    return json_response(json::object{{"status", "ready"}});
}

const Route routes[] = {
    {"GET", "/codes", "Every list of codes", Mode::read, {}, get_codes, nullptr, "", "Code[]{}"},
    {"GET",
     "/right-care",
     "The questions of Right Care Right Person",
     Mode::read,
     {},
     get_right_care},
    {"GET",
     "/map",
     "Whether the server has a background for maps, at /tiles/ZOOM/X/Y.png, and whom it is from",
     Mode::direct,
     {},
     nullptr,
     get_map},
    {"GET", "/openapi.json", "This document", Mode::open, {}, nullptr, get_openapi},
    {"GET",
     "/health",
     "Whether the server and its database are ready",
     Mode::open,
     {},
     nullptr,
     get_health},
};

}  // namespace

std::span<const Route> reference_routes() {
    return routes;
}

std::vector<Route> all_routes() {
    std::vector<Route> all;
    for (const auto part :
         {session_routes(),
          incident_routes(),
          people_routes(),
          sharing_routes(),
          admin_routes(),
          import_routes(),
          triage_routes(),
          service_routes(),
          assessment_routes(),
          detention_routes(),
          place_routes(),
          report_routes(),
          return_routes(),
          reference_routes()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace waymark::api
