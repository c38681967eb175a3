// SPDX-License-Identifier: MIT
#pragma once

// A detention under section 135 or 136 of the Mental Health Act 1983: what was used, on whom, and
// everything that happened until it ended. Each thing that happened is an entry; entries are never
// changed, and a wrong time is corrected by a further one. Pure.

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/words.hpp"
#include "codes/code_book.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace waymark::detentions {

using DetentionId = Id<struct DetentionTag>;
using PlaceId = Id<struct SafetyPlaceTag>;

/// Whether the person was taken somewhere or kept where they were, a place of safety already.
enum class Manner { removed, kept };

/// What can happen in a detention.
enum class Kind {
    ambulance_asked,
    ambulance_came,  ///< To where the person was.
    set_off,         ///< For the first place of safety.
    place_refused,   ///< A place of safety would not take them.
    arrived,         ///< At a place of safety; the first one starts the clock.
    brought,         ///< By what they had been brought there, where that was not said at once.
    taken_over,      ///< Staff took over from police.
    left,            ///< For another place of safety.
    rights_told,
    searched,
    stay_asked,  ///< Staff asked police to stay.
    stay_answered,
    police_released,  ///< The last officer could leave.
    welfare_checked,  ///< By a healthcare professional, at a police station.
    reviewed,         ///< Whether a police station is still needed.
    assessment_began,
    assessment_ended,
    extended,
    ended,
    resumed,  ///< The end was entered by mistake and is taken back.
};

/// What is entered of one thing that happened. Which of the fields are wanted depends on its kind.
struct EntryForm {
    Kind kind = Kind::arrived;
    std::optional<Instant> at{};  ///< Stamped with the present when it is not given.
    PlaceId place{};              ///< Of the board, which gives its kind and name.
    std::string place_kind{};     ///< Of the list place_of_safety.
    std::string place_name{};
    std::string conveyed_by{};         ///< Of the list conveyance.
    std::string why_police_vehicle{};  ///< Of the list police_vehicle_reason.
    std::string why_police_station{};  ///< Of the list police_station_reason.
    std::string role{};                ///< Of the list assessor_role.
    std::string name{};                ///< Of whoever did it.
    std::string approved_rank{};       ///< Of the list rank, for what needs an officer's approval.
    std::string approved_by{};
    std::string code{};   ///< The reason, or the outcome, of the list that belongs to the kind.
    std::string text{};   ///< In words.
    int minutes = 0;      ///< By how much it is extended.
    bool is_yes = false;  ///< The answer to staying; whether the person slept at a review.
    bool is_told_breach =
        false;  ///< It did happen although the law forbids it, and is kept as such.
};

struct Entry {
    std::string id{};
    int number = 1;  ///< In the order of entering, from 1.
    EntryForm what{};
    Instant at{};
    bool is_typed = false;
    std::string corrects_id{};  ///< The entry whose time this corrects.
    Instant entered_at{};
    std::string entered_by{};
};

/// What is said when the power is used.
struct Start {
    std::string power;  ///< Of the list detention_power.
    PersonId person{};
    Manner manner = Manner::removed;
    std::string place_type{};  ///< Where, of the list place_type.
    PlaceId place{};           ///< Of the board, when kept; it gives its kind and name.
    std::string place_kind{};  ///< Of the list place_of_safety, when kept.
    std::string place_name{};
    std::optional<Instant> used_at{};  ///< For section 135: when police first went in.
    std::string reason{};              ///< What was seen and why it was needed.
    bool is_mental_disorder = false;   ///< The person appeared to be suffering from it.
    bool is_immediate_need = false;    ///< Of care or control.
    std::optional<bool> is_consulted{};
    std::string consulted_role{};  ///< Of the list consulted_role.
    std::string consulted_name{};
    std::string not_consulted_why{};
    std::string agreement{};  ///< Of the list place_agreement, when kept where somebody must agree.
    std::string agreed_by{};  ///< Who agreed there, by name.
    std::string warrant{};    ///< Court and number, for section 135.
    std::string warrant_amhp{};    ///< Who went in with police under section 135(1): the approved
    std::string warrant_doctor{};  ///< mental health professional and the doctor.
};

struct Detention {
    DetentionId id{};
    AgencyId agency{};
    IncidentId incident{};
    Start start{};
    Instant used_at{};
    std::string used_by{};
    bool is_open = true;
    std::string outcome{};  ///< Of the list detention_outcome, once ended.
    std::int64_t revision = 1;
};

/// A corrected time is looked for this far from the one first entered.
inline constexpr auto correction_max = std::chrono::days{31};

/// Where a detention stands, derived from what was entered.
struct Standing {
    bool is_open = true;
    bool is_at_place = false;
    std::string place_kind{};  ///< Where the person is, or was last.
    std::string place_name{};
    std::optional<Instant> began_at{};    ///< When the 24 hours began.
    std::optional<Instant> expires_at{};  ///< When they end, extended or not.
    std::optional<Instant> arrived_at{};  ///< At the place the person is at.
    std::optional<Instant> police_released_at{};
    std::optional<Instant> assessment_began_at{};
    std::optional<Instant> assessment_ended_at{};
    std::optional<Instant> ended_at{};
    bool is_extended = false;
    std::optional<Instant> extended_late_at{};  ///< After the time was up, so without effect.
    bool are_rights_told = false;
    bool is_stay_asked = false;               ///< And not answered yet.
    std::optional<Instant> stay_agreed_at{};  ///< When officers agreed to stay.
    std::string extended_at_kind{};  ///< The kind of place they were at when it was extended.
};

/// The detention with the time of its beginning as corrected: corrections of that name its id.
Detention with_corrected_start(Detention detention, const std::vector<Entry>& entered);

/// The entries as they are now held to be: each with its latest time, in order of time.
std::vector<Entry> as_corrected(const std::vector<Entry>& entered);

/// `steps` as corrected.
Standing standing_of(const Detention& detention, const std::vector<Entry>& steps);

/// Everything wrong with the use of a power on `day`. A private dwelling stops section 136, with
/// what the law offers instead.
std::vector<FieldProblem> problems_of(const Start& start, const codes::CodeBook& codes, Day day);

/// What is wrong with who agreed to a place, where that kind of place needs it (section 135(7)).
std::optional<FieldProblem> agreement_problem(
    const char* field,
    const std::string& agreement,
    const std::string& place_kind,
    const codes::CodeBook& codes,
    Day day
);

/// The age of the person, where it is known.
using Age = std::optional<int>;

/// How old they can have been, where their birth is not known to the day.
struct Ages {
    Age youngest{};
    Age oldest{};
};

/// Whether `next` may follow: in order of time, and as the law allows. That a police station was
/// used although the law forbids it is kept when whoever enters it says so.
Result<Done> may_follow(
    const Detention& detention,
    const std::vector<Entry>& entered,
    const Entry& next,
    Age age,
    const codes::CodeBook& codes,
    Instant now
);

/// Whether the time of an entry may be corrected so.
Result<Done> may_correct(
    const Detention& detention,
    const std::vector<Entry>& entered,
    const Entry& correction,
    Instant now
);

}  // namespace waymark::detentions

template <>
struct waymark::Words<waymark::detentions::Manner> {
    using enum waymark::detentions::Manner;
    static constexpr std::pair<detentions::Manner, std::string_view> list[] = {
        {removed, "removed"},
        {kept, "kept"},
    };
};

template <>
struct waymark::Words<waymark::detentions::Kind> {
    using enum waymark::detentions::Kind;
    static constexpr std::pair<detentions::Kind, std::string_view> list[] = {
        {ambulance_asked, "ambulance_asked"},
        {ambulance_came, "ambulance_came"},
        {set_off, "set_off"},
        {place_refused, "place_refused"},
        {arrived, "arrived"},
        {brought, "brought"},
        {taken_over, "taken_over"},
        {left, "left"},
        {rights_told, "rights_told"},
        {searched, "searched"},
        {stay_asked, "stay_asked"},
        {stay_answered, "stay_answered"},
        {police_released, "police_released"},
        {welfare_checked, "welfare_checked"},
        {reviewed, "reviewed"},
        {assessment_began, "assessment_began"},
        {assessment_ended, "assessment_ended"},
        {extended, "extended"},
        {ended, "ended"},
        {resumed, "resumed"},
    };
};
