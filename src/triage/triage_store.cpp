// SPDX-License-Identifier: MIT
#include "triage/triage_store.hpp"

#include "triage/kept_text.hpp"

namespace waymark::triage {

namespace {

using store::Sql;

constexpr Sql insert_request{"triage_request.insert_one", R"(
    INSERT INTO triage_request (id, agency_id, incident_id, route, is_s136_considered, reasons,
                                note, requested_at, requested_by, stage, unit_id, revision)
    VALUES ($id, $agency_id, $incident_id, $route, $is_s136_considered, $reasons, $note,
            $requested_at, $requested_by, $stage, $unit_id, $revision)
)"};

constexpr Sql update_request{"triage_request.update_one", R"(
    UPDATE triage_request SET stage = $stage, unit_id = $unit_id, revision = revision + 1
    WHERE id = $id AND revision = $revision
)"};

constexpr Sql select_request{"triage_request.select_one", R"(
    SELECT id, agency_id, incident_id, route, is_s136_considered, reasons, note, requested_at,
           requested_by, stage, unit_id, revision
    FROM triage_request WHERE id = $id
)"};

constexpr Sql select_of_incident{"triage_request.select_of", R"(
    SELECT id, agency_id, incident_id, route, is_s136_considered, reasons, note, requested_at,
           requested_by, stage, unit_id, revision
    FROM triage_request WHERE incident_id = $incident_id ORDER BY requested_at DESC, id DESC
    LIMIT 100
)"};

constexpr Sql select_open_of{"triage_request.select_open_of", R"(
    SELECT 1 AS one FROM triage_request
    WHERE incident_id = $incident_id
      AND stage IN ('waiting', 'allocated', 'accepted', 'en_route', 'at_scene')
)"};

constexpr Sql select_queue{"triage_request.select_queue", R"(
    SELECT r.id, r.agency_id, r.incident_id, r.route, r.is_s136_considered, r.reasons, r.note,
           r.requested_at, r.requested_by, r.stage, r.unit_id, r.revision,
           COALESCE(i.reference, i.source_key, '') AS reference, i.opening_category, i.location_text, i.postcode, i.grade, i.lat, i.lon,
           u.call_sign
    FROM triage_request r
    JOIN incident i ON i.id = r.incident_id
    LEFT JOIN triage_unit u ON u.id = r.unit_id
    WHERE (r.agency_id = $agency_id
           OR EXISTS (SELECT 1 FROM record_share s
                      WHERE s.object_kind = 'incident' AND s.object_id = r.incident_id
                        AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
      AND r.stage IN ('waiting', 'allocated', 'accepted', 'en_route', 'at_scene')
    ORDER BY r.requested_at LIMIT 1000
)"};

constexpr Sql insert_step{"triage_step.insert_one", R"(
    INSERT INTO triage_step (request_id, number, id, stage, at, is_typed, unit_id, reason, advice,
                             corrects_id, entered_at, entered_by)
    VALUES ($request_id, $number, $id, $stage, $at, $is_typed, $unit_id, $reason, $advice,
            $corrects_id, $entered_at, $entered_by)
)"};

constexpr Sql select_steps{"triage_step.select_of", R"(
    SELECT number, id, stage, at, is_typed, unit_id, reason, advice, corrects_id, entered_at,
           entered_by
    FROM triage_step WHERE request_id = $request_id ORDER BY number LIMIT 500
)"};

// The open requests first, which are few: left to itself SQLite reads every step there ever was.
constexpr Sql select_steps_of_open{"triage_step.select_of_open", R"(
    SELECT s.request_id, s.number, s.id, s.stage, s.at, s.is_typed, s.unit_id, s.reason,
           s.advice, s.corrects_id, s.entered_at, s.entered_by
    FROM triage_request r CROSS JOIN triage_step s
    WHERE s.request_id = r.id
      AND (r.agency_id = $agency_id
           OR EXISTS (SELECT 1 FROM record_share h
                      WHERE h.object_kind = 'incident' AND h.object_id = r.incident_id
                        AND h.to_agency_id = $agency_id AND h.ended_at IS NULL))
      AND r.stage IN ('waiting', 'allocated', 'accepted', 'en_route', 'at_scene')
    ORDER BY r.requested_at, s.number
)"};

constexpr Sql insert_unit{"triage_unit.insert_one", R"(
    INSERT INTO triage_unit (id, agency_id, call_sign, kind, status, status_at, status_by,
                             is_active, revision)
    VALUES ($id, $agency_id, $call_sign, $kind, $status, $now, $user_id, 1, 1)
)"};

constexpr Sql update_status{"triage_unit.update_status", R"(
    UPDATE triage_unit
    SET status = $status, status_at = $now, status_by = $user_id, revision = revision + 1
    WHERE id = $id AND agency_id = $agency_id AND is_active = 1
)"};

constexpr Sql select_units{"triage_unit.select_of", R"(
    SELECT t.id, t.call_sign, t.kind, t.status, t.status_at, t.status_by, u.display_name, t.is_active,
           t.revision, r.id AS on_request
    FROM triage_unit t
    LEFT JOIN user_account u ON u.id = t.status_by
    LEFT JOIN triage_request r
           ON r.unit_id = t.id AND r.stage IN ('allocated', 'accepted', 'en_route', 'at_scene')
    WHERE t.agency_id = $agency_id AND t.is_active = 1
    ORDER BY t.call_sign LIMIT 200
)"};

Request request_from(const store::Row& row) {
    return {
        .id = row.get<RequestId>("id"),
        .agency = row.get<AgencyId>("agency_id"),
        .incident = row.get<IncidentId>("incident_id"),
        .asked =
            {.route = row.text("route"),
             .is_s136_considered = row.get<bool>("is_s136_considered"),
             .reasons = parted_codes(row.text("reasons")),
             .note = row.text("note")},
        .requested_at = row.get<Instant>("requested_at"),
        .requested_by = row.text("requested_by"),
        .stage = row.get<Stage>("stage"),
        .unit = row.id<UnitId>("unit_id"),
        .revision = row.get<std::int64_t>("revision"),
    };
}

Step step_from(const store::Row& row) {
    return {
        .id = row.text("id"),
        .number = row.get<int>("number"),
        .stage = row.get<Stage>("stage"),
        .at = row.get<Instant>("at"),
        .is_typed = row.get<bool>("is_typed"),
        .unit = row.id<UnitId>("unit_id"),
        .reason = row.text("reason"),
        .advice = row.text("advice"),
        .corrects_id = row.text("corrects_id"),
        .entered_at = row.get<Instant>("entered_at"),
        .entered_by = row.text("entered_by")};
}

}  // namespace

void TriageStore::insert(const Request& request) {
    transaction_.run(
        insert_request,
        {{"id", request.id},
         {"agency_id", request.agency},
         {"incident_id", request.incident},
         {"route", request.asked.route},
         {"is_s136_considered", request.asked.is_s136_considered},
         {"reasons", joined_codes(request.asked.reasons)},
         {"note", request.asked.note},
         {"requested_at", request.requested_at},
         {"requested_by", request.requested_by},
         {"stage", request.stage},
         {"unit_id", request.unit},
         {"revision", request.revision}}
    );
}

bool TriageStore::save(const Request& request) {
    return transaction_.run(
               update_request,
               {{"id", request.id},
                {"stage", request.stage},
                {"unit_id", request.unit},
                {"revision", request.revision}}
           ) == 1;
}

std::optional<Request> TriageStore::find(const RequestId& id) {
    const auto rows = transaction_.query(select_request, {{"id", id}});
    if (rows.empty()) return std::nullopt;
    return request_from(rows.front());
}

std::vector<Request> TriageStore::of_incident(const sharing::Grant& incident) {
    std::vector<Request> requests;
    for (const auto& row : transaction_.query(select_of_incident, {{"incident_id", incident.id()}}))
        requests.push_back(request_from(row));
    return requests;
}

bool TriageStore::has_open(const sharing::Grant& incident) {
    return !transaction_.query(select_open_of, {{"incident_id", incident.id()}}).empty();
}

void TriageStore::insert(const RequestId& request, const Step& step) {
    transaction_.run(
        insert_step,
        {{"request_id", request},
         {"number", step.number},
         {"id", step.id},
         {"stage", step.stage},
         {"at", step.at},
         {"is_typed", step.is_typed},
         {"unit_id", step.unit},
         {"reason", step.reason},
         {"advice", step.advice},
         {"corrects_id", step.corrects_id},
         {"entered_at", step.entered_at},
         {"entered_by", step.entered_by}}
    );
}

std::vector<Step> TriageStore::steps(const RequestId& request) {
    std::vector<Step> steps;
    for (const auto& row : transaction_.query(select_steps, {{"request_id", request}}))
        steps.push_back(step_from(row));
    return steps;
}

std::map<RequestId, std::vector<Step>> TriageStore::steps_of_open(const sharing::Scope& scope) {
    std::map<RequestId, std::vector<Step>> steps;
    for (const auto& row :
         transaction_.query(select_steps_of_open, {{"agency_id", scope.agency()}}))
        steps[row.get<RequestId>("request_id")].push_back(step_from(row));
    return steps;
}

std::vector<Waiting> TriageStore::open_of(const sharing::Scope& scope) {
    std::vector<Waiting> open;
    for (const auto& row : transaction_.query(select_queue, {{"agency_id", scope.agency()}}))
        open.push_back(
            {.request = request_from(row),
             .reference = row.text("reference"),
             .opening_category = row.text("opening_category"),
             .location_text = row.text("location_text"),
             .postcode = row.text("postcode"),
             .grade = row.text("grade"),
             .lat = row.maybe<double>("lat"),
             .lon = row.maybe<double>("lon"),
             .call_sign = row.text("call_sign")}
        );
    return open;
}

void TriageStore::insert(const sharing::Act& act, const Unit& unit) {
    transaction_.run(
        insert_unit,
        {{"id", unit.id},
         {"agency_id", act.caller.agency},
         {"call_sign", unit.call_sign},
         {"kind", unit.kind},
         {"status", unit.status},
         {"now", act.now},
         {"user_id", act.caller.user}}
    );
}

bool TriageStore::say_status(const sharing::Act& act, const UnitId& id, const std::string& status) {
    return transaction_.run(
               update_status,
               {{"id", id},
                {"agency_id", act.caller.agency},
                {"status", status},
                {"now", act.now},
                {"user_id", act.caller.user}}
           ) == 1;
}

std::vector<Unit> TriageStore::units(const AgencyId& agency) {
    std::vector<Unit> units;
    for (const auto& row : transaction_.query(select_units, {{"agency_id", agency}}))
        units.push_back(
            {.id = row.get<UnitId>("id"),
             .call_sign = row.text("call_sign"),
             .kind = row.text("kind"),
             .status = row.text("status"),
             .status_at = row.get<Instant>("status_at"),
             .status_by = row.text("display_name"),
             .status_by_id = row.id<UserId>("status_by"),
             .on = row.id<RequestId>("on_request"),
             .is_active = row.get<bool>("is_active"),
             .revision = row.get<std::int64_t>("revision")}
        );
    return units;
}

}  // namespace waymark::triage
