// SPDX-License-Identifier: MIT
#include "incidents/repeat_store.hpp"

#include "incidents/incident_store.hpp"

namespace waymark::incidents {

namespace {

using store::Sql;

constexpr Sql select_by_place{"repeat.by_place", R"(
    SELECT i.id, i.reference, i.source_key, i.received_at, i.opening_category, i.place_type, i.is_mhri, i.outcome
    FROM incident i
    WHERE i.place_key = $key AND i.received_at >= $from AND i.received_at < $until AND i.id <> $except AND i.status <> 'draft'
      AND (i.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = i.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    ORDER BY i.received_at DESC
    LIMIT $limit
)"};

constexpr Sql select_by_phone{"repeat.by_phone", R"(
    SELECT i.id, i.reference, i.source_key, i.received_at, i.opening_category, i.place_type, i.is_mhri, i.outcome
    FROM incident i
    WHERE i.caller_phone_key = $key AND i.caller_phone_key <> '' AND i.received_at >= $from AND i.received_at < $until AND i.id <> $except AND i.status <> 'draft'
      AND (i.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = i.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    ORDER BY i.received_at DESC
    LIMIT $limit
)"};

constexpr Sql select_by_person{"repeat.by_person", R"(
    SELECT DISTINCT i.id, i.reference, i.source_key, i.received_at, i.opening_category, i.place_type, i.is_mhri, i.outcome
    FROM incident_person ip JOIN incident i ON i.id = ip.incident_id
    WHERE ip.person_id = $key AND ip.ended_at IS NULL
      AND i.received_at >= $from AND i.received_at < $until AND i.id <> $except AND i.status <> 'draft'
      AND (i.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = i.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    ORDER BY i.received_at DESC
    LIMIT $limit
)"};

}  // namespace

std::vector<EarlierIncident> RepeatStore::query(
    const Sql& sql, const std::string& key, const Span& span
) {
    std::vector<EarlierIncident> found;
    if (key.empty()) return found;
    const store::Values values{
        {"key", key},
        {"from", span.from},
        {"until", span.until},
        {"except", span.except.text},
        {"agency_id", agency_},
        {"limit", span.limit}};
    for (const auto& row : transaction_.query(sql, values))
        found.push_back(
            {row.get<IncidentId>("id"),
             reference_from(row),
             row.get<Instant>("received_at"),
             row.text("opening_category"),
             row.text("place_type"),
             row.get<bool>("is_mhri"),
             row.text("outcome")}
        );
    return found;
}

std::vector<EarlierIncident> RepeatStore::by_place(const std::string& key, const Span& span) {
    return query(select_by_place, key, span);
}

std::vector<EarlierIncident> RepeatStore::by_phone(const std::string& key, const Span& span) {
    return query(select_by_phone, key, span);
}

std::vector<EarlierIncident> RepeatStore::by_person(const PersonId& person, const Span& span) {
    return query(select_by_person, person.text, span);
}

}  // namespace waymark::incidents
