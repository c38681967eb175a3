// SPDX-License-Identifier: MIT
#include "impact/report.hpp"

#include <boost/json.hpp>
#include <doctest/doctest.h>

namespace waymark::impact {

namespace {

const Period a_month{
    Day{std::chrono::year{2026}, std::chrono::March, std::chrono::day{1}},
    Day{std::chrono::year{2026}, std::chrono::March, std::chrono::day{31}}};

using Said = std::vector<std::pair<std::string, std::string>>;

Contact contact(const std::string& person, const Said& said) {
    const auto& vocabulary = street_triage_measures().vocabulary;
    Contact made{.id = person, .person = person, .known = vocabulary.blank()};
    vocabulary.note(made.known, "record", "assessment");
    for (const auto& [field, value] : said) {
        if (vocabulary.has_number(field))
            vocabulary.note(made.known, field, std::stod(value));
        else
            vocabulary.note(made.known, field, value);
    }
    return made;
}

Report of(const std::vector<Contact>& contacts) {
    return work_out(street_triage_measures(), contacts, a_month, {});
}

bool has_flag(const Figure& figure, const std::string& code) {
    for (const auto& flag : figure.flags)
        if (flag.code == code) return true;
    return false;
}

}  // namespace

TEST_CASE("a condition holds of facts, of all, of any and of none of them") {
    Vocabulary vocabulary;
    const auto read = [&](const char* text) {
        return Condition{boost::json::parse(text), vocabulary};
    };
    const auto is_red = read(R"("colour=red")");
    const auto has_colour = read(R"("colour")");
    const auto both = read(R"({"all":["colour=red","size=big"]})");
    const auto either = read(R"({"any":["colour=red","size=big"]})");
    const auto neither = read(R"({"not":{"any":["colour=red","size=big"]}})");
    Known known = vocabulary.blank();
    CHECK(!has_colour.holds(known));
    CHECK(neither.holds(known));
    CHECK(Condition{}.holds(known));
    vocabulary.note(known, "colour", "blue");
    CHECK(has_colour.holds(known));
    CHECK(!is_red.holds(known));
    vocabulary.note(known, "size", "big");
    CHECK(either.holds(known));
    CHECK(!both.holds(known));
    CHECK(both.fields() == std::vector<std::string>{"colour", "size"});
    CHECK_THROWS(read(R"({"some":["colour=red"]})"));
    CHECK_THROWS(read(R"({"all":[],"any":[]})"));
}

TEST_CASE("a share says what it was counted from and of how many it is known") {
    const auto report =
        of({contact("a", {{"contact_kind", "face_to_face"}}),
            contact("b", {{"contact_kind", "line"}}),
            contact("c", {})});
    const auto& seen = *report.find("face_to_face");
    CHECK(seen.value == 33);
    CHECK(seen.numerator == 1);
    CHECK(seen.denominator == 3);
    CHECK(seen.completeness == 66.7);
    CHECK(seen.interval.has_value());
    CHECK(words_of(seen) == "33 %");
}

TEST_CASE("what nobody recorded is said to be so, and a share of nobody has no value") {
    const auto report = of({contact("a", {})});
    CHECK(!report.find("male")->is_recorded);
    CHECK(words_of(*report.find("male")) == "not recorded");
    CHECK(!report.find("conveyed_by_police")->value);
    CHECK(words_of(*report.find("conveyed_by_police")) == "not recorded");
    const auto stayed = of({contact("a", {{"conveyance_needed", "no"}})});
    CHECK(words_of(*stayed.find("conveyed_by_police")) == "none applicable");
    CHECK(!of({}).find("face_to_face")->value);
    // What is worked out from our own records is known although nobody answered it.
    CHECK(report.find("s136_applicable_share")->value == 0);
}

TEST_CASE("a part that exceeds its whole is flagged, and only then") {
    const Said used{{"s136", "used"}, {"s136_asked", "no"}};
    const Said asked{{"s136", "used"}, {"s136_asked", "yes"}};
    const auto flagged = of({contact("a", used)});
    CHECK(has_flag(*flagged.find("s136_considered_when_asked"), "SUBSET_EXCEEDS"));
    const auto sound = of({contact("a", asked)});
    CHECK(!has_flag(*sound.find("s136_considered_when_asked"), "SUBSET_EXCEEDS"));
}

TEST_CASE("several reasons of one contact are flagged when they exceed the contacts") {
    const Said one{{"referral_reasons", "missing"}};
    const Said two{{"referral_reasons", "missing"}, {"referral_reasons", "violence"}};
    CHECK(!has_flag(*of({contact("a", one)}).find("reason_missing"), "MULTI_RESPONSE"));
    const auto report = of({contact("a", two)});
    CHECK(has_flag(*report.find("reason_missing"), "MULTI_RESPONSE"));
    CHECK(report.find("reasons_together")->value == 200);
}

TEST_CASE("whoever was seen twice makes what is said of people ambiguous") {
    const Said white{{"ethnicity", "W1"}};
    const auto flag = [](const Report& report) {
        return has_flag(*report.find("white_british"), "AMBIGUOUS_DENOM");
    };
    CHECK(!flag(of({contact("a", white), contact("b", white)})));
    CHECK(flag(of({contact("a", white), contact("a", white)})));
}

TEST_CASE("A&E is prevented only where nothing excludes it") {
    const Said would{{"would_have", "ae"}};
    auto inappropriate = would;
    inappropriate.emplace_back("ae_inappropriate", "yes");
    auto attended = would;
    attended.emplace_back("ambulance_attending", "yes");
    auto taken = would;
    taken.emplace_back("conveyed_to", "ED");
    const auto report =
        of({contact("a", would),
            contact("b", inappropriate),
            contact("c", attended),
            contact("d", taken),
            contact("e", {{"would_have", "nothing"}}),
            contact("f", {})});
    const auto& prevented = *report.find("kpi4_prevented");
    CHECK(prevented.numerator == 1);
    CHECK(prevented.denominator == 5);
    CHECK(has_flag(*report.find("kpi4_seen"), "DENOM_MISMATCH"));
}

TEST_CASE("numbers are added up and percentiles taken where they are known") {
    const auto report =
        of({contact("a", {{"hours_saved", "4"}, {"minutes_to_scene", "10"}}),
            contact("b", {{"hours_saved", "2.5"}, {"minutes_to_scene", "20"}}),
            contact("c", {})});
    CHECK(report.find("hours_saved")->value == 7);  // Half up: 6.5.
    const auto& minutes = *report.find("minutes_to_scene");
    CHECK(minutes.value == 15);
    CHECK(minutes.percentiles.size() == 4);
    CHECK(minutes.numerator == 2);
}

TEST_CASE("the printed percentage of another period is not brought into this one") {
    CHECK(!of({contact("a", {{"place_type", "public"}})}).find("s136_considered_in_public_printed")
    );
}

TEST_CASE("each contact counted by a measure can be found again") {
    const auto& measure = street_triage_measures().at("conveyed_by_police");
    const auto taken = contact("a", {{"conveyance_needed", "yes"}, {"conveyed_by", "police"}});
    const auto other = contact("b", {{"conveyance_needed", "yes"}});
    const auto none = contact("c", {});
    CHECK(is_in(measure, taken.known, Part::numerator));
    CHECK(is_in(measure, other.known, Part::rest));
    CHECK(is_in(measure, other.known, Part::denominator));
    CHECK(!is_in(measure, none.known, Part::denominator));
}

}  // namespace waymark::impact
