// SPDX-License-Identifier: MIT
#include "detentions/detention_store.hpp"

#include "detentions/detention_rows.hpp"

namespace waymark::detentions {

namespace {

using store::Sql;

constexpr Sql select_incident{
    "detention.select_incident", "SELECT incident_id FROM detention WHERE id = $id"};

constexpr Sql insert_detention{"detention.insert_one", R"(
    INSERT INTO detention (id, agency_id, incident_id, person_id, power, manner, place_type,
                           place_id, place_kind, place_name, reason, is_mental_disorder, is_immediate_need,
                           is_consulted, consulted_role, consulted_name, not_consulted_why, agreement,
                           agreed_by, warrant, warrant_amhp, warrant_doctor, used_at, used_by, is_open, outcome, revision)
    VALUES ($id, $agency_id, $incident_id, $person_id, $power, $manner, $place_type,
            $place_id, $place_kind, $place_name, $reason, $is_mental_disorder, $is_immediate_need,
            $is_consulted, $consulted_role, $consulted_name, $not_consulted_why, $agreement,
            $agreed_by, $warrant, $warrant_amhp, $warrant_doctor, $used_at, $used_by, $is_open, $outcome, $revision)
)"};

constexpr Sql update_detention{"detention.update_one", R"(
    UPDATE detention SET is_open = $is_open, outcome = $outcome, revision = revision + 1
    WHERE id = $id AND incident_id = $incident_id AND revision = $revision
)"};

constexpr Sql select_of_incident{"detention.select_of", R"(
    SELECT id, agency_id, incident_id, person_id, power, manner, place_type, place_id, place_kind,
           place_name, reason, is_mental_disorder, is_immediate_need, is_consulted, consulted_role,
           consulted_name, not_consulted_why, agreement, agreed_by, warrant,
           warrant_amhp, warrant_doctor, used_at, used_by, is_open,
           outcome, revision
    FROM detention WHERE incident_id = $incident_id ORDER BY used_at DESC, id DESC LIMIT 50
)"};

constexpr Sql select_held_or_since{"detention.select_held_or_since", R"(
    SELECT id, agency_id, incident_id, person_id, power, manner, place_type, place_id, place_kind,
           place_name, reason, is_mental_disorder, is_immediate_need, is_consulted, consulted_role,
           consulted_name, not_consulted_why, agreement, agreed_by, warrant,
           warrant_amhp, warrant_doctor, used_at, used_by, is_open,
           outcome, revision
    FROM detention WHERE is_open = 1 OR used_at >= $since ORDER BY used_at LIMIT 10000
)"};

constexpr Sql select_held_person{"detention.select_held", R"(
    SELECT 1 AS one FROM detention WHERE person_id = $person_id AND is_open = 1
)"};

constexpr Sql select_incidents_held{"detention.select_incidents_held", R"(
    SELECT d.incident_id FROM detention d WHERE d.is_open = 1 AND d.agency_id = $agency_id
    UNION
    SELECT d.incident_id FROM detention d
    JOIN record_share s ON s.object_kind = 'incident' AND s.object_id = d.incident_id
    WHERE d.is_open = 1 AND s.to_agency_id = $agency_id AND s.ended_at IS NULL
    LIMIT 500
)"};

constexpr Sql insert_entry{"detention_entry.insert_one", R"(
    INSERT INTO detention_entry (detention_id, number, id, kind, at, is_typed, place_id,
                                 place_kind, place_name, conveyed_by, why_police_vehicle,
                                 why_police_station, role, name, approved_rank, approved_by, code, text,
                                 minutes, is_yes, is_told_breach, corrects_id, entered_at,
                                 entered_by)
    VALUES ($detention_id, $number, $id, $kind, $at, $is_typed, $place_id, $place_kind, $place_name,
            $conveyed_by, $why_police_vehicle, $why_police_station, $role,
            $name, $approved_rank, $approved_by, $code, $text, $minutes, $is_yes, $is_told_breach,
            $corrects_id, $entered_at, $entered_by)
)"};

constexpr Sql select_entries{"detention_entry.select_of", R"(
    SELECT number, id, kind, at, is_typed, place_id, place_kind, place_name, conveyed_by,
           why_police_vehicle, why_police_station, role, name, approved_rank,
           approved_by, code, text, minutes, is_yes, is_told_breach, corrects_id, entered_at,
           entered_by
    FROM detention_entry WHERE detention_id = $detention_id ORDER BY number LIMIT 1000
)"};

constexpr Sql insert_breach{"detention_breach.insert_one", R"(
    INSERT INTO detention_breach (detention_id, rule_id, broken_at, recorded_at)
    VALUES ($detention_id, $rule_id, $broken_at, $now)
    ON CONFLICT (detention_id, rule_id) DO NOTHING
)"};

constexpr Sql select_breaches{"detention_breach.select_of", R"(
    SELECT rule_id, recorded_at FROM detention_breach WHERE detention_id = $detention_id
)"};

constexpr Sql insert_consideration{"s136_consideration.insert_one", R"(
    INSERT INTO s136_consideration (id, agency_id, incident_id, considered_at, place_type, decision,
                                    alternative, reason, is_consulted, consulted_role,
                                    consulted_name, not_consulted_why, detention_id, entered_at,
                                    entered_by)
    VALUES ($id, $agency_id, $incident_id, $considered_at, $place_type, $decision, $alternative,
            $reason, $is_consulted, $consulted_role, $consulted_name, $not_consulted_why,
            $detention_id, $entered_at, $entered_by)
)"};

constexpr Sql select_considerations{"s136_consideration.select_of", R"(
    SELECT id, agency_id, incident_id, considered_at, place_type, decision, alternative, reason,
           is_consulted, consulted_role, consulted_name, not_consulted_why, detention_id, entered_at,
           entered_by
    FROM s136_consideration WHERE incident_id = $incident_id ORDER BY considered_at DESC, id DESC
    LIMIT 100
)"};

constexpr Sql select_born{
    "detention.select_born", "SELECT born_on, born_precision FROM person WHERE id = $id"};

store::Value maybe_truth(const std::optional<bool>& truth) {
    return truth ? store::Value{*truth} : store::Value{};
}

}  // namespace

std::optional<IncidentId> DetentionStore::incident_of(const DetentionId& id) {
    const auto rows = transaction_.query(select_incident, {{"id", id}});
    if (rows.empty()) return std::nullopt;
    return rows.front().get<IncidentId>("incident_id");
}

void DetentionStore::insert(const Detention& one) {
    const auto& start = one.start;
    transaction_.run(
        insert_detention,
        {{"id", one.id},
         {"agency_id", one.agency},
         {"incident_id", one.incident},
         {"person_id", start.person},
         {"power", start.power},
         {"manner", start.manner},
         {"place_type", start.place_type},
         {"place_id", start.place},
         {"place_kind", start.place_kind},
         {"place_name", start.place_name},
         {"reason", start.reason},
         {"is_mental_disorder", start.is_mental_disorder},
         {"is_immediate_need", start.is_immediate_need},
         {"is_consulted", maybe_truth(start.is_consulted)},
         {"consulted_role", start.consulted_role},
         {"consulted_name", start.consulted_name},
         {"not_consulted_why", start.not_consulted_why},
         {"agreed_by", start.agreed_by},
         {"agreement", start.agreement},
         {"warrant", start.warrant},
         {"warrant_amhp", start.warrant_amhp},
         {"warrant_doctor", start.warrant_doctor},
         {"used_at", one.used_at},
         {"used_by", one.used_by},
         {"is_open", one.is_open},
         {"outcome", one.outcome},
         {"revision", one.revision}}
    );
}

bool DetentionStore::save(const sharing::Grant& incident, const Detention& one) {
    return transaction_.run(
               update_detention,
               {{"id", one.id},
                {"incident_id", incident.id()},
                {"is_open", one.is_open},
                {"outcome", one.outcome},
                {"revision", one.revision}}
           ) == 1;
}

std::vector<Detention> DetentionStore::of_incident(const sharing::Grant& incident) {
    return all_of_incident({incident.id()});
}

std::vector<Detention> DetentionStore::all_of_incident(const IncidentId& incident) {
    std::vector<Detention> found;
    for (const auto& row : transaction_.query(select_of_incident, {{"incident_id", incident}}))
        found.push_back(detention_from(row));
    return found;
}

std::vector<Detention> DetentionStore::all_held_or_since(Instant since) {
    std::vector<Detention> found;
    for (const auto& row : transaction_.query(select_held_or_since, {{"since", since}}))
        found.push_back(detention_from(row));
    return found;
}

bool DetentionStore::is_held(const PersonId& person) {
    return !transaction_.query(select_held_person, {{"person_id", person}}).empty();
}

void DetentionStore::insert(const DetentionId& detention, const Entry& entry) {
    const auto& what = entry.what;
    transaction_.run(
        insert_entry,
        {{"detention_id", detention},
         {"number", entry.number},
         {"id", entry.id},
         {"kind", what.kind},
         {"at", entry.at},
         {"is_typed", entry.is_typed},
         {"place_id", what.place},
         {"place_kind", what.place_kind},
         {"place_name", what.place_name},
         {"conveyed_by", what.conveyed_by},
         {"why_police_vehicle", what.why_police_vehicle},
         {"why_police_station", what.why_police_station},
         {"role", what.role},
         {"name", what.name},
         {"approved_rank", what.approved_rank},
         {"approved_by", what.approved_by},
         {"code", what.code},
         {"text", what.text},
         {"minutes", what.minutes},
         {"is_yes", what.is_yes},
         {"is_told_breach", what.is_told_breach},
         {"corrects_id", entry.corrects_id},
         {"entered_at", entry.entered_at},
         {"entered_by", entry.entered_by}}
    );
}

std::vector<Entry> DetentionStore::entries(const DetentionId& detention) {
    std::vector<Entry> found;
    for (const auto& row : transaction_.query(select_entries, {{"detention_id", detention}}))
        found.push_back(entry_from(row));
    return found;
}

bool DetentionStore::keep_breach(
    const DetentionId& detention, const Finding& finding, Instant now
) {
    return transaction_.run(
               insert_breach,
               {{"detention_id", detention},
                {"rule_id", finding.rule_id},
                {"broken_at", finding.broken_at.value_or(now)},
                {"now", now}}
           ) == 1;
}

std::map<std::string, Instant> DetentionStore::breaches(const DetentionId& detention) {
    std::map<std::string, Instant> found;
    for (const auto& row : transaction_.query(select_breaches, {{"detention_id", detention}}))
        found.emplace(row.text("rule_id"), row.get<Instant>("recorded_at"));
    return found;
}

void DetentionStore::insert(const Consideration& one) {
    transaction_.run(
        insert_consideration,
        {{"id", one.id},
         {"agency_id", one.agency},
         {"incident_id", one.incident},
         {"considered_at", one.considered_at.value()},
         {"place_type", one.place_type},
         {"decision", one.decision},
         {"alternative", one.alternative},
         {"reason", one.reason},
         {"is_consulted", maybe_truth(one.is_consulted)},
         {"consulted_role", one.consulted_role},
         {"consulted_name", one.consulted_name},
         {"not_consulted_why", one.not_consulted_why},
         {"detention_id", one.detention},
         {"entered_at", one.entered_at},
         {"entered_by", one.entered_by}}
    );
}

std::vector<Consideration> DetentionStore::considerations(const sharing::Grant& incident) {
    std::vector<Consideration> found;
    for (const auto& row :
         transaction_.query(select_considerations, {{"incident_id", incident.id()}}))
        found.push_back(
            {.id = row.text("id"),
             .agency = row.get<AgencyId>("agency_id"),
             .incident = row.get<IncidentId>("incident_id"),
             .considered_at = row.get<Instant>("considered_at"),
             .place_type = row.text("place_type"),
             .decision = row.text("decision"),
             .alternative = row.text("alternative"),
             .reason = row.text("reason"),
             .is_consulted = row.maybe<bool>("is_consulted"),
             .consulted_role = row.text("consulted_role"),
             .consulted_name = row.text("consulted_name"),
             .not_consulted_why = row.text("not_consulted_why"),
             .detention = row.id<DetentionId>("detention_id"),
             .entered_at = row.get<Instant>("entered_at"),
             .entered_by = row.text("entered_by")}
        );
    return found;
}

std::vector<IncidentId> DetentionStore::incidents_with_held(const sharing::Scope& scope) {
    std::vector<IncidentId> found;
    for (const auto& row :
         transaction_.query(select_incidents_held, {{"agency_id", scope.agency()}}))
        found.push_back(row.get<IncidentId>("incident_id"));
    return found;
}

Ages DetentionStore::ages_of(const Detention& detention) {
    const auto rows = transaction_.query(select_born, {{"id", detention.start.person}});
    return rows.empty() ? Ages{} : ages_in(rows.front(), to_london(detention.used_at).day);
}

}  // namespace waymark::detentions
