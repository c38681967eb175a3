// SPDX-License-Identifier: MIT
#include "people/person_store.hpp"

#include <map>

namespace waymark::people {

namespace {

using store::Sql;

// Whoever lists people sees those of the own agency and those shared with it. SQLite and
// PostgreSQL both walk the index named by the first condition and look the rest up by key.

constexpr Sql select_by_family{"person_search.by_family", R"(
    SELECT DISTINCT n.person_id, p.born_on
    FROM person_name n JOIN person p ON p.id = n.person_id
    WHERE n.family_key >= $from AND n.family_key < $to AND n.ended_at IS NULL
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    LIMIT $limit
)"};

constexpr Sql select_by_given{"person_search.by_given", R"(
    SELECT DISTINCT n.person_id, p.born_on
    FROM person_name n JOIN person p ON p.id = n.person_id
    WHERE n.given_key >= $from AND n.given_key < $to AND n.ended_at IS NULL
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    LIMIT $limit
)"};

constexpr Sql select_by_both{"person_search.by_both", R"(
    SELECT DISTINCT n.person_id, p.born_on
    FROM person_name n JOIN person p ON p.id = n.person_id
    WHERE n.family_key >= $from AND n.family_key < $to
      AND n.given_key >= $given_from AND n.given_key < $given_to AND n.ended_at IS NULL
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    LIMIT $limit
)"};

constexpr Sql select_by_birth{"person_search.by_birth", R"(
    SELECT p.id AS person_id FROM person p
    WHERE p.born_on = $born_on
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    LIMIT $limit
)"};

constexpr Sql select_by_phone{"person_search.by_phone", R"(
    SELECT DISTINCT t.person_id
    FROM person_phone t JOIN person p ON p.id = t.person_id
    WHERE t.number = $value AND t.ended_at IS NULL
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    LIMIT $limit
)"};

constexpr Sql select_by_postcode{"person_search.by_postcode", R"(
    SELECT DISTINCT t.person_id
    FROM person_address t JOIN person p ON p.id = t.person_id
    WHERE t.postcode = $value AND t.ended_at IS NULL
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    LIMIT $limit
)"};

constexpr Sql select_by_place{"person_search.by_place", R"(
    SELECT DISTINCT t.person_id
    FROM person_address t JOIN person p ON p.id = t.person_id
    WHERE t.place_key = $value AND t.ended_at IS NULL
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    LIMIT $limit
)"};

constexpr Sql select_by_identifier{"person_search.by_identifier", R"(
    SELECT DISTINCT t.person_id
    FROM person_identifier t JOIN person p ON p.id = t.person_id
    WHERE t.value = $value AND t.ended_at IS NULL
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    LIMIT $limit
)"};

/// The first text after every text that begins with `prefix`. Keys are plain ASCII.
std::string after(const std::string& prefix) { return prefix + "\x7f"; }

bool fits_birth(const store::Row& row, const PersonQuery& query) {
    if (!query.born_on && !query.born_year) return true;
    const auto born = row.maybe<Day>("born_on");
    if (!born) return true;  // An unknown date of birth rules nobody out.
    if (query.born_on) return *born == *query.born_on;
    return int{born->year()} == *query.born_year;
}

store::Values one_value(const sharing::Scope& scope, const std::string& value, int limit) {
    return {{"value", value}, {"agency_id", scope.agency()}, {"limit", limit}};
}

}  // namespace

std::vector<PersonId> PersonSearchStore::ids(const Sql& sql, const store::Values& values) {
    std::vector<PersonId> found;
    for (const auto& row : transaction_.query(sql, values))
        found.push_back(row.get<PersonId>("person_id"));
    return found;
}

std::vector<PersonId> PersonSearchStore::by_names(
    const sharing::Scope& scope, const PersonQuery& query, int limit
) {
    std::vector<PersonId> found;
    const auto take = [&](const Sql& sql, const std::string& first, const std::string& second) {
        store::Values values{
            {"from", first}, {"to", after(first)}, {"agency_id", scope.agency()}, {"limit", limit}};
        values.insert(values.end(), {{"given_from", second}, {"given_to", after(second)}});
        for (const auto& row : transaction_.query(sql, values)) {
            if (!fits_birth(row, query)) continue;
            const auto id = row.get<PersonId>("person_id");
            if (std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
        }
    };
    if (query.words.size() == 1) {
        take(select_by_family, query.words[0], "");
        take(select_by_given, query.words[0], "");
    } else if (query.words.size() > 1) {
        // Either order: "sarah jones" and "jones sarah"; with more words, the outer two.
        take(select_by_both, query.words.back(), query.words.front());
        take(select_by_both, query.words.front(), query.words.back());
    }
    return found;
}

std::vector<PersonId> PersonSearchStore::by_birth(
    const sharing::Scope& scope, Day born_on, int limit
) {
    return ids(
        select_by_birth, {{"born_on", born_on}, {"agency_id", scope.agency()}, {"limit", limit}}
    );
}

std::vector<PersonId> PersonSearchStore::by_phone(
    const sharing::Scope& scope, const std::string& number, int limit
) {
    return ids(select_by_phone, one_value(scope, number, limit));
}

std::vector<PersonId> PersonSearchStore::by_postcode(
    const sharing::Scope& scope, const std::string& postcode, int limit
) {
    return ids(select_by_postcode, one_value(scope, postcode, limit));
}

std::vector<PersonId> PersonSearchStore::by_identifier(
    const sharing::Scope& scope, const std::string& value, int limit
) {
    return ids(select_by_identifier, one_value(scope, value, limit));
}

std::vector<PersonId> PersonSearchStore::by_place(
    const sharing::Scope& scope, const std::string& key, int limit
) {
    return ids(select_by_place, one_value(scope, key, limit));
}

}  // namespace waymark::people
