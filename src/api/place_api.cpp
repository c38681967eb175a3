// SPDX-License-Identifier: MIT
#include "api/place_fields.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;

Response get_board(Act& act, const Request&) {
    return answer_with(detentions::board(act));
}

Response post_place(Act& act, const Request& request) {
    auto place = read<detentions::Place>(request.json);
    if (!place) return to_response(place.problem());
    return answer_with(detentions::keep_place(act, std::move(*place)), 201);
}

Response put_place(Act& act, const Request& request) {
    auto place = read<detentions::Place>(request.json);
    if (!place) return to_response(place.problem());
    place->id = {request.at("id")};
    return answer_with(detentions::keep_place(act, std::move(*place)));
}

Response post_word(Act& act, const Request& request) {
    auto word = read<detentions::Word>(request.json);
    if (!word) return to_response(word.problem());
    return answer_with(detentions::say_of_place(act, {request.at("id")}, std::move(*word)), 201);
}

Response get_police_time(Act& act, const Request& request) {
    return answer_with(ledger::police_time_of(act, {request.at("id")}));
}

Response post_delay(Act& act, const Request& request) {
    auto delay = read<ledger::Delay>(request.json);
    if (!delay) return to_response(delay.problem());
    return answer_with(ledger::say_delay(act, {request.at("id")}, std::move(*delay)), 201);
}

const Route routes[] = {
    {"GET",
     "/places-of-safety",
     "The board: each place of safety, how many more it can take and how old that is",
     Mode::read,
     Permission::see_places,
     get_board,
     nullptr,
     "",
     "SafetyPlaceOnBoard[]"},
    {"POST",
     "/places-of-safety",
     "Add a place of safety that your agency runs",
     Mode::change,
     Permission::manage_places,
     post_place,
     nullptr,
     "SafetyPlace",
     "SafetyPlaceOnBoard"},
    {"PUT",
     "/places-of-safety/{id}",
     "Change what is said of a place of safety",
     Mode::change,
     Permission::manage_places,
     put_place,
     nullptr,
     "SafetyPlace",
     "SafetyPlaceOnBoard"},
    {"POST",
     "/places-of-safety/{id}/words",
     "Say how many more a place of safety can take",
     Mode::change,
     Permission::report_place,
     post_word,
     nullptr,
     "SafetyPlaceWord",
     "SafetyPlaceOnBoard"},
    {"GET",
     "/incidents/{id}/police-time",
     "Where the time of police went, read from the times recorded",
     Mode::read,
     Permission::see_incident,
     get_police_time,
     nullptr,
     "",
     "PoliceTime"},
    {"POST",
     "/incidents/{id}/police-time/delays",
     "Say why a stage took long",
     Mode::change,
     Permission::record_detention,
     post_delay,
     nullptr,
     "PoliceDelay",
     "PoliceTime"},
};

}  // namespace

std::span<const Route> place_routes() {
    return routes;
}

}  // namespace waymark::api
