// SPDX-License-Identifier: MIT
#pragma once

// A request for the triage team: why it was asked for, where it stands in the queue, and the steps
// from asking to clear. Pure.

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/words.hpp"
#include "codes/code_book.hpp"

#include <optional>
#include <string>
#include <vector>

namespace waymark::triage {

using RequestId = Id<struct TriageRequestTag>;
using UnitId = Id<struct TriageUnitTag>;

/// How far a request has come. The last three are ends.
enum class Stage {
    waiting,
    allocated,
    accepted,
    en_route,
    at_scene,
    cleared,
    advised,    ///< Helped by advice alone, from wherever the team was.
    withdrawn,  ///< No longer wanted.
};

bool is_open(Stage stage);
/// Whether a unit is bound to a request at this stage.
bool holds_unit(Stage stage);

/// What somebody asks for.
struct Asked {
    std::string route;                 ///< Of the list triage_route.
    bool is_s136_considered = false;   ///< Whether an officer is considering section 136.
    std::vector<std::string> reasons;  ///< Of the list triage_reason; one at least.
    std::string note{};
};

/// One step, as it was entered. Steps are never changed: a wrong time is corrected by a new entry.
struct Step {
    std::string id{};
    int number = 1;  ///< In the order of entering, from 1.
    Stage stage = Stage::waiting;
    Instant at{};
    bool is_typed = false;  ///< Typed by someone, not stamped by the clock.
    UnitId unit{};
    std::string reason{};       ///< Why, or what was advised.
    std::string advice{};       ///< How, when advised: of the list contact_kind.
    std::string corrects_id{};  ///< The step whose time this corrects; empty of a step of its own.
    Instant entered_at{};
    std::string entered_by{};
};

struct Request {
    RequestId id{};
    AgencyId agency{};
    IncidentId incident{};
    Asked asked{};
    Instant requested_at{};
    std::string requested_by{};
    Stage stage = Stage::waiting;
    UnitId unit{};  ///< Empty while nobody is on it.
    std::int64_t revision = 1;
};

/// Where a request stands, and why. A lower band comes first; within one, the older request.
struct Place {
    int band = 3;
    std::string why;  ///< In words, for whoever asks why they wait.
};

/// Section 136 being considered comes first, then every reason whose group in the list
/// triage_reason is "priority", then the rest (Coventry street triage, paragraph 1.4).
Place place_of(const Request& request, const codes::CodeBook& codes);

/// Whether `a` is to be helped before `b`.
bool comes_before(const Request& a, const Request& b, const codes::CodeBook& codes);

/// Everything that is wrong with what is asked; `day` decides which codes may be chosen.
std::vector<FieldProblem> problems_of(const Asked& asked, const codes::CodeBook& codes, Day day);

/// The steps as they are now held to be: each with its latest time, in the order they were taken.
std::vector<Step> as_corrected(const std::vector<Step>& entered);

/// The request after `next`, which must follow from where it stands and not come before the last
/// step nor after `now`. Allocating names a unit; giving back and withdrawing say why; advising
/// says what, and may name the unit that did, which can be committed elsewhere.
Result<Request> after(
    const Request& request, const std::vector<Step>& entered, const Step& next, Instant now
);

/// Whether the time of a step may be corrected so: with a reason, between its neighbours, and not
/// after `now`.
Result<Done> may_correct(const std::vector<Step>& entered, const Step& correction, Instant now);

}  // namespace waymark::triage

template <>
struct waymark::Words<waymark::triage::Stage> {
    using enum waymark::triage::Stage;
    static constexpr std::pair<triage::Stage, std::string_view> list[] = {
        {waiting, "waiting"},
        {allocated, "allocated"},
        {accepted, "accepted"},
        {en_route, "en_route"},
        {at_scene, "at_scene"},
        {cleared, "cleared"},
        {advised, "advised"},
        {withdrawn, "withdrawn"},
    };
};
