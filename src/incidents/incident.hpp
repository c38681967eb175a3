// SPDX-License-Identifier: MIT
#pragma once

// The incident: what was reported, where, and what became of it.
//
//     draft --record--> open --close--> closed
//                         ^---reopen------/
//
// Rules only. Nothing here reads a clock, a database or a request. What is judged of an incident
// (whether it is mental-health related, THRIVE, Right Care Right Person) is in assessment.hpp and
// right_care.hpp.

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/words.hpp"
#include "codes/code_book.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waymark::incidents {

enum class Status { draft, open, closed };

/// Whether something is known or judged (Data Protection Act 2018 s38(2)).
enum class Assertion { fact, opinion };

struct Incident {
    IncidentId id{};
    AgencyId agency{};
    std::string reference{};
    Status status = Status::draft;
    std::string source{};  ///< Of the list incident_source.
    Instant received_at{};
    std::optional<Instant> occurred_from_at{};
    UserId call_taker{};
    std::string caller_name{};
    std::string caller_phone{};
    std::string caller_relation{};  ///< Of the list caller_relation.
    std::string location_text{};
    std::string uprn{};
    std::string postcode{};
    std::optional<double> lat{};  ///< Degrees, WGS 84.
    std::optional<double> lon{};
    std::string lsoa{};        ///< 2021 LSOA code, as in E01009642.
    std::string place_type{};  ///< Of the list place_type; section 136 depends on it.
    std::string opening_category{};
    std::string grade{};    ///< Of the list response_grade; set by THRIVE.
    bool is_mhri = false;   ///< Derived; see assessment.hpp.
    std::string outcome{};  ///< Of the list incident_outcome, once closed.
    std::optional<Instant> closed_at{};
    std::string import_batch{};
    std::string source_key{};  ///< The record's own number in the system it came from.
    std::int64_t revision = 1;
};

inline constexpr std::size_t short_text_max = 200;
inline constexpr std::size_t location_text_max = 500;
inline constexpr std::size_t narrative_max = 20000;

/// What someone wants to change on the incident's own row. What is left out stays.
struct Edit {
    std::optional<std::string> source{};
    std::optional<Instant> received_at{};
    std::optional<Instant> occurred_from_at{};
    std::optional<std::string> caller_name{};
    std::optional<std::string> caller_phone{};
    std::optional<std::string> caller_relation{};
    std::optional<std::string> location_text{};
    std::optional<std::string> uprn{};
    std::optional<std::string> postcode{};
    std::optional<double> lat{};
    std::optional<double> lon{};
    std::optional<std::string> lsoa{};
    std::optional<std::string> place_type{};
    std::optional<std::string> opening_category{};
    std::string reason{};  ///< Asked for once the incident is recorded.
};

/// One field that an edit changed, for the history.
struct FieldChange {
    std::string field;
    std::string before;
    std::string after;
};

struct Edited {
    Incident incident;
    std::vector<FieldChange> changes;
};

/// Applies an edit: every field that is wrong is named at once, and text is brought to its normal
/// form. A closed incident cannot be edited; one that is recorded needs a reason.
Result<Edited> edit(
    const Incident& incident, const Edit& wanted, const codes::CodeBook& codes, Instant now
);

/// Turns a draft into a recorded incident. Needs a source, a place, an opening category and at
/// least one narrative.
Result<Incident> record(Incident draft, bool has_narrative);

/// Closes with a coded outcome of the list incident_outcome.
Result<Incident> close(
    Incident open, const std::string& outcome, const codes::CodeBook& codes, Instant now
);

/// Opens a closed incident again; the reason is kept in the history.
Result<Incident> reopen(Incident closed, const std::string& reason);

/// How a telephone number is compared: its normal form, or its digits where it has none.
std::string phone_key(const std::string& phone);

}  // namespace waymark::incidents

template <>
struct waymark::Words<waymark::incidents::Status> {
    using enum waymark::incidents::Status;
    static constexpr std::pair<incidents::Status, std::string_view> list[] = {
        {draft, "draft"},
        {open, "open"},
        {closed, "closed"},
    };
};

template <>
struct waymark::Words<waymark::incidents::Assertion> {
    using enum waymark::incidents::Assertion;
    static constexpr std::pair<incidents::Assertion, std::string_view> list[] = {
        {fact, "fact"},
        {opinion, "opinion"},
    };
};
