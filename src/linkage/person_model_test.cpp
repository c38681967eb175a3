// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "base/resources.hpp"
#include "linkage/linker.hpp"
#include "linkage/normal_record.hpp"
#include "linkage/person_index.hpp"
#include "linkage/person_model.hpp"

#include <boost/json.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <set>

namespace waymark::linkage {

namespace {

constexpr int this_year = 2026;

boost::json::object model_file() {
    return boost::json::parse(resources_in("services/linkage/people.json").front().bytes)
        .as_object();
}

/// A list has commas and quotes; nothing else of a normal record has.
std::string cell(std::string value) {
    for (std::size_t at = 0; (at = value.find('"', at)) != std::string::npos; at += 2)
        value.insert(at, 1, '"');
    return '"' + value + '"';
}

std::string refusal(const boost::json::object& file) {
    const auto model = read_person_model(boost::json::serialize(file));
    if (model) return {};
    const auto& problem = model.problem();
    return problem.fields.empty() ? problem.message
                                  : problem.fields[0].field + ": " + problem.fields[0].message;
}

}  // namespace

TEST_CASE("the model of people is the one whose levels the index knows") {
    const auto& model = person_model();
    CHECK(
        model.at(Facet::name, static_cast<std::size_t>(NameLevel::same)).bits ==
        doctest::Approx(17.03).epsilon(0.01)
    );
    CHECK(model.at(Facet::name, 0).bits == 0);
    CHECK(model.prior_bits == doctest::Approx(-21.85).epsilon(0.01));
    CHECK(model.band(model.same_bits) == Band::same);
    CHECK(model.band(model.same_bits - 0.1) == Band::possible);
    CHECK(model.band(model.possible_bits - 0.1) == Band::no);
    // Of each facet, chances of all levels are one, or a level's weight would not be what it says.
    const auto read = read_model(boost::json::serialize(model_file()));
    REQUIRE(read);
    CHECK(read->remarks.empty());
    CHECK(read->defaults.empty());
    for (const auto& comparison : read->comparisons) {
        double m = 0, u = 0;
        for (const auto& level : comparison.levels)
            if (!level.is_missing) m += level.m, u += level.u;
        CHECK_MESSAGE(m == doctest::Approx(1).epsilon(1e-6), comparison.name);
        CHECK_MESSAGE(u == doctest::Approx(1).epsilon(1e-6), comparison.name);
    }
}

TEST_CASE("a model of people that cannot be used is refused by the part") {
    CHECK(refusal(model_file()).empty());
    auto file = model_file();
    file.erase("waymark");
    CHECK(refusal(file) == "/waymark: This is missing.");
    file = model_file();
    file["waymark"].as_object()["possible_bits"] = 21;
    CHECK(refusal(file) == "/waymark/possible_bits: This is above same_bits.");
    file = model_file();
    file["waymark"].as_object().erase("twins_bits");
    CHECK(refusal(file) == "/waymark/twins_bits: This is missing.");
    file = model_file();
    file["comparisons"].as_array().pop_back();
    CHECK(refusal(file).find("police") != std::string::npos);
    file = model_file();
    file["comparisons"].as_array()[2].as_object()["comparison_levels"].as_array().pop_back();
    CHECK(refusal(file) == "/comparisons: \"born\" has 8 levels; people are compared by 9.");
    file = model_file();
    auto& nhs = file["comparisons"].as_array()[5].as_object()["comparison_levels"].as_array();
    std::swap(nhs[2], nhs[3]);
    CHECK(refusal(file).find("\"nhs\", level 3") != std::string::npos);
    CHECK_FALSE(read_person_model("[]"));
}

TEST_CASE("records weigh in the index what the same model gives them as files") {
    SeededRandom random{21};
    const auto one = [&](std::initializer_list<const char*> list) {
        return std::string{list.begin()[random.below(list.size())]};
    };
    constexpr std::size_t records = 260;
    // So that frequencies are those of the records alone.
    auto file = model_file();
    file["waymark"].as_object()["frequency_records"] = 0;
    file["waymark"].as_object()["frequency_count_least"] = 0;
    file["blocking_rules_to_generate_predictions"] = boost::json::array{"l.every = r.every"};
    const auto text = boost::json::serialize(file);
    const auto model = read_person_model(text);
    REQUIRE(model);
    PersonIndex index{name_lists(), *model};
    std::vector<PersonFacts> people;
    std::string csv = "unique_id,every";
    for (const auto column : normal_columns)
        csv.append(",").append(column);
    csv += "\n";
    for (std::size_t i = 0; i < records; ++i) {
        std::map<std::string_view, std::string> fields{
            {"given",
             one(
                 {"Robert",
                  "Bob",
                  "Rob James",
                  "Rob Jamie",
                  "Anne-Marie",
                  "Ann",
                  "Mohammed",
                  "Muhammad",
                  "Siân",
                  "Sean",
                  "Unknown",
                  "Smith",
                  ""}
             )},
            {"family",
             one(
                 {"Smith",
                  "Smith-Jones",
                  "Smyth",
                  "Smithe",
                  "van der Berg",
                  "Berg",
                  "Khan",
                  "O'Neill",
                  "Robert",
                  "Smithson",
                  ""}
             )},
            {"born",
             one(
                 {"1990-02-03",
                  "1990-03-02",
                  "1990-02-13",
                  "1992-05-03",
                  "02/1990",
                  "03/1990",
                  "1990",
                  "1961-08-16",
                  "1900-01-01",
                  ""}
             )},
            {"postcode", one({"CV1 1DD", "CV1 1DE", "CV1 2AA", "B1 1AA", "CV1", "ZZ99 3VZ", ""})},
            {"phone", one({"07700 900123", "07700 900124", ""})},
            {"nhs", one({"9434765919", "9434765918", "9990000018", "123", "", ""})},
            {"pnc", one({"2003/0062845E", "97/123456R", "", ""})},
            {"cro", one({"265416/21G", "062845/03D", "", ""})}};
        auto normal = normal_record(name_lists(), fields, this_year);
        csv += fmt::format("{:04},1", i);
        for (const auto column : normal_columns)
            csv += "," + cell(normal[column]);
        csv += "\n";
        people.push_back(facts_of(
            name_lists(),
            {.names = {{fields["given"], fields["family"]}},
             .born = fields["born"],
             .postcodes = {fields["postcode"]},
             .phones = {fields["phone"]},
             .nhs = {fields["nhs"]},
             .pnc = {fields["pnc"]},
             .cro = {fields["cro"]}},
            this_year
        ));
        index.put({0, i}, 1, people.back());
    }
    auto read = read_model(text);
    REQUIRE(read);
    auto table = read_table({{"people.csv", csv}}, "unique_id");
    REQUIRE(table);
    auto linker = Linker::make(std::move(*read), std::move(*table), {.threads = 2});
    REQUIRE_MESSAGE(linker, linker.problem().message);
    std::size_t pairs = 0, twins = 0;
    std::set<std::pair<Facet, std::string_view>> levels;
    linker->predict([&](const ScoredPairs& scored) {
        for (std::size_t i = 0; i < scored.size(); ++i) {
            const auto found = index.weigh(people[scored.left[i]], {0, scored.right[i]});
            ++pairs;
            for (const auto& reason : found->reasons)
                levels.emplace(reason.facet, reason.says);
            if (found->caution == Caution::twins) {
                ++twins;
                continue;
            }
            // What each pair starts with differs: there one of all records, here one of these.
            const auto weight =
                scored.weight[i] - model->prior_bits - std::log2(model->people_least);
            if (std::abs(found->bits - weight) > 1e-3)
                FAIL(fmt::format(
                    "records {} and {}: {} and {}",
                    scored.left[i],
                    scored.right[i],
                    found->bits,
                    weight
                ));
        }
    });
    CHECK(pairs == records * (records - 1) / 2);
    CHECK(twins > 0);
    // Every level of every facet was there.
    for (std::size_t facet = 0; facet < facets; ++facet)
        for (std::size_t level = 1; level < model->levels[facet].size(); ++level) {
            const auto& says = model->levels[facet][level].says;
            CHECK_MESSAGE(levels.contains({static_cast<Facet>(facet), says}), says);
        }
}

}  // namespace waymark::linkage
