// SPDX-License-Identifier: MIT
#pragma once

// How detentions, what happened in them and the rules they are held against travel.

#include "api/fields.hpp"
#include "api/people_fields.hpp"
#include "detentions/detentions.hpp"

namespace waymark::api {

template <>
struct Fields<detentions::Start> {
    using T = detentions::Start;
    static constexpr std::string_view name = "DetentionStart";
    static constexpr auto list = std::tuple{
        field("power", &T::power, "detention_power"),
        field("person_id", &T::person),
        field("manner", &T::manner),
        field("place_type", &T::place_type, "place_type"),
        field("place_id", &T::place),
        field("place_kind", &T::place_kind, "place_of_safety"),
        field("place_name", &T::place_name),
        field("used_at", &T::used_at),
        field("reason", &T::reason),
        field("is_mental_disorder", &T::is_mental_disorder),
        field("is_immediate_need", &T::is_immediate_need),
        field("is_consulted", &T::is_consulted),
        field("consulted_role", &T::consulted_role, "consulted_role"),
        field("consulted_name", &T::consulted_name),
        field("not_consulted_why", &T::not_consulted_why),
        field("agreement", &T::agreement, "place_agreement"),
        field("agreed_by", &T::agreed_by),
        field("warrant", &T::warrant),
        field("warrant_amhp", &T::warrant_amhp),
        field("warrant_doctor", &T::warrant_doctor)};
};

template <>
struct Fields<detentions::EntryForm> {
    using T = detentions::EntryForm;
    static constexpr std::string_view name = "DetentionEntryForm";
    static constexpr auto list = std::tuple{
        field("kind", &T::kind),
        field("at", &T::at),
        field("place_id", &T::place),
        field("place_kind", &T::place_kind, "place_of_safety"),
        field("place_name", &T::place_name),
        field("conveyed_by", &T::conveyed_by, "conveyance"),
        field("why_police_vehicle", &T::why_police_vehicle, "police_vehicle_reason"),
        field("why_police_station", &T::why_police_station, "police_station_reason"),
        field("role", &T::role, "assessor_role"),
        field("name", &T::name),
        field("approved_rank", &T::approved_rank, "rank"),
        field("approved_by", &T::approved_by),
        field("code", &T::code),
        field("text", &T::text),
        field("minutes", &T::minutes),
        field("is_yes", &T::is_yes),
        field("is_told_breach", &T::is_told_breach)};
};

template <>
struct Fields<detentions::Entry> {
    using T = detentions::Entry;
    static constexpr std::string_view name = "DetentionEntry";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("what", &T::what),
        out("at", &T::at),
        out("is_typed", &T::is_typed),
        out("corrects_id", &T::corrects_id),
        out("entered_at", &T::entered_at),
        out("entered_by", &T::entered_by)};
};

template <>
struct Fields<detentions::Detention> {
    using T = detentions::Detention;
    static constexpr std::string_view name = "Detention";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("agency_id", &T::agency),
        out("incident_id", &T::incident),
        out("start", &T::start),
        out("used_at", &T::used_at),
        out("used_by", &T::used_by),
        out("is_open", &T::is_open),
        out("outcome", &T::outcome, "detention_outcome"),
        out("revision", &T::revision)};
};

template <>
struct Fields<detentions::Standing> {
    using T = detentions::Standing;
    static constexpr std::string_view name = "DetentionStanding";
    static constexpr auto list = std::tuple{
        out("is_open", &T::is_open),
        out("is_at_place", &T::is_at_place),
        out("place_kind", &T::place_kind, "place_of_safety"),
        out("place_name", &T::place_name),
        out("began_at", &T::began_at),
        out("expires_at", &T::expires_at),
        out("arrived_at", &T::arrived_at),
        out("police_released_at", &T::police_released_at),
        out("assessment_began_at", &T::assessment_began_at),
        out("assessment_ended_at", &T::assessment_ended_at),
        out("ended_at", &T::ended_at),
        out("is_extended", &T::is_extended),
        out("extended_late_at", &T::extended_late_at),
        out("are_rights_told", &T::are_rights_told),
        out("is_stay_asked", &T::is_stay_asked),
        out("stay_agreed_at", &T::stay_agreed_at)};
};

template <>
struct Fields<detentions::Rule> {
    using T = detentions::Rule;
    static constexpr std::string_view name = "DetentionRule";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("title", &T::title),
        out("text", &T::text),
        out("source", &T::source),
        out("is_verified", &T::is_verified),
        out("is_aim", &T::is_aim)};
};

template <>
struct Fields<detentions::Finding> {
    using T = detentions::Finding;
    static constexpr std::string_view name = "DetentionFinding";
    static constexpr auto list = std::tuple{
        out("state", &T::state),
        out("due_at", &T::due_at),
        out("broken_at", &T::broken_at),
        out("words", &T::words)};
};

template <>
struct Fields<detentions::Judged> {
    using T = detentions::Judged;
    static constexpr std::string_view name = "DetentionJudged";
    static constexpr auto list = std::tuple{
        out("rule", &T::rule), out("finding", &T::finding), out("recorded_at", &T::recorded_at)};
};

template <>
struct Fields<detentions::Leg> {
    using T = detentions::Leg;
    static constexpr std::string_view name = "DetentionLeg";
    static constexpr auto list = std::tuple{
        out("is_kept", &T::is_kept),
        out("ambulance_asked_at", &T::ambulance_asked_at),
        out("ambulance_came_at", &T::ambulance_came_at),
        out("set_off_at", &T::set_off_at),
        out("arrived_at", &T::arrived_at),
        out("place_id", &T::place),
        out("place_kind", &T::place_kind, "place_of_safety"),
        out("place_name", &T::place_name),
        out("conveyed_by", &T::conveyed_by, "conveyance"),
        out("why_police_vehicle", &T::why_police_vehicle, "police_vehicle_reason"),
        out("why_police_station", &T::why_police_station, "police_station_reason"),
        out("taken_over_at", &T::taken_over_at),
        out("taken_over_by", &T::taken_over_by),
        out("stayed", &T::stayed),
        out("police_released_at", &T::police_released_at),
        out("left_at", &T::left_at)};
};

template <>
struct Fields<detentions::Whole> {
    using T = detentions::Whole;
    static constexpr std::string_view name = "DetentionWhole";
    static constexpr auto list = std::tuple{
        out("detention", &T::detention),
        out("person", &T::person),
        out("reference", &T::reference),
        out("entered", &T::entered),
        out("steps", &T::steps),
        out("standing", &T::standing),
        out("legs", &T::legs),
        out("rules", &T::rules)};
};

template <>
struct Fields<detentions::Consideration> {
    using T = detentions::Consideration;
    static constexpr std::string_view name = "S136Consideration";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        field("considered_at", &T::considered_at),
        field("place_type", &T::place_type, "place_type"),
        field("decision", &T::decision),
        field("alternative", &T::alternative, "s136_alternative"),
        field("reason", &T::reason),
        field("is_consulted", &T::is_consulted),
        field("consulted_role", &T::consulted_role, "consulted_role"),
        field("consulted_name", &T::consulted_name),
        field("not_consulted_why", &T::not_consulted_why),
        out("detention_id", &T::detention),
        out("entered_at", &T::entered_at),
        out("entered_by", &T::entered_by)};
};

template <>
struct Fields<detentions::OfIncident> {
    using T = detentions::OfIncident;
    static constexpr std::string_view name = "IncidentDetentions";
    static constexpr auto list =
        std::tuple{out("considerations", &T::considerations), out("detentions", &T::detentions)};
};

template <>
struct Fields<detentions::TimeCorrection> {
    using T = detentions::TimeCorrection;
    static constexpr std::string_view name = "DetentionTimeCorrection";
    static constexpr auto list = std::tuple{
        field("entry_id", &T::entry_id), field("at", &T::at), field("reason", &T::reason)};
};

}  // namespace waymark::api
