// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "detentions/detention.hpp"
#include "detentions/law.hpp"

namespace waymark::detentions {

namespace {

constexpr std::size_t name_length_max = 200;
constexpr std::size_t text_length_max = 4000;

}  // namespace

std::optional<FieldProblem> agreement_problem(
    const char* field,
    const std::string& agreement,
    const std::string& place_kind,
    const codes::CodeBook& codes,
    Day day
) {
    const auto* kind = codes.find("place_agreement", agreement);
    if (kind && kind->parent == place_kind && codes.has("place_agreement", agreement, day))
        return std::nullopt;
    return FieldProblem{field, "unknown_code", "Choose who had to agree to this place, and did."};
}

std::vector<FieldProblem> problems_of(const Start& start, const codes::CodeBook& codes, Day day) {
    std::vector<FieldProblem> wrong;
    const auto need_code =
        [&](const char* field, std::string_view list, const std::string& code, const char* words) {
            if (!codes.has(list, code, day)) wrong.push_back({field, "unknown_code", words});
        };
    const auto need_text = [&](const char* field, const std::string& text, const char* words) {
        if (trim(text).empty()) wrong.push_back({field, "required", words});
    };
    need_code("/power", "detention_power", start.power, "Choose the power that was used.");
    if (start.person.empty()) wrong.push_back({"/person_id", "required", "Choose the person."});
    need_code("/place_type", "place_type", start.place_type, "Choose what kind of place it was.");
    need_text("/reason", start.reason, "Write what was seen, and why it was needed.");
    if (start.power == "s136") {
        if (start.place_type == "private_dwelling")
            wrong.push_back(
                {"/place_type",
                 "dwelling",
                 "Section 136 cannot be used where someone lives (section 136(1A)). If they agree, "
                 "they can be helped to go somewhere; otherwise an approved mental health "
                 "professional can apply for a warrant under section 135."}
            );
        if (!start.is_mental_disorder)
            wrong.push_back(
                {"/is_mental_disorder",
                 "required",
                 "Section 136 needs someone who appears to have a mental disorder."}
            );
        if (!start.is_immediate_need)
            wrong.push_back(
                {"/is_immediate_need",
                 "required",
                 "Section 136 needs someone in immediate need of care or control."}
            );
        if (!start.is_consulted)
            wrong.push_back(
                {"/is_consulted", "required", "Say whether a professional was consulted first."}
            );
        else if (*start.is_consulted) {
            need_code(
                "/consulted_role",
                "consulted_role",
                start.consulted_role,
                "Choose who was consulted."
            );
            need_text("/consulted_name", start.consulted_name, "Give their name.");
        } else {
            need_text(
                "/not_consulted_why", start.not_consulted_why, "Write why that was not practicable."
            );
        }
    } else if (start.power.starts_with("s135")) {
        need_text("/warrant", start.warrant, "Give the court and the number of the warrant.");
        if (start.power == "s135_1") {
            need_text(
                "/warrant_amhp",
                start.warrant_amhp,
                "Give the name of the approved mental health professional who went in with you."
            );
            need_text(
                "/warrant_doctor",
                start.warrant_doctor,
                "Give the name of the doctor who went in with you."
            );
        }
    }
    if (start.manner == Manner::kept) {
        need_code(
            "/place_kind",
            place_list,
            start.place_kind,
            "Choose what kind of place of safety it is."
        );
        if (start.place_kind == police_station)
            wrong.push_back(
                {"/place_kind",
                 "police_station",
                 "Record the arrival at a police station by itself."}
            );
        need_text("/place_name", start.place_name, "Give the name of the place.");
        const auto* kind = codes.find(place_list, start.place_kind);
        if (kind && kind->parent == "agreement") {
            need_text("/agreed_by", start.agreed_by, "Write who agreed (section 135(7)).");
            if (auto bad =
                    agreement_problem("/agreement", start.agreement, start.place_kind, codes, day))
                wrong.push_back(std::move(*bad));
        }
        if (start.power == "s136" && start.place_kind.starts_with("PRIV_"))
            wrong.push_back(
                {"/place_kind",
                 "dwelling",
                 "Section 136 cannot be used where someone lives, so nobody is kept there under "
                 "it."}
            );
    }
    for (const auto& [field, text] :
         {std::pair{"/reason", &start.reason}, {"/not_consulted_why", &start.not_consulted_why}})
        if (length_of(*text) > text_length_max)
            wrong.push_back({field, "too_long", "Use 4,000 characters or fewer."});
    for (const auto& [field, text] :
         {std::pair{"/place_name", &start.place_name},
          {"/consulted_name", &start.consulted_name},
          {"/agreed_by", &start.agreed_by},
          {"/warrant", &start.warrant},
          {"/warrant_amhp", &start.warrant_amhp},
          {"/warrant_doctor", &start.warrant_doctor}})
        if (length_of(*text) > name_length_max)
            wrong.push_back({field, "too_long", "Use 200 characters or fewer."});
    return wrong;
}

}  // namespace waymark::detentions
