// SPDX-License-Identifier: MIT
#include "api/incident_fields.hpp"
#include "api/problem.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"
#include "exchange/incident_export.hpp"

#include <charconv>

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;

IncidentId incident_in(const Request& request) {
    return {request.at("id")};
}

Response whole_response(const incidents::Incident& incident, int status = 200) {
    auto response = json_response(encode(incident), status);
    response.etag = etag_of(incident.revision);
    return response;
}

Result<incidents::Filter> read_filter(const Request& request) {
    incidents::Filter filter;
    Problems wrong;
    filter.status = request.asked("status");
    filter.opening_category = request.asked("opening_category");
    filter.grade = request.asked("grade");
    filter.source = request.asked("source");
    filter.place_type = request.asked("place_type");
    filter.outcome = request.asked("outcome");
    filter.search = request.asked("search");
    filter.batch = request.asked("batch");
    filter.after = request.asked("after");
    if (const auto asked = request.asked("mhri"); asked == "yes" || asked == "no")
        filter.is_mhri = asked == "yes";
    else if (!asked.empty())
        wrong.push_back({"mhri", "unknown_code", "Choose yes or no."});
    const auto read_day = [&](const char* name, std::optional<Day>& into) {
        const auto asked = request.asked(name);
        if (asked.empty()) return;
        into = parse_day(asked);
        if (!into) wrong.push_back({name, "shape", "Give a date, like 2026-03-14."});
    };
    read_day("from", filter.from_on);
    read_day("to", filter.to_on);
    if (const auto asked = request.asked("limit"); !asked.empty()) {
        const auto [end, error] =
            std::from_chars(asked.data(), asked.data() + asked.size(), filter.limit);
        if (error != std::errc{} || end != asked.data() + asked.size())
            wrong.push_back({"limit", "type", "Give a whole number."});
    }
    if (!wrong.empty())
        return invalid("filter.invalid", "The list cannot be filtered like this.", wrong);
    return filter;
}

Response get_incidents(Act& act, const Request& request) {
    const auto filter = read_filter(request);
    if (!filter) return to_response(filter.problem());
    return answer_with(incidents::list(act, *filter));
}

Response get_export(Act& act, const Request& request) {
    const auto filter = read_filter(request);
    if (!filter) return to_response(filter.problem());
    const auto format = request.asked("format");
    if (format != "csv" && format != "xlsx")
        return to_response(invalid(
            "export.format", "Choose a format.", {{"format", "unknown_code", "Choose csv or xlsx."}}
        ));
    auto exported = exchange::export_incidents(
        act, *filter, format == "xlsx" ? exchange::Format::xlsx : exchange::Format::csv
    );
    if (!exported) return to_response(exported.problem());
    Response response{.body = std::move(*exported)};
    response.content_type =
        format == "csv" ? "text/csv; charset=utf-8"
                        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    response.headers["Content-Disposition"] = "attachment; filename=\"incidents." + format + "\"";
    return response;
}

Response post_incident(Act& act, const Request& request) {
    const auto first = read<incidents::Edit>(request.json);
    if (!first) return to_response(first.problem());
    const auto begun = incidents::begin(act, *first);
    if (!begun) return to_response(begun.problem());
    return whole_response(*begun, 201);
}

Response post_report(Act& act, const Request& request) {
    const auto report = read<incidents::Report>(request.json);
    if (!report) return to_response(report.problem());
    const auto recorded = incidents::report(act, *report);
    if (!recorded) return to_response(recorded.problem());
    return whole_response(*recorded, 201);
}

Response get_incident(Act& act, const Request& request) {
    const auto whole = incidents::open(act, incident_in(request));
    if (!whole) return to_response(whole.problem());
    auto response = json_response(encode(*whole));
    response.etag = etag_of(whole->incident.revision);
    return response;
}

Response patch_incident(Act& act, const Request& request) {
    const auto wanted = read<incidents::Edit>(request.json);
    if (!wanted) return to_response(wanted.problem());
    const auto amended =
        incidents::amend(act, incident_in(request), *revision_in(request), *wanted);
    if (!amended) return to_response(amended.problem());
    return whole_response(*amended);
}

Response post_record(Act& act, const Request& request) {
    const auto recorded = incidents::finish_recording(act, incident_in(request));
    if (!recorded) return to_response(recorded.problem());
    return whole_response(*recorded);
}

Response post_close(Act& act, const Request& request) {
    const auto ending = read<incidents::Ending>(request.json);
    if (!ending) return to_response(ending.problem());
    const auto closed = incidents::finish(act, incident_in(request), *ending);
    if (!closed) return to_response(closed.problem());
    return whole_response(*closed);
}

Response post_reopen(Act& act, const Request& request) {
    const auto reason = read<Reason>(request.json);
    if (!reason) return to_response(reason.problem());
    const auto again = incidents::begin_again(act, incident_in(request), reason->reason);
    if (!again) return to_response(again.problem());
    return whole_response(*again);
}

/// The handler of one kind of entry: read it, add it, give it back.
template <class T, auto action>
Response post_part(Act& act, const Request& request) {
    auto sent = read<T>(request.json);
    if (!sent) return to_response(sent.problem());
    return answer_with(action(act, incident_in(request), std::move(*sent)), 201);
}

template <class T, auto action>
Response put_part(Act& act, const Request& request) {
    const auto sent = read<T>(request.json);
    if (!sent) return to_response(sent.problem());
    return answer_done(action(act, incident_in(request), *sent));
}

Response put_markers(Act& act, const Request& request) {
    const auto wanted = read<incidents::MarkerSet>(request.json);
    if (!wanted) return to_response(wanted.problem());
    return answer_done(
        incidents::set_markers(act, incident_in(request), *revision_in(request), *wanted)
    );
}

Response get_repeats(Act& act, const Request& request) {
    return answer_with(incidents::repeats_of(act, incident_in(request)));
}

constexpr auto record_it = Permission::record_incident;
constexpr auto see_it = Permission::see_incident;
constexpr auto close_it = Permission::close_incident;

const Route routes[] = {
    {"GET",
     "/incidents",
     "List incidents by filter, newest first",
     Mode::read,
     see_it,
     get_incidents,
     nullptr,
     "",
     "IncidentPage",
     "status mhri opening_category grade source place_type outcome search batch from to after "
     "limit"},
    {"GET",
     "/incidents/export",
     "Export what a filter finds, as CSV or XLSX",
     Mode::read,
     Permission::export_list,
     get_export,
     nullptr,
     "",
     "",
     "format status mhri opening_category grade source place_type outcome search batch from to "
     "after limit",
     Trait::is_long},
    {"POST",
     "/incidents",
     "Begin a draft",
     Mode::change,
     record_it,
     post_incident,
     nullptr,
     "IncidentEdit",
     "Incident"},
    {"POST",
     "/incidents/reports",
     "Record a whole incident at once",
     Mode::change,
     record_it,
     post_report,
     nullptr,
     "IncidentReport",
     "Incident"},
    {"GET",
     "/incidents/{id}",
     "Open an incident",
     Mode::read,
     see_it,
     get_incident,
     nullptr,
     "",
     "IncidentWhole"},
    {"PATCH",
     "/incidents/{id}",
     "Save changed fields",
     Mode::change,
     record_it,
     patch_incident,
     nullptr,
     "IncidentEdit",
     "Incident",
     "",
     Trait::needs_revision},
    {"POST",
     "/incidents/{id}/record",
     "Turn a draft into a recorded incident",
     Mode::change,
     record_it,
     post_record,
     nullptr,
     "",
     "Incident"},
    {"POST",
     "/incidents/{id}/close",
     "Close with a coded outcome",
     Mode::change,
     close_it,
     post_close,
     nullptr,
     "Ending",
     "Incident"},
    {"POST",
     "/incidents/{id}/reopen",
     "Open a closed incident again",
     Mode::change,
     close_it,
     post_reopen,
     nullptr,
     "Reason",
     "Incident"},
    {"POST",
     "/incidents/{id}/notes",
     "Write a note",
     Mode::change,
     record_it,
     post_part<incidents::Note, incidents::write_note>,
     nullptr,
     "Note",
     "Note"},
    {"POST",
     "/incidents/{id}/mhri",
     "Judge whether it is mental-health related",
     Mode::change,
     record_it,
     post_part<incidents::Mhri, incidents::judge_mhri>,
     nullptr,
     "Mhri",
     "Mhri"},
    {"POST",
     "/incidents/{id}/thrive",
     "Assess by THRIVE",
     Mode::change,
     record_it,
     post_part<incidents::Thrive, incidents::assess_thrive>,
     nullptr,
     "Thrive",
     "Thrive"},
    {"POST",
     "/incidents/{id}/right-care",
     "Decide by Right Care Right Person",
     Mode::change,
     record_it,
     post_part<incidents::RightCare, incidents::decide_right_care>,
     nullptr,
     "RightCare",
     "RightCare"},
    {"POST",
     "/incidents/{id}/prompts",
     "Say whether advice was given",
     Mode::change,
     record_it,
     post_part<incidents::Prompt, incidents::answer_prompt>,
     nullptr,
     "Prompt",
     "Prompt"},
    {"PUT",
     "/incidents/{id}/markers",
     "Set qualifiers, conditions or vulnerabilities",
     Mode::change,
     record_it,
     put_markers,
     nullptr,
     "MarkerSet",
     "",
     "",
     Trait::needs_revision},
    {"POST",
     "/incidents/{id}/people",
     "Add a person with their part in it",
     Mode::change,
     record_it,
     put_part<incidents::Involvement, incidents::involve>,
     nullptr,
     "Involvement"},
    {"POST",
     "/incidents/{id}/people/remove",
     "Take a person off",
     Mode::change,
     record_it,
     put_part<incidents::Involvement, incidents::uninvolve>,
     nullptr,
     "Involvement"},
    {"GET",
     "/incidents/{id}/repeats",
     "Repeat-caller and household check",
     Mode::read,
     see_it,
     get_repeats,
     nullptr,
     "",
     "Repeats"},
};

}  // namespace

std::span<const Route> incident_routes() {
    return routes;
}

}  // namespace waymark::api
