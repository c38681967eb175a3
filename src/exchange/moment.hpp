// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.hpp"

#include <string_view>

namespace waymark::exchange {

/// A moment as a file wrote it.
struct ReadMoment {
    enum class Trouble {
        none,
        unreadable,
        not_there,  ///< In spring the clocks skip this hour; it is read as the hour after.
        twice,      ///< In autumn the clocks show this hour twice; it is read as the first.
    };
    Instant at{};
    LocalTime local{};
    Trouble trouble = Trouble::none;
    bool has_time = false;  ///< Whether the text gave a time of day at all.
};

/// Reads "14/03/2026 21:07", "2026-03-14T21:07:00Z", "14 Mar 2026", "3/14/26 9:07 PM" and their
/// kin. Without a time zone the wall clock is London's.
ReadMoment read_moment(std::string_view text, bool month_first);

/// "21:07", "2107", "9:07 PM" or "21:07:00" as seconds since midnight; nothing otherwise.
std::optional<int> read_time_of_day(std::string_view text);

/// The moment of a London wall clock, with what is odd about it.
ReadMoment from_wall_clock(const LocalTime& local);

}  // namespace waymark::exchange
