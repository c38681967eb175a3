// SPDX-License-Identifier: MIT
#pragma once

// How incidents and what hangs from them travel.

#include "api/fields.hpp"
#include "api/people_fields.hpp"
#include "incidents/incident_list.hpp"
#include "incidents/incidents.hpp"
#include "incidents/repeats.hpp"

#include <array>

namespace waymark::api {

/// A question of Right Care Right Person, and the answer that was given.
template <>
struct Codec<std::pair<std::string, std::string>> {
    static void decode(
        const json::value& value,
        const std::string& at,
        Problems& wrong,
        std::pair<std::string, std::string>& into
    );
    static json::value encode(const std::pair<std::string, std::string>& answer);
    static json::value schema();
};

/// Counts for the three windows of the repeat check.
template <>
struct Codec<std::array<int, 3>> {
    static json::value encode(const std::array<int, 3>& counts) {
        return json::array{counts[0], counts[1], counts[2]};
    }
    static json::value schema() { return Schema<std::vector<int>>::of(); }
};

template <>
struct Fields<incidents::Incident> {
    using T = incidents::Incident;
    static constexpr std::string_view name = "Incident";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("agency_id", &T::agency),
        out("reference", &T::reference),
        out("status", &T::status),
        out("source", &T::source, "incident_source"),
        out("received_at", &T::received_at),
        out("occurred_from_at", &T::occurred_from_at),
        out("call_taker_id", &T::call_taker),
        out("caller_name", &T::caller_name),
        out("caller_phone", &T::caller_phone),
        out("caller_relation", &T::caller_relation, "caller_relation"),
        out("location_text", &T::location_text),
        out("uprn", &T::uprn),
        out("postcode", &T::postcode),
        out("lat", &T::lat),
        out("lon", &T::lon),
        out("lsoa", &T::lsoa),
        out("place_type", &T::place_type, "place_type"),
        out("opening_category", &T::opening_category, "opening_category"),
        out("grade", &T::grade, "response_grade"),
        out("is_mhri", &T::is_mhri),
        out("outcome", &T::outcome, "incident_outcome"),
        out("closed_at", &T::closed_at),
        out("source_key", &T::source_key),
        out("revision", &T::revision)};
};

template <>
struct Fields<incidents::Edit> {
    using T = incidents::Edit;
    static constexpr std::string_view name = "IncidentEdit";
    static constexpr auto list = std::tuple{
        field("source", &T::source, "incident_source"),
        field("received_at", &T::received_at),
        field("occurred_from_at", &T::occurred_from_at),
        field("caller_name", &T::caller_name),
        field("caller_phone", &T::caller_phone),
        field("caller_relation", &T::caller_relation, "caller_relation"),
        field("location_text", &T::location_text),
        field("uprn", &T::uprn),
        field("postcode", &T::postcode),
        field("lat", &T::lat),
        field("lon", &T::lon),
        field("lsoa", &T::lsoa),
        field("place_type", &T::place_type, "place_type"),
        field("opening_category", &T::opening_category, "opening_category"),
        field("reason", &T::reason)};
};

template <>
struct Fields<incidents::Note> {
    using T = incidents::Note;
    static constexpr std::string_view name = "Note";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        field("kind", &T::kind, "note_kind"),
        field("assertion", &T::assertion),
        field("text", &T::text),
        field("corrects_id", &T::corrects_id),
        out("written_at", &T::written_at),
        out("written_by", &T::written_by)};
};

template <>
struct Fields<incidents::Mhri> {
    using T = incidents::Mhri;
    static constexpr std::string_view name = "Mhri";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        field("belief", &T::belief, "belief"),
        field("limb_a_vulnerability_central", &T::limb_a_vulnerability_central),
        field("limb_b_police_did_more", &T::limb_b_police_did_more),
        out("is_mhri", &T::is_mhri),
        field("source", &T::source, "mhri_source"),
        field("reason", &T::reason),
        out("decided_at", &T::decided_at),
        out("decided_by", &T::decided_by)};
};

template <>
struct Fields<incidents::Thrive> {
    using T = incidents::Thrive;
    static constexpr std::string_view name = "Thrive";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("sequence", &T::sequence),
        field("prompted_by", &T::prompted_by, "thrive_prompt"),
        field("threat", &T::threat),
        field("harm", &T::harm),
        field("risk", &T::risk),
        field("investigation", &T::investigation),
        field("vulnerability", &T::vulnerability),
        field("engagement", &T::engagement),
        field("prevention", &T::prevention),
        field("intervention", &T::intervention),
        field("threat_level", &T::threat_level, "risk_level"),
        field("harm_level", &T::harm_level, "risk_level"),
        field("risk_level", &T::risk_level, "risk_level"),
        out("overall_level", &T::overall_level, "risk_level"),
        out("grade_before", &T::grade_before, "response_grade"),
        field("grade_after", &T::grade_after, "response_grade"),
        out("assessed_at", &T::assessed_at),
        out("assessed_by", &T::assessed_by)};
};

template <>
struct Fields<incidents::RightCare> {
    using T = incidents::RightCare;
    static constexpr std::string_view name = "RightCare";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        field("call_type", &T::call_type, "rcrp_call_type"),
        field("answers", &T::answers),
        out("result", &T::result, "rcrp_result"),
        field("asked_service", &T::asked_service, "service"),
        field("asked_at", &T::asked_at),
        field("service_answer", &T::service_answer, "rcrp_service_answer"),
        field("answered_at", &T::answered_at),
        field("override_result", &T::override_result, "rcrp_result"),
        field("override_rank", &T::override_rank, "rank"),
        field("override_reason", &T::override_reason),
        field("escalated_to", &T::escalated_to, "rank"),
        field("escalation_reason", &T::escalation_reason),
        out("decided_at", &T::decided_at),
        out("decided_by", &T::decided_by)};
};

template <>
struct Fields<incidents::Marker> {
    using T = incidents::Marker;
    static constexpr std::string_view name = "Marker";
    static constexpr auto list = std::tuple{
        out("list", &T::list),
        out("code", &T::code),
        out("assertion", &T::assertion),
        out("applied_at", &T::applied_at),
        out("applied_by", &T::applied_by),
        out("removed_at", &T::removed_at),
        out("removed_by", &T::removed_by)};
};

template <>
struct Fields<incidents::MarkerSet> {
    using T = incidents::MarkerSet;
    static constexpr std::string_view name = "MarkerSet";
    static constexpr auto list = std::tuple{
        field("list", &T::list), field("codes", &T::codes), field("assertion", &T::assertion)};
};

template <>
struct Fields<incidents::Prompt> {
    using T = incidents::Prompt;
    static constexpr std::string_view name = "Prompt";
    static constexpr auto list = std::tuple{
        field("code", &T::code, "prompt"),
        field("answer", &T::answer),
        field("reason", &T::reason),
        out("answered_at", &T::answered_at),
        out("answered_by", &T::answered_by)};
};

template <>
struct Fields<incidents::Involvement> {
    using T = incidents::Involvement;
    static constexpr std::string_view name = "Involvement";
    static constexpr auto list = std::tuple{
        field("person_id", &T::person),
        field("role", &T::role, "person_role"),
        field("assertion", &T::assertion)};
};

template <>
struct Fields<incidents::Involved> {
    using T = incidents::Involved;
    static constexpr std::string_view name = "Involved";
    static constexpr auto list = std::tuple{
        out("person", &T::person),
        out("role", &T::role, "person_role"),
        out("assertion", &T::assertion),
        out("linked_at", &T::linked_at),
        out("linked_by", &T::linked_by)};
};

template <>
struct Fields<incidents::KeptChange> {
    using T = incidents::KeptChange;
    static constexpr std::string_view name = "FieldChange";
    static constexpr auto list = std::tuple{
        out("field", &T::field),
        out("before", &T::before),
        out("after", &T::after),
        out("reason", &T::reason),
        out("changed_at", &T::changed_at),
        out("changed_by", &T::changed_by)};
};

template <>
struct Fields<incidents::StageTime> {
    using T = incidents::StageTime;
    static constexpr std::string_view name = "StageTime";
    static constexpr auto list =
        std::tuple{out("stage", &T::stage, "response_stage"), out("at", &T::at)};
};

template <>
struct Fields<incidents::Following> {
    using T = incidents::Following;
    static constexpr std::string_view name = "Following";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("reference", &T::reference),
        out("received_at", &T::received_at),
        out("opening_category", &T::opening_category, "opening_category"),
        out("why", &T::why),
        out("within_48_hours", &T::within_48_hours)};
};

template <>
struct Fields<incidents::Whole> {
    using T = incidents::Whole;
    static constexpr std::string_view name = "IncidentWhole";
    static constexpr auto list = std::tuple{
        out("incident", &T::incident),
        out("notes", &T::notes),
        out("markers", &T::markers),
        out("mhri", &T::mhri),
        out("thrive", &T::thrive),
        out("right_care", &T::right_care),
        out("prompts", &T::prompts),
        out("people", &T::people),
        out("changes", &T::changes),
        out("times", &T::times),
        out("following", &T::following),
        out("shared_with", &T::shared_with),
        out("reassess_because", &T::reassess_because)};
};

template <>
struct Fields<incidents::Report> {
    using T = incidents::Report;
    static constexpr std::string_view name = "IncidentReport";
    static constexpr auto list = std::tuple{
        field("incident", &T::incident),
        field("narrative", &T::narrative),
        field("qualifiers", &T::qualifiers, "qualifier"),
        field("conditions", &T::conditions, "condition"),
        field("vulnerabilities", &T::vulnerabilities, "vulnerability"),
        field("mhri", &T::mhri),
        field("thrive", &T::thrive)};
};

template <>
struct Fields<incidents::Ending> {
    using T = incidents::Ending;
    static constexpr std::string_view name = "Ending";
    static constexpr auto list = std::tuple{
        field("outcome", &T::outcome, "incident_outcome"), field("narrative", &T::narrative)};
};

template <>
struct Fields<incidents::EarlierIncident> {
    using T = incidents::EarlierIncident;
    static constexpr std::string_view name = "EarlierIncident";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("reference", &T::reference),
        out("received_at", &T::received_at),
        out("opening_category", &T::opening_category, "opening_category"),
        out("place_type", &T::place_type, "place_type"),
        out("is_mhri", &T::is_mhri),
        out("outcome", &T::outcome, "incident_outcome")};
};

template <>
struct Fields<incidents::RepeatCount> {
    using T = incidents::RepeatCount;
    static constexpr std::string_view name = "RepeatCount";
    static constexpr auto list = std::tuple{
        out("by", &T::by),
        out("person_id", &T::person),
        out("label", &T::label),
        out("counts", &T::counts),
        out("mhri_counts", &T::mhri_counts),
        out("is_more", &T::is_more),
        out("latest", &T::latest)};
};

template <>
struct Fields<incidents::Repeats> {
    using T = incidents::Repeats;
    static constexpr std::string_view name = "Repeats";
    static constexpr auto list =
        std::tuple{out("counts", &T::counts), out("household", &T::household)};
};

template <>
struct Fields<incidents::Page> {
    using T = incidents::Page;
    static constexpr std::string_view name = "IncidentPage";
    static constexpr auto list = std::tuple{
        out("incidents", &T::incidents),
        out("next", &T::next),
        out("count", &T::count),
        out("count_is_more", &T::count_is_more)};
};

}  // namespace waymark::api
