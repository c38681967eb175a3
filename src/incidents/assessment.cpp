// SPDX-License-Identifier: MIT
#include "incidents/assessment.hpp"

#include "base/text.hpp"

namespace waymark::incidents {

namespace {

int position_in(const codes::CodeBook& codes, const char* list, const std::string& code) {
    const auto* entry = codes.find(list, code);
    return entry ? entry->ordinal : 0;
}

void check_texts(std::vector<FieldProblem>& wrong, const Thrive& thrive) {
    const std::pair<const char*, const std::string*> texts[] = {
        {"/threat", &thrive.threat},
        {"/harm", &thrive.harm},
        {"/risk", &thrive.risk},
        {"/investigation", &thrive.investigation},
        {"/vulnerability", &thrive.vulnerability},
        {"/engagement", &thrive.engagement},
        {"/prevention", &thrive.prevention},
        {"/intervention", &thrive.intervention},
    };
    for (const auto& [field, text] : texts)
        if (length_of(*text) > thrive_text_max)
            wrong.push_back({field, "too_long", "Use 4,000 characters or fewer."});
}

}  // namespace

bool derive_mhri(const std::string& belief, bool limb_a, bool limb_b) {
    return belief == "yes" && (limb_a || limb_b);
}

Result<Mhri> checked(Mhri mhri, bool was_flagged, const codes::CodeBook& codes, Day today) {
    std::vector<FieldProblem> wrong;
    if (!codes.has("belief", mhri.belief, today))
        wrong.push_back(
            {"/belief",
             "required",
             "Say whether it is thought to relate to someone's mental health."}
        );
    if (!codes.has("mhri_source", mhri.source, today))
        wrong.push_back({"/source", "unknown_code", "Choose where the judgement comes from."});
    mhri.is_mhri =
        derive_mhri(mhri.belief, mhri.limb_a_vulnerability_central, mhri.limb_b_police_did_more);
    if (was_flagged && !mhri.is_mhri && trim(mhri.reason).empty())
        wrong.push_back(
            {"/reason", "required", "Say why this is no longer a mental-health related incident."}
        );
    if (length_of(mhri.reason) > thrive_text_max)
        wrong.push_back({"/reason", "too_long", "Use 4,000 characters or fewer."});
    if (!wrong.empty()) return invalid("mhri.invalid", "This judgement cannot be saved.", wrong);
    return mhri;
}

std::string highest_level(const std::vector<std::string>& levels, const codes::CodeBook& codes) {
    std::string highest;
    for (const auto& level : levels)
        if (position_in(codes, "risk_level", level) > position_in(codes, "risk_level", highest))
            highest = level;
    return highest;
}

std::string suggested_grade(const std::string& level, const codes::CodeBook& codes) {
    for (const auto& grade : codes.list("response_grade"))
        if (grade.parent == level) return grade.code;
    return {};
}

Result<Thrive> checked(Thrive thrive, const codes::CodeBook& codes, Day today) {
    std::vector<FieldProblem> wrong;
    if (!codes.has("thrive_prompt", thrive.prompted_by, today))
        wrong.push_back({"/prompted_by", "required", "Say what prompted the assessment."});
    const std::pair<const char*, const std::string*> levels[] = {
        {"/threat_level", &thrive.threat_level},
        {"/harm_level", &thrive.harm_level},
        {"/risk_level", &thrive.risk_level},
    };
    for (const auto& [field, level] : levels)
        if (!codes.has("risk_level", *level, today))
            wrong.push_back({field, "required", "Choose a level."});
    if (!codes.has("response_grade", thrive.grade_after, today))
        wrong.push_back({"/grade_after", "required", "Choose the response grade."});
    check_texts(wrong, thrive);

    thrive.overall_level =
        highest_level({thrive.threat_level, thrive.harm_level, thrive.risk_level}, codes);
    const auto suggested = suggested_grade(thrive.overall_level, codes);
    if (wrong.empty() && trim(thrive.risk).empty() &&
        position_in(codes, "response_grade", thrive.grade_after) >
            position_in(codes, "response_grade", suggested))
        wrong.push_back(
            {"/risk",
             "required",
             "The grade is less urgent than the levels suggest. Say why, under risk."}
        );
    if (!wrong.empty()) return invalid("thrive.invalid", "This assessment cannot be saved.", wrong);
    return thrive;
}

}  // namespace waymark::incidents
