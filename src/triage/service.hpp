// SPDX-License-Identifier: MIT
#pragma once

// The triage service of an agency: when it works, who belongs to it, and who is on duty. Times of
// day are London's. Pure.

#include "base/ids.hpp"
#include "base/result.hpp"
#include "codes/code_book.hpp"
#include "triage/request.hpp"

#include <optional>
#include <string>
#include <vector>

namespace waymark::triage {

using MemberId = Id<struct TriageMemberTag>;
using DutyId = Id<struct TriageDutyTag>;

/// One window of one weekday, in the weeks in which it is in force.
struct Hours {
    std::string kind = "team";   ///< Of the list triage_hours_kind.
    int weekday = 1;             ///< The day it begins on, Monday 1 to Sunday 7 (ISO 8601).
    int from_minute = 0;         ///< Of that day, 0 to 1439.
    int to_minute = 0;           ///< More than 1440 reaches into the next day: 02:00 is 1560.
    std::optional<Day> since{};  ///< The first day it begins on; from the beginning where empty.
    std::optional<Day> until{};  ///< The first day it begins on no more; nothing is still so.

    bool is_in_force_on(Day day) const {
        return (!since || *since <= day) && (!until || day < *until);
    }
};

/// Whom to ring for clinical support when the team is not there.
struct ClinicalContact {
    std::string name;
    std::string covers;  ///< What for and when, in words.
    std::string phone;
};

struct Service {
    AgencyId agency{};
    std::string name;
    std::string area;
    Day starts_on{};
    int training_months = 0;     ///< In which everybody of the pool is to be trained.
    std::string awareness_by{};  ///< The month by which all response officers are briefed: 2015-03.
    std::vector<Hours> hours{};
    std::vector<ClinicalContact> contacts{};
    std::int64_t revision = 0;
};

/// Somebody of the pool.
struct Member {
    MemberId id{};
    UserId user{};  ///< Empty where they do not sign in here.
    std::string name;
    std::string role;    ///< Of the list triage_member_role.
    std::string team{};  ///< The response team they come from.
    bool is_volunteer = true;
    std::optional<Day> trained_on{};
    std::optional<Day> trained_until{};
    bool is_active = true;
    std::int64_t revision = 0;
};

/// Somebody who signs in here, of whatever agency.
struct Colleague {
    UserId id;
    AgencyId agency;
    std::string name;
};

/// Somebody on duty, or away.
struct Duty {
    DutyId id{};
    MemberId member{};
    std::string kind = "crew";  ///< Of the list triage_duty_kind.
    UnitId unit{};              ///< Of a crew.
    Instant starts_at{};
    Instant ends_at{};
    MemberId covers{};  ///< Whose place they take.
    std::string note{};
};

/// One stretch of work: what the hours of a day come to.
struct Shift {
    Instant starts_at{};
    Instant ends_at{};
};

/// Everything wrong with it, by field.
std::vector<FieldProblem> problems_of(
    const Service& service, const codes::CodeBook& codes, Day day
);
std::vector<FieldProblem> problems_of(const Member& member, const codes::CodeBook& codes, Day day);
/// `others` are the duties of the same member that have not been taken back. Nobody is on duty
/// twice at once, while away, or after their training ran out.
std::vector<FieldProblem> problems_of(
    const Duty& duty,
    const Member& member,
    const std::vector<Duty>& others,
    const codes::CodeBook& codes,
    Day day
);

/// Whether two stretches of the rota have a moment in common.
bool overlap(const Duty& a, const Duty& b);

/// Whether this kind of duty, of the list triage_duty_kind, is an absence.
bool is_away(const std::string& kind);

/// Whether somebody of that kind works at the moment.
bool is_open_at(const Service& service, std::string_view kind, Instant at);

/// The shift of the team that `at` falls into, or else the next one; nothing when it has no hours.
std::optional<Shift> shift_at(const Service& service, Instant at);

/// The windows of the kind that are in force on a day.
std::vector<Hours> hours_on(const Service& service, std::string_view kind, Day day);

/// "17:00-02:00" where all of these windows are the same; empty otherwise.
std::string common_hours(const std::vector<Hours>& hours);

}  // namespace waymark::triage
