// SPDX-License-Identifier: MIT
#pragma once

// What users do with incidents. Each function is one whole action: it asks leave, reads, applies
// the rule and writes, or it changes nothing and says why.

#include "incidents/assessment.hpp"
#include "incidents/incident.hpp"
#include "incidents/right_care.hpp"
#include "people/people.hpp"
#include "sharing/admission.hpp"
#include "sharing/sharing.hpp"

#include <optional>
#include <string>
#include <vector>

namespace waymark::incidents {

/// Something written about an incident. Never changed; a correction is a new note.
struct Note {
    std::string id{};
    std::string kind = "narrative";  ///< Of the list note_kind.
    Assertion assertion = Assertion::fact;
    std::string text{};
    std::string corrects_id{};
    Instant written_at{};
    std::string written_by{};
};

/// Advice that the type of incident calls for, and whether it was given.
struct Prompt {
    std::string code;
    std::string answer{};  ///< given or not_given; empty while nobody has answered.
    std::string reason{};
    std::optional<Instant> answered_at{};
    std::string answered_by{};
};

struct Involved {
    people::PersonSummary person;
    std::string role;  ///< Of the list person_role.
    Assertion assertion = Assertion::fact;
    Instant linked_at{};
    std::string linked_by{};
};

struct KeptChange {
    std::string field;
    std::string before;
    std::string after;
    std::string reason;
    Instant changed_at{};
    std::string changed_by{};
};

struct StageTime {
    std::string stage;  ///< Of the list response_stage.
    Instant at;
};

/// A later incident that a Right Care decision should be judged by.
struct Following {
    IncidentId id;
    std::string reference;
    Instant received_at{};
    std::string opening_category;
    std::string why;  ///< same person, same telephone, same place.
    bool within_48_hours = false;
};

/// Everything known of an incident.
struct Whole {
    Incident incident;
    std::vector<Note> notes{};
    std::vector<Marker>
        markers{};  ///< Qualifiers, conditions and vulnerabilities, history included.
    std::vector<Mhri> mhri{};
    std::vector<Thrive> thrive{};
    std::vector<RightCare> right_care{};
    std::vector<Prompt> prompts{};
    std::vector<Involved> people{};
    std::vector<KeptChange> changes{};
    std::vector<StageTime> times{};
    std::vector<Following> following{};
    std::vector<AgencyId> shared_with{};
    /// What has changed since the last THRIVE assessment; empty when it is up to date.
    std::vector<std::string> reassess_because{};
};

/// Begins a draft. Everything else is added to it.
Result<Incident> begin(sharing::Act& act, const Edit& first);

/// Saves changed fields. `revision` must be the one that was read.
Result<Incident> amend(
    sharing::Act& act, const IncidentId& id, std::int64_t revision, const Edit& wanted
);

/// Turns a draft into a recorded incident, with its reference.
Result<Incident> finish_recording(sharing::Act& act, const IncidentId& id);

/// Everything a caller gives at once: an integration, or a form without a draft.
struct Report {
    Edit incident;
    std::string narrative;
    std::vector<std::string> qualifiers;
    std::vector<std::string> conditions;
    std::vector<std::string> vulnerabilities;
    std::optional<Mhri> mhri;
    std::optional<Thrive> thrive;
};

/// Records a whole incident in one action.
Result<Incident> report(sharing::Act& act, const Report& report);

Result<Whole> open(sharing::Act& act, const IncidentId& id);

Result<Note> write_note(sharing::Act& act, const IncidentId& id, Note note);
Result<Mhri> judge_mhri(sharing::Act& act, const IncidentId& id, Mhri mhri);
Result<Thrive> assess_thrive(sharing::Act& act, const IncidentId& id, Thrive thrive);
Result<RightCare> decide_right_care(sharing::Act& act, const IncidentId& id, RightCare decision);
Result<Prompt> answer_prompt(sharing::Act& act, const IncidentId& id, Prompt prompt);

/// The codes of a list that hold now; others are taken off, with their history.
struct MarkerSet {
    std::string list;  ///< qualifier, condition or vulnerability.
    std::vector<std::string> codes;
    Assertion assertion = Assertion::opinion;
};
Result<Done> set_markers(
    sharing::Act& act,
    const IncidentId& id,
    std::optional<std::int64_t> revision,
    const MarkerSet& wanted
);

struct Involvement {
    PersonId person;
    std::string role;
    Assertion assertion = Assertion::fact;
};
Result<Done> involve(sharing::Act& act, const IncidentId& id, const Involvement& involvement);
Result<Done> uninvolve(sharing::Act& act, const IncidentId& id, const Involvement& involvement);

struct Ending {
    std::string outcome;
    std::string narrative;
};
Result<Incident> finish(sharing::Act& act, const IncidentId& id, const Ending& ending);
Result<Incident> begin_again(sharing::Act& act, const IncidentId& id, const std::string& reason);

/// The record for the admission decision, or nothing when there is no such incident.
std::optional<sharing::Record> record_of(store::Transaction& transaction, const IncidentId& id);

/// Admits the caller to what hangs from an incident, by the incident's own decision.
Result<sharing::Grant> admit_by(
    sharing::Act& act, const IncidentId& id, sharing::Permission permission, sharing::Event event
);

/// What people call the incident: its number, or the one it came with.
std::string reference_of(sharing::Act& act, const sharing::Grant& grant);

/// Whether a person is on the incident the grant lets in to, in whatever role.
bool is_involved(sharing::Act& act, const sharing::Grant& grant, const PersonId& person);

/// Tells whoever read the incident before that something was added to it elsewhere: its revision
/// goes up, and undoing its import leaves it be.
void note_addition(sharing::Act& act, const sharing::Grant& grant, const char* what);

/// The same for a record that hangs from the incident and that agencies make together: it is told
/// to the owner and to every partner the incident is shared with.
void note_part(
    sharing::Act& act,
    const sharing::Grant& grant,
    const char* kind,
    const std::string& id,
    std::string_view what
);

/// The prompts an incident of these markers calls for, in their order.
std::vector<std::string> prompts_for(
    const Incident& incident, const std::vector<Marker>& markers, const codes::CodeBook& codes
);

}  // namespace waymark::incidents
