// SPDX-License-Identifier: MIT
#include "detentions/place_store.hpp"

namespace waymark::detentions {

namespace {

using store::Sql;

constexpr Sql select_place{"safety_place.select_one", R"(
    SELECT id, agency_id, kind, name, address, phone, capacity, min_age, note, is_active, revision
    FROM safety_place WHERE id = $id
)"};

constexpr Sql select_places{"safety_place.select_all", R"(
    SELECT id, agency_id, kind, name, address, phone, capacity, min_age, note, is_active, revision
    FROM safety_place ORDER BY is_active DESC, name, id LIMIT 500
)"};

constexpr Sql insert_place{"safety_place.insert_one", R"(
    INSERT INTO safety_place (id, agency_id, kind, name, address, phone, capacity, min_age, note,
                              is_active, revision)
    VALUES ($id, $agency_id, $kind, $name, $address, $phone, $capacity, $min_age, $note, $is_active,
            1)
    ON CONFLICT (agency_id, name) DO NOTHING
)"};

constexpr Sql update_place{"safety_place.update_one", R"(
    UPDATE safety_place
    SET kind = $kind, name = $name, address = $address, phone = $phone, capacity = $capacity,
        min_age = $min_age, note = $note, is_active = $is_active, revision = revision + 1
    WHERE id = $id AND revision = $revision
      AND NOT EXISTS (SELECT 1 FROM safety_place o
                      WHERE o.agency_id = $agency_id AND o.name = $name AND o.id <> $id)
)"};

constexpr Sql insert_word{"safety_place_word.insert_one", R"(
    INSERT INTO safety_place_word (place_id, number, free, state, note, said_at, said_by)
    SELECT $place_id, COALESCE(MAX(number), 0) + 1, $free, $state, $note, $said_at, $user_id
    FROM safety_place_word WHERE place_id = $place_id
)"};

constexpr Sql select_words{"safety_place_word.select_last", R"(
    SELECT w.free, w.state, w.note, w.said_at, COALESCE(u.display_name, '') AS display_name
    FROM safety_place_word w LEFT JOIN user_account u ON u.id = w.said_by
    WHERE w.place_id = $place_id ORDER BY w.number DESC LIMIT $at_most
)"};

// With the last time an entry was given, which may be a corrected one.
constexpr Sql select_refusals{"detention_entry.select_refusals", R"(
    SELECT e.code,
           COALESCE((SELECT c.at FROM detention_entry c
                     WHERE c.detention_id = e.detention_id AND c.corrects_id = e.id
                     ORDER BY c.number DESC LIMIT 1), e.at) AS at
    FROM detention_entry e
    WHERE e.place_id = $place_id AND e.kind = 'place_refused' AND e.at >= $since
    LIMIT 1000
)"};

Place place_from(const store::Row& row) {
    return {
        .id = row.get<PlaceId>("id"),
        .agency = row.get<AgencyId>("agency_id"),
        .kind = row.text("kind"),
        .name = row.text("name"),
        .address = row.text("address"),
        .phone = row.text("phone"),
        .capacity = row.get<int>("capacity"),
        .min_age = row.get<int>("min_age"),
        .note = row.text("note"),
        .is_active = row.get<bool>("is_active"),
        .revision = row.get<std::int64_t>("revision")};
}

store::Values values_of(const Place& place) {
    return {
        {"id", place.id},
        {"agency_id", place.agency},
        {"kind", place.kind},
        {"name", place.name},
        {"address", place.address},
        {"phone", place.phone},
        {"capacity", place.capacity},
        {"min_age", place.min_age},
        {"note", place.note},
        {"is_active", place.is_active}};
}

}  // namespace

std::optional<Place> PlaceStore::find(const PlaceId& id) {
    const auto rows = transaction_.query(select_place, {{"id", id}});
    if (rows.empty()) return std::nullopt;
    return place_from(rows.front());
}

std::vector<Place> PlaceStore::all() {
    std::vector<Place> found;
    for (const auto& row : transaction_.query(select_places))
        found.push_back(place_from(row));
    return found;
}

bool PlaceStore::insert(const Place& place) {
    return transaction_.run(insert_place, values_of(place)) == 1;
}

bool PlaceStore::update(const Place& place) {
    auto values = values_of(place);
    values.push_back({"revision", place.revision});
    return transaction_.run(update_place, values) == 1;
}

void PlaceStore::insert(const PlaceId& place, const Word& word, const UserId& by) {
    transaction_.run(
        insert_word,
        {{"place_id", place},
         {"free", word.free},
         {"state", word.state},
         {"note", word.note},
         {"said_at", word.said_at},
         {"user_id", by}}
    );
}

std::vector<Word> PlaceStore::said(const PlaceId& place, int at_most) {
    std::vector<Word> found;
    for (const auto& row :
         transaction_.query(select_words, {{"place_id", place}, {"at_most", at_most}}))
        found.push_back(
            {.free = row.get<int>("free"),
             .state = row.text("state"),
             .note = row.text("note"),
             .said_at = row.get<Instant>("said_at"),
             .said_by = row.text("display_name")}
        );
    return found;
}

std::vector<Refusal> PlaceStore::refusals(const PlaceId& place, Instant since) {
    std::vector<Refusal> found;
    for (const auto& row : transaction_.query(
             select_refusals, {{"place_id", place}, {"since", since - correction_max}}
         ))
        if (const auto at = row.get<Instant>("at"); at >= since)
            found.push_back({at, row.text("code")});
    return found;
}

}  // namespace waymark::detentions
