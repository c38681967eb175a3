// SPDX-License-Identifier: MIT
#include "base/time.hpp"

#include <doctest/doctest.h>

namespace waymark {

namespace {

Day on(int year, unsigned month, unsigned day) {
    return Day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

}  // namespace

TEST_CASE("a moment survives the trip to text and back") {
    const auto moment = parse_iso8601("2026-03-14T21:07:09.250Z");
    REQUIRE(moment);
    CHECK(to_iso8601(*moment) == "2026-03-14T21:07:09.250Z");
    CHECK(parse_iso8601("2026-03-14T22:07:09.25+01:00") == moment);
}

TEST_CASE("what is not a moment with a time zone is refused") {
    for (const char* text :
         {"",
          "2026-03-14",
          "2026-03-14T21:07:09",
          "2026-02-30T00:00:00Z",
          "2026-03-14T24:00:00Z",
          "2026-03-14 21:07:09Z",
          "2026-03-14T21:07:09Zx",
          "14/03/2026",
          "2026-03-14T21:61:00Z"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_iso8601(text));
    }
}

TEST_CASE("London's clock is an hour ahead in summer") {
    CHECK(to_london(*parse_iso8601("2026-07-01T12:00:00Z")) == LocalTime{on(2026, 7, 1), 13});
    CHECK(to_london(*parse_iso8601("2026-01-01T12:00:00Z")) == LocalTime{on(2026, 1, 1), 12});
}

TEST_CASE("the hour that happens twice is read as the first, the one that does not as the moment "
          "of change") {
    CHECK(from_london({on(2026, 10, 25), 1, 30}) == parse_iso8601("2026-10-25T00:30:00Z"));
    CHECK(from_london({on(2026, 3, 29), 1, 30}) == parse_iso8601("2026-03-29T01:00:00Z"));
}

}  // namespace waymark
