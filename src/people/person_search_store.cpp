// SPDX-License-Identifier: MIT
#include "people/person_store.hpp"

#include <algorithm>

namespace waymark::people {

namespace {

using store::Sql;

// Whoever lists people sees those of the own agency and those shared with it. SQLite and
// PostgreSQL both walk the index named by the first condition and look the rest up by key.

constexpr Sql select_by_family{"person_search.by_family", R"(
    SELECT DISTINCT n.person_id
    FROM person_name n JOIN person p ON p.id = n.person_id
    WHERE n.family_key >= $from AND n.family_key < $to AND n.ended_at IS NULL
      AND (p.born_on IS NULL OR (p.born_on >= $born_from AND p.born_on <= $born_to))
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    LIMIT $limit
)"};

constexpr Sql select_by_given{"person_search.by_given", R"(
    SELECT DISTINCT n.person_id
    FROM person_name n JOIN person p ON p.id = n.person_id
    WHERE n.given_key >= $from AND n.given_key < $to AND n.ended_at IS NULL
      AND (p.born_on IS NULL OR (p.born_on >= $born_from AND p.born_on <= $born_to))
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
    LIMIT $limit
)"};

constexpr Sql select_by_both{"person_search.by_both", R"(
    SELECT DISTINCT n.person_id
    FROM person_name n JOIN person p ON p.id = n.person_id
    WHERE n.family_key >= $from AND n.family_key < $to
      AND n.given_key >= $given_from AND n.given_key < $given_to AND n.ended_at IS NULL
      AND (p.born_on IS NULL OR (p.born_on >= $born_from AND p.born_on <= $born_to))
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

constexpr Sql select_within{"person_search.is_within", R"(
    SELECT p.id FROM person p
    WHERE p.id = $id
      AND (p.agency_id = $agency_id OR EXISTS (
             SELECT 1 FROM record_share s WHERE s.object_id = p.id
               AND s.to_agency_id = $agency_id AND s.ended_at IS NULL))
)"};

/// The first text after every text that begins with `prefix`. Keys are plain ASCII.
std::string after(const std::string& prefix) {
    return prefix + "\x7f";
}

/// The days a person's date of birth may lie between; an unknown one rules nobody out.
std::pair<std::string, std::string> birth_span(const PersonQuery& query) {
    if (query.born_on) return {to_iso8601(*query.born_on), to_iso8601(*query.born_on)};
    if (query.born_year)
        return {
            std::to_string(*query.born_year) + "-01-01",
            std::to_string(*query.born_year) + "-12-31"};
    return {"0000-01-01", "9999-12-31"};
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to; ++i)
        text += words[i];
    return text;
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
    const auto born = birth_span(query);
    const auto take = [&](const Sql& sql, const std::string& first, const std::string& second) {
        const store::Values values{
            {"from", first},
            {"to", after(first)},
            {"given_from", second},
            {"given_to", after(second)},
            {"born_from", born.first},
            {"born_to", born.second},
            {"agency_id", scope.agency()},
            {"limit", limit}};
        for (const auto& id : ids(sql, values))
            if (std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
    };
    // "sean o brien" may be Sean O'Brien, Seano Brien or one name alone, in either order.
    const auto& words = query.words;
    for (std::size_t split = 1; split < words.size(); ++split) {
        const auto front = joined(words, 0, split);
        const auto back = joined(words, split, words.size());
        take(select_by_both, back, front);
        take(select_by_both, front, back);
    }
    const auto whole = joined(words, 0, words.size());
    take(select_by_family, whole, "");
    take(select_by_given, whole, "");
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

bool PersonSearchStore::is_within(const sharing::Scope& scope, const PersonId& id) {
    return !transaction_.query(select_within, {{"id", id}, {"agency_id", scope.agency()}}).empty();
}

std::vector<PersonId> PersonSearchStore::by_place(
    const sharing::Scope& scope, const std::string& key, int limit
) {
    return ids(select_by_place, one_value(scope, key, limit));
}

}  // namespace waymark::people
