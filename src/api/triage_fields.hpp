// SPDX-License-Identifier: MIT
#pragma once

// How requests for triage, their steps and the units travel.

#include "api/fields.hpp"
#include "triage/triage.hpp"

namespace waymark::api {

template <>
struct Fields<triage::Asked> {
    using T = triage::Asked;
    static constexpr std::string_view name = "TriageAsked";
    static constexpr auto list = std::tuple{
        field("route", &T::route, "triage_route"),
        field("is_s136_considered", &T::is_s136_considered),
        field("reasons", &T::reasons, "triage_reason"),
        field("note", &T::note)};
};

template <>
struct Fields<triage::Request> {
    using T = triage::Request;
    static constexpr std::string_view name = "TriageRequest";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("agency_id", &T::agency),
        out("incident_id", &T::incident),
        out("asked", &T::asked),
        out("requested_at", &T::requested_at),
        out("requested_by", &T::requested_by),
        out("stage", &T::stage),
        out("unit_id", &T::unit),
        out("revision", &T::revision)};
};

template <>
struct Fields<triage::Place> {
    using T = triage::Place;
    static constexpr std::string_view name = "TriagePlace";
    static constexpr auto list = std::tuple{out("band", &T::band), out("why", &T::why)};
};

template <>
struct Fields<triage::Step> {
    using T = triage::Step;
    static constexpr std::string_view name = "TriageStep";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("stage", &T::stage),
        out("at", &T::at),
        out("is_typed", &T::is_typed),
        out("unit_id", &T::unit),
        out("reason", &T::reason),
        out("advice", &T::advice, "contact_kind"),
        out("corrects_id", &T::corrects_id),
        out("entered_at", &T::entered_at),
        out("entered_by", &T::entered_by)};
};

template <>
struct Fields<triage::StepForm> {
    using T = triage::StepForm;
    static constexpr std::string_view name = "TriageStepForm";
    static constexpr auto list = std::tuple{
        field("stage", &T::stage),
        field("at", &T::at),
        field("unit_id", &T::unit),
        field("reason", &T::reason),
        field("advice", &T::advice, "contact_kind")};
};

template <>
struct Fields<triage::TimeCorrection> {
    using T = triage::TimeCorrection;
    static constexpr std::string_view name = "TriageTimeCorrection";
    static constexpr auto list =
        std::tuple{field("step_id", &T::step_id), field("at", &T::at), field("reason", &T::reason)};
};

template <>
struct Fields<triage::Course> {
    using T = triage::Course;
    static constexpr std::string_view name = "TriageCourse";
    static constexpr auto list = std::tuple{
        out("request", &T::request),
        out("place", &T::place),
        out("entered", &T::entered),
        out("steps", &T::steps)};
};

template <>
struct Fields<triage::Waiting> {
    using T = triage::Waiting;
    static constexpr std::string_view name = "TriageWaiting";
    static constexpr auto list = std::tuple{
        out("request", &T::request),
        out("reference", &T::reference),
        out("opening_category", &T::opening_category, "opening_category"),
        out("location_text", &T::location_text),
        out("postcode", &T::postcode),
        out("grade", &T::grade, "response_grade"),
        out("lat", &T::lat),
        out("lon", &T::lon),
        out("call_sign", &T::call_sign),
        out("stage_at", &T::stage_at),
        out("place", &T::place)};
};

template <>
struct Fields<triage::Unit> {
    using T = triage::Unit;
    static constexpr std::string_view name = "TriageUnit";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        field("call_sign", &T::call_sign),
        field("kind", &T::kind, "triage_unit_kind"),
        field("status", &T::status, "triage_unit_status"),
        out("status_at", &T::status_at),
        out("status_by", &T::status_by),
        out("status_by_id", &T::status_by_id),
        out("on_request_id", &T::on),
        out("is_active", &T::is_active),
        out("revision", &T::revision)};
};

template <>
struct Fields<triage::Desk> {
    using T = triage::Desk;
    static constexpr std::string_view name = "TriageDesk";
    static constexpr auto list = std::tuple{out("requests", &T::requests), out("units", &T::units)};
};

/// What a unit is doing.
struct UnitStatusForm {
    std::string status;
};

template <>
struct Fields<UnitStatusForm> {
    using T = UnitStatusForm;
    static constexpr std::string_view name = "TriageUnitStatus";
    static constexpr auto list = std::tuple{field("status", &T::status, "triage_unit_status")};
};

}  // namespace waymark::api
