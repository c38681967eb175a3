// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "linkage/linker.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>

namespace waymark::linkage {

namespace {

using Pairs = std::set<std::tuple<RowId, RowId, int>>;

constexpr const char* rules[] = {
    "l.first = r.first AND substring(l.last, 1, 2) = substring(r.last, 1, 2)",
    "l.last = r.last AND l.born = r.born AND l.town = r.town",
    "l.first = r.last AND l.last = r.first",
    "array_length(list_intersect(l.places, r.places)) >= 1 AND l.born = r.born",
    "l.born = r.born AND l.town <> r.town"};

std::string model_of(std::initializer_list<const char*> chosen, const char* type = "dedupe_only") {
    std::string list;
    for (const auto* rule : chosen)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", rule);
    return fmt::format(
        R"({{"link_type": "{}", "probability_two_random_records_match": 0.01,
            "blocking_rules_to_generate_predictions": [{}], "comparisons": [
            {{"output_column_name": "first", "comparison_levels": [
              {{"sql_condition": "first_l IS NULL OR first_r IS NULL", "is_null_level": true}},
              {{"sql_condition": "first_l = first_r", "m_probability": 0.8, "u_probability": 0.1, "tf_adjustment_column": "first"}},
              {{"sql_condition": "jaro_winkler_similarity(first_l, first_r) >= 0.8", "m_probability": 0.1, "u_probability": 0.1}},
              {{"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.8}}]}},
            {{"output_column_name": "born", "comparison_levels": [
              {{"sql_condition": "born_l = born_r", "m_probability": 0.9, "u_probability": 0.01}},
              {{"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.99}}]}}]}})",
        type,
        list
    );
}

/// People of few names, so that much agrees; some things are missing.
std::string people(std::size_t count, std::uint64_t seed) {
    SeededRandom random{seed};
    const auto maybe = [&](std::initializer_list<const char*> words) {
        const auto at = random.below(words.size() + 1);
        return at == words.size() ? std::string{} : std::string{words.begin()[at]};
    };
    std::string csv = "unique_id,first,last,born,town,places\n";
    for (std::size_t i = 0; i < count; ++i) {
        std::string places;
        for (auto left = random.below(4); left > 0; --left)
            places += fmt::format("{}\"\"p{}\"\"", places.empty() ? "" : ",", random.below(6));
        csv += fmt::format(
            "{},{},{},{},{},{}\n",
            i * 7919 % 100'000,
            maybe({"ann", "anna", "bell", "carr"}),
            maybe({"bell", "belt", "carr", "ann"}),
            maybe({"1990-01-02", "1991-01-02", "1980-05-05"}),
            maybe({"bath", "york"}),
            places.empty() ? "" : "\"[" + places + "]\""
        );
    }
    return csv;
}

Linker linker_of(
    const std::string& model, const std::vector<Source>& sources, const LinkOptions& options = {}
) {
    auto linker = Linker::make(*read_model(model), *read_table(sources, "unique_id"), options);
    REQUIRE(linker);
    return std::move(*linker);
}

Pairs pairs_of(const Linker& linker) {
    Pairs found;
    linker.predict([&](const ScoredPairs& pairs) {
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto [at, is_new] = found.emplace(pairs.left[i], pairs.right[i], pairs.rule[i]);
            CHECK(is_new);
        }
    });
    return found;
}

/// Every pair held against every rule, as a reader of them would.
Pairs all_pairs(const Linker& linker, bool are_apart) {
    const auto& table = linker.table();
    const auto of = [&](const char* column, RowId row) {
        return std::string{table.text(*table.find(column), row)};
    };
    const auto same = [&](const char* a, RowId left, const char* b, RowId right) {
        return !of(a, left).empty() && of(a, left) == of(b, right);
    };
    const auto holds = [&](const std::string& rule, RowId l, RowId r) {
        if (rule == rules[0])
            return same("first", l, "first", r) && !of("last", l).empty() &&
                   of("last", l).substr(0, 2) == of("last", r).substr(0, 2);
        if (rule == rules[1])
            return same("last", l, "last", r) && same("born", l, "born", r) &&
                   same("town", l, "town", r);
        if (rule == rules[2]) return same("first", l, "last", r) && same("last", l, "first", r);
        if (rule == rules[4])
            return same("born", l, "born", r) && !of("town", l).empty() && !of("town", r).empty() &&
                   of("town", l) != of("town", r);
        bool is_shared = false;
        for (char place = '0'; place < '6'; ++place) {
            const auto name = std::string{"\"p"} + place;
            is_shared = is_shared || (of("places", l).find(name) != std::string::npos &&
                                      of("places", r).find(name) != std::string::npos);
        }
        return is_shared && same("born", l, "born", r);
    };
    Pairs found;
    for (RowId l = 0; l < table.rows(); ++l)
        for (RowId r = l + 1; r < table.rows(); ++r) {
            if (are_apart && table.sources[l] == table.sources[r]) continue;
            const auto& known = linker.model().rules;
            for (std::size_t rule = 0; rule < known.size(); ++rule)
                if (holds(known[rule].text, l, r)) {
                    found.emplace(l, r, static_cast<int>(rule));
                    break;
                }
        }
    return found;
}

/// Everything that was told, byte for byte.
std::string told(const Linker& linker) {
    std::string all;
    linker.predict([&](const ScoredPairs& pairs) {
        for (std::size_t i = 0; i < pairs.size(); ++i)
            all += fmt::format(
                "{} {} {} {};", pairs.left[i], pairs.right[i], pairs.rule[i], pairs.weight[i]
            );
    });
    return all;
}

}  // namespace

TEST_CASE("blocking gives the pairs that its rules give, each once and by its first rule") {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const auto csv = people(150, seed);
        const auto linker = linker_of(
            model_of({rules[0], rules[1], rules[2], rules[3], rules[4]}), {{"a.csv", csv}}
        );
        const auto wanted = all_pairs(linker, false);
        REQUIRE(wanted.size() > 500);
        CHECK(pairs_of(linker) == wanted);
    }
}

TEST_CASE("between two sources only pairs of both are compared") {
    const auto a = people(80, 21), b = people(60, 22);
    const auto linker = linker_of(
        model_of({rules[0], rules[2], rules[3]}, "link_only"), {{"a.csv", a}, {"b.csv", b}}
    );
    const auto wanted = all_pairs(linker, true);
    REQUIRE(wanted.size() > 100);
    CHECK(pairs_of(linker) == wanted);
}

TEST_CASE("how many pairs a rule gives by itself is known before anything is compared") {
    const auto csv = people(150, 31);
    for (const auto* rule : {rules[0], rules[1]}) {
        const auto linker = linker_of(model_of({rule}), {{"a.csv", csv}});
        CHECK(linker.pairs_by_rule().front() == all_pairs(linker, false).size());
    }
}

TEST_CASE("what is told does not depend on how many threads tell it") {
    const auto csv = people(900, 41);
    const auto model = model_of({rules[0], rules[3], rules[4]});
    const auto alone = told(linker_of(model, {{"a.csv", csv}}, {.threads = 1}));
    REQUIRE(alone.size() > 100'000);
    CHECK(told(linker_of(model, {{"a.csv", csv}}, {.threads = 2})) == alone);
    CHECK(told(linker_of(model, {{"a.csv", csv}}, {.threads = 7})) == alone);
}

TEST_CASE("a threshold leaves out what weighs less, and nothing else") {
    const auto csv = people(300, 51);
    const auto model = model_of({rules[0], rules[4]});
    const auto all = linker_of(model, {{"a.csv", csv}});
    std::set<std::tuple<RowId, RowId, double>> wanted, found;
    all.predict([&](const ScoredPairs& pairs) {
        for (std::size_t i = 0; i < pairs.size(); ++i)
            if (pairs.weight[i] >= 1)
                wanted.emplace(pairs.left[i], pairs.right[i], pairs.weight[i]);
    });
    const auto some = linker_of(model, {{"a.csv", csv}}, {.weight_least = 1});
    some.predict([&](const ScoredPairs& pairs) {
        for (std::size_t i = 0; i < pairs.size(); ++i)
            found.emplace(pairs.left[i], pairs.right[i], pairs.weight[i]);
    });
    REQUIRE(!wanted.empty());
    CHECK(found == wanted);
}

TEST_CASE("a block that is too large is split by what other rules name, and told") {
    std::string same = "unique_id,first,last,born,town,places\n";
    for (int i = 0; i < 400; ++i)
        same += fmt::format("{},ann,bell,19{:02}-01-01,,\n", i, i % 40);
    const auto model = model_of({rules[0], "l.born = r.born"});
    const auto linker = linker_of(model, {{"a.csv", same}}, {.block_rows_max = 50});
    REQUIRE(linker.refinements().size() == 1);
    const auto& report = linker.refinements().front();
    CHECK(report.rows == 400);
    CHECK(report.all == 400 * 399 / 2);
    CHECK(report.kept == 40 * (10 * 9 / 2));
    CHECK(pairs_of(linker).size() == 40 * (10 * 9 / 2));
    // Nothing tells them apart: each meets those next to it, and it is told all the same.
    std::string alike = "unique_id,first,last,born,town,places\n";
    for (int i = 0; i < 400; ++i)
        alike += fmt::format("{},ann,bell,,,\n", i);
    const auto walked = linker_of(model, {{"a.csv", alike}}, {.block_rows_max = 50});
    REQUIRE(walked.refinements().size() == 1);
    CHECK(walked.refinements().front().kept == pairs_of(walked).size());
    // No more together than a block of 50 gives, 1,225: three each, but at the end.
    CHECK(pairs_of(walked).size() == 400 * 3 - (3 + 2 + 1));
}

TEST_CASE(
    "of two files a block is large by the pairs of both, and who is walked along meets others'"
) {
    const auto file = [](int rows, const char* name) {
        std::string csv = "unique_id,first,last,born,town,places\n";
        for (int i = 0; i < rows; ++i)
            csv += fmt::format("{}{},ann,bell,,,\n", name, i);
        return csv;
    };
    const auto model = model_of({rules[0]}, "link_only");
    const auto few = linker_of(
        model, {{"a.csv", file(1, "a")}, {"b.csv", file(900, "b")}}, {.block_rows_max = 50}
    );
    CHECK(few.refinements().empty());
    CHECK(few.pairs_by_rule().front() == 900);
    CHECK(pairs_of(few).size() == 900);
    const auto many = linker_of(
        model, {{"a.csv", file(300, "a")}, {"b.csv", file(600, "b")}}, {.block_rows_max = 50}
    );
    REQUIRE(many.refinements().size() == 1);
    CHECK(many.refinements().front().all == 300 * 600);
    CHECK(many.refinements().front().kept == pairs_of(many).size());
    // One step each, and most steps lead to the other file's.
    CHECK(pairs_of(many).size() > 500);
    CHECK(pairs_of(many).size() <= 50 * 49 / 2);
}

TEST_CASE("a pair that a split keeps apart is still given by any other rule that names it, and once"
) {
    const auto csv = people(400, 61);
    constexpr const char* further = "l.town = r.town AND l.born = r.born";
    const auto given = [&](std::initializer_list<const char*> chosen) {
        const auto linker = linker_of(model_of(chosen), {{"a.csv", csv}}, {.block_rows_max = 12});
        REQUIRE(linker.refinements().size() > 3);
        std::set<std::pair<RowId, RowId>> found;
        for (const auto& [left, right, rule] : pairs_of(linker))
            found.emplace(left, right);
        return found;
    };
    const auto found = given({rules[0], rules[3], rules[2], further});
    CHECK(found.size() > 1'000);
    // Whichever comes first, together they give the same.
    CHECK(given({further, rules[2], rules[3], rules[0]}) == found);
    CHECK(given({rules[3], further, rules[0], rules[2]}) == found);
}

TEST_CASE("a file that cannot be linked is refused by what is wrong with it") {
    const auto refused = [](std::string_view csv) {
        const auto table = read_table({{"people.csv", csv}}, "unique_id");
        return table ? std::string{} : table.problem().message;
    };
    CHECK(refused("") == "people.csv: the file is empty.");
    CHECK(refused("unique_id,a\n") == "people.csv: the file has no rows.");
    CHECK(refused("id,a\n1,2\n").find("no column \"unique_id\"") != std::string::npos);
    CHECK(refused("unique_id,a,a\n1,2,3\n").find("stands there twice") != std::string::npos);
    CHECK(
        refused("unique_id,a\n1,2\n3\n") ==
        "people.csv: row 3 has 1 values where there are 2 columns."
    );
    CHECK(refused("unique_id,a\n1,2\n1,3\n") == "people.csv: row 3 has the name of one before it.");
    CHECK(refused("unique_id,a\n,2\n") == "people.csv: row 2 has no name.");
    CHECK(refused("unique_id,a\n1,\xff\n") == "people.csv: row 2 is not UTF-8.");
    CHECK(refused("unique_id,a\n1,\"2\n").find("inside quotation marks") != std::string::npos);
    // Windows' line ends and byte-order mark are no fault.
    const auto table =
        read_table({{"people.csv", "\xEF\xBB\xBFunique_id,a\r\n1, x \r\n"}}, "unique_id");
    REQUIRE(table);
    CHECK(table->text(*table->find("a"), 0) == "x");
    const auto two =
        read_table({{"a.csv", "unique_id,a\n1,2\n"}, {"b.csv", "unique_id,b\n1,2\n"}}, "unique_id");
    REQUIRE(!two);
    CHECK(two.problem().message == "b.csv: there is no column \"a\".");
}

}  // namespace waymark::linkage
