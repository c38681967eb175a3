// SPDX-License-Identifier: MIT
#include "detentions/findings.hpp"
#include "people/person.hpp"

#include <doctest/doctest.h>

#include <set>

namespace waymark::detentions {

TEST_CASE("ages are whole years, and every rule has a check and a source") {
    CHECK(people::age_on(*parse_day("2008-03-14"), *parse_day("2026-03-14")) == 18);
    CHECK(people::age_on(*parse_day("2008-03-15"), *parse_day("2026-03-14")) == 17);
    CHECK(people::age_on(*parse_day("2008-02-29"), *parse_day("2026-02-28")) == 17);
    std::set<std::string> ids;
    for (const auto& one : rules()) {
        CHECK_FALSE(one.source.empty());
        CHECK_FALSE(one.text.empty());
        ids.insert(one.id);
    }
    for (int i = 1; i <= 17; ++i)
        CHECK(ids.contains("R" + std::to_string(i)));
    // Throws where a rule's check has no code.
    const codes::CodeBook book{codes::shipped_codes()};
    CHECK_FALSE(
        findings_of({.used_at = *parse_iso8601("2026-03-14T20:00:00Z")}, {}, 30, book, {}).empty()
    );
}

}  // namespace waymark::detentions
