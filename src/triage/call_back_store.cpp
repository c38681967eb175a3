// SPDX-License-Identifier: MIT
#include "triage/call_back_store.hpp"

namespace waymark::triage {

namespace {

using store::Sql;

constexpr Sql insert_call_back{"triage_call_back.insert_one", R"(
    INSERT INTO triage_call_back (id, agency_id, incident_id, to_whom, about, due_at, promised_at,
                                  promised_by, ended_by, result)
    VALUES ($id, $agency_id, $incident_id, $to_whom, $about, $due_at, $promised_at, $promised_by,
            '', '')
)"};

constexpr Sql select_one{"triage_call_back.select_one", R"(
    SELECT c.id, c.agency_id, c.incident_id, COALESCE(i.reference, i.source_key, '') AS reference,
           c.to_whom, c.about, c.due_at, c.promised_at, c.promised_by, c.ended_at, c.ended_by,
           c.result
    FROM triage_call_back c JOIN incident i ON i.id = c.incident_id
    WHERE c.id = $id
)"};

constexpr Sql select_of{"triage_call_back.select_of", R"(
    SELECT c.id, c.agency_id, c.incident_id, COALESCE(i.reference, i.source_key, '') AS reference,
           c.to_whom, c.about, c.due_at, c.promised_at, c.promised_by, c.ended_at, c.ended_by,
           c.result
    FROM triage_call_back c JOIN incident i ON i.id = c.incident_id
    WHERE c.incident_id = $incident_id ORDER BY c.due_at, c.id LIMIT 200
)"};

constexpr Sql select_open{"triage_call_back.select_open", R"(
    SELECT c.id, c.agency_id, c.incident_id, COALESCE(i.reference, i.source_key, '') AS reference,
           c.to_whom, c.about, c.due_at, c.promised_at, c.promised_by, c.ended_at, c.ended_by,
           c.result
    FROM triage_call_back c JOIN incident i ON i.id = c.incident_id
    WHERE c.ended_at IS NULL
      AND (c.agency_id = $agency_id
           OR EXISTS (SELECT 1 FROM record_share s
                      WHERE s.object_kind = 'incident' AND s.object_id = c.incident_id
                        AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    ORDER BY c.due_at, c.id LIMIT 500
)"};

constexpr Sql end_one{"triage_call_back.end_one", R"(
    UPDATE triage_call_back SET ended_at = $ended_at, ended_by = $ended_by, result = $result
    WHERE id = $id AND incident_id = $incident_id AND ended_at IS NULL
)"};

CallBack call_back_from(const store::Row& row) {
    return {
        .id = row.get<CallBackId>("id"),
        .agency = row.get<AgencyId>("agency_id"),
        .incident = row.get<IncidentId>("incident_id"),
        .reference = row.text("reference"),
        .to_whom = row.text("to_whom"),
        .about = row.text("about"),
        .due_at = row.get<Instant>("due_at"),
        .promised_at = row.get<Instant>("promised_at"),
        .promised_by = row.text("promised_by"),
        .ended_at = row.maybe<Instant>("ended_at"),
        .ended_by = row.text("ended_by"),
        .result = row.text("result")};
}

std::vector<CallBack> all_from(const std::vector<store::Row>& rows) {
    std::vector<CallBack> found;
    for (const auto& row : rows)
        found.push_back(call_back_from(row));
    return found;
}

}  // namespace

void CallBackStore::insert(const CallBack& one) {
    transaction_.run(
        insert_call_back,
        {{"id", one.id},
         {"agency_id", one.agency},
         {"incident_id", one.incident},
         {"to_whom", one.to_whom},
         {"about", one.about},
         {"due_at", one.due_at},
         {"promised_at", one.promised_at},
         {"promised_by", one.promised_by}}
    );
}

std::optional<CallBack> CallBackStore::find(const CallBackId& id) {
    const auto rows = transaction_.query(select_one, {{"id", id}});
    if (rows.empty()) return std::nullopt;
    return call_back_from(rows.front());
}

std::vector<CallBack> CallBackStore::of_incident(const sharing::Grant& incident) {
    return all_from(transaction_.query(select_of, {{"incident_id", incident.id()}}));
}

std::vector<CallBack> CallBackStore::open(const sharing::Scope& scope) {
    return all_from(transaction_.query(select_open, {{"agency_id", scope.agency()}}));
}

bool CallBackStore::end(const sharing::Grant& incident, const CallBack& ended) {
    return transaction_.run(
               end_one,
               {{"id", ended.id},
                {"incident_id", incident.id()},
                {"ended_at", ended.ended_at},
                {"ended_by", ended.ended_by},
                {"result", ended.result}}
           ) == 1;
}

}  // namespace waymark::triage
