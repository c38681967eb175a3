// SPDX-License-Identifier: MIT
#include "incidents/assessment.hpp"
#include "incidents/right_care.hpp"

#include <doctest/doctest.h>

namespace waymark::incidents {

namespace {

const codes::CodeBook& book() {
    static const codes::CodeBook shipped{codes::shipped_codes()};
    return shipped;
}

const Day today{std::chrono::year{2026}, std::chrono::March, std::chrono::day{14}};

Thrive a_thrive() {
    Thrive thrive;
    thrive.prompted_by = "INITIAL";
    thrive.threat_level = "low";
    thrive.harm_level = "medium";
    thrive.risk_level = "low";
    thrive.grade_after = "SCHEDULED";
    return thrive;
}

}  // namespace

TEST_CASE("an incident is mental-health related when that is believed and a limb holds (NPCC 2019)"
) {
    struct Case {
        const char* belief;
        bool a;
        bool b;
        bool flagged;
    };
    const Case cases[] = {
        {"yes", true, true, true},
        {"yes", true, false, true},
        {"yes", false, true, true},
        {"yes", false, false, false},
        {"no", true, true, false},
        {"no", false, false, false},
        {"unsure", true, true, false},
        {"unsure", false, true, false}};
    for (const auto& [belief, a, b, flagged] : cases) {
        CAPTURE(belief);
        CHECK(derive_mhri(belief, a, b) == flagged);
    }
}

TEST_CASE("taking the flag away needs a reason") {
    const Mhri no{.belief = "no", .source = "OFFICER"};
    CHECK(checked(no, false, book(), today));
    CHECK(checked(no, true, book(), today).problem().fields.at(0).field == "/reason");
    auto with_reason = no;
    with_reason.reason = "It was a burst pipe.";
    CHECK(checked(with_reason, true, book(), today));
}

TEST_CASE("THRIVE takes the highest of its levels, and a less urgent grade needs a reason") {
    CHECK(checked(a_thrive(), book(), today)->overall_level == "medium");
    auto less = a_thrive();
    less.grade_after = "NEIGHBOURHOOD";
    CHECK(checked(less, book(), today).problem().fields.at(0).field == "/risk");
    less.risk = "A neighbour is with them.";
    CHECK(checked(less, book(), today));
    auto more = a_thrive();
    more.grade_after = "IMMEDIATE";
    CHECK(checked(more, book(), today));
}

TEST_CASE("everything missing from a THRIVE assessment is named at once") {
    const auto result = checked(Thrive{}, book(), today);
    REQUIRE(!result);
    std::vector<std::string> fields;
    for (const auto& field : result.problem().fields)
        fields.push_back(field.field);
    CHECK(
        fields ==
        std::vector<std::string>{
            "/prompted_by", "/threat_level", "/harm_level", "/risk_level", "/grade_after"}
    );
}

TEST_CASE("every level suggests a grade, and every shipped result of Right Care is in its list") {
    for (const auto& level : book().list("risk_level"))
        CHECK_FALSE(suggested_grade(level.code, book()).empty());
    for (const auto& version : right_care_versions())
        for (const auto& type : version.call_types) {
            CHECK(book().find("rcrp_call_type", type.code));
            CHECK(book().find("rcrp_result", type.otherwise));
            for (const auto& question : type.questions)
                for (const auto& result : {question.on_yes, question.on_no})
                    if (!result.empty()) CHECK(book().find("rcrp_result", result));
        }
}

TEST_CASE("Right Care Right Person asks in order, and the first answer that decides is the last") {
    const auto* version = right_care_on(today);
    REQUIRE(version);
    const auto* welfare = version->find("CONCERN_FOR_WELFARE");
    REQUIRE(welfare);
    struct Case {
        const char* when;
        std::vector<std::string> answers;
        const char* result;
    };
    const Case cases[] = {
        {"a crime", {"yes"}, "DEPLOY_CRIME"},
        {"a risk to life", {"no", "yes"}, "DEPLOY_ART2"},
        {"a risk of serious harm", {"no", "no", "yes"}, "DEPLOY_ART3"},
        {"nobody else in time", {"no", "no", "no", "yes"}, "SUPERVISOR_REVIEW"},
        {"police took on a duty", {"no", "no", "no", "no", "yes"}, "DEPLOY_DUTY"},
        {"none of these", {"no", "no", "no", "no", "no"}, "NO_DEPLOY_ADVICE"},
        {"an answer is not known", {"no", "unknown", "no", "no", "no"}, "SUPERVISOR_REVIEW"},
        {"not known, then a clear yes", {"no", "unknown", "yes"}, "DEPLOY_ART3"},
    };
    for (const auto& example : cases) {
        CAPTURE(example.when);
        RightCareAnswers answers;
        for (std::size_t i = 0; i < example.answers.size(); ++i)
            answers.emplace_back(welfare->questions[i].code, example.answers[i]);
        const auto result = decide(*welfare, answers);
        REQUIRE(result);
        CHECK(*result == example.result);
    }
}

TEST_CASE("Right Care answers out of order, left out, beyond the deciding one or in other words "
          "are refused") {
    const auto* welfare = right_care_on(today)->find("CONCERN_FOR_WELFARE");
    const RightCareAnswers wrong[] = {
        {},
        {{"life", "yes"}},
        {{"crime", "no"}},
        {{"crime", "yes"}, {"life", "no"}},
        {{"crime", "perhaps"}}};
    for (const auto& answers : wrong)
        CHECK_FALSE(decide(*welfare, answers));
}

TEST_CASE("Right Care Right Person does not apply before its agreement") {
    CHECK(
        right_care_on(Day{std::chrono::year{2023}, std::chrono::July, std::chrono::day{25}}) ==
        nullptr
    );
    CHECK(
        right_care_on(Day{std::chrono::year{2023}, std::chrono::July, std::chrono::day{26}}) !=
        nullptr
    );
}

TEST_CASE("an override needs rank and reason, an escalation to whom and why") {
    RightCare decision{.call_type = "CONCERN_FOR_WELFARE", .answers = {{"crime", "yes"}}};
    CHECK(checked(decision, book(), today)->result == "DEPLOY_CRIME");
    decision.override_result = "NO_DEPLOY_ADVICE";
    decision.escalated_to = "inspector";
    const auto result = checked(decision, book(), today);
    REQUIRE(!result);
    CHECK(result.problem().fields.size() == 3);
}

}  // namespace waymark::incidents
