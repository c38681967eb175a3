// SPDX-License-Identifier: MIT
#include "triage/assessment.hpp"

#include <doctest/doctest.h>

#include <set>

namespace waymark::triage {

namespace {

const codes::CodeBook& book() {
    static const codes::CodeBook shipped{codes::shipped_codes()};
    return shipped;
}

const Day today = *parse_day("2026-03-14");
const Instant now = *parse_iso8601("2026-03-14T22:00:00Z");

/// The code of what stands against the answer; empty when it is kept.
std::string wrong(const char* field, std::vector<std::string> values) {
    const auto kept =
        checked({.field = field, .values = std::move(values)}, form_on(today), book(), now);
    return kept ? ""
                : kept.problem().fields.front().field + " " + kept.problem().fields.front().code;
}

}  // namespace

TEST_CASE("each answer is held to its kind, and an empty one takes it back") {
    struct Case {
        const char* field;
        std::vector<std::string> values;
        const char* wrong;
    };
    const Case cases[] = {
        {"contact_kind", {"face_to_face"}, ""},
        {"contact_kind", {"by_pigeon"}, "/contact_kind unknown_code"},
        {"contact_kind", {"line", "face_to_face"}, "/contact_kind too_many"},
        {"referral_reasons", {"missing", "risk_to_self"}, ""},
        {"referral_reasons", {"missing", "boredom"}, "/referral_reasons unknown_code"},
        {"first_unit", {"yes"}, ""},
        {"first_unit", {"perhaps"}, "/first_unit unknown_code"},
        {"hours_saved", {"1.5"}, ""},
        {"hours_saved", {"-1"}, "/hours_saved range"},
        {"hours_saved", {"nan"}, "/hours_saved range"},
        {"hours_saved", {"two"}, "/hours_saved range"},
        {"clinical_view", {std::string(4000, 'x')}, ""},
        {"clinical_view", {std::string(4001, 'x')}, "/clinical_view too_long"},
        {"clinical_view", {" "}, ""},
        {"shoe_size", {"9"}, "/field unknown"},
    };
    for (const auto& example : cases) {
        CAPTURE(example.field);
        CHECK(wrong(example.field, example.values) == example.wrong);
    }
}

TEST_CASE("the newest answer of a field counts, in the order of the form") {
    const std::vector<Answer> all{
        {.field = "first_unit", .version = 1, .values = {"no"}},
        {.field = "contact_kind", .version = 1, .values = {"line"}},
        {.field = "first_unit", .version = 2, .values = {"yes"}}};
    const auto found = newest(all, form_on(today));
    REQUIRE(found.size() == 2);
    CHECK(found[0].field == "contact_kind");
    CHECK(found[1].values == std::vector<std::string>{"yes"});
}

TEST_CASE("what is needed is asked for until it is answered") {
    const auto& form = form_on(today);
    const auto all = missing({}, form);
    CHECK(all.size() == 9);
    std::vector<Answer> given;
    for (const auto& one : all)
        given.push_back({.field = one.field.substr(1), .values = {"x"}});
    CHECK(missing(given, form).empty());
    given.back().values.clear();
    CHECK(missing(given, form).size() == 1);
}

TEST_CASE("one contact cannot save two things that exclude each other") {
    const auto said = [](std::vector<std::string> would) {
        return contradictions({{.field = "would_have", .values = std::move(would)}}).size();
    };
    CHECK(said({"s136", "ambulance", "ae"}) == 0);
    CHECK(said({"nothing"}) == 0);
    CHECK(said({"nothing", "ae"}) == 1);
    CHECK(said({"arrest", "s136"}) == 1);
    CHECK(
        contradictions({{.field = "wanted", .values = {"housing"}},
                        {.field = "refused", .values = {"housing", "money"}}}
        ).size() == 1
    );
    CHECK(contradictions({{.field = "wanted", .values = {"housing"}},
                          {.field = "refused", .values = {"money"}}}
    ).empty());
}

TEST_CASE("what stands under a question answered with no is kept and counts for nothing") {
    const auto& form = form_on(today);
    const Answer by{.field = "conveyed_by", .values = {"ambulance"}};
    const auto counted = [&](std::vector<std::string> needed) {
        return counting({{.field = "conveyance_needed", .values = std::move(needed)}, by}, form)
            .size();
    };
    CHECK(counted({"yes"}) == 2);
    CHECK(counted({"no"}) == 1);
    CHECK(counted({}) == 0);
}

TEST_CASE("every list the form chooses from is there, and every field has a name of its own") {
    std::set<std::string> names;
    for (const auto& section : form_on(today).sections)
        for (const auto& field : section.fields) {
            CAPTURE(field.name);
            CHECK(names.insert(field.name).second);
            CHECK((field.list.empty() || !book().list(field.list).empty()));
            CHECK((field.kind != "text" || field.max > 0));
            CHECK((field.shown_when.empty() || names.contains(field.shown_when)));
        }
}

}  // namespace waymark::triage
