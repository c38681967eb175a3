// SPDX-License-Identifier: MIT
#pragma once

// What is judged of an incident at first contact: whether it is mental-health related, and THRIVE.
// Pure. Each judgement is a new entry beside the earlier ones.

#include "base/result.hpp"
#include "base/time.hpp"
#include "codes/code_book.hpp"

#include <optional>
#include <string>
#include <vector>

namespace waymark::incidents {

/// The three answers behind the flag. NPCC and College of Policing, 2019: "Any police incident
/// thought to relate to someone's mental health where their vulnerability is at the centre of the
/// incident or where the police have had to do something additionally or differently because of
/// it."
struct Mhri {
    std::string id{};
    std::string belief;  ///< Of the list belief: yes, no or unsure.
    bool limb_a_vulnerability_central = false;
    bool limb_b_police_did_more = false;
    bool is_mhri = false;  ///< Derived by `derive_mhri`, never typed.
    std::string source;    ///< Of the list mhri_source.
    std::string reason{};
    Instant decided_at{};
    std::string decided_by{};
};

/// The flag: believed, and one limb or both.
bool derive_mhri(const std::string& belief, bool limb_a, bool limb_b);

/// The judgement with its flag, or what is wrong with it. Taking a flag away needs a reason.
Result<Mhri> checked(Mhri mhri, bool was_flagged, const codes::CodeBook& codes, Day today);

/// The vulnerability text that is shown beside the question (College of Policing).
inline constexpr std::string_view vulnerability_text =
    "A person is vulnerable if, due to their situation or circumstances, they cannot take care of "
    "or protect themselves or others from harm or exploitation.";

/// One THRIVE(+) assessment. Texts are the assessor's opinion.
struct Thrive {
    std::string id{};
    int sequence = 0;
    std::string prompted_by;  ///< Of the list thrive_prompt.
    std::string threat{};
    std::string harm{};
    std::string risk{};
    std::string investigation{};
    std::string vulnerability{};
    std::string engagement{};
    std::string prevention{};
    std::string intervention{};
    std::string threat_level{};  ///< Of the list risk_level, like the other two.
    std::string harm_level{};
    std::string risk_level{};
    std::string overall_level{};  ///< The highest of the three.
    std::string grade_before{};
    std::string grade_after{};  ///< Of the list response_grade.
    Instant assessed_at{};
    std::string assessed_by{};
};

inline constexpr std::size_t thrive_text_max = 4000;

/// The highest of levels of the list risk_level, by the order of the list.
std::string highest_level(const std::vector<std::string>& levels, const codes::CodeBook& codes);

/// The grade that goes with a level: the first of the list response_grade whose parent is the
/// level.
std::string suggested_grade(const std::string& level, const codes::CodeBook& codes);

/// The assessment with its overall level, or every field that is wrong. A grade less urgent than
/// the one suggested needs a text under `risk` that says why.
Result<Thrive> checked(Thrive thrive, const codes::CodeBook& codes, Day today);

/// A code that was put on an incident, and perhaps taken off again.
struct Marker {
    std::string list;  ///< qualifier, condition or vulnerability.
    std::string code;
    std::string assertion = "opinion";
    Instant applied_at{};
    std::string applied_by{};
    std::optional<Instant> removed_at{};
    std::string removed_by{};
};

}  // namespace waymark::incidents
