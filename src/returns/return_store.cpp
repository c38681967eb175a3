// SPDX-License-Identifier: MIT
#include "returns/return_store.hpp"

#include "base/text.hpp"
#include "people/person.hpp"

#include <algorithm>

namespace waymark::returns {

namespace {

using store::Sql;

constexpr Sql select_versions{"return_version.select_of", R"(
    SELECT v.id, v.agency_id, v.kind, v.period_from, v.period_to, v.number, v.edition, v.note,
           v.row_count, v.is_early, v.made_at, COALESCE(u.display_name, '') AS display_name
    FROM return_version v LEFT JOIN user_account u ON u.id = v.made_by
    WHERE v.agency_id = $agency_id ORDER BY v.made_at DESC, v.number DESC LIMIT 500
)"};

constexpr Sql select_version{"return_version.select_one", R"(
    SELECT v.id, v.agency_id, v.kind, v.period_from, v.period_to, v.number, v.edition, v.note,
           v.row_count, v.is_early, v.made_at, COALESCE(u.display_name, '') AS display_name
    FROM return_version v LEFT JOIN user_account u ON u.id = v.made_by
    WHERE v.agency_id = $agency_id AND v.id = $id
)"};

constexpr Sql select_before{"return_version.select_before", R"(
    SELECT v.id, v.agency_id, v.kind, v.period_from, v.period_to, v.number, v.edition, v.note,
           v.row_count, v.is_early, v.made_at, COALESCE(u.display_name, '') AS display_name
    FROM return_version v LEFT JOIN user_account u ON u.id = v.made_by
    WHERE v.agency_id = $agency_id AND v.kind = $kind AND v.period_from = $from
      AND v.number = $number - 1
)"};

constexpr Sql select_last{"return_version.select_last", R"(
    SELECT COALESCE(MAX(number), 0) AS number FROM return_version
    WHERE agency_id = $agency_id AND kind = $kind AND period_from = $from
)"};

constexpr Sql insert_version{"return_version.insert_one", R"(
    INSERT INTO return_version (id, agency_id, kind, period_from, period_to, number, edition, definition,
                                note, row_count, is_early, made_at, made_by)
    VALUES ($id, $agency_id, $kind, $from, $to, $number, $edition, $definition, $note, $row_count,
            $is_early, $made_at, $user_id)
)"};

constexpr Sql select_definition{
    "return_version.select_definition", "SELECT definition FROM return_version WHERE id = $id"};

constexpr Sql select_rows{"return_row.select_of", R"(
    SELECT detention_id, incident_id, line FROM return_row
    WHERE version_id = $version_id ORDER BY number
)"};

constexpr Sql select_people{"returns.select_people", R"(
    SELECT DISTINCT p.id, p.sex, p.gender, p.ethnicity, p.ethnicity_officer, p.born_on,
           p.born_precision
    FROM detention d JOIN person p ON p.id = d.person_id
    WHERE d.agency_id = $agency_id AND d.used_at >= $from AND d.used_at <= $to
)"};

constexpr Sql select_reference{
    "returns.select_reference",
    "SELECT COALESCE(reference, source_key, '') AS reference FROM incident WHERE id = $id"};

Version version_from(const store::Row& row) {
    return {
        .id = row.text("id"),
        .agency = row.get<AgencyId>("agency_id"),
        .kind = row.text("kind"),
        .period = {row.get<Day>("period_from"), row.get<Day>("period_to")},
        .number = row.get<int>("number"),
        .edition = row.text("edition"),
        .note = row.text("note"),
        .row_count = row.get<int>("row_count"),
        .is_early = row.get<bool>("is_early"),
        .made_at = row.get<Instant>("made_at"),
        .made_by = row.text("display_name")};
}

std::optional<Version> first_of(const std::vector<store::Row>& rows) {
    if (rows.empty()) return std::nullopt;
    return version_from(rows.front());
}

/// "power=s136;age_group=18_64"; what is missing has nothing after its sign.
std::string line_of(const Row& row) {
    std::string line;
    for (const auto& [name, code] : row.codes) {
        if (!line.empty()) line += ';';
        line.append(name).append("=").append(code);
    }
    return line;
}

std::map<std::string, std::string> codes_in(std::string_view line) {
    std::map<std::string, std::string> codes;
    while (!line.empty()) {
        auto code = take_until(line, ';');
        const auto name = take_until(code, '=');
        codes.emplace(name, code);
    }
    return codes;
}

PersonFacts person_from(const store::Row& row) {
    PersonFacts facts{
        .sex = row.text("sex"),
        .gender = row.text("gender"),
        .ethnicity = row.text("ethnicity"),
        .ethnicity_officer = row.text("ethnicity_officer")};
    if (row.get<people::BornPrecision>("born_precision") == people::BornPrecision::day)
        facts.born_on = row.maybe<Day>("born_on");
    return facts;
}

}  // namespace

std::vector<Version> ReturnStore::versions(const AgencyId& agency) {
    std::vector<Version> found;
    for (const auto& row : transaction_.query(select_versions, {{"agency_id", agency}}))
        found.push_back(version_from(row));
    return found;
}

std::optional<Version> ReturnStore::find(const AgencyId& agency, const std::string& id) {
    return first_of(transaction_.query(select_version, {{"agency_id", agency}, {"id", id}}));
}

std::optional<Version> ReturnStore::before(const Version& version) {
    return first_of(transaction_.query(
        select_before,
        {{"agency_id", version.agency},
         {"kind", version.kind},
         {"from", version.period.from},
         {"number", version.number}}
    ));
}

int ReturnStore::last_number(const AgencyId& agency, const std::string& kind, Day from) {
    return transaction_.query(select_last, {{"agency_id", agency}, {"kind", kind}, {"from", from}})
        .at(0)
        .get<int>("number");
}

void ReturnStore::insert(const Version& version, const Definition& definition, const UserId& by) {
    transaction_.run(
        insert_version,
        {{"id", version.id},
         {"agency_id", version.agency},
         {"kind", version.kind},
         {"from", version.period.from},
         {"to", version.period.to},
         {"number", version.number},
         {"edition", version.edition},
         {"definition", written(definition)},
         {"note", version.note},
         {"row_count", version.row_count},
         {"is_early", version.is_early},
         {"made_at", version.made_at},
         {"user_id", by}}
    );
}

Definition ReturnStore::definition_of(const Version& version) {
    return read_definition(
        transaction_.query(select_definition, {{"id", version.id}}).at(0).text("definition")
    );
}

void ReturnStore::insert(const Version& version, const std::vector<Row>& rows) {
    static const store::Table table{
        "return_row", {"version_id", "number", "detention_id", "incident_id", "line"}};
    std::vector<std::vector<store::Value>> values;
    std::int64_t number = 0;
    for (const auto& row : rows)
        values.push_back({version.id, ++number, row.detention, row.incident, line_of(row)});
    transaction_.insert_many(table, values);
}

std::vector<Row> ReturnStore::rows(const Version& version) {
    std::vector<Row> found;
    for (const auto& row : transaction_.query(select_rows, {{"version_id", version.id}}))
        found.push_back(
            {row.get<detentions::DetentionId>("detention_id"),
             row.get<IncidentId>("incident_id"),
             codes_in(row.text("line"))}
        );
    return found;
}

std::map<PersonId, PersonFacts> ReturnStore::people(const std::vector<detentions::Counted>& held) {
    std::map<PersonId, PersonFacts> found;
    if (held.empty()) return found;
    // Beginnings as they were entered first, which is what the rows of detentions hold.
    auto from = Instant::max();
    auto to = Instant::min();
    for (const auto& one : held) {
        from = std::min(from, *one.detention.start.used_at);
        to = std::max(to, *one.detention.start.used_at);
    }
    const store::Values all{
        {"agency_id", held.front().detention.agency}, {"from", from}, {"to", to}};
    transaction_.stream(select_people, all, [&](const store::Row& row) {
        found.emplace(row.get<PersonId>("id"), person_from(row));
    });
    return found;
}

std::string ReturnStore::reference_of(const IncidentId& id) {
    return transaction_.query(select_reference, {{"id", id}}).at(0).text("reference");
}

}  // namespace waymark::returns
