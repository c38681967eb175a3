// SPDX-License-Identifier: MIT
#pragma once

// How the triage service, its pool and its rota travel.

#include "api/fields.hpp"
#include "triage/call_back.hpp"
#include "triage/services.hpp"

namespace waymark::api {

template <>
struct Fields<triage::Hours> {
    using T = triage::Hours;
    static constexpr std::string_view name = "TriageHours";
    static constexpr auto list = std::tuple{
        field("kind", &T::kind, "triage_hours_kind"),
        field("weekday", &T::weekday),
        field("from_minute", &T::from_minute),
        field("to_minute", &T::to_minute),
        field("since", &T::since),
        field("until", &T::until)};
};

template <>
struct Fields<triage::ClinicalContact> {
    using T = triage::ClinicalContact;
    static constexpr std::string_view name = "ClinicalContact";
    static constexpr auto list =
        std::tuple{field("name", &T::name), field("covers", &T::covers), field("phone", &T::phone)};
};

template <>
struct Fields<triage::Service> {
    using T = triage::Service;
    static constexpr std::string_view name = "TriageService";
    static constexpr auto list = std::tuple{
        field("name", &T::name),
        field("area", &T::area),
        field("starts_on", &T::starts_on),
        field("training_months", &T::training_months),
        field("awareness_by", &T::awareness_by),
        field("hours", &T::hours),
        field("contacts", &T::contacts),
        field("revision", &T::revision)};
};

template <>
struct Fields<triage::Member> {
    using T = triage::Member;
    static constexpr std::string_view name = "TriageMember";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        field("user_id", &T::user),
        field("name", &T::name),
        field("role", &T::role, "triage_member_role"),
        field("team", &T::team),
        field("is_volunteer", &T::is_volunteer),
        field("trained_on", &T::trained_on),
        field("trained_until", &T::trained_until),
        field("is_active", &T::is_active),
        field("revision", &T::revision)};
};

template <>
struct Fields<triage::Colleague> {
    using T = triage::Colleague;
    static constexpr std::string_view name = "TriageColleague";
    static constexpr auto list =
        std::tuple{out("id", &T::id), out("agency_id", &T::agency), out("name", &T::name)};
};

template <>
struct Fields<triage::Duty> {
    using T = triage::Duty;
    static constexpr std::string_view name = "TriageDuty";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        field("member_id", &T::member),
        field("kind", &T::kind, "triage_duty_kind"),
        field("unit_id", &T::unit),
        field("starts_at", &T::starts_at),
        field("ends_at", &T::ends_at),
        field("covers_id", &T::covers),
        field("note", &T::note)};
};

template <>
struct Fields<triage::Shift> {
    using T = triage::Shift;
    static constexpr std::string_view name = "TriageShift";
    static constexpr auto list =
        std::tuple{out("starts_at", &T::starts_at), out("ends_at", &T::ends_at)};
};

template <>
struct Fields<triage::ServiceBook> {
    using T = triage::ServiceBook;
    static constexpr std::string_view name = "TriageServiceBook";
    static constexpr auto list = std::tuple{
        out("service", &T::service),
        out("members", &T::members),
        out("duties", &T::duties),
        out("shift", &T::shift),
        out("is_open", &T::is_open)};
};

template <>
struct Fields<triage::CallBack> {
    using T = triage::CallBack;
    static constexpr std::string_view name = "TriageCallBack";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("agency_id", &T::agency),
        out("incident_id", &T::incident),
        out("reference", &T::reference),
        field("to_whom", &T::to_whom, "call_back_to"),
        field("about", &T::about),
        field("due_at", &T::due_at),
        out("promised_at", &T::promised_at),
        out("promised_by", &T::promised_by),
        out("ended_at", &T::ended_at),
        out("ended_by", &T::ended_by),
        out("result", &T::result, "call_back_result")};
};

/// What came of a promised call.
struct CallBackResult {
    std::string result;
};

template <>
struct Fields<CallBackResult> {
    using T = CallBackResult;
    static constexpr std::string_view name = "TriageCallBackResult";
    static constexpr auto list = std::tuple{field("result", &T::result, "call_back_result")};
};

}  // namespace waymark::api
