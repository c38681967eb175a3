// SPDX-License-Identifier: MIT
#include "detentions/counting_store.hpp"

#include "detentions/detention_rows.hpp"

namespace waymark::detentions {

namespace {

using store::Sql;

constexpr Sql select_used_between{"detention.select_used_between", R"(
    SELECT id, agency_id, incident_id, person_id, power, manner, place_type, place_id, place_kind,
           place_name, reason, is_mental_disorder, is_immediate_need, is_consulted, consulted_role,
           consulted_name, not_consulted_why, agreement, agreed_by, warrant,
           warrant_amhp, warrant_doctor, used_at, used_by, is_open,
           outcome, revision
    FROM detention
    WHERE agency_id = $agency_id
      AND ((used_at >= $from AND used_at < $to)
           OR id IN (SELECT c.detention_id FROM detention_entry c
                     WHERE c.corrects_id = c.detention_id AND c.at >= $from AND c.at < $to))
    ORDER BY used_at, id
)"};

constexpr Sql select_entries_between{"detention_entry.select_between", R"(
    SELECT e.detention_id, e.number, e.id, e.kind, e.at, e.is_typed, e.place_id, e.place_kind,
           e.place_name, e.conveyed_by, e.why_police_vehicle, e.why_police_station, e.role, e.name,
           e.approved_rank, e.approved_by, e.code, e.text, e.minutes, e.is_yes, e.is_told_breach,
           e.corrects_id, e.entered_at, e.entered_by
    FROM detention d JOIN detention_entry e ON e.detention_id = d.id
    WHERE d.agency_id = $agency_id
      AND ((d.used_at >= $from AND d.used_at < $to)
           OR d.id IN (SELECT c.detention_id FROM detention_entry c
                       WHERE c.corrects_id = c.detention_id AND c.at >= $from AND c.at < $to))
    ORDER BY e.detention_id, e.number
)"};

constexpr Sql select_born_between{"detention.select_born_between", R"(
    SELECT d.id,
           COALESCE((SELECT c.at FROM detention_entry c
                     WHERE c.detention_id = d.id AND c.corrects_id = d.id
                     ORDER BY c.number DESC LIMIT 1), d.used_at) AS used_at,
           p.born_on, p.born_precision
    FROM detention d JOIN person p ON p.id = d.person_id
    WHERE d.agency_id = $agency_id
      AND ((d.used_at >= $from AND d.used_at < $to)
           OR d.id IN (SELECT c.detention_id FROM detention_entry c
                       WHERE c.corrects_id = c.detention_id AND c.at >= $from AND c.at < $to))
)"};

}  // namespace

std::vector<Detention> CountingStore::used_between(
    const AgencyId& agency, Instant from, Instant to
) {
    std::vector<Detention> found;
    for (const auto& row : transaction_.query(
             select_used_between, {{"agency_id", agency}, {"from", from}, {"to", to}}
         ))
        found.push_back(detention_from(row));
    return found;
}

std::map<DetentionId, std::vector<Entry>> CountingStore::entries_between(
    const AgencyId& agency, Instant from, Instant to
) {
    std::map<DetentionId, std::vector<Entry>> found;
    transaction_.stream(
        select_entries_between,
        {{"agency_id", agency}, {"from", from}, {"to", to}},
        [&](const store::Row& row) {
            found[row.get<DetentionId>("detention_id")].push_back(entry_from(row));
        }
    );
    return found;
}

std::map<DetentionId, Ages> CountingStore::ages_between(
    const AgencyId& agency, Instant from, Instant to
) {
    std::map<DetentionId, Ages> found;
    const store::Values period{{"agency_id", agency}, {"from", from}, {"to", to}};
    for (const auto& row : transaction_.query(select_born_between, period))
        found.emplace(
            row.get<DetentionId>("id"), ages_in(row, to_london(row.get<Instant>("used_at")).day)
        );
    return found;
}

}  // namespace waymark::detentions
