// SPDX-License-Identifier: MIT
#pragma once

// What people do with detentions: consider section 136, use it or find another way, record what
// happens until the end, and see where everyone who is held stands.

#include "detentions/conveyance.hpp"
#include "detentions/findings.hpp"
#include "people/people.hpp"
#include "sharing/act.hpp"

namespace waymark::detentions {

/// That section 136 was considered, and what came of it.
struct Consideration {
    std::string id{};
    AgencyId agency{};
    IncidentId incident{};
    std::optional<Instant> considered_at{};
    std::string place_type{};
    std::string decision{};     ///< "used", "diverted" or "not_needed".
    std::string alternative{};  ///< Of the list s136_alternative, when diverted.
    std::string reason{};
    std::optional<bool> is_consulted{};
    std::string consulted_role{};
    std::string consulted_name{};
    std::string not_consulted_why{};
    DetentionId detention{};  ///< When it was used.
    Instant entered_at{};
    std::string entered_by{};
};

/// A rule, and how a detention stands against it.
struct Judged {
    Rule rule{};
    Finding finding{};
    /// When it was found broken and recorded so, which stays whatever is found since.
    std::optional<Instant> recorded_at{};
};

/// A detention with everything around it.
struct Whole {
    Detention detention;
    people::PersonSummary person{};
    std::string reference{};  ///< Of the incident.
    std::vector<Entry> entered{};
    std::vector<Entry> steps{};  ///< As corrected, in order of time.
    Standing standing{};
    std::vector<Leg> legs{};  ///< How they came to each place of safety.
    std::vector<Judged> rules{};
};

/// What an incident holds of section 136 and 135.
struct OfIncident {
    std::vector<Consideration> considerations{};
    std::vector<Whole> detentions{};
};

struct TimeCorrection {
    std::string entry_id;
    Instant at{};
    std::string reason;
};

/// Keeps that section 136 was considered and not used. What was used is kept by `start`.
Result<Consideration> consider(sharing::Act& act, const IncidentId& id, Consideration said);

/// Keeps that a power was used on a person of the incident, and that it was considered. Nobody can
/// be held twice at once.
Result<Whole> start(sharing::Act& act, const IncidentId& id, Start start);

/// Keeps what happened next, of the revision named; a rule that it breaks is kept with it.
Result<Whole> enter(
    sharing::Act& act, const DetentionId& id, std::int64_t revision, const EntryForm& form
);

Result<Whole> correct_time(
    sharing::Act& act, const DetentionId& id, std::int64_t revision, const TimeCorrection& form
);

Result<Whole> open(sharing::Act& act, const DetentionId& id);

Result<OfIncident> of_incident(sharing::Act& act, const IncidentId& id);

/// Everyone who is held: by the caller's agency, or on incidents shared with it; whose time ends
/// first comes first, and who has not arrived anywhere before them.
Result<std::vector<Whole>> everyone_held(sharing::Act& act);

/// Keeps every rule that has been broken by the passing of time, in all agencies, and tells the
/// pages that are open. For the server itself, not for a caller.
void keep_watch(
    const sharing::Workplace& place, Instant now, std::shared_ptr<const codes::CodeBook> codes
);

}  // namespace waymark::detentions
