// SPDX-License-Identifier: MIT
#include "detentions/findings.hpp"
#include "support/detention.hpp"

#include <doctest/doctest.h>

namespace waymark::detentions {

namespace {

using enum Kind;
using std::chrono::hours;
using std::chrono::minutes;

const codes::CodeBook& book() {
    static const codes::CodeBook shipped{codes::shipped_codes()};
    return shipped;
}

/// As the lists will be once section 48 of the Mental Health Act 2025 is in force.
codes::CodeBook after_commencement(const char* day) {
    auto all = codes::shipped_codes();
    for (auto& code : all)
        if (code.list == place_list && code.code == police_station)
            code.valid_to = parse_day(day).value();
    return codes::CodeBook{std::move(all)};
}

Instant at(const char* text) {
    return parse_iso8601(text).value();
}

const Instant used = at("2026-03-14T20:00:00Z");

Detention detention(Instant used_at = used) {
    return {.id = {"d"}, .start = testing::lawful_start(), .used_at = used_at};
}

/// Entries as they were entered, each checked as it comes.
class Course {
public:
    explicit Course(Instant used_at = used, Age age = 30)
        : detention_{detention(used_at)}, age_{age} {}

    /// The codes of what stands against it, as in "/at order"; empty when it was kept.
    std::string enter(EntryForm form, Instant when, const codes::CodeBook& codes = book()) {
        const Entry entry{
            .id = std::to_string(entered_.size() + 1),
            .number = static_cast<int>(entered_.size()) + 1,
            .what = form,
            .at = when};
        const auto allowed = may_follow(detention_, entered_, entry, age_, codes, now);
        if (allowed) return entered_.push_back(entry), "";
        std::string wrong;
        for (const auto& field : allowed.problem().fields)
            wrong += (wrong.empty() ? "" : ", ") + field.field + " " + field.code;
        return wrong;
    }
    std::string correct(const char* id, Instant when, const char* why = "Read wrongly") {
        Entry entry{.id = "c" + std::to_string(entered_.size()), .at = when, .corrects_id = id};
        entry.number = static_cast<int>(entered_.size()) + 1;
        entry.what.text = why;
        const auto allowed = may_correct(detention_, entered_, entry, now);
        if (!allowed) {
            const auto& problem = allowed.problem();
            return problem.fields.empty()
                       ? problem.code
                       : problem.fields.front().field + " " + problem.fields.front().code;
        }
        entered_.push_back(entry);
        return {};
    }
    Standing standing() const { return standing_of(detention_, as_corrected(entered_)); }
    std::optional<Finding> finding(std::string_view id, const codes::CodeBook& codes = book())
        const {
        for (const auto& found : findings_of(detention_, entered_, age_, codes, now))
            if (found.rule_id == id) return found;
        return std::nullopt;
    }
    std::string state(std::string_view id) const {
        const auto found = finding(id);
        return found ? std::string{word_for(found->state)} : "left out";
    }

    Instant now = at("2026-06-01T00:00:00Z");

private:
    Detention detention_;
    Age age_;
    std::vector<Entry> entered_{};
};

const EntryForm to_hbpos{.kind = arrived, .place_kind = "HBPOS", .place_name = "Caludon suite"};

const EntryForm we_stay{.kind = stay_answered, .name = "Two officers", .is_yes = true};

EntryForm to_police_station() {
    return {
        .kind = arrived,
        .place_kind = "POLICE",
        .place_name = "Central",
        .why_police_station = "RISK_REG2",
        .approved_rank = "inspector",
        .approved_by = "Inspector on call",
        .text = "Armed; no other place can hold them; nurse in custody"};
}

EntryForm extension(int by = 720) {
    return {
        .kind = extended,
        .role = "doctor",
        .name = "Doctor on call",
        .code = "intoxicated",
        .minutes = by};
}

}  // namespace

TEST_CASE("the 24 hours run from the first place of safety, and moves do not start them again") {
    Course course;
    CHECK_FALSE(course.standing().expires_at.has_value());
    CHECK(course.enter(to_hbpos, used + minutes{40}).empty());
    CHECK(course.standing().expires_at == used + minutes{40} + hours{24});
    CHECK(course.enter({.kind = left}, used + hours{3}).empty());
    CHECK_FALSE(course.standing().is_at_place);
    CHECK(course
              .enter(
                  {.kind = arrived, .place_kind = "ED", .place_name = "Walsgrave"}, used + hours{4}
              )
              .empty());
    CHECK(course.standing().expires_at == used + minutes{40} + hours{24});
    CHECK(course.standing().place_kind == "ED");

    auto kept = detention();
    kept.start.manner = Manner::kept;
    kept.start.place_kind = "ED";
    CHECK(standing_of(kept, {}).expires_at == used + hours{24});
}

TEST_CASE("24 hours are 24 hours when the clocks change") {
    struct Case {
        const char* used;
        const char* wall_clock;  ///< What London's clocks show when the time is up.
    };
    const Case cases[] = {
        {"2026-03-28T20:00:00Z", "29 March 2026 at 21:00"},
        {"2026-10-24T19:00:00Z", "25 October 2026 at 19:00"},
    };
    for (const auto& example : cases) {
        Course course{at(example.used)};
        course.now = at("2026-11-01T00:00:00Z");
        CHECK(course.enter(to_hbpos, at(example.used)).empty());
        CHECK(to_words(*course.standing().expires_at) == example.wall_clock);
    }
}

TEST_CASE("what happens is kept in order of time") {
    Course course;
    CHECK(
        course.enter({.kind = assessment_began, .role = "amhp", .name = "A"}, used + hours{1}) ==
        "/kind no_place"
    );
    CHECK(course.enter({.kind = ended, .code = "DISCH_GP"}, used + hours{1}) == "/code no_place");
    CHECK(course.enter(to_hbpos, used - minutes{1}) == "/at order");
    CHECK(course.enter(to_hbpos, course.now + hours{1}) == "/at future");
    CHECK(
        course.enter(
            {.kind = arrived, .place_kind = "PALACE", .place_name = "P"}, used + hours{1}
        ) == "/place_kind unknown_code"
    );
    CHECK(
        course.enter(
            {.kind = arrived, .place_kind = "PRIV_OWN", .place_name = "Home", .code = "own_alone"},
            used + hours{1}
        ) == "/text required"
    );
    CHECK(course.enter(to_hbpos, used + hours{1}).empty());
    CHECK(
        course.enter({.kind = assessment_ended, .role = "amhp", .name = "A"}, used + hours{2}) ==
        "/kind order"
    );
    CHECK(course.enter(we_stay, used + hours{2}) == "/kind order");
    // Typed later than what followed it, in its own place.
    CHECK(course
              .enter({.kind = assessment_began, .role = "doctor_s12", .name = "D"}, used + hours{3})
              .empty());
    CHECK(course.enter({.kind = rights_told}, used + hours{2}).empty());
    CHECK(course.enter({.kind = ended, .code = "ADMIT_S2"}, used + hours{6}).empty());
    CHECK(course.enter({.kind = left}, used + hours{7}) == "/at order");
    CHECK_FALSE(course.standing().is_open);
    CHECK(course.state("R11") == "kept");
    CHECK(course.state("R19") == "kept");

    CHECK(course.correct("1", used + hours{4}) == "/at no_place");
    CHECK(course.correct("1", used + minutes{50}, "") == "/reason required");
    CHECK(course.correct("77", used + minutes{50}) == "detention_entry.not_found");
    CHECK(course.correct("1", used + minutes{50}).empty());
    CHECK(course.standing().began_at == used + minutes{50});

    Course let_go;
    CHECK(let_go.enter({.kind = ended, .code = "RELEASED_EARLY"}, used + minutes{20}).empty());
}

TEST_CASE("only a doctor extends, in time, by twelve hours at most, for the person's condition") {
    Course course;
    CHECK(course.enter(to_hbpos, used).empty());
    auto by_nurse = extension();
    by_nurse.role = "amhp";
    CHECK(course.enter(by_nurse, used + hours{20}) == "/role unknown_code");
    auto no_bed = extension();
    no_bed.code = "no_bed";
    CHECK(course.enter(no_bed, used + hours{20}) == "/code unknown_code");
    CHECK(course.enter(extension(721), used + hours{20}) == "/minutes range");
    CHECK(course.enter(extension(0), used + hours{20}) == "/minutes range");
    CHECK(course.enter(extension(), used + hours{24}) == "/at too_late");
    CHECK(course.enter(extension(360), used + hours{23}).empty());
    CHECK(course.standing().expires_at == used + hours{30});
    CHECK(course.enter(extension(60), used + hours{25}) == "/kind order");
    CHECK(course.state("R13") == "kept");
    CHECK(course.state("R14") == "left out");

    // The truth may be corrected, and shows then that it came too late to have an effect.
    Course found_out{used - hours{3}};
    CHECK(found_out.enter(to_hbpos, used).empty());
    CHECK(found_out.enter(extension(), used + hours{23}).empty());
    CHECK(found_out.correct("1", used - hours{2}).empty());
    CHECK(found_out.standing().expires_at == used + hours{22});
    CHECK(found_out.state("R13") == "broken");

    Course at_station;
    CHECK(at_station.enter(to_police_station(), used).empty());
    CHECK(
        at_station.enter(extension(), used + hours{20}) ==
        "/approved_rank unknown_code, /approved_by required"
    );
    auto approved = extension();
    approved.approved_rank = "superintendent";
    approved.approved_by = "On call";
    CHECK(at_station.enter(approved, used + hours{20}).empty());
    CHECK(at_station.state("R14") == "kept");
}

TEST_CASE("a police station is for adults, on authority, and in time for no one") {
    Course child{used, 17};
    CHECK(child.enter(to_police_station(), used) == "/place_kind under_18");
    Course unknown{used, std::nullopt};
    CHECK(unknown.enter(to_police_station(), used) == "/place_kind under_18");
    Course adult;
    auto by_sergeant = to_police_station();
    by_sergeant.approved_rank = "sergeant";
    CHECK(adult.enter(by_sergeant, used) == "/approved_rank unknown_code");
    auto unexplained = to_police_station();
    unexplained.text.clear();
    CHECK(adult.enter(unexplained, used) == "/text required");
    CHECK(adult.enter(to_police_station(), used).empty());
    CHECK(adult.state("R7") == "kept");
    CHECK(adult.state("R8") == "kept");

    // It happened all the same: kept as what it is.
    auto happened = to_police_station();
    happened.is_told_breach = true;
    happened.approved_by.clear();
    CHECK(child.enter(happened, used + minutes{5}).empty());
    CHECK(child.state("R7") == "broken");
    CHECK(child.finding("R7")->broken_at == used + minutes{5});
    CHECK(child.state("R8") == "broken");

    const auto later = after_commencement("2026-03-14");
    Course then;
    CHECK(then.enter(to_police_station(), used, later) == "/place_kind not_a_place_of_safety");
    CHECK(then.enter(happened, used, later) == "/place_kind not_a_place_of_safety");
    CHECK_FALSE(then.finding("R7", later).has_value());
    CHECK(then.finding("R17", later)->state == State::kept);
    CHECK_FALSE(then.finding("R17", book()).has_value());
    const auto day_before = after_commencement("2026-03-15");
    CHECK(then.enter(to_police_station(), used, day_before).empty());
}

TEST_CASE("a rule warns before it is broken, and says when it was") {
    Course course;
    CHECK(course.enter(to_hbpos, used).empty());
    const auto state_at = [&](Instant now, std::string_view id) {
        course.now = now;
        return course.state(id);
    };
    CHECK(state_at(used + hours{19}, "R11") == "to_do");
    CHECK(state_at(used + hours{20}, "R11") == "soon");
    CHECK(state_at(used + hours{24}, "R11") == "soon");
    CHECK(state_at(used + hours{24} + minutes{1}, "R11") == "broken");
    CHECK(course.finding("R11")->broken_at == used + hours{24});
    CHECK(state_at(used + hours{1}, "R19") == "to_do");
    CHECK(state_at(used + hours{2}, "R19") == "soon");
    CHECK(state_at(used + hours{4}, "R19") == "broken");
    CHECK(state_at(used + minutes{44}, "HANDOVER") == "to_do");
    CHECK(state_at(used + minutes{50}, "HANDOVER") == "soon");
    CHECK(course.enter({.kind = stay_asked, .code = "violence"}, used + minutes{45}).empty());
    CHECK(course.enter({.kind = stay_answered}, used + minutes{46}) == "/text required");
    CHECK(course.enter(we_stay, used + minutes{46}).empty());
    CHECK(state_at(used + hours{2}, "HANDOVER") == "kept");
    CHECK(course.enter({.kind = police_released}, used + hours{2}).empty());
    CHECK(state_at(used + hours{3}, "HANDOVER") == "kept");
}

TEST_CASE("at a police station welfare checks and reviews come again and again") {
    Course course;
    CHECK(course.enter(to_police_station(), used).empty());
    course.now = used + minutes{15};
    CHECK(course.state("R9") == "to_do");
    course.now = used + minutes{25};
    CHECK(course.state("R9") == "soon");
    CHECK(course.enter({.kind = welfare_checked, .name = "Nurse"}, used + minutes{25}).empty());
    CHECK(course.state("R9") == "to_do");
    course.now = used + minutes{56};
    CHECK(course.state("R9") == "broken");
    CHECK(course.finding("R9")->broken_at == used + minutes{55});
    // Asleep: three hours.
    CHECK(course.enter({.kind = reviewed, .is_yes = true}, used + minutes{55}).empty());
    course.now = used + minutes{55} + hours{2};
    CHECK(course.finding("R10")->due_at == used + minutes{55} + hours{3});
    // Once they have left, no more.
    CHECK(course.enter({.kind = left}, used + hours{2}).empty());
    course.now = used + hours{10};
    CHECK(course.state("R10") == "kept");
}

}  // namespace waymark::detentions
