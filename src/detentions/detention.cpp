// SPDX-License-Identifier: MIT
#include "detentions/detention.hpp"

#include "base/text.hpp"
#include "detentions/law.hpp"
#include "detentions/walk.hpp"

#include <algorithm>

namespace waymark::detentions {

namespace {

using enum Kind;

constexpr std::size_t name_length_max = 200;
constexpr std::size_t text_length_max = 4000;
constexpr int adult = 18;

Problem wrong_entry(std::vector<FieldProblem> wrong) {
    return invalid("detention.invalid", "This cannot be recorded so.", std::move(wrong));
}

class Fields {
public:
    Fields(const EntryForm& form, const codes::CodeBook& codes, Day day)
        : form_{form}, codes_{codes}, day_{day} {}

    void need_code(
        const char* field, std::string_view list, const std::string& code, const char* words
    ) {
        if (!codes_.has(list, code, day_)) wrong_.push_back({field, "unknown_code", words});
    }
    void need_text(const char* field, const std::string& text, const char* words) {
        if (trim(text).empty()) wrong_.push_back({field, "required", words});
    }
    void limit(const char* field, const std::string& text, std::size_t most) {
        if (length_of(text) > most)
            wrong_.push_back(
                {field, "too_long", "Use " + std::to_string(most) + " characters or fewer."}
            );
    }
    void need_approval(std::string_view at_least, const char* words) {
        const auto* rank = codes_.find("rank", form_.approved_rank);
        if (!rank || !(rank->parent == at_least || rank->parent == "superintendent"))
            wrong_.push_back({"/approved_rank", "unknown_code", words});
        need_text("/approved_by", form_.approved_by, "Give their name.");
    }
    void add(FieldProblem problem) { wrong_.push_back(std::move(problem)); }
    std::vector<FieldProblem> wrong() { return std::move(wrong_); }

private:
    const EntryForm& form_;
    const codes::CodeBook& codes_;
    Day day_;
    std::vector<FieldProblem> wrong_{};
};

/// A police station: refused once the law no longer has it as a place of safety; before that, only
/// for adults, and only on an inspector's authority.
void check_police_station(
    Fields& fields, const EntryForm& form, Age age, const codes::CodeBook& codes, Day day
) {
    const auto forbids = [&](std::string_view id) { return is_in_force(rule(id), codes, day); };
    if (forbids("R17")) {
        fields.add(
            {"/place_kind",
             "not_a_place_of_safety",
             "A police station is no longer a place of safety (Mental Health Act 2025 section "
             "48). Choose another."}
        );
        return;
    }
    fields.need_code(
        "/why_police_station",
        "police_station_reason",
        form.why_police_station,
        "Choose why a police station was used."
    );
    if (form.is_told_breach)
        return fields.need_text("/text", form.text, "Write how it came about.");
    if (forbids("R7") && (!age || *age < adult))
        fields.add(
            {"/place_kind",
             "under_18",
             age ? "A police station must never be used for anyone under 18 (section 136A)."
                 : "Their age is not known, and a police station must never be used for anyone "
                   "under 18 (section 136A). Record their date of birth."}
        );
    if (forbids("R8")) {
        fields.need_approval("inspector", "An inspector or above must authorise it.");
        fields.need_text(
            "/text",
            form.text,
            "Write what the imminent risk is, why no other place can take them, and who the "
            "healthcare professional is."
        );
    }
}

void check_arrival(
    Fields& fields, const EntryForm& form, Age age, const codes::CodeBook& codes, Day day
) {
    fields.need_text("/place_name", form.place_name, "Give the name of the place.");
    if (form.place_kind == police_station)
        return check_police_station(fields, form, age, codes, day);
    fields.need_code(
        "/place_kind", place_list, form.place_kind, "Choose what kind of place it is."
    );
    const auto* kind = codes.find(place_list, form.place_kind);
    if (!kind || kind->parent != "agreement") {
        if (!form.code.empty())
            fields.add({"/code", "not_wanted", "Nobody has to agree to this kind of place."});
        return;
    }
    if (auto bad = agreement_problem("/code", form.code, form.place_kind, codes, day))
        fields.add(std::move(*bad));
    fields.need_text("/text", form.text, "Write who agreed (section 135(7)).");
}

/// By what they came may be said later; a police vehicle has a reason, since the return asks for
/// it.
void check_conveyance(Fields& fields, const EntryForm& form) {
    if (!form.conveyed_by.empty())
        fields.need_code("/conveyed_by", "conveyance", form.conveyed_by, "Choose by what.");
    const bool is_police = form.conveyed_by == police_vehicle;
    if (is_police)
        fields.need_code(
            "/why_police_vehicle",
            "police_vehicle_reason",
            form.why_police_vehicle,
            "Choose why a police vehicle was used."
        );
    else if (!form.why_police_vehicle.empty())
        fields.add({"/why_police_vehicle", "not_wanted", "They did not come in a police vehicle."});
}

void check_extension(
    Fields& fields,
    const EntryForm& form,
    const Standing& then,
    const codes::CodeBook& codes,
    Day day
) {
    const auto most = rule("R13").within.count();
    if (form.minutes < 1 || form.minutes > most)
        fields.add(
            {"/minutes",
             "range",
             "It may be extended by up to " + std::to_string(most / 60) + " hours."}
        );
    if (form.role != "doctor" && form.role != "doctor_s12")
        fields.add(
            {"/role",
             "unknown_code",
             "Only the doctor responsible for the examination may extend it."}
        );
    fields.need_text("/name", form.name, "Give the doctor's name.");
    fields.need_code(
        "/code",
        "extension_reason",
        form.code,
        "Choose a reason that lies in the person's condition. Want of a bed or of staff is none "
        "(section 136B)."
    );
    if (then.place_kind == police_station && is_in_force(rule("R14"), codes, day))
        fields.need_approval(
            "superintendent", "At a police station a superintendent or above must approve it."
        );
}

std::vector<FieldProblem> problems_in(
    const EntryForm& form, const Standing& before, Age age, const codes::CodeBook& codes, Day day
) {
    Fields fields{form, codes, day};
    switch (form.kind) {
    case arrived:
        check_arrival(fields, form, age, codes, day);
        check_conveyance(fields, form);
        break;
    case brought:
        fields.need_code("/conveyed_by", "conveyance", form.conveyed_by, "Choose by what.");
        check_conveyance(fields, form);
        break;
    case taken_over:
        fields.need_text("/name", form.name, "Give the name of whoever took over.");
        break;
    case place_refused:
        fields.need_code(
            "/place_kind", place_list, form.place_kind, "Choose what kind of place it is."
        );
        fields.need_code("/code", "place_refusal_reason", form.code, "Choose why.");
        break;
    case searched: fields.need_text("/text", form.text, "Write the grounds."); break;
    case stay_asked: fields.need_code("/code", "stay_reason", form.code, "Choose why."); break;
    case stay_answered:
        if (form.is_yes)
            fields.need_text("/name", form.name, "Write who stays.");
        else
            fields.need_text("/text", form.text, "Write why not.");
        break;
    case welfare_checked:
        fields.need_text("/name", form.name, "Give the healthcare professional's name.");
        break;
    case assessment_began:
    case assessment_ended:
        fields.need_code("/role", "assessor_role", form.role, "Choose who assesses.");
        fields.need_text("/name", form.name, "Give their name.");
        break;
    case extended: check_extension(fields, form, before, codes, day); break;
    case resumed: fields.need_text("/text", form.text, "Write why the end is taken back."); break;
    case ended:
        fields.need_code("/code", "detention_outcome", form.code, "Choose how it ended.");
        break;
    default: break;
    }
    if (form.is_told_breach && (form.kind != arrived || form.place_kind != police_station))
        fields.add({"/is_told_breach", "not_wanted", "Only a police station is recorded so."});
    if (!form.why_police_station.empty() &&
        (form.kind != arrived || form.place_kind != police_station))
        fields.add({"/why_police_station", "not_wanted", "No police station was used."});
    fields.limit("/place_name", form.place_name, name_length_max);
    fields.limit("/name", form.name, name_length_max);
    fields.limit("/approved_by", form.approved_by, name_length_max);
    fields.limit("/text", form.text, text_length_max);
    return fields.wrong();
}

}  // namespace

Result<Done> may_follow(
    const Detention& detention,
    const std::vector<Entry>& entered,
    const Entry& next,
    Age age,
    const codes::CodeBook& codes,
    Instant now
) {
    auto steps = as_corrected(entered);
    // What counts is where they were then, which may be before what was entered already.
    std::vector<Entry> before;
    for (const auto& step : steps)
        if (step.at <= next.at) before.push_back(step);
    auto wrong =
        problems_in(next.what, standing_of(detention, before), age, codes, to_london(next.at).day);
    if (next.at > now + future_allowed)
        wrong.push_back({"/at", "future", "This time is still to come. Check it."});
    if (wrong.empty()) {
        steps.push_back(next);
        in_order(steps);
        if (auto bad = problem_in(detention, steps, &codes))
            wrong.push_back(std::move(*bad));
        else if (next.what.kind == extended && standing_of(detention, steps).extended_late_at == next.at)
            wrong.push_back(
                {"/at", "too_late", "The 24 hours had ended by then; it can no longer be extended."}
            );
    }
    if (!wrong.empty()) return wrong_entry(std::move(wrong));
    return Done{};
}

Result<Done> may_correct(
    const Detention& detention,
    const std::vector<Entry>& entered,
    const Entry& correction,
    Instant now
) {
    const auto meant = std::ranges::find_if(entered, [&](const Entry& entry) {
        return entry.id == correction.corrects_id && entry.corrects_id.empty();
    });
    if (meant == entered.end() && correction.corrects_id != detention.id.text)
        return not_found("detention_entry.not_found", "There is no such entry of this detention.");
    std::vector<FieldProblem> wrong;
    if (correction.at > now + future_allowed)
        wrong.push_back({"/at", "future", "This time is still to come. Check it."});
    if (trim(correction.what.text).empty())
        wrong.push_back({"/reason", "required", "Write why the time is corrected."});
    auto all = entered;
    all.push_back(correction);
    if (wrong.empty())
        if (auto bad =
                problem_in(with_corrected_start(detention, all), as_corrected(all), nullptr)) {
            bad->field = "/at";
            wrong.push_back(std::move(*bad));
        }
    if (!wrong.empty()) return wrong_entry(std::move(wrong));
    return Done{};
}

}  // namespace waymark::detentions
