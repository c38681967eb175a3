// SPDX-License-Identifier: MIT
#pragma once

// What people do with triage: ask for it, see the queue and the units, take a request step by step
// to its end, and correct a time.

#include "incidents/incidents.hpp"
#include "triage/request.hpp"

namespace waymark::triage {

/// A car, a desk or a telephone line of the team.
struct Unit {
    UnitId id{};
    std::string call_sign;
    std::string kind;    ///< Of the list triage_unit_kind.
    std::string status;  ///< Of the list triage_unit_status, as somebody said it last.
    Instant status_at{};
    std::string status_by{};  ///< Who said so, by name.
    UserId status_by_id{};
    RequestId on{};  ///< The open request it is bound to; empty when none.
    bool is_active = true;
    std::int64_t revision = 0;
};

/// A request as the queue shows it.
struct Waiting {
    Request request;
    std::string reference;  ///< Of the incident.
    std::string opening_category;
    std::string location_text;
    std::string postcode;
    std::string grade;
    std::optional<double> lat{};  ///< Degrees, WGS 84, where the incident has them.
    std::optional<double> lon{};
    std::string call_sign{};  ///< Of the unit on it.
    Instant stage_at{};       ///< When it came to its stage, as corrected.
    Place place{};
};

struct Desk {
    std::vector<Waiting> requests;  ///< Those that are open, first to be helped first.
    std::vector<Unit> units;
};

/// A request with every entry of its history.
struct Course {
    Request request;
    Place place{};
    std::vector<Step> entered{};
    std::vector<Step> steps{};  ///< As corrected.
};

/// What is entered for a step. Without a time it is stamped with the present.
struct StepForm {
    Stage stage = Stage::waiting;
    std::optional<Instant> at{};
    UnitId unit{};
    std::string reason{};
    std::string advice{};  ///< Of the list contact_kind, when helped by advice.
};

struct TimeCorrection {
    std::string step_id;
    Instant at{};
    std::string reason;
};

/// Asks for triage of a recorded incident, which may have one open request at a time.
Result<Course> ask(sharing::Act& act, const IncidentId& incident, const Asked& asked);

/// The open requests of the caller's agency and of incidents shared with it, in the order they are
/// to be helped, and the agency's own units.
Result<Desk> desk(sharing::Act& act);

/// The requests of one incident, the newest first.
Result<std::vector<Course>> courses_of(sharing::Act& act, const IncidentId& incident);

/// Takes the next step of the revision named.
Result<Course> take_step(
    sharing::Act& act, const RequestId& id, std::int64_t revision, const StepForm& form
);

Result<Course> correct_time(
    sharing::Act& act, const RequestId& id, std::int64_t revision, const TimeCorrection& correction
);

Result<Unit> add_unit(sharing::Act& act, Unit unit);

/// Says what a unit's status is, or that it is still so: its age begins again.
Result<Done> say_status(sharing::Act& act, const UnitId& id, const std::string& status);

}  // namespace waymark::triage
