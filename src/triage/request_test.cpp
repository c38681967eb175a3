// SPDX-License-Identifier: MIT
#include "base/time.hpp"
#include "triage/request.hpp"

#include <doctest/doctest.h>

namespace waymark::triage {

namespace {

using enum Stage;

const codes::CodeBook& book() {
    static const codes::CodeBook shipped{codes::shipped_codes()};
    return shipped;
}

Instant at(const char* clock) {
    return *parse_iso8601(std::string{"2026-03-14T"} + clock + ":00Z");
}

Request asked_for(std::vector<std::string> reasons, const char* clock, bool is_s136 = false) {
    Request request;
    request.id = {std::string{"request at "} + clock};
    request.asked = {"officer", is_s136, std::move(reasons), ""};
    request.requested_at = at(clock);
    return request;
}

Step step(const char* id, Stage stage, const char* clock) {
    return {.id = id, .stage = stage, .at = at(clock)};
}

Step correction(const char* of, const char* clock, const char* reason = "Misread the clock.") {
    return {.id = "c", .at = at(clock), .reason = reason, .corrects_id = of};
}

std::string code_of(const Result<Request>& result) {
    if (result) return "taken";
    return result.problem().fields.empty()
               ? result.problem().code
               : result.problem().fields.front().field + " " + result.problem().fields.front().code;
}

}  // namespace

TEST_CASE("section 136 comes before every other reason, and age decides among equals") {
    struct Case {
        const char* name;
        Request first;
        Request second;
    };
    const Case cases[] = {
        {"section 136 before an older suicide",
         asked_for({}, "18:30", true),
         asked_for({"suicide"}, "17:00")},
        {"self-harm before an older concern for welfare",
         asked_for({"self_harm"}, "18:30"),
         asked_for({"welfare"}, "17:00")},
        {"risk to others is no less than suicide, so the older comes first",
         asked_for({"risk_to_others"}, "17:00"),
         asked_for({"suicide"}, "18:30")},
        {"crime where mental health is central comes before violence",
         asked_for({"crime"}, "18:30"),
         asked_for({"violence", "intoxication"}, "17:00")},
        {"one reason of the first group is enough",
         asked_for({"missing", "unusual_behaviour"}, "18:30"),
         asked_for({"missing"}, "17:00")},
        {"of two that consider section 136 the older comes first",
         asked_for({"welfare"}, "17:00", true),
         asked_for({"suicide"}, "18:30", true)},
        {"the rest goes by age",
         asked_for({"welfare"}, "17:00"),
         asked_for({"information"}, "17:01")},
    };
    for (const auto& one : cases) {
        CAPTURE(one.name);
        CHECK(comes_before(one.first, one.second, book()));
        CHECK_FALSE(comes_before(one.second, one.first, book()));
    }
    CHECK(
        place_of(asked_for({"self_harm", "missing", "crime"}, "17:00"), book()).why ==
        "Self-harm, Mental health central to a crime"
    );
    CHECK(
        place_of(asked_for({"suicide"}, "17:00", true), book()).why ==
        "Section 136 is being considered"
    );
}

TEST_CASE("a request goes from asking to clear by the steps that there are, and by no others") {
    const Instant now = at("20:00");
    const auto taken = [&](Stage from, Stage to, const char* reason = "") {
        auto request = asked_for({"welfare"}, "18:00");
        request.stage = from;
        Step next{.stage = to, .at = now, .reason = reason};
        if (to == allocated) next.unit = {"unit"};
        return code_of(after(request, {step("a", waiting, "18:00")}, next, now));
    };
    const std::pair<Stage, Stage> plain[] = {
        {waiting, allocated},
        {allocated, accepted},
        {allocated, en_route},
        {accepted, en_route},
        {en_route, at_scene},
        {at_scene, cleared}};
    const std::pair<Stage, Stage> with_reason[] = {
        {waiting, advised},
        {waiting, withdrawn},
        {allocated, waiting},
        {allocated, advised},
        {allocated, withdrawn},
        {accepted, waiting},
        {accepted, advised},
        {accepted, withdrawn},
        {en_route, waiting},
        {en_route, advised},
        {en_route, withdrawn}};
    for (const auto& [from, word] : Words<Stage>::list)
        for (const auto& [to, other] : Words<Stage>::list) {
            CAPTURE(std::string{word} + " to " + std::string{other});
            const std::pair pair{from, to};
            const bool is_plain =
                std::find(std::begin(plain), std::end(plain), pair) != std::end(plain);
            const bool needs_reason =
                std::find(std::begin(with_reason), std::end(with_reason), pair) !=
                std::end(with_reason);
            CHECK(
                taken(from, to) == (is_plain       ? "taken"
                                    : needs_reason ? "/reason required"
                                                   : "triage_step.does_not_follow")
            );
            if (needs_reason) CHECK(taken(from, to, "Because.") == "taken");
        }
}

TEST_CASE("steps keep the order of time, and a unit is chosen when it is allocated") {
    auto request = asked_for({"welfare"}, "18:00");
    const std::vector<Step> entered{step("a", waiting, "18:00")};
    const auto allocate = [&](const char* clock, const char* unit) {
        Step next{.stage = allocated, .at = at(clock), .unit = {unit}};
        return code_of(after(request, entered, next, at("19:00")));
    };
    CHECK(allocate("18:05", "unit") == "taken");
    CHECK(allocate("18:00", "unit") == "taken");
    CHECK(allocate("17:59", "unit") == "/at order");
    CHECK(allocate("19:01", "unit") == "taken");
    CHECK(allocate("19:02", "unit") == "/at future");
    CHECK(allocate("18:05", "") == "/unit_id required");

    Step next{.stage = allocated, .at = at("18:05"), .unit = {"unit"}};
    const auto moved = after(request, entered, next, at("19:00"));
    REQUIRE(moved);
    CHECK(moved->unit.text == "unit");
    Step back{.stage = waiting, .at = at("18:06"), .reason = "Called away."};
    const auto given_back = after(*moved, entered, back, at("19:00"));
    REQUIRE(given_back);
    CHECK(given_back->unit.empty());
    Step with_unit{.stage = accepted, .at = at("18:06"), .unit = {"other"}};
    CHECK(code_of(after(*moved, entered, with_unit, at("19:00"))) == "/unit_id not_wanted");
}

TEST_CASE("a time is corrected between its neighbours, and what was entered stays") {
    const std::vector<Step> entered{
        step("a", waiting, "18:00"),
        step("b", allocated, "18:10"),
        step("c1", en_route, "18:20"),
        correction("b", "18:05")};
    const auto steps = as_corrected(entered);
    REQUIRE(steps.size() == 3);
    CHECK(steps.at(1).at == at("18:05"));
    CHECK(entered.at(1).at == at("18:10"));

    const auto code = [&](const Step& wanted) {
        const auto allowed = may_correct(entered, wanted, at("19:00"));
        if (allowed) return std::string{"allowed"};
        return allowed.problem().fields.empty() ? allowed.problem().code
                                                : allowed.problem().fields.front().code;
    };
    CHECK(code(correction("c1", "18:06")) == "allowed");
    CHECK(code(correction("c1", "18:04")) == "order");
    CHECK(code(correction("b", "18:21")) == "order");
    CHECK(code(correction("c1", "19:30")) == "future");
    CHECK(code(correction("b", "18:07", "")) == "required");
    CHECK(code(correction("nothing", "18:07")) == "triage_step.not_found");
}

TEST_CASE(
    "the hour that the clocks show twice keeps its order, for moments are kept, not wall clocks"
) {
    // 25 October 2026: 01:30 British Summer Time, then 01:10 Greenwich Mean Time, forty minutes on.
    auto request = asked_for({"welfare"}, "18:00");
    request.requested_at = *parse_iso8601("2026-10-25T01:30:00+01:00");
    Step next{.stage = allocated, .at = *parse_iso8601("2026-10-25T01:10:00Z"), .unit = {"unit"}};
    CHECK(code_of(after(request, {}, next, *parse_iso8601("2026-10-25T02:00:00Z"))) == "taken");
    next.at = *parse_iso8601("2026-10-25T01:10:00+01:00");
    CHECK(code_of(after(request, {}, next, *parse_iso8601("2026-10-25T02:00:00Z"))) == "/at order");
}

}  // namespace waymark::triage
