// SPDX-License-Identifier: MIT
#pragma once

// How the board of places of safety and the police-time ledger travel.

#include "api/fields.hpp"
#include "detentions/places.hpp"
#include "ledger/police_time.hpp"

namespace waymark::api {

template <>
struct Fields<detentions::Place> {
    using T = detentions::Place;
    static constexpr std::string_view name = "SafetyPlace";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("agency_id", &T::agency),
        field("kind", &T::kind, "place_of_safety"),
        field("name", &T::name),
        field("address", &T::address),
        field("phone", &T::phone),
        field("capacity", &T::capacity),
        field("min_age", &T::min_age),
        field("note", &T::note),
        field("is_active", &T::is_active),
        field("revision", &T::revision)};
};

template <>
struct Fields<detentions::Word> {
    using T = detentions::Word;
    static constexpr std::string_view name = "SafetyPlaceWord";
    static constexpr auto list = std::tuple{
        field("free", &T::free),
        field("state", &T::state, "safety_place_state"),
        field("note", &T::note),
        field("said_at", &T::said_at),
        out("said_by", &T::said_by)};
};

template <>
struct Fields<detentions::Refusals> {
    using T = detentions::Refusals;
    static constexpr std::string_view name = "SafetyPlaceRefusals";
    static constexpr auto list = std::tuple{
        out("reason", &T::reason, "place_refusal_reason"),
        out("last_day", &T::last_day),
        out("lately", &T::lately)};
};

template <>
struct Fields<detentions::OnBoard> {
    using T = detentions::OnBoard;
    static constexpr std::string_view name = "SafetyPlaceOnBoard";
    static constexpr auto list = std::tuple{
        out("place", &T::place),
        out("word", &T::word),
        out("old_at", &T::old_at),
        out("is_old", &T::is_old),
        out("earlier", &T::earlier),
        out("here", &T::here),
        out("came_since", &T::came_since),
        out("waiting", &T::waiting),
        out("waiting_since", &T::waiting_since),
        out("refusals", &T::refusals),
        out("waits", &T::waits),
        out("median_wait", &T::median_wait),
        out("longest_wait", &T::longest_wait)};
};

template <>
struct Fields<ledger::Spell> {
    using T = ledger::Spell;
    static constexpr std::string_view name = "PoliceSpell";
    static constexpr auto list = std::tuple{
        out("stage", &T::stage),
        out("person_id", &T::person),
        out("from", &T::from),
        out("to", &T::to),
        out("is_going_on", &T::is_going_on)};
};

template <>
struct Fields<ledger::Minutes> {
    using T = ledger::Minutes;
    static constexpr std::string_view name = "PoliceMinutes";
    static constexpr auto list = std::tuple{out("stage", &T::stage), out("minutes", &T::minutes)};
};

template <>
struct Fields<ledger::Ledger> {
    using T = ledger::Ledger;
    static constexpr std::string_view name = "PoliceLedger";
    static constexpr auto list = std::tuple{
        out("spells", &T::spells),
        out("by_stage", &T::by_stage),
        out("total", &T::total),
        out("is_going_on", &T::is_going_on),
        out("unknown", &T::unknown)};
};

template <>
struct Fields<ledger::Delay> {
    using T = ledger::Delay;
    static constexpr std::string_view name = "PoliceDelay";
    static constexpr auto list = std::tuple{
        field("stage", &T::stage),
        field("reason", &T::reason, "delay_reason"),
        field("note", &T::note),
        out("said_at", &T::said_at),
        out("said_by", &T::said_by)};
};

template <>
struct Fields<ledger::PoliceTime> {
    using T = ledger::PoliceTime;
    static constexpr std::string_view name = "PoliceTime";
    static constexpr auto list = std::tuple{out("ledger", &T::ledger), out("delays", &T::delays)};
};

}  // namespace waymark::api
