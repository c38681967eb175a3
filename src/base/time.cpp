// SPDX-License-Identifier: MIT
#include "base/time.hpp"

#include <date/tz.h>
#include <fmt/format.h>

namespace waymark {

namespace {

using namespace std::chrono;

/// Reads digits off the front of `text`, exactly `width` of them.
std::optional<int> take_number(std::string_view& text, std::size_t width) {
    if (text.size() < width) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, width)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(width);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Day> take_day(std::string_view& text) {
    const auto y = take_number(text, 4);
    if (!y || !take(text, '-')) return std::nullopt;
    const auto m = take_number(text, 2);
    if (!m || !take(text, '-')) return std::nullopt;
    const auto d = take_number(text, 2);
    if (!d) return std::nullopt;
    const Day day{
        year{*y}, month{static_cast<unsigned>(*m)}, std::chrono::day{static_cast<unsigned>(*d)}};
    if (!day.ok()) return std::nullopt;
    return day;
}

/// Fractions of a second, at most nine digits; what is finer than a millisecond is dropped.
std::optional<milliseconds> take_fraction(std::string_view& text) {
    if (!take(text, '.')) return milliseconds{0};
    int value = 0;
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9' && digits < 9; ++digits) {
        if (digits < 3) value = value * 10 + (text.front() - '0');
        text.remove_prefix(1);
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 3; ++digits)
        value *= 10;
    return milliseconds{value};
}

/// How far ahead of UTC the wall clock is: "Z", "+01:00" or "-05:30".
std::optional<minutes> take_offset(std::string_view& text) {
    if (take(text, 'Z')) return minutes{0};
    const bool behind = !text.empty() && text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    const auto h = take_number(text, 2);
    if (!h || *h > 14 || !take(text, ':')) return std::nullopt;
    const auto m = take_number(text, 2);
    if (!m || *m > 59) return std::nullopt;
    const minutes ahead{*h * 60 + *m};
    return behind ? -ahead : ahead;
}

const date::time_zone& london() {
    static const date::time_zone* const zone = date::locate_zone("Europe/London");
    return *zone;
}

}  // namespace

std::string to_iso8601(Instant at) {
    const auto midnight = floor<days>(at);
    const Day day{midnight};
    const hh_mm_ss clock{at - midnight};
    return fmt::format(
        "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}.{:03d}Z",
        int{day.year()},
        unsigned{day.month()},
        unsigned{day.day()},
        clock.hours().count(),
        clock.minutes().count(),
        clock.seconds().count(),
        clock.subseconds().count()
    );
}

std::optional<Instant> parse_iso8601(std::string_view text) {
    const auto day = take_day(text);
    if (!day || !take(text, 'T')) return std::nullopt;
    const auto h = take_number(text, 2);
    if (!h || *h > 23 || !take(text, ':')) return std::nullopt;
    const auto m = take_number(text, 2);
    if (!m || *m > 59) return std::nullopt;
    int s = 0;
    if (take(text, ':')) {
        const auto seconds_shown = take_number(text, 2);
        if (!seconds_shown || *seconds_shown > 59) return std::nullopt;
        s = *seconds_shown;
    }
    const auto fraction = take_fraction(text);
    if (!fraction) return std::nullopt;
    const auto ahead = take_offset(text);
    if (!ahead || !text.empty()) return std::nullopt;
    return Instant{sys_days{*day} + hours{*h} + minutes{*m} + seconds{s} + *fraction - *ahead};
}

std::string to_iso8601(Day day) {
    return fmt::format(
        "{:04d}-{:02d}-{:02d}", int{day.year()}, unsigned{day.month()}, unsigned{day.day()}
    );
}

std::optional<Day> parse_day(std::string_view text) {
    const auto day = take_day(text);
    if (!text.empty()) return std::nullopt;
    return day;
}

LocalTime to_london(Instant at) {
    const auto local = london().to_local(at);
    const auto midnight = date::floor<days>(local);
    const auto since = local - midnight;
    const hh_mm_ss clock{duration_cast<seconds>(since)};
    return {
        .day = Day{sys_days{midnight.time_since_epoch()}},
        .hour = static_cast<int>(clock.hours().count()),
        .minute = static_cast<int>(clock.minutes().count()),
        .second = static_cast<int>(clock.seconds().count()),
    };
}

Instant from_london(const LocalTime& local) {
    const date::local_time<milliseconds> wall{
        sys_days{local.day}.time_since_epoch() + hours{local.hour} + minutes{local.minute} +
        seconds{local.second}};
    return london().to_sys(wall, date::choose::earliest);
}

std::string to_words(Instant at) {
    static constexpr const char* months[] = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"};
    const auto local = to_london(at);
    return fmt::format(
        "{} {} {} at {:02d}:{:02d}",
        unsigned{local.day.day()},
        months[unsigned{local.day.month()} - 1],
        int{local.day.year()},
        local.hour,
        local.minute
    );
}

}  // namespace waymark
