// SPDX-License-Identifier: MIT
#pragma once

// Calls that were promised: to whom, about what, by when, and what came of it. Whoever comes on
// next finds those still to be made.

#include "incidents/incidents.hpp"

namespace waymark::triage {

using CallBackId = Id<struct TriageCallBackTag>;

struct CallBack {
    CallBackId id{};
    AgencyId agency{};
    IncidentId incident{};
    std::string reference{};  ///< Of the incident.
    std::string to_whom{};    ///< Of the list call_back_to.
    std::string about{};
    Instant due_at{};
    Instant promised_at{};
    std::string promised_by{};
    std::optional<Instant> ended_at{};
    std::string ended_by{};  ///< Whoever tried last.
    std::string result{};  ///< Of the list call_back_result; one in its group "again" ends nothing.
};

inline constexpr std::size_t about_max = 500;
/// A call that is promised for later than this is an appointment, and belongs in a referral.
inline constexpr auto call_back_within = std::chrono::days{14};

/// Everything wrong with a promise made at `now`.
std::vector<FieldProblem> problems_of(
    const CallBack& promised, const codes::CodeBook& codes, Instant now
);

/// Keeps that somebody was promised a call about an incident.
Result<CallBack> promise(sharing::Act& act, const IncidentId& incident, CallBack promised);
/// The calls promised about an incident, the soonest first.
Result<std::vector<CallBack>> call_backs_of(sharing::Act& act, const IncidentId& incident);
/// Those still to be made: by the caller's agency, or on incidents shared with it; the soonest
/// first.
Result<std::vector<CallBack>> open_call_backs(sharing::Act& act);
/// Says what came of it; once.
Result<CallBack> end_call_back(sharing::Act& act, const CallBackId& id, const std::string& result);

}  // namespace waymark::triage
