// SPDX-License-Identifier: MIT
#include "triage/service.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace waymark::triage {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int minutes_a_day = 24 * 60;
constexpr std::size_t name_max = 200;
constexpr std::size_t note_max = 500;
constexpr std::size_t rows_max = 100;
constexpr std::size_t hours_max = 1'000;  // With those of years ago.

void need_text(
    std::vector<FieldProblem>& wrong,
    const std::string& text,
    const char* field,
    const char* message,
    std::size_t max = name_max
) {
    if (trim(text).empty())
        wrong.push_back({field, "required", message});
    else if (length_of(text) > max)
        wrong.push_back({field, "too_long", fmt::format("Keep to {} characters.", max)});
}

int iso_weekday(sys_days day) {
    return static_cast<int>(std::chrono::weekday{day}.iso_encoding());
}

bool begins_on(const Hours& hours, sys_days day) {
    return iso_weekday(day) == hours.weekday && hours.is_in_force_on(Day{day});
}

/// The moment `minute` of a day comes, which may be of the day after.
Instant moment_of(sys_days day, int minute) {
    const auto on = day + days{minute / minutes_a_day};
    const auto left = minute % minutes_a_day;
    return from_london({Day{on}, left / 60, left % 60, 0});
}

Shift shift_of(const Hours& hours, sys_days day) {
    return {moment_of(day, hours.from_minute), moment_of(day, hours.to_minute)};
}

FieldProblem clash_of(const Duty& duty, const Duty& other) {
    if (is_away(other.kind))
        return {
            "/member_id",
            "away",
            is_away(duty.kind) ? "They are down as away then already."
                               : "They are away then. Choose somebody to cover."};
    return {
        "/member_id",
        "on_duty",
        is_away(duty.kind)
            ? "They are on duty then. Take that back first, and put somebody else on."
            : "They are on duty then already."};
}

void check_hours(
    std::vector<FieldProblem>& wrong,
    const std::vector<Hours>& all,
    const codes::CodeBook& codes,
    Day day
) {
    if (all.size() > hours_max) wrong.push_back({"/hours", "too_long", "These are too many."});
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& one = all[i];
        const auto at = "/hours/" + std::to_string(i);
        if (!codes.has("triage_hours_kind", one.kind, day))
            wrong.push_back({at + "/kind", "unknown_code", "Choose whose hours these are."});
        if (one.weekday < 1 || one.weekday > 7)
            wrong.push_back({at + "/weekday", "range", "Give 1 for Monday up to 7 for Sunday."});
        if (one.from_minute < 0 || one.from_minute >= minutes_a_day)
            wrong.push_back({at + "/from_minute", "range", "Give a time of the day."});
        if (one.to_minute <= one.from_minute || one.to_minute - one.from_minute > minutes_a_day)
            wrong.push_back(
                {at + "/to_minute",
                 "order",
                 "The end comes after the beginning, and within a day of it."}
            );
        if (one.since && one.until && *one.until <= *one.since)
            wrong.push_back(
                {at + "/until", "order", "The day they end is after the day they begin."}
            );
        const auto is_same = [&](const Hours& other) {
            return other.kind == one.kind && other.weekday == one.weekday &&
                   other.from_minute < one.to_minute && one.from_minute < other.to_minute &&
                   (!other.until || !one.since || *one.since < *other.until) &&
                   (!one.until || !other.since || *other.since < *one.until);
        };
        if (std::count_if(all.begin(), all.end(), is_same) > 1)
            wrong.push_back(
                {at + "/from_minute", "overlap", "Other hours of this day reach into these."}
            );
    }
}

bool is_month(const std::string& text) {
    return parse_day(text + "-01").has_value();
}

}  // namespace

bool overlap(const Duty& a, const Duty& b) {
    return a.starts_at < b.ends_at && b.starts_at < a.ends_at;
}

bool is_away(const std::string& kind) {
    return kind == "leave" || kind == "training";
}

std::vector<FieldProblem> problems_of(
    const Service& service, const codes::CodeBook& codes, Day day
) {
    std::vector<FieldProblem> wrong;
    need_text(wrong, service.name, "/name", "Say what the service is called.");
    need_text(wrong, service.area, "/area", "Say which area it covers.");
    if (!service.starts_on.ok())
        wrong.push_back({"/starts_on", "required", "Give the day it began."});
    if (service.training_months < 0 || service.training_months > 60)
        wrong.push_back({"/training_months", "range", "Give a number of months from 0 to 60."});
    if (!service.awareness_by.empty() && !is_month(service.awareness_by))
        wrong.push_back({"/awareness_by", "shape", "Give a month, like 2015-03."});
    check_hours(wrong, service.hours, codes, day);
    if (service.contacts.size() > rows_max)
        wrong.push_back({"/contacts", "too_long", "These are too many."});
    for (std::size_t i = 0; i < service.contacts.size(); ++i) {
        const auto at = "/contacts/" + std::to_string(i);
        const auto& one = service.contacts[i];
        need_text(wrong, one.name, (at + "/name").c_str(), "Say who it is.");
        need_text(wrong, one.phone, (at + "/phone").c_str(), "Give the number to ring.", 40);
        if (length_of(one.covers) > note_max)
            wrong.push_back({at + "/covers", "too_long", "Keep to 500 characters."});
    }
    return wrong;
}

std::vector<FieldProblem> problems_of(const Member& member, const codes::CodeBook& codes, Day day) {
    std::vector<FieldProblem> wrong;
    need_text(wrong, member.name, "/name", "Give their name.");
    if (!codes.has("triage_member_role", member.role, day))
        wrong.push_back({"/role", "unknown_code", "Choose what they do."});
    if (length_of(member.team) > name_max)
        wrong.push_back({"/team", "too_long", "Keep to 200 characters."});
    if (member.trained_until && !member.trained_on)
        wrong.push_back({"/trained_on", "required", "Say when they were trained."});
    if (member.trained_on && member.trained_until && *member.trained_until < *member.trained_on)
        wrong.push_back({"/trained_until", "order", "This day is before they were trained."});
    return wrong;
}

std::vector<FieldProblem> problems_of(
    const Duty& duty,
    const Member& member,
    const std::vector<Duty>& others,
    const codes::CodeBook& codes,
    Day day
) {
    std::vector<FieldProblem> wrong;
    if (!codes.has("triage_duty_kind", duty.kind, day))
        wrong.push_back({"/kind", "unknown_code", "Choose what they are down for."});
    if (duty.starts_at == Instant{})
        wrong.push_back({"/starts_at", "required", "Say when it begins."});
    if (duty.ends_at == Instant{})
        wrong.push_back({"/ends_at", "required", "Say when it ends."});
    else if (duty.ends_at <= duty.starts_at)
        wrong.push_back({"/ends_at", "order", "The end comes after the beginning."});
    else if (!is_away(duty.kind) && duty.ends_at - duty.starts_at > std::chrono::hours{24})
        wrong.push_back({"/ends_at", "range", "A duty is not longer than a day."});
    if (duty.kind == "crew" && duty.unit.empty())
        wrong.push_back({"/unit_id", "required", "Choose the unit."});
    if (length_of(duty.note) > note_max)
        wrong.push_back({"/note", "too_long", "Keep to 500 characters."});
    if (!member.is_active)
        wrong.push_back({"/member_id", "inactive", "They are no longer in the pool."});
    if (duty.covers == duty.member)
        wrong.push_back({"/covers_id", "same", "Nobody covers for themselves."});
    if (!wrong.empty()) return wrong;
    const auto clash = std::find_if(others.begin(), others.end(), [&](const Duty& other) {
        return overlap(duty, other);
    });
    if (clash != others.end()) wrong.push_back(clash_of(duty, *clash));
    if (is_away(duty.kind)) return wrong;
    const auto last_day = to_london(duty.ends_at - std::chrono::milliseconds{1}).day;
    if (!member.trained_on || *member.trained_on > last_day)
        wrong.push_back({"/member_id", "untrained", "They have not been trained by then."});
    else if (member.trained_until && *member.trained_until < last_day)
        wrong.push_back(
            {"/member_id",
             "training_over",
             "Their training runs out on " + to_iso8601(*member.trained_until) +
                 ". Renew it first, or choose somebody else."}
        );
    return wrong;
}

bool is_open_at(const Service& service, std::string_view kind, Instant at) {
    const sys_days today{to_london(at).day};
    for (const auto& hours : service.hours) {
        if (hours.kind != kind) continue;
        for (const auto day : {today, today - days{1}}) {
            if (!begins_on(hours, day)) continue;
            const auto shift = shift_of(hours, day);
            if (shift.starts_at <= at && at < shift.ends_at) return true;
        }
    }
    return false;
}

std::optional<Shift> shift_at(const Service& service, Instant at) {
    std::optional<Shift> next;
    const sys_days today{to_london(at).day};
    for (const auto& hours : service.hours) {
        if (hours.kind != "team") continue;
        for (int ahead = -1; ahead <= 7; ++ahead) {
            const auto day = today + days{ahead};
            if (!begins_on(hours, day)) continue;
            const auto shift = shift_of(hours, day);
            if (shift.ends_at > at && (!next || shift.starts_at < next->starts_at)) next = shift;
        }
    }
    return next;
}

std::vector<Hours> hours_on(const Service& service, std::string_view kind, Day day) {
    std::vector<Hours> found;
    for (const auto& hours : service.hours)
        if (hours.kind == kind && hours.is_in_force_on(day)) found.push_back(hours);
    return found;
}

std::string common_hours(const std::vector<Hours>& hours) {
    if (hours.empty()) return {};
    const auto& first = hours.front();
    for (const auto& one : hours)
        if (one.from_minute != first.from_minute || one.to_minute != first.to_minute) return {};
    const auto clock = [](int minute) {
        const auto left = minute % minutes_a_day;
        return fmt::format("{:02d}:{:02d}", left / 60, left % 60);
    };
    return clock(first.from_minute) + "-" + clock(first.to_minute);
}

}  // namespace waymark::triage
