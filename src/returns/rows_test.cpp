// SPDX-License-Identifier: MIT
#include "returns/rows.hpp"

#include <doctest/doctest.h>

namespace waymark::returns {

namespace {

using detentions::Entry;
using detentions::EntryForm;
using detentions::Kind;
using std::chrono::minutes;

const Instant used = *parse_iso8601("2026-05-14T21:30:00Z");

const codes::CodeBook& book() {
    static const codes::CodeBook shipped{codes::shipped_codes()};
    return shipped;
}

const Definition& england() {
    static const auto one = resolved(*definition_of("england"), book());
    return one;
}
const Definition& wales() {
    static const auto one = resolved(*definition_of("wales"), book());
    return one;
}

Entry step(int after, EntryForm what) {
    return {.what = std::move(what), .at = used + minutes{after}};
}

detentions::Detention ended(const char* outcome = "DISCH_GP") {
    return {.start = {.power = "s136"}, .used_at = used, .is_open = false, .outcome = outcome};
}

PersonFacts somebody() {
    return {
        .sex = "F",
        .gender = "2",
        .ethnicity = "B1",
        .born_on = parse_day("2010-06-01"),
        .ages = {15, 15}};
}

std::vector<Entry> by_police_to(const char* place) {
    return {step(
        30,
        {.kind = Kind::arrived,
         .place_kind = place,
         .place_name = "There",
         .conveyed_by = "police",
         .why_police_vehicle = "AMB_30"}
    )};
}

std::map<std::string, std::string> codes(
    const Definition& definition,
    const detentions::Detention& one,
    const std::vector<Entry>& steps,
    const PersonFacts& person
) {
    return codes_of(definition, facts_of(one, steps, person));
}

Row row(const char* id, std::map<std::string, std::string> codes) {
    return {.detention = {id}, .incident = {"i"}, .codes = std::move(codes)};
}

}  // namespace

TEST_CASE("a detention becomes a row of codes") {
    const auto sent = codes(england(), ended(), by_police_to("HBPOS"), somebody());
    CHECK(sent.at("power") == "s136");
    CHECK(sent.at("age_group") == "14_17");
    CHECK(sent.at("sex") == "F");
    CHECK(sent.at("ethnicity") == "B1");
    CHECK(sent.at("ethnic_group") == "Black");
    CHECK(sent.at("place") == "HBPOS");
    CHECK(sent.at("conveyed_by") == "POLVEH");
    CHECK(sent.at("why_police_vehicle") == "AMB_30");
    CHECK(sent.at("outcome") == "DISCH_GP");
    // What does not arise is not asked, and so cannot be missing.
    CHECK_FALSE(sent.contains("why_police_station"));
    CHECK_FALSE(sent.contains("ethnicity_officer"));
    // Nothing in it says who it was.
    CHECK_FALSE(sent.contains("born_on"));
}

TEST_CASE("age groups begin and end on the right birthday") {
    const auto between = [](const Definition& definition, detentions::Ages ages) {
        auto person = somebody();
        person.ages = ages;
        return codes(definition, ended(), {}, person).at("age_group");
    };
    const auto group = [&](const Definition& definition, detentions::Age age) {
        return between(definition, {age, age});
    };
    const std::pair<int, const char*> england_has[] = {
        {0, "U11"},
        {10, "U11"},
        {11, "11_13"},
        {13, "11_13"},
        {14, "14_17"},
        {17, "14_17"},
        {18, "18_64"},
        {64, "18_64"},
        {65, "65P"},
        {101, "65P"}};
    for (const auto& [age, code] : england_has)
        CHECK(group(england(), age) == code);
    const std::pair<int, const char*> wales_has[] = {
        {0, "U16"}, {15, "U16"}, {16, "16_17"}, {17, "16_17"}, {18, "18P"}, {101, "18P"}};
    for (const auto& [age, code] : wales_has)
        CHECK(group(wales(), age) == code);
    CHECK(group(england(), std::nullopt).empty());
    // Born in a year that is known: on one side of a limit, or on either.
    CHECK(between(england(), {18, 19}) == "18_64");
    CHECK(between(england(), {17, 18}).empty());
}

TEST_CASE("Wales has the date of birth and the time as London's clocks showed it") {
    const auto sent = codes(wales(), ended(), {}, somebody());
    CHECK(sent.at("born_on") == "2010-06-01");
    CHECK(sent.at("used_at") == "2026-05-14 22:30");
    CHECK(sent.at("gender") == "F");
}

TEST_CASE("what nobody recorded is missing, and what there was not is not") {
    const auto sent = codes(england(), ended(), {}, {.ethnicity = "NS"});
    CHECK(sent.at("sex").empty());
    CHECK(sent.at("ethnicity").empty());
    CHECK(sent.at("ethnicity_officer").empty());  // Asked now, since nobody said.
    CHECK(codes(wales(), ended(), {}, {.ethnicity = "NS"}).at("ethnic_group").empty());
    // Ended before any place: taken nowhere, which is known.
    CHECK(sent.at("place") == "NONE");
    CHECK(sent.at("conveyed_by") == "NONE");
    // Still going on and nowhere yet: not known.
    auto open = ended("");
    open.is_open = true;
    const auto going_on = codes(england(), open, {}, somebody());
    CHECK(going_on.at("place").empty());
    CHECK(going_on.at("outcome").empty());
    // Kept where they were.
    auto kept = ended();
    kept.start.manner = detentions::Manner::kept;
    kept.start.place_kind = "ED";
    const auto stayed = codes(england(), kept, {}, somebody());
    CHECK(stayed.at("place") == "ED");
    CHECK(stayed.at("conveyed_by") == "NA_ATPOS");
    // A police station is asked about, and nobody said why.
    CHECK(codes(england(), ended(), by_police_to("POLICE"), somebody())
              .at("why_police_station")
              .empty());
    CHECK(codes(england(), ended("UNK"), {}, somebody()).at("outcome").empty());
    // A place only this agency has in its list is known, and so not missing.
    CHECK(codes(england(), ended(), by_police_to("CAFE"), somebody()).at("place") == "CAFE");
}

TEST_CASE("every code that can be recorded has its place in each return") {
    for (const auto& definition : definitions())
        for (const auto& column : definition.columns) {
            const std::pair<const char*, const char*> lists[] = {
                {"power", "detention_power"},
                {"sex", "sex"},
                {"place", "place_of_safety"},
                {"conveyed_by", "conveyance"},
                {"gender", "gender"}};
            for (const auto& [fact, list] : lists)
                if (column.fact == fact)
                    for (const auto& entry : book().list(list)) {
                        CAPTURE(definition.kind + " " + column.name + " " + entry.code);
                        const bool says_nothing = entry.code == "UNK" || entry.code == "X";
                        const auto sent =
                            codes_of(resolved(definition, book()), {{fact, entry.code}});
                        CHECK(sent.at(column.name).empty() == says_nothing);
                    }
        }
}

TEST_CASE("tables count every detention once, those with something missing too") {
    const std::vector<Row> rows{
        row("1", {{"power", "s136"}, {"age_group", "18_64"}}),
        row("2", {{"power", "s136"}, {"age_group", "18_64"}}),
        row("3", {{"power", "s135"}, {"age_group", "65P"}}),
        row("4", {{"power", "s136"}, {"age_group", ""}}),
        row("5", {{"power", "s136"}, {"age_group", "FORMER"}})};
    const auto tables = tables_of(england(), rows);
    REQUIRE(tables.size() == england().tables.size());
    const auto& table = tables.front();
    CHECK(table.headings == std::vector<std::string>{"Section 136", "Section 135", "Not recorded"});
    const auto counts = [&](const std::string& title) {
        const auto found = std::ranges::find(table.rows, title, &TableRow::title);
        return found == table.rows.end() ? std::vector<int>{} : found->counts;
    };
    CHECK(counts("18 to 64") == std::vector<int>{2, 0, 0});
    CHECK(counts("Under 11") == std::vector<int>{0, 0, 0});
    CHECK(counts("65 and over") == std::vector<int>{0, 1, 0});
    CHECK(counts("Not recorded") == std::vector<int>{1, 0, 0});
    // Of an older definition: shown as it is.
    CHECK(counts("FORMER") == std::vector<int>{1, 0, 0});
    CHECK(counts("All") == std::vector<int>{4, 1, 0});
    CHECK(table.rows.back().total == 5);
}

TEST_CASE("missing is counted of those it was asked of") {
    const std::vector<Row> rows{
        row("1", {{"sex", "F"}, {"why_police_vehicle", ""}}),
        row("2", {{"sex", ""}, {"why_police_vehicle", "AMB_30"}}),
        row("3", {{"sex", ""}})};
    for (const auto& [column, of, missing] : missing_of(england(), rows)) {
        if (column == "Sex") CHECK(std::pair{of, missing} == std::pair{3, 2});
        if (column == "Why a police vehicle") CHECK(std::pair{of, missing} == std::pair{2, 1});
        if (column == "Outcome") CHECK(std::pair{of, missing} == std::pair{0, 0});
    }
}

TEST_CASE("what changed since the version before is told field by field") {
    const std::vector<Row> before{
        row("1", {{"sex", "F"}, {"outcome", ""}}),
        row("2", {{"sex", "M"}}),
        row("3", {{"sex", "M"}})};
    const std::vector<Row> now{
        row("1", {{"sex", "F"}, {"outcome", "ADMIT_S2"}}),
        row("3", {{"sex", "M"}}),
        row("4", {{"sex", "M"}})};
    const auto changes = changes_between({england(), before}, {england(), now});
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].difference == Difference::changed);
    REQUIRE(changes[0].fields.size() == 1);
    CHECK(changes[0].fields[0].column == "Outcome");
    CHECK(changes[0].fields[0].before == "Not recorded");
    CHECK(changes[0].fields[0].after == "Detained under section 2");
    CHECK(changes[1].difference == Difference::added);
    CHECK(changes[2].difference == Difference::gone);
    CHECK(changes[2].row.detention.text == "2");
    CHECK(changes_between({england(), now}, {england(), now}).empty());

    // A date of birth is told to have been corrected, and not from what to what.
    const auto born = changes_between(
        {wales(), {row("1", {{"born_on", "1980-02-03"}})}},
        {wales(), {row("1", {{"born_on", "1981-02-03"}})}}
    );
    REQUIRE(born.size() == 1);
    CHECK(born[0].fields[0].before.empty());
    CHECK(born[0].fields[0].after.empty());
}

TEST_CASE("what was made by a definition is read by it, whatever becomes of it and of the lists") {
    const auto kept = read_definition(written(england()));
    CHECK(written(kept) == written(england()));
    CHECK(kept.find("outcome")->answers.size() == england().find("outcome")->answers.size());
    CHECK(title_of(*kept.find("outcome"), "ADMIT_S2") == "Detained under section 2");
    CHECK(kept.find("age_group")->answers.at(1).from == 11);

    // A column that has another name or title since does not make every detention changed.
    auto later = england();
    for (auto& column : later.columns)
        if (column.name == "sex") column.name = "sex_at_birth";
    const std::vector<Row> before{row("1", {{"sex", "F"}})};
    const std::vector<Row> now{row("1", {{"sex_at_birth", "F"}})};
    CHECK(changes_between({england(), before}, {later, now}).empty());
}

TEST_CASE("a period begins where the return says") {
    const auto ends = [](PeriodKind kind, const char* first) {
        const auto period = period_from(kind, *parse_day(first));
        return period ? to_iso8601(period->to) : "none";
    };
    CHECK(ends(PeriodKind::financial_year, "2026-04-01") == "2027-03-31");
    CHECK(ends(PeriodKind::financial_year, "2026-01-01") == "none");
    CHECK(ends(PeriodKind::financial_year, "2026-04-02") == "none");
    CHECK(ends(PeriodKind::quarter, "2026-01-01") == "2026-03-31");
    CHECK(ends(PeriodKind::quarter, "2026-10-01") == "2026-12-31");
    CHECK(ends(PeriodKind::quarter, "2026-05-01") == "none");
}

}  // namespace waymark::returns
