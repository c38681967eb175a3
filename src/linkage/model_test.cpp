// SPDX-License-Identifier: MIT
#include "linkage/linker.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>

namespace waymark::linkage {

namespace {

std::string contents_of(const char* name) {
    std::ifstream in{std::string{PROJECT_FOLDER} + "/tests/linkage/" + name, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// A model with one comparison of three levels, the middle one as told.
std::string model_with(const std::string& condition, const std::string& rule = "l.name = r.name") {
    return fmt::format(
        R"({{"probability_two_random_records_match": 0.01, "blocking_rules_to_generate_predictions": ["{}"],
            "comparisons": [{{"output_column_name": "name", "comparison_levels": [
              {{"sql_condition": "name_l IS NULL OR name_r IS NULL", "is_null_level": true}},
              {{"sql_condition": "{}", "label_for_charts": "the middle", "m_probability": 0.9, "u_probability": 0.1}},
              {{"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.9}}]}}]}})",
        rule,
        condition
    );
}

std::string refusal_of(const std::string& json) {
    const auto model = read_model(json);
    if (model) return "";
    const auto& problem = model.problem();
    return problem.fields.empty() ? problem.code
                                  : problem.fields[0].field + " " + problem.fields[0].message;
}

Table table_of(const char* csv) {
    return *read_table({{"people.csv", csv}}, "unique_id");
}

/// The weight of the one pair of a table, or the first thing that stands against it.
std::string weight_in(const std::string& model, const char* csv) {
    const auto linker = Linker::make(*read_model(model), table_of(csv), {});
    if (!linker)
        return linker.problem().fields.empty() ? linker.problem().message
                                               : linker.problem().fields[0].message;
    std::string found;
    linker->predict([&](const ScoredPairs& pairs) {
        for (const auto weight : pairs.weight)
            found += fmt::format("{:.3f} ", weight);
    });
    return found;
}

}  // namespace

TEST_CASE("the model of HM Prison and Probation Service is read unchanged") {
    const auto model = read_model(contents_of("hmpps/model.json"));
    REQUIRE(model);
    CHECK(model->comparisons.size() == 8);
    CHECK(model->link_type == LinkType::everything);
    CHECK(weight_of(model->prior) == doctest::Approx(-21.848).epsilon(1e-4));
    const auto& name = model->comparisons.front();
    CHECK(weight_of(name.levels[1]) == doctest::Approx(17.06).epsilon(1e-3));
    CHECK(name.levels[2].frequency_weight == 0.7);
    CHECK(*exact_u(name, "first_and_last_name_std") == name.levels[1].u);
    // It compares every record with every other, which its service never does.
    CHECK(model->rules.empty());
    CHECK(model->remarks.size() == 1);
}

TEST_CASE("every level of that model means what it says") {
    auto model = *read_model(contents_of("hmpps/model.json"));
    const auto rule = read_model(model_with("name_l = name_r", "l.block = r.block"));
    model.rules = rule->rules;
    // Twins: one surname, one day of birth and one postcode, two forenames.
    const auto table = table_of(
        "id,block,name_1_std,name_2_std,last_name_std,first_and_last_name_std,forename_std_arr,"
        "last_name_std_arr,date_of_birth,date_of_birth_arr,postcode_arr,postcode_arr_with_freq,"
        "postcode_outcode_arr,cro_single,pnc_single,sentence_date_arr,override_marker,"
        "override_scopes,master_defendant_id,unique_id\n"
        "1,a,ANNA,,BELL,ANNA BELL,\"[\"\"ANNA\"\"]\",\"[\"\"BELL\"\"]\",1990-01-02,"
        "\"[\"\"1990-01-02\"\"]\",\"[\"\"CV1 1AA\"\"]\","
        "\"[{\"\"value\"\":\"\"CV1 "
        "1AA\"\",\"\"rel_freq\"\":0.00001}]\",\"[\"\"CV1\"\"]\",,2001/0123456A,"
        "\"[\"\"2020-01-01\"\"]\",,,,1\n"
        "2,a,MARY,,BELL,MARY BELL,\"[\"\"MARY\"\"]\",\"[\"\"BELL\"\"]\",1990-01-02,"
        "\"[\"\"1990-01-02\"\"]\",\"[\"\"CV1 1AA\"\"]\","
        "\"[{\"\"value\"\":\"\"CV1 "
        "1AA\"\",\"\"rel_freq\"\":0.00001}]\",\"[\"\"CV1\"\"]\",,2001/0123456A,"
        "\"[\"\"2020-01-10\"\"]\",,,,2\n"
    );
    const auto linker = Linker::make(model, table, {});
    REQUIRE(linker);
    int seen = 0;
    linker->predict([&](const ScoredPairs& pairs) {
        ++seen;
        const auto bits = [&](std::size_t i) { return static_cast<double>(pairs.bits[i]); };
        CHECK(bits(0) == doctest::Approx(2.764 + std::log2(0.0007850765819690798)).epsilon(1e-3));
        CHECK(bits(1) == doctest::Approx(13.871 + std::log2(6.32817809183543e-05)).epsilon(1e-3));
        // A product of 0.00001 is not below it; the next level holds.
        CHECK(bits(2) == doctest::Approx(12.026).epsilon(1e-3));
        CHECK(bits(3) == 0);
        CHECK(bits(4) == doctest::Approx(21.582 + std::log2(1.3083008349386952e-07)).epsilon(1e-3));
        CHECK(bits(5) == doctest::Approx(1.013).epsilon(1e-3));
        CHECK(bits(6) == 0);
        CHECK(bits(7) == 0);
    });
    CHECK(seen == 1);
}

TEST_CASE("what a model holds that is not understood is named with its level") {
    CHECK(refusal_of("[1, 2") == "linkage_model.json");
    CHECK(refusal_of("{}").starts_with("/comparisons The model compares nothing"));
    const auto level = [](const char* condition) { return refusal_of(model_with(condition)); };
    CHECK(level("name_l = name_r") == "");
    auto none = model_with("name_l = name_r");
    none.replace(none.find("\"u_probability\": 0.1"), 20, "\"u_probability\": 0.0");
    CHECK(refusal_of(none).starts_with(
        "/comparisons/0/comparison_levels/1/u_probability This is not a number from"
    ));
    CHECK(
        level("name_l ~ name_r").find("\"the middle\" cannot be read. It holds the sign \"~\"") !=
        std::string::npos
    );
    CHECK(level("name = name_r").find("\"name\", which is of neither record") != std::string::npos);
    CHECK(level("(name_l = name_r").find("an end where something is missing") != std::string::npos);
    CHECK(level("name_l = 'it").find("quotation marks that do not end") != std::string::npos);
    CHECK(level(std::string(300, '(').c_str()).find("too many brackets") != std::string::npos);
    CHECK(level("CASE WHEN name_l THEN 1 END").find("cannot be read") != std::string::npos);

    constexpr const char* two = "unique_id,name\n1,ann\n2,ann\n";
    const auto used = [&](const char* condition) { return weight_in(model_with(condition), two); };
    CHECK(
        used("soundex(name_l) = soundex(name_r)")
            .find("\"the middle\" cannot be used. The function \"soundex\"") != std::string::npos
    );
    CHECK(
        used("town_l = town_r").find("The records have no column \"town\".") != std::string::npos
    );
    CHECK(used("try_strptime(name_l, '%d/%m/%Y') IS NULL").find("%d/%m/%Y") != std::string::npos);
    CHECK(
        used("regexp_extract(name_l, '(') = name_r").find("pattern cannot be read") !=
        std::string::npos
    );
    CHECK(
        weight_in(model_with("name_l = name_r", "l.name > r.name"), two)
            .find("every record with every other") != std::string::npos
    );
}

TEST_CASE("levels that were never trained take the defaults, and say so") {
    const auto model = read_model(R"({"probability_two_random_records_match": 0.5,
        "comparisons": [{"output_column_name": "c", "comparison_levels": [
            {"sql_condition": "a_l = a_r"}, {"sql_condition": "levenshtein(a_l, a_r) <= 1"},
            {"sql_condition": "ELSE"}]}]})");
    REQUIRE(model);
    const auto& levels = model->comparisons.front().levels;
    CHECK(weight_of(levels[0]) == doctest::Approx(10));
    CHECK(weight_of(levels[1]) == doctest::Approx(3));
    CHECK(weight_of(levels[2]) == doctest::Approx(-5));
    CHECK(levels[0].m == 0.95);
    CHECK(levels[1].m == doctest::Approx(0.025));
    CHECK(model->defaults.size() == 3);
}

TEST_CASE("what hangs on a missing value is not known, and is no level") {
    const std::string yes = "-3.459 ", no = "-9.799 ", nothing = "-6.629 ";
    const auto found = [&](const char* condition, const char* rows) {
        return weight_in(
            model_with(condition, "l.block = r.block"),
            ("unique_id,block,name,other\n" + std::string{rows}).c_str()
        );
    };
    constexpr const char* both = "1,a,ann,x\n2,a,ann,\n";
    CHECK(found("name_l = name_r", both) == yes);
    CHECK(found("other_l = other_r", both) == no);
    CHECK(found("NOT (other_l = other_r)", both) == no);
    CHECK(found("other_l = other_r OR name_l = name_r", both) == yes);
    CHECK(found("other_l <> other_r AND name_l = name_r", both) == no);
    CHECK(found("COALESCE(other_l <> other_r, TRUE)", both) == yes);
    CHECK(found("other_r IS NULL AND other_l IS NOT NULL", both) == yes);
    CHECK(found("name_l = name_r", "1,a,ann,\n2,a,,\n") == nothing);
    CHECK(found("substring(name_l, 1, 2) = substr(name_r, 1, 2)", "1,a,äña,\n2,a,äñb,\n") == yes);
    CHECK(found("substring(name_l, 3, 5) = substr(name_r, 3, 5)", "1,a,äñ,\n2,a,bc,\n") == yes);
    CHECK(
        found("jaro_winkler_similarity(name_l, name_r) >= 0.9", "1,a,martha,\n2,a,marhta,\n") == yes
    );
    CHECK(
        found("0.97 <= jaro_winkler_similarity(name_l, name_r)", "1,a,martha,\n2,a,marhta,\n") == no
    );
    CHECK(
        found(
            "abs(epoch(try_strptime(name_l, '%Y-%m-%d')) - epoch(try_strptime(name_r, "
            "'%Y-%m-%d'))) <= 86400",
            "1,a,2020-02-28,\n2,a,2020-02-29,\n"
        ) == yes
    );
    CHECK(
        found("abs(datediff('day', name_l, name_r)) <= 1", "1,a,2019-02-28,\n2,a,2019-02-29,\n") ==
        no
    );
    CHECK(
        found(
            "array_length(list_intersect(name_l, name_r)) >= 2 AND len(name_l) * len(name_r) = 6",
            "1,a,\"[\"\"x\"\",\"\"y\"\"]\",\n2,a,\"[\"\"y\"\",\"\"z\"\",\"\"x\"\"]\",\n"
        ) == yes
    );
}

TEST_CASE("a model that is written and read again says the same") {
    const auto first = *read_model(contents_of("hmpps/model.json"));
    const auto text = write_model(first);
    const auto second = read_model(text);
    REQUIRE(second);
    CHECK(write_model(*second) == text);
    CHECK(second->prior == first.prior);
    REQUIRE(second->comparisons.size() == first.comparisons.size());
    CHECK(second->rules.size() == first.rules.size());
    for (std::size_t c = 0; c < first.comparisons.size(); ++c) {
        REQUIRE(second->comparisons[c].levels.size() == first.comparisons[c].levels.size());
        for (std::size_t j = 0; j < first.comparisons[c].levels.size(); ++j) {
            const auto &one = first.comparisons[c].levels[j],
                       &other = second->comparisons[c].levels[j];
            CHECK(one.condition == other.condition);
            CHECK(weight_of(one) == weight_of(other));
            CHECK(one.frequency_column == other.frequency_column);
            CHECK(one.frequency_weight == other.frequency_weight);
        }
    }
}

}  // namespace waymark::linkage
