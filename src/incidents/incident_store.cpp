// SPDX-License-Identifier: MIT
#include "incidents/incident_store.hpp"

#include "people/person.hpp"

#include <fmt/format.h>

namespace waymark::incidents {

namespace {

using store::Sql;

constexpr Sql select_owner{
    "incident.select_owner", "SELECT agency_id FROM incident WHERE id = $id"};

constexpr Sql select_one{"incident.select_one", R"(
    SELECT id, agency_id, reference, status, source, received_at, occurred_from_at, call_taker_id,
           caller_name, caller_phone, caller_relation, location_text, uprn, postcode, lat, lon,
           lsoa, place_type, opening_category, grade, is_mhri, outcome, closed_at,
           import_batch_id, source_key, revision
    FROM incident WHERE id = $id
)"};

constexpr Sql insert_one{"incident.insert_one", R"(
    INSERT INTO incident (id, agency_id, reference, status, source, received_at, received_local_on,
                          received_hour, occurred_from_at, call_taker_id, caller_name,
                          caller_phone, caller_phone_key, caller_relation, location_text, uprn,
                          postcode, place_key, lat, lon, lsoa, place_type, opening_category, grade,
                          is_mhri, outcome, closed_at, import_batch_id, source_key, revision)
    VALUES ($id, $agency_id, $reference, $status, $source, $received_at, $received_local_on,
            $received_hour, $occurred_from_at, $call_taker_id, $caller_name,
            $caller_phone, $caller_phone_key, $caller_relation, $location_text, $uprn,
            $postcode, $place_key, $lat, $lon, $lsoa, $place_type, $opening_category, $grade,
            $is_mhri, $outcome, $closed_at, $import_batch_id, $source_key, $revision)
)"};

constexpr Sql update_one{"incident.update_one", R"(
    UPDATE incident
    SET reference = $reference, status = $status, source = $source, received_at = $received_at,
        received_local_on = $received_local_on, received_hour = $received_hour,
        occurred_from_at = $occurred_from_at, caller_name = $caller_name,
        caller_phone = $caller_phone, caller_phone_key = $caller_phone_key,
        caller_relation = $caller_relation, location_text = $location_text, uprn = $uprn,
        postcode = $postcode, place_key = $place_key, lat = $lat, lon = $lon, lsoa = $lsoa,
        place_type = $place_type, opening_category = $opening_category, grade = $grade,
        is_mhri = $is_mhri, outcome = $outcome, closed_at = $closed_at, revision = revision + 1
    WHERE id = $id AND revision = $revision
)"};

constexpr Sql raise_one{"incident.raise_revision", R"(
    UPDATE incident SET revision = revision + 1 WHERE id = $id
)"};

constexpr Sql next_number{"incident.next_number", R"(
    INSERT INTO incident_reference_counter (agency_id, day, last) VALUES ($agency_id, $day, 1)
    ON CONFLICT (agency_id, day) DO UPDATE SET last = incident_reference_counter.last + 1
    RETURNING last
)"};

store::Value text_or_nothing(const std::string& text) {
    return text.empty() ? store::Value{} : store::Value{text};
}

store::Values values_of(const Incident& incident) {
    const auto local = to_london(incident.received_at);
    return {
        {"id", incident.id},
        {"agency_id", incident.agency},
        // An imported incident goes by the number it came with.
        {"reference",
         incident.import_batch.empty() ? text_or_nothing(incident.reference) : store::Value{}},
        {"status", incident.status},
        {"source", incident.source},
        {"received_at", incident.received_at},
        {"received_local_on", local.day},
        {"received_hour", local.hour},
        {"occurred_from_at", incident.occurred_from_at},
        {"call_taker_id", incident.call_taker},
        {"caller_name", incident.caller_name},
        {"caller_phone", incident.caller_phone},
        {"caller_phone_key", phone_key(incident.caller_phone)},
        {"caller_relation", incident.caller_relation},
        {"location_text", incident.location_text},
        {"uprn", incident.uprn},
        {"postcode", incident.postcode},
        {"place_key", people::place_key(incident.location_text, incident.postcode, incident.uprn)},
        {"lat", incident.lat},
        {"lon", incident.lon},
        {"lsoa", incident.lsoa},
        {"place_type", incident.place_type},
        {"opening_category", incident.opening_category},
        {"grade", incident.grade},
        {"is_mhri", incident.is_mhri},
        {"outcome", incident.outcome},
        {"closed_at", incident.closed_at},
        {"import_batch_id", text_or_nothing(incident.import_batch)},
        {"source_key", text_or_nothing(incident.source_key)},
        {"revision", incident.revision},
    };
}

}  // namespace

std::string reference_from(const store::Row& row) {
    auto reference = row.text("reference");
    if (!reference.empty()) return reference;
    constexpr std::size_t shown_of_hash = 12;  // Rows without a number go by what they say.
    auto key = row.text("source_key");
    return key.starts_with("row ") ? key.substr(0, shown_of_hash) : key;
}

Incident incident_from(const store::Row& row) {
    Incident incident;
    incident.id = row.get<IncidentId>("id");
    incident.agency = row.get<AgencyId>("agency_id");
    incident.reference = reference_from(row);
    incident.status = row.get<Status>("status");
    incident.source = row.text("source");
    incident.received_at = row.get<Instant>("received_at");
    incident.occurred_from_at = row.maybe<Instant>("occurred_from_at");
    incident.call_taker = row.id<UserId>("call_taker_id");
    incident.caller_name = row.text("caller_name");
    incident.caller_phone = row.text("caller_phone");
    incident.caller_relation = row.text("caller_relation");
    incident.location_text = row.text("location_text");
    incident.uprn = row.text("uprn");
    incident.postcode = row.text("postcode");
    incident.lat = row.maybe<double>("lat");
    incident.lon = row.maybe<double>("lon");
    incident.lsoa = row.text("lsoa");
    incident.place_type = row.text("place_type");
    incident.opening_category = row.text("opening_category");
    incident.grade = row.text("grade");
    incident.is_mhri = row.get<bool>("is_mhri");
    incident.outcome = row.text("outcome");
    incident.closed_at = row.maybe<Instant>("closed_at");
    incident.import_batch = row.text("import_batch_id");
    incident.source_key = row.text("source_key");
    incident.revision = row.get<std::int64_t>("revision");
    return incident;
}

std::optional<AgencyId> IncidentStore::owner_of(const IncidentId& id) {
    const auto rows = transaction_.query(select_owner, {{"id", id}});
    if (rows.empty()) return std::nullopt;
    return rows.front().get<AgencyId>("agency_id");
}

Incident IncidentStore::find(const sharing::Grant& grant) {
    return incident_from(transaction_.query(select_one, {{"id", grant.id()}}).at(0));
}

void IncidentStore::insert(const Incident& incident) {
    transaction_.run(insert_one, values_of(incident));
}

bool IncidentStore::save(const sharing::Grant& grant, const Incident& incident) {
    auto values = values_of(incident);
    values.front() = {"id", grant.id()};
    return transaction_.run(update_one, values) == 1;
}

void IncidentStore::raise_revision(const sharing::Grant& grant) {
    transaction_.run(raise_one, {{"id", grant.id()}});
}

std::string IncidentStore::next_reference(const AgencyId& agency, Day day) {
    const auto rows = transaction_.query(next_number, {{"agency_id", agency}, {"day", day}});
    return fmt::format(
        "{:04d}{:02d}{:02d}-{:04d}",
        int{day.year()},
        unsigned{day.month()},
        unsigned{day.day()},
        rows.front().get<std::int64_t>("last")
    );
}

void IncidentStore::insert_many(std::span<const Incident* const> incidents) {
    if (incidents.empty()) return;
    store::Table table{"incident", {}};
    std::vector<std::vector<store::Value>> rows;
    rows.reserve(incidents.size());
    for (const auto* incident : incidents) {
        auto values = values_of(*incident);
        std::vector<store::Value> row;
        row.reserve(values.size());
        for (auto& [name, value] : values) {
            if (rows.empty()) table.columns.push_back(name);
            row.push_back(std::move(value));
        }
        rows.push_back(std::move(row));
    }
    transaction_.insert_many(table, rows);
}

}  // namespace waymark::incidents
