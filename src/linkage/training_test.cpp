// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "linkage/exact_share.hpp"
#include "linkage/training.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <map>

namespace waymark::linkage {

namespace {

constexpr const char* settings = R"({
  "link_type": "dedupe_only", "probability_two_random_records_match": 0.001, "max_iterations": 100,
  "blocking_rules_to_generate_predictions": ["l.born = r.born", "l.name = r.name"],
  "comparisons": [
    {"output_column_name": "name", "comparison_levels": [
      {"sql_condition": "name_l IS NULL OR name_r IS NULL", "is_null_level": true},
      {"sql_condition": "name_l = name_r AND last_l = last_r", "label_for_charts": "both"},
      {"sql_condition": "name_l = name_r", "label_for_charts": "name"},
      {"sql_condition": "jaro_winkler_similarity(name_l, name_r) >= 0.8", "label_for_charts": "alike"},
      {"sql_condition": "ELSE", "label_for_charts": "other"}]},
    {"output_column_name": "born", "comparison_levels": [
      {"sql_condition": "born_l = born_r", "label_for_charts": "same"},
      {"sql_condition": "ELSE", "label_for_charts": "other"}]},
    {"output_column_name": "town", "comparison_levels": [
      {"sql_condition": "town_l IS NULL OR town_r IS NULL", "is_null_level": true},
      {"sql_condition": "town_l = town_r", "label_for_charts": "same"},
      {"sql_condition": "ELSE", "label_for_charts": "other"}]},
    {"output_column_name": "phone", "comparison_levels": [
      {"sql_condition": "phone_l IS NULL OR phone_r IS NULL", "is_null_level": true},
      {"sql_condition": "phone_l = phone_r", "label_for_charts": "same"},
      {"sql_condition": "ELSE", "label_for_charts": "other"}]}]})";

/// People of two records each; the second differs in what chance says.
std::string people(std::size_t count, std::uint64_t seed) {
    SeededRandom random{seed};
    std::string csv = "unique_id,who,name,last,born,town,phone\n";
    for (std::size_t i = 0; i < count; ++i) {
        const std::function<std::string()> drawn[] = {
            [&] { return fmt::format("na{}me", random.below(60)); },
            [&] { return fmt::format("last{}", random.below(90)); },
            [&] { return fmt::format("19{}-0{}-11", 20 + random.below(70), 1 + random.below(9)); },
            [&] { return random.below(10) == 0 ? "" : fmt::format("town{}", random.below(20)); },
            [&] { return random.below(4) == 0 ? "" : fmt::format("{}", random.below(5'000)); }};
        std::string first[5];
        for (std::size_t c = 0; c < 5; ++c)
            first[c] = drawn[c]();
        csv += fmt::format("{}-a,{},{}\n", i, i, fmt::join(first, ","));
        for (std::size_t c = 0; c < 5; ++c)
            if (random.below(5) == 0) first[c] = drawn[c]();
        csv += fmt::format("{}-b,{},{}\n", i, i, fmt::join(first, ","));
    }
    return csv;
}

Table table_of(const std::string& csv) {
    return *read_table({{"people.csv", csv}}, "unique_id");
}

BlockingRule rule(const char* text) {
    return {text, *read_condition(text)};
}

TrainOptions options_of(std::initializer_list<const char*> rules, unsigned threads = 2) {
    TrainOptions options{.threads = threads};
    for (const auto* one : rules)
        options.rules.push_back(rule(one));
    return options;
}

std::string refusal_of(const TrainOptions& options) {
    const auto training = train(*read_model(settings), table_of(people(20, 1)), options);
    return training ? "" : training.problem().message;
}

/// Expectation maximisation as a textbook has it, pair by pair.
struct Slow {
    std::vector<std::vector<std::uint8_t>> pairs;
    std::vector<std::vector<double>> m, u;
    double share = 0.5;

    void round() {
        auto expected = m;
        for (auto& one : expected)
            std::fill(one.begin(), one.end(), 0.5);
        double sum = 0.5;
        for (const auto& pair : pairs) {
            double same = share, other = 1 - share;
            for (std::size_t c = 0; c < m.size(); ++c) {
                same *= m[c][pair[c]];
                other *= u[c][pair[c]];
            }
            const auto posterior = same / (same + other);
            sum += posterior;
            for (std::size_t c = 0; c < m.size(); ++c)
                expected[c][pair[c]] += posterior;
        }
        for (std::size_t c = 0; c < m.size(); ++c) {
            double all = 0;
            for (const auto one : expected[c])
                all += one;
            for (std::size_t j = 0; j < m[c].size(); ++j)
                m[c][j] = expected[c][j] / all;
        }
        share = sum / (static_cast<double>(pairs.size()) + 1);
    }
};

}  // namespace

TEST_CASE("expectation maximisation over patterns is the one over pairs") {
    SeededRandom random{11};
    Model model{.em_convergence = 0, .em_rounds_max = 40};
    Slow slow;
    const std::vector<std::vector<double>> m{{0.8, 0.1, 0.1}, {0.9, 0.1}, {0.6, 0.3, 0.05, 0.05}};
    const std::vector<std::vector<double>> u{{0.1, 0.2, 0.7}, {0.05, 0.95}, {0.01, 0.1, 0.3, 0.59}};
    for (std::size_t c = 0; c < m.size(); ++c) {
        Comparison comparison{.name = fmt::format("c{}", c)};
        for (std::size_t j = 0; j < m[c].size(); ++j) {
            const auto start = 1.0 / static_cast<double>(m[c].size());
            comparison.levels.push_back({.label = "", .condition = "", .m = start, .u = u[c][j]});
        }
        model.comparisons.push_back(comparison);
        slow.m.emplace_back(m[c].size(), 1.0 / static_cast<double>(m[c].size()));
    }
    slow.u = u;
    std::map<std::vector<std::uint8_t>, std::uint64_t> counted;
    for (int i = 0; i < 5'000; ++i) {
        const bool is_same = random.below(10) < 3;
        std::vector<std::uint8_t> pair;
        for (std::size_t c = 0; c < m.size(); ++c) {
            auto left = static_cast<double>(random.below(1'000'000)) / 1e6;
            std::uint8_t level = 0;
            const auto& odds = is_same ? m[c] : u[c];
            while (level + 1U < odds.size() && left >= odds[level])
                left -= odds[level++];
            pair.push_back(level);
        }
        ++counted[pair];
        slow.pairs.push_back(pair);
    }
    std::vector<Pattern> patterns;
    for (const auto& [levels, pairs] : counted)
        patterns.push_back({levels, pairs});
    Session session;
    maximise(model, patterns, {true, true, true}, session);
    for (int i = 0; i < 40; ++i)
        slow.round();
    CHECK(session.rounds == 40);
    CHECK_FALSE(session.has_converged);
    CHECK(session.share == doctest::Approx(slow.share).epsilon(1e-9));
    CHECK(session.share == doctest::Approx(0.3).epsilon(0.1));
    for (std::size_t c = 0; c < m.size(); ++c)
        for (std::size_t j = 0; j < m[c].size(); ++j) {
            CHECK(model.comparisons[c].levels[j].m == doctest::Approx(slow.m[c][j]).epsilon(1e-9));
            CHECK(std::abs(slow.m[c][j] - m[c][j]) < 0.05);
        }
}

TEST_CASE("chance agreement is counted exactly where columns have to be equal") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto table = table_of(people(60, seed));
        const auto model = *read_model(settings);
        const auto shares = exact_shares(model.comparisons[0], table, LinkType::within);
        REQUIRE(shares[1].has_value());
        REQUIRE(shares[2].has_value());
        CHECK_FALSE(shares[0].has_value());
        CHECK_FALSE(shares[3].has_value());
        const auto &name = *table.find("name"), &last = *table.find("last");
        double both = 0, only = 0, all = 0;
        for (RowId a = 0; a < table.rows(); ++a)
            for (RowId b = a + 1; b < table.rows(); ++b) {
                if (name.values[a] == Texts::missing || name.values[b] == Texts::missing) continue;
                ++all;
                if (name.values[a] != name.values[b]) continue;
                const bool is_both =
                    last.values[a] != Texts::missing && last.values[a] == last.values[b];
                (is_both ? both : only) += 1;
            }
        CHECK(*shares[1] == doctest::Approx(both / all));
        CHECK(*shares[2] == doctest::Approx(only / all));
    }
}

TEST_CASE("of two files, only pairs of both count as chance") {
    const auto table = *read_table(
        {{"a.csv", "unique_id,name,last\n1,ann,x\n2,ann,y\n3,bob,z\n"},
         {"b.csv", "unique_id,name,last\n7,ann,x\n8,,q\n"}},
        "unique_id"
    );
    CHECK(pairs_in(table, LinkType::between) == 6);
    CHECK(pairs_in(table, LinkType::everything) == 10);
    const auto model = *read_model(settings);
    const auto shares = exact_shares(model.comparisons[0], table, LinkType::between);
    CHECK(*shares[1] == doctest::Approx(1.0 / 3));  // Of three pairs in which both say a name.
    CHECK(*shares[2] == doctest::Approx(1.0 / 3));
}

TEST_CASE("what is learnt without truth is near what is counted with it") {
    const auto model = *read_model(settings);
    const auto table = table_of(people(3'000, 5));
    auto options = options_of({"l.born = r.born", "l.name = r.name AND l.last = r.last"});
    options.certain = {rule("l.name = r.name AND l.born = r.born AND l.phone = r.phone")};
    options.certain_recall = 0.8 * 0.8 * 0.8 * 0.75;
    const auto learnt = train(model, table, options);
    REQUIRE(learnt);
    const auto counted = train(model, table, {.threads = 2, .truth_column = "who"});
    REQUIRE(counted);
    CHECK(counted->sessions.at(0).pairs == 3'000);
    CHECK(counted->model.prior == doctest::Approx(3'000.0 / (6'000.0 * 5'999 / 2)));
    CHECK(learnt->model.prior == doctest::Approx(counted->model.prior).epsilon(0.15));
    for (std::size_t c = 0; c < model.comparisons.size(); ++c)
        for (std::size_t j = 0; j < model.comparisons[c].levels.size(); ++j) {
            const auto& one = learnt->model.comparisons[c].levels[j];
            const auto& other = counted->model.comparisons[c].levels[j];
            if (one.is_missing) continue;
            CHECK_MESSAGE(std::abs(one.m - other.m) < 0.04, one.label);
            // Both leave the pairs of one person out of it, by different means.
            CHECK(one.u == doctest::Approx(other.u).epsilon(0.25));
        }
    // Agreeing on a phone that four in five keep, of five thousand.
    CHECK(counted->model.comparisons[3].levels[1].m == doctest::Approx(0.8).epsilon(0.05));
    CHECK(counted->model.comparisons[3].levels[1].u == doctest::Approx(1.0 / 5'000).epsilon(0.3));
}

TEST_CASE("learning gives the same bytes on any number of threads") {
    const auto model = *read_model(settings);
    const auto table = table_of(people(2'000, 3));
    auto options = options_of({"l.born = r.born", "l.name = r.name"}, 1);
    options.random_pairs_max = 300'000;  // Fewer than there are, so that chance draws them.
    const auto once = write_model(train(model, table, options)->model);
    for (const unsigned threads : {2U, 3U, 8U}) {
        options.threads = threads;
        CHECK(write_model(train(model, table, options)->model) == once);
    }
    options.seed = 2;
    CHECK(write_model(train(model, table, options)->model) != once);
}

TEST_CASE("what a file fixes stays, and what rests on little is told") {
    std::string fixed = settings;
    const std::string level = R"("born_l = born_r", "label_for_charts": "same")";
    fixed.replace(fixed.find(level), level.size(), level + R"(, "m_probability": 0.7,
        "u_probability": 0.001, "fix_m_probability": true, "fix_u_probability": true)");
    const auto training =
        train(*read_model(fixed), table_of(people(40, 1)), options_of({"l.name = r.name"}));
    REQUIRE(training);
    CHECK(training->model.comparisons[1].levels[0].m == 0.7);
    CHECK(training->model.comparisons[1].levels[0].u == 0.001);
    const auto told = fmt::format("{}", fmt::join(training->remarks, "\n"));
    CHECK(told.find("name: every rule names its columns") != std::string::npos);
    CHECK(told.find("its u is a rough one") != std::string::npos);
    CHECK(training->sessions.at(0).trained == std::vector<std::string>{"born", "town", "phone"});
    // What every session is refused is left as it was, and says so in the file.
    CHECK_FALSE(training->model.comparisons[0].levels[1].is_m_trained);
}

TEST_CASE("whatever is learnt can be read again, and says something finite") {
    const auto round = [](const std::string& csv, const TrainOptions& options) {
        const auto training = train(*read_model(settings), table_of(csv), options);
        REQUIRE(training);
        CHECK(read_model(write_model(training->model)));
        for (const auto& comparison : training->model.comparisons) {
            double m = 0, u = 0;
            for (const auto& level : comparison.levels) {
                CHECK(std::isfinite(weight_of(level)));
                m += level.m;
                u += level.u;
            }
            CHECK(u == doctest::Approx(1));
            CHECK((m == doctest::Approx(1) || !comparison.levels.back().is_m_trained));
        }
    };
    std::string equal = "unique_id,who,name,last,born,town,phone\n";
    for (int i = 0; i < 20; ++i)
        equal += fmt::format("{},{},ann,bell,1990-01-01,leeds,1\n", i, i % 5);
    round(equal, options_of({"l.born = r.born", "l.name = r.name"}));
    round(equal, {.threads = 1, .truth_column = "who"});
    round(people(30, 2), options_of({"l.town = r.town"}));
}

TEST_CASE("strangers are known apart from records of one person") {
    std::string csv = "unique_id,who,name,last,born,town,phone\n";
    for (int i = 0; i < 300; ++i)
        for (int copy = 0; copy < 2; ++copy)
            csv += fmt::format(
                "{}-{},{},n{},l{},1990-01-{:02},t{},{}\n",
                i,
                copy,
                i,
                i % 40,
                i % 70,
                1 + i % 28,
                i % 9,
                i
            );
    const auto training =
        train(*read_model(settings), table_of(csv), {.threads = 2, .truth_column = "who"});
    REQUIRE(training);
    // A telephone that nobody shares: strangers never agree on it, so that it decides.
    const auto& same = training->model.comparisons[3].levels[1];
    CHECK(same.u < 1e-5);
    CHECK(probability_of(weight_of(training->model.prior) + weight_of(same)) > 0.99);
    CHECK(training->model.prior == doctest::Approx(300.0 / (600.0 * 599 / 2)));
}

TEST_CASE("a pair for which no level holds says nothing of the comparison") {
    std::string open = settings;
    const std::string last = R"(,
      {"sql_condition": "ELSE", "label_for_charts": "other"}]},
    {"output_column_name": "born")";
    REQUIRE(open.find(last) != std::string::npos);
    open.replace(open.find(last), last.size(), "]}, {\"output_column_name\": \"born\"");
    const auto training =
        train(*read_model(open), table_of(people(300, 4)), options_of({"l.born = r.born"}));
    REQUIRE(training);
    CHECK(training->model.comparisons[0].levels[1].is_m_trained);
}

TEST_CASE("between two files only pairs of both are learnt from, however uneven they are") {
    std::string link = settings;
    link.replace(link.find("dedupe_only"), 11, "link_only");
    std::string few = "unique_id,who,name,last,born,town,phone\n", many = few;
    const auto all = people(2'000, 8);
    std::size_t line = 0;
    for (std::size_t at = all.find('\n') + 1; at < all.size(); ++line) {
        const auto end = all.find('\n', at) + 1;
        (line % 400 == 0 ? few : many) += all.substr(at, end - at);
        at = end;
    }
    const auto table = *read_table({{"few.csv", few}, {"many.csv", many}}, "unique_id");
    const auto model = *read_model(link);
    auto options = options_of({"l.town = r.town", "l.name = r.name"});
    const auto whole = train(model, table, options);
    REQUIRE(whole);
    CHECK(whole->random_pairs == 10 * 3'990);
    options.random_pairs_max = 20'000;
    const auto drawn = train(model, table, options);
    REQUIRE(drawn);
    CHECK(drawn->random_pairs == 20'000);
    const auto u = [](const Training& one) { return one.model.comparisons[0].levels[3].u; };
    CHECK(u(*drawn) == doctest::Approx(u(*whole)).epsilon(0.1));
    options.seed = 3;
    CHECK(u(*train(model, table, options)) != u(*drawn));
}

TEST_CASE("training that cannot be is refused with the reason") {
    CHECK(refusal_of({}).starts_with("Name rules to learn from"));
    auto both = options_of({"l.born = r.born"});
    both.truth_column = "who";
    CHECK(refusal_of(both).starts_with("Name rules to learn from"));
    CHECK(refusal_of({.truth_column = "nobody"}) == "There is no column \"nobody\".");
    CHECK(refusal_of(
              options_of({"l.name = r.name and l.born = r.born and l.town = r.town and l.phone "
                          "= r.phone"})
    )
              .ends_with("so nothing can be learnt from it."));
    CHECK(refusal_of(options_of({"l.name = r.town"})).ends_with("gives no pair."));
    auto certain = options_of({"l.born = r.born"});
    certain.certain = {rule("l.name = r.town")};
    CHECK(refusal_of(certain) == "The rules of certainty give no pair.");
    both = options_of({});
    both.truth_column = "who";
    both.certain = {rule("l.name = r.name")};
    CHECK(refusal_of(both).starts_with("Where it is known who is who"));
    auto many = options_of({"l.born = r.born"});
    many.certain = {rule("l.town = r.town")};
    many.certain_recall = 0.01;
    CHECK(refusal_of(many).starts_with("By the rules of certainty"));
    const auto alone = train(
        *read_model(settings),
        table_of("unique_id,who,name,last,born,town,phone\n1,1,a,b,c,d,e\n"),
        options_of({"l.born = r.born"})
    );
    REQUIRE_FALSE(alone);
    CHECK(alone.problem().message == "There are no two records to compare.");
}

}  // namespace waymark::linkage
