// SPDX-License-Identifier: MIT
#include "support/detention.hpp"

#include <doctest/doctest.h>

namespace waymark::detentions {

namespace {

const codes::CodeBook& book() {
    static const codes::CodeBook shipped{codes::shipped_codes()};
    return shipped;
}

const Instant used = parse_iso8601("2026-03-14T20:00:00Z").value();

}  // namespace

TEST_CASE("the use of section 136 is refused where the law does not allow it, with what it offers"
) {
    struct Case {
        const char* when;
        void (*change)(Start&);
        const char* field;
        const char* code;
    };
    const Case cases[] = {
        {"in a dwelling",
         [](Start& s) { s.place_type = "private_dwelling"; },
         "/place_type",
         "dwelling"},
        {"no mental disorder",
         [](Start& s) { s.is_mental_disorder = false; },
         "/is_mental_disorder",
         "required"},
        {"no immediate need",
         [](Start& s) { s.is_immediate_need = false; },
         "/is_immediate_need",
         "required"},
        {"consulting not said",
         [](Start& s) { s.is_consulted.reset(); },
         "/is_consulted",
         "required"},
        {"consulted whom",
         [](Start& s) { s.consulted_role = "porter"; },
         "/consulted_role",
         "unknown_code"},
        {"not consulted, no reason",
         [](Start& s) { s.is_consulted = false; },
         "/not_consulted_why",
         "required"},
        {"no person", [](Start& s) { s.person = {}; }, "/person_id", "required"},
        {"no reason", [](Start& s) { s.reason = " "; }, "/reason", "required"},
        {"no such power", [](Start& s) { s.power = "s137"; }, "/power", "unknown_code"},
        {"kept at no place of safety",
         [](Start& s) {
             s.manner = Manner::kept;
             s.place_name = "Ward";
         },
         "/place_kind",
         "unknown_code"},
        {"a warrant without a number",
         [](Start& s) { s.power = "s135_2"; },
         "/warrant",
         "required"},
        {"a warrant carried out without a doctor",
         [](Start& s) {
             s.power = "s135_1";
             s.warrant = "W";
             s.warrant_amhp = "A";
         },
         "/warrant_doctor",
         "required"},
    };
    CHECK(problems_of(testing::lawful_start(), book(), to_london(used).day).empty());
    for (const auto& example : cases) {
        CAPTURE(example.when);
        auto start = testing::lawful_start();
        example.change(start);
        const auto wrong = problems_of(start, book(), to_london(used).day);
        REQUIRE(wrong.size() == 1);
        CHECK(wrong.front().field == example.field);
        CHECK(wrong.front().code == example.code);
    }
    auto at_home = testing::lawful_start();
    at_home.power = "s135_1";
    at_home.place_type = "private_dwelling";
    at_home.warrant = "Coventry magistrates 1234";
    at_home.warrant_amhp = at_home.warrant_doctor = "On call";
    CHECK(problems_of(at_home, book(), to_london(used).day).empty());
}

}  // namespace waymark::detentions
