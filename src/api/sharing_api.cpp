// SPDX-License-Identifier: MIT
#include "api/admin_fields.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"
#include "incidents/incidents.hpp"
#include "people/people.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;

std::optional<sharing::Record> incident_record(Act& act, const Request& request) {
    return incidents::record_of(act.transaction, {request.at("id")});
}

std::optional<sharing::Record> person_record(Act& act, const Request& request) {
    return people::record_of(act.transaction, {request.at("id")});
}

template <auto find_record>
Response post_share(Act& act, const Request& request) {
    const auto form = read<ShareForm>(request.json);
    if (!form) return to_response(form.problem());
    const auto record = find_record(act, request);
    if (!record) return to_response(not_found("share.not_found", "There is no such record."));
    return answer_done(sharing::share(act, *record, form->agency, form->reason));
}

template <auto find_record>
Response delete_share(Act& act, const Request& request) {
    const auto record = find_record(act, request);
    if (!record) return to_response(not_found("share.not_found", "There is no such record."));
    return answer_done(sharing::end_share(act, *record, {request.at("agency_id")}));
}

Response get_audit(Act& act, const Request& request) {
    return answer_with(sharing::read_trail(act, request.asked("object")));
}

Response get_changes(Act& act, const Request& request) {
    return answer_with(sharing::read_feed(act, request.asked("since")));
}

Response get_views(Act& act, const Request& request) {
    return json_response(encode(sharing::saved_views(act, request.asked("page"))));
}

Response post_view(Act& act, const Request& request) {
    auto view = read<sharing::SavedView>(request.json);
    if (!view) return to_response(view.problem());
    return answer_with(sharing::save_view(act, std::move(*view)), 201);
}

Response delete_view(Act& act, const Request& request) {
    return answer_done(sharing::drop_view(act, request.at("id")));
}

const Route routes[] = {
    {"POST",
     "/incidents/{id}/shares",
     "Show an incident to a partner",
     Mode::change,
     Permission::share_record,
     post_share<incident_record>,
     nullptr,
     "Share"},
    {"DELETE",
     "/incidents/{id}/shares/{agency_id}",
     "Stop showing an incident to a partner",
     Mode::change,
     Permission::share_record,
     delete_share<incident_record>},
    {"POST",
     "/people/{id}/shares",
     "Show a person to a partner",
     Mode::change,
     Permission::share_record,
     post_share<person_record>,
     nullptr,
     "Share"},
    {"DELETE",
     "/people/{id}/shares/{agency_id}",
     "Stop showing a person to a partner",
     Mode::change,
     Permission::share_record,
     delete_share<person_record>},
    {"GET",
     "/audit",
     "The audit trail of your agency",
     Mode::read,
     Permission::see_audit,
     get_audit,
     nullptr,
     "",
     "TrailLine[]",
     "object",
     Trait::is_long},
    {"GET",
     "/changes",
     "What changed in your agency since a position",
     Mode::read,
     Permission::see_incident,
     get_changes,
     nullptr,
     "",
     "FeedPage",
     "since"},
    {"GET",
     "/views",
     "Your saved views of a page",
     Mode::read,
     {},
     get_views,
     nullptr,
     "",
     "SavedView[]",
     "page"},
    {"POST",
     "/views",
     "Save a view",
     Mode::change,
     {},
     post_view,
     nullptr,
     "SavedView",
     "SavedView"},
    {"DELETE", "/views/{id}", "Drop a saved view", Mode::change, {}, delete_view},
};

}  // namespace

std::span<const Route> sharing_routes() {
    return routes;
}

}  // namespace waymark::api
