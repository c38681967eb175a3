// SPDX-License-Identifier: MIT
#include "detentions/conveyance.hpp"

#include "detentions/law.hpp"

namespace waymark::detentions {

namespace {

using enum Kind;

void note_conveyance(Leg& leg, const EntryForm& what) {
    if (what.conveyed_by.empty()) return;
    leg.conveyed_by = what.conveyed_by;
    leg.why_police_vehicle = what.why_police_vehicle;
}

void arrive(Leg& leg, const Entry& step) {
    leg.arrived_at = step.at;
    leg.place = step.what.place;
    leg.place_kind = step.what.place_kind;
    leg.place_name = step.what.place_name;
    leg.why_police_station = step.what.why_police_station;
    note_conveyance(leg, step.what);
}

}  // namespace

std::vector<Leg> legs_of(const Detention& detention, const std::vector<Entry>& steps) {
    std::vector<Leg> legs(1);
    const auto last_arrived = [&]() -> Leg* {
        for (auto leg = legs.rbegin(); leg != legs.rend(); ++leg)
            if (leg->arrived_at) return &*leg;
        return nullptr;
    };
    if (detention.start.manner == Manner::kept) {
        legs.back().is_kept = true;
        legs.back().arrived_at = detention.used_at;
        legs.back().place = detention.start.place;
        legs.back().place_kind = detention.start.place_kind;
        legs.back().place_name = detention.start.place_name;
    }
    for (const auto& step : steps) {
        const auto& what = step.what;
        // Whatever is for a way that has not begun to be written opens it.
        const auto next_leg = [&]() -> Leg& {
            if (legs.back().arrived_at) legs.emplace_back();
            return legs.back();
        };
        switch (what.kind) {
        case ambulance_asked:
            if (auto& leg = next_leg(); !leg.ambulance_asked_at) leg.ambulance_asked_at = step.at;
            break;
        case ambulance_came: next_leg().ambulance_came_at = step.at; break;
        case set_off: next_leg().set_off_at = step.at; break;
        case left:
            if (auto* from = last_arrived()) from->left_at = step.at;
            next_leg().set_off_at = step.at;
            break;
        case arrived: arrive(next_leg(), step); break;
        case brought:
            if (auto* there = last_arrived()) note_conveyance(*there, what);
            break;
        case taken_over:
            if (auto* there = last_arrived()) {
                there->taken_over_at = step.at;
                there->taken_over_by = what.name;
            }
            break;
        case stay_answered:
            if (auto* there = last_arrived(); there && what.is_yes) {
                there->stayed = what.name;
                there->stay_agreed_at = step.at;
            }
            break;
        case police_released:
            if (auto* there = last_arrived()) there->police_released_at = step.at;
            break;
        default: break;
        }
    }
    const auto& last = legs.back();
    if (!last.arrived_at && !last.ambulance_asked_at && !last.ambulance_came_at && !last.set_off_at)
        legs.pop_back();
    return legs;
}

std::vector<bool> police_with(const std::vector<Leg>& legs) {
    std::vector<bool> with;
    bool are_there = true;
    for (const auto& leg : legs) {
        with.push_back(are_there || leg.conveyed_by == police_vehicle);
        are_there = with.back() && !leg.police_released_at;
    }
    return with;
}

std::optional<std::chrono::minutes> wait_at(const Leg& leg) {
    // Police released before staff wrote that they took over waited no longer.
    auto until = leg.taken_over_at;
    if (!until || (leg.police_released_at && *leg.police_released_at < *until))
        until = leg.police_released_at;
    if (leg.is_kept || !leg.arrived_at || !until) return std::nullopt;
    return std::chrono::floor<std::chrono::minutes>(*until - *leg.arrived_at);
}

}  // namespace waymark::detentions
