// SPDX-License-Identifier: MIT
#include "incidents/bulk.hpp"
#include "incidents/incident_store.hpp"

namespace waymark::incidents {

namespace {

using store::Sql;
using Rows = std::vector<std::vector<store::Value>>;

const store::Table note_table{
    "incident_note",
    {"id", "incident_id", "kind", "assertion", "text", "written_at", "written_by"}};
const store::Table mhri_table{
    "incident_mhri",
    {"id",
     "incident_id",
     "belief",
     "limb_a",
     "limb_b",
     "is_mhri",
     "source",
     "reason",
     "decided_at",
     "decided_by"}};
const store::Table thrive_table{"incident_thrive", {"id",
                                                    "incident_id",
                                                    "sequence",
                                                    "prompted_by",
                                                    "threat",
                                                    "harm",
                                                    "risk",
                                                    "investigation",
                                                    "vulnerability",
                                                    "engagement",
                                                    "prevention",
                                                    "intervention",
                                                    "threat_level",
                                                    "harm_level",
                                                    "risk_level",
                                                    "overall_level",
                                                    "grade_before",
                                                    "grade_after",
                                                    "assessed_at",
                                                    "assessed_by"}};
const store::Table marker_table{
    "incident_marker", {"incident_id", "list_id", "code", "assertion", "applied_at", "applied_by"}};
const store::Table person_table{
    "incident_person", {"incident_id", "person_id", "role", "assertion", "linked_at", "linked_by"}};
const store::Table time_table{"incident_time", {"incident_id", "stage", "at"}};

constexpr Sql select_key{"incident.select_source_key", R"(
    SELECT source_key FROM incident WHERE agency_id = $agency_id AND source_key = $key
)"};

constexpr Sql raise_counter{"incident.raise_counter", R"(
    INSERT INTO incident_reference_counter (agency_id, day, last) VALUES ($agency_id, $day, $last)
    ON CONFLICT (agency_id, day) DO UPDATE
    SET last = CASE WHEN excluded.last > incident_reference_counter.last THEN excluded.last
                    ELSE incident_reference_counter.last END
)"};

constexpr Sql count_batch{"incident.count_batch", R"(
    SELECT count(*) AS total FROM incident WHERE agency_id = $agency_id AND import_batch_id = $batch
)"};

// An imported row that nobody has touched is at its first revision and bears only what came with
// it.
constexpr std::string_view untouched = R"(
    SELECT id FROM incident i
    WHERE i.agency_id = $agency_id AND i.import_batch_id = $batch AND i.revision = 1
      AND NOT EXISTS (SELECT 1 FROM incident_note n
                      WHERE n.incident_id = i.id
                        AND (n.kind <> 'narrative' OR n.written_at <> i.received_at))
      AND NOT EXISTS (SELECT 1 FROM record_share s WHERE s.object_id = i.id)
      AND NOT EXISTS (SELECT 1 FROM incident_rcrp r WHERE r.incident_id = i.id)
      AND NOT EXISTS (SELECT 1 FROM incident_prompt p WHERE p.incident_id = i.id)
      AND NOT EXISTS (SELECT 1 FROM incident_person q WHERE q.incident_id = i.id)
)";

constexpr std::string_view parts[] = {
    "incident_note", "incident_mhri", "incident_thrive", "incident_marker", "incident_time"};

/// So few that their values stay in the processor's cache until they are stored.
constexpr std::size_t rows_at_once = 500;

void insert_some(
    store::Transaction& transaction,
    std::span<const BulkIncident* const> incidents,
    const UserId& by,
    Instant now
) {
    std::vector<const Incident*> own;
    own.reserve(incidents.size());
    Rows notes, mhri, thrive, markers, people, times;
    for (const auto* one : incidents) {
        const auto& bulk = *one;
        const auto& id = bulk.incident.id;
        own.push_back(&bulk.incident);
        for (const auto& note : bulk.notes)
            notes.push_back(
                {note.id,
                 id,
                 note.kind,
                 note.assertion,
                 note.text,
                 note.written_at,
                 note.written_by}
            );
        for (const auto& m : bulk.mhri)
            mhri.push_back(
                {m.id,
                 id,
                 m.belief,
                 m.limb_a_vulnerability_central,
                 m.limb_b_police_did_more,
                 m.is_mhri,
                 m.source,
                 m.reason,
                 m.decided_at,
                 m.decided_by}
            );
        for (const auto& t : bulk.thrive)
            thrive.push_back(
                {t.id,
                 id,
                 t.sequence,
                 t.prompted_by,
                 t.threat,
                 t.harm,
                 t.risk,
                 t.investigation,
                 t.vulnerability,
                 t.engagement,
                 t.prevention,
                 t.intervention,
                 t.threat_level,
                 t.harm_level,
                 t.risk_level,
                 t.overall_level,
                 t.grade_before,
                 t.grade_after,
                 t.assessed_at,
                 t.assessed_by}
            );
        for (const auto& marker : bulk.markers)
            markers.push_back(
                {id,
                 marker.list,
                 marker.code,
                 marker.assertion,
                 marker.applied_at,
                 marker.applied_by}
            );
        for (const auto& someone : bulk.people)
            people.push_back({id, someone.person, someone.role, someone.assertion, now, by});
        for (const auto& time : bulk.times)
            times.push_back({id, time.stage, time.at});
    }
    IncidentStore{transaction}.insert_many(own);
    transaction.insert_many(note_table, notes);
    transaction.insert_many(mhri_table, mhri);
    transaction.insert_many(thrive_table, thrive);
    transaction.insert_many(marker_table, markers);
    transaction.insert_many(person_table, people);
    transaction.insert_many(time_table, times);
}

}  // namespace

void insert_bulk(
    store::Transaction& transaction,
    std::span<const BulkIncident* const> incidents,
    const UserId& by,
    Instant now
) {
    for (std::size_t from = 0; from < incidents.size(); from += rows_at_once)
        insert_some(
            transaction,
            incidents.subspan(from, std::min(rows_at_once, incidents.size() - from)),
            by,
            now
        );
}

void raise_reference_counters(
    store::Transaction& transaction,
    const AgencyId& agency,
    const std::map<std::string, std::int64_t>& last_by_day
) {
    for (const auto& [day, last] : last_by_day)
        transaction.run(raise_counter, {{"agency_id", agency}, {"day", day}, {"last", last}});
}

std::unordered_set<std::string> known_source_keys(
    store::Transaction& transaction, const AgencyId& agency, std::span<const std::string> keys
) {
    std::unordered_set<std::string> known;
    for (const auto& key : keys)
        if (!transaction.query(select_key, {{"agency_id", agency}, {"key", key}}).empty())
            known.insert(key);
    return known;
}

Undone delete_batch(
    store::Transaction& transaction, const AgencyId& agency, const std::string& batch
) {
    const store::Values of{{"agency_id", agency}, {"batch", batch}};
    const auto before = transaction.query(count_batch, of).front().get<std::int64_t>("total");
    // The ids are settled first: taking the parts away would make touched rows look untouched.
    std::vector<store::Values> ids;
    for (const auto& row : transaction.query({"incident.select_untouched", untouched}, of))
        ids.push_back({{"id", row.text("id")}});
    for (const auto part : parts) {
        const std::string text = "DELETE FROM " + std::string{part} + " WHERE incident_id = $id";
        transaction.run_many({"incident.delete_parts", text}, ids);
    }
    transaction.run_many({"incident.delete_one", "DELETE FROM incident WHERE id = $id"}, ids);
    const auto deleted = static_cast<std::int64_t>(ids.size());
    return {deleted, before - deleted};
}

}  // namespace waymark::incidents
