// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace waymark {

/// A moment, always UTC, to the millisecond. Rules are handed the moment they need; none of them
/// asks a clock.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// A day on the calendar, without a place or an hour: a date of birth, a day of the rota.
using Day = std::chrono::year_month_day;

/// A time said to be later than now by no more than this is now: clocks of two machines differ.
inline constexpr auto future_allowed = std::chrono::minutes{1};

/// What the clock on a wall in London shows.
struct LocalTime {
    Day day;
    int hour = 0;
    int minute = 0;
    int second = 0;

    friend bool operator==(const LocalTime&, const LocalTime&) = default;
};

/// ISO 8601 in UTC with milliseconds and a trailing Z, as in "2026-03-14T21:07:00.000Z".
std::string to_iso8601(Instant at);

/// Reads ISO 8601 with a time zone: "2026-03-14T21:07:00Z", fractions and offsets such as +01:00
/// allowed. Nothing when the text is anything else or no such moment exists.
std::optional<Instant> parse_iso8601(std::string_view text);

/// "2026-03-14".
std::string to_iso8601(Day day);

/// Nothing when the text is not of the form YYYY-MM-DD or there is no such day.
std::optional<Day> parse_day(std::string_view text);

/// London's wall clock at a moment, summer time included.
LocalTime to_london(Instant at);

/// The moment a London wall clock showed this. In the hour that happens twice, the first; in the
/// hour that does not exist in spring, the moment the clocks went forward.
Instant from_london(const LocalTime& local);

/// For people: "14 March 2026 at 21:07", London time.
std::string to_words(Instant at);

}  // namespace waymark
