// SPDX-License-Identifier: MIT
#include "triage/request.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace waymark::triage {

namespace {

using enum Stage;

constexpr std::size_t note_length_max = 2000;
constexpr std::size_t reasons_max = 20;
constexpr int band_s136 = 1;
constexpr int band_priority = 2;
constexpr int band_rest = 3;

struct Move {
    Stage from;
    Stage to;
    bool needs_reason = false;
};

constexpr auto moves = std::to_array<Move>({
    {waiting, allocated},
    {waiting, advised, true},
    {waiting, withdrawn, true},
    {allocated, accepted},
    {allocated, en_route},
    {allocated, waiting, true},
    {allocated, advised, true},
    {allocated, withdrawn, true},
    {accepted, en_route},
    {accepted, waiting, true},
    {accepted, advised, true},
    {accepted, withdrawn, true},
    {en_route, at_scene},
    {en_route, waiting, true},
    {en_route, advised, true},
    {en_route, withdrawn, true},
    {at_scene, cleared},
});

std::string in_words(Stage stage) {
    std::string words{word_for(stage)};
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::optional<FieldProblem> problem_of_time(Instant at, Instant not_before, Instant now) {
    if (at > now + future_allowed)
        return FieldProblem{"/at", "future", "This time is still to come. Check it."};
    if (at < not_before)
        return FieldProblem{
            "/at", "order", "This comes before the step before it. Correct that one first."};
    return std::nullopt;
}

Problem wrong_step(std::vector<FieldProblem> wrong) {
    return invalid("triage_step.invalid", "This step cannot be taken so.", std::move(wrong));
}

}  // namespace

bool is_open(Stage stage) {
    return stage != cleared && stage != advised && stage != withdrawn;
}

bool holds_unit(Stage stage) {
    return is_open(stage) && stage != waiting;
}

Place place_of(const Request& request, const codes::CodeBook& codes) {
    if (request.asked.is_s136_considered) return {band_s136, "Section 136 is being considered"};
    std::string why;
    for (const auto& reason : request.asked.reasons) {
        const auto* entry = codes.find("triage_reason", reason);
        if (entry && entry->parent == "priority") why += (why.empty() ? "" : ", ") + entry->label;
    }
    if (!why.empty()) return {band_priority, std::move(why)};
    return {band_rest, "In the order of asking"};
}

bool comes_before(const Request& a, const Request& b, const codes::CodeBook& codes) {
    const auto key = [&](const Request& request) {
        return std::tuple{
            place_of(request, codes).band, request.requested_at, std::string_view{request.id.text}};
    };
    return key(a) < key(b);
}

std::vector<FieldProblem> problems_of(const Asked& asked, const codes::CodeBook& codes, Day day) {
    std::vector<FieldProblem> wrong;
    if (!codes.has("triage_route", asked.route, day))
        wrong.push_back({"/route", "unknown_code", "Choose who asks."});
    if (asked.reasons.empty() && !asked.is_s136_considered)
        wrong.push_back({"/reasons", "required", "Choose why triage is asked for."});
    if (asked.reasons.size() > reasons_max)
        wrong.push_back({"/reasons", "too_many", "Choose 20 reasons or fewer."});
    for (std::size_t i = 0; i < asked.reasons.size(); ++i)
        if (!codes.has("triage_reason", asked.reasons[i], day))
            wrong.push_back(
                {"/reasons/" + std::to_string(i), "unknown_code", "Choose one from the list."}
            );
    if (length_of(asked.note) > note_length_max)
        wrong.push_back({"/note", "too_long", "Use 2,000 characters or fewer."});
    return wrong;
}

std::vector<Step> as_corrected(const std::vector<Step>& entered) {
    std::vector<Step> steps;
    for (const auto& entry : entered) {
        if (entry.corrects_id.empty()) {
            steps.push_back(entry);
            continue;
        }
        const auto meant = std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
            return step.id == entry.corrects_id;
        });
        if (meant != steps.end()) meant->at = entry.at;
    }
    return steps;
}

Result<Request> after(
    const Request& request, const std::vector<Step>& entered, const Step& next, Instant now
) {
    const auto move = std::find_if(moves.begin(), moves.end(), [&](const Move& one) {
        return one.from == request.stage && one.to == next.stage;
    });
    if (move == moves.end())
        return conflict(
            "triage_step.does_not_follow",
            "This request is " + in_words(request.stage) + ", so it cannot become " +
                in_words(next.stage) + "."
        );
    std::vector<FieldProblem> wrong;
    const auto steps = as_corrected(entered);
    const auto last = steps.empty() ? request.requested_at : steps.back().at;
    if (auto bad = problem_of_time(next.at, last, now)) wrong.push_back(std::move(*bad));
    if (next.stage == allocated && next.unit.empty())
        wrong.push_back({"/unit_id", "required", "Choose the unit that goes."});
    if (next.stage != allocated && next.stage != advised && !next.unit.empty())
        wrong.push_back({"/unit_id", "not_wanted", "The unit is chosen when it is allocated."});
    if (move->needs_reason && trim(next.reason).empty())
        wrong.push_back(
            {"/reason",
             "required",
             next.stage == advised ? "Write what was advised." : "Write why."}
        );
    if (next.stage != advised && !next.advice.empty())
        wrong.push_back({"/advice", "not_wanted", "Only advice is given by one means or another."});
    if (length_of(next.reason) > note_length_max)
        wrong.push_back({"/reason", "too_long", "Use 2,000 characters or fewer."});
    if (!wrong.empty()) return wrong_step(std::move(wrong));

    Request moved = request;
    moved.stage = next.stage;
    if (next.stage == allocated) moved.unit = next.unit;
    if (next.stage == waiting) moved.unit = {};
    return moved;
}

Result<Done> may_correct(const std::vector<Step>& entered, const Step& correction, Instant now) {
    const auto steps = as_corrected(entered);
    const auto meant = std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
        return step.id == correction.corrects_id;
    });
    if (meant == steps.end())
        return not_found("triage_step.not_found", "There is no such step of this request.");
    std::vector<FieldProblem> wrong;
    const auto not_before = meant == steps.begin() ? Instant{} : std::prev(meant)->at;
    if (auto bad = problem_of_time(correction.at, not_before, now))
        wrong.push_back(std::move(*bad));
    if (const auto following = std::next(meant);
        following != steps.end() && correction.at > following->at)
        wrong.push_back(
            {"/at", "order", "This comes after the step that followed. Correct that one first."}
        );
    if (trim(correction.reason).empty())
        wrong.push_back({"/reason", "required", "Write why the time is corrected."});
    if (!wrong.empty()) return wrong_step(std::move(wrong));
    return Done{};
}

}  // namespace waymark::triage
