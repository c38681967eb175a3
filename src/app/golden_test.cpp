// SPDX-License-Identifier: MIT

// The report of street triage against every row of the report that was printed in 2015: what is
// consistent comes out as printed, what is not comes out as recomputed and flagged.

#include "api/report_fields.hpp"
#include "base/csv.hpp"
#include "demo/golden.hpp"
#include "exchange/service_report.hpp"
#include "support/fresh_database.hpp"
#include "triage/assessments.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace waymark::app {

namespace {

namespace json = boost::json;

using Row = std::map<std::string, std::string>;

const impact::Period winter{*parse_day("2014-12-01"), *parse_day("2015-02-28")};

std::vector<Row> printed_rows() {
    std::ifstream file{PROJECT_FOLDER "/tests/data/coventry_figures.csv", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    std::vector<std::string> headings;
    std::vector<Row> rows;
    read_csv(text, ',', [&](std::vector<std::string>& row, std::size_t number) {
        if (number == 1) {
            headings = row;
            return true;
        }
        Row named;
        for (std::size_t i = 0; i < headings.size(); ++i)
            named[headings[i]] = row[i];
        rows.push_back(std::move(named));
        return true;
    });
    return rows;
}

std::set<std::string> codes_in(const std::string& text) {
    std::set<std::string> codes;
    for (std::string_view rest = text; !rest.empty();)
        codes.emplace(take_until(rest, ';'));
    return codes;
}

/// What the row of the table asks the report to print.
std::string wanted_of(const Row& row) {
    if (row.at("internally_consistent") != "no") return row.at("value");
    return row.at("recomputed").empty() ? row.at("golden_count") : row.at("recomputed");
}

std::string printed_by(const json::object& measure) {
    const auto& value = measure.at("value");
    return value.is_string() ? std::string{value.as_string()} : json::serialize(value);
}

/// The rows that the report does not meet, by id and why.
std::vector<std::string> differences(const json::value& report) {
    std::map<std::string, json::object> by_figure;
    for (const auto& measure : report.at("measures").as_array())
        by_figure[std::string{measure.at("figure").as_string()}] = measure.as_object();
    std::vector<std::string> found;
    const auto rows = printed_rows();
    REQUIRE(rows.size() == 71);
    for (const auto& row : rows) {
        const auto& id = row.at("id");
        if (!by_figure.contains(id)) {
            found.push_back(id + " is missing");
            continue;
        }
        const auto& measure = by_figure[id];
        if (printed_by(measure) != wanted_of(row))
            found.push_back(id + " prints " + printed_by(measure) + ", not " + wanted_of(row));
        std::set<std::string> flags;
        for (const auto& flag : measure.at("flags").as_array())
            flags.emplace(flag.as_string());
        if (flags != codes_in(row.at("flag_code"))) found.push_back(id + " has other flags");
        const auto& numerator = measure.at("numerator");
        const auto& golden = row.at("golden_count");
        if (!golden.empty() && row.at("unit") == "%" && json::serialize(numerator) != golden)
            found.push_back(id + " counts " + json::serialize(numerator) + ", not " + golden);
        if (measure.at("from") != "2014-12-01" || measure.at("to") != "2015-02-28")
            found.push_back(id + " is of another period");
        const bool is_share = measure.at("kind") == "share";
        if (is_share && measure.at("interval").is_null()) found.push_back(id + " has no interval");
    }
    return found;
}

struct Golden {
    explicit Golden(store::Engine engine) : database{engine} {
        SeededRandom random{7};
        demo::make_golden(*database, random);
    }

    sharing::Caller analyst() {
        return database->read([](store::Transaction& transaction) {
            return sharing::Caller{
                {},
                impact::agencies_with_triage(transaction).at(0).first,
                {sharing::Role::analyst}};
        });
    }

    json::value report() {
        const auto caller = analyst();
        SeededRandom random{1};
        const codes::CodeBook book{codes::shipped_codes()};
        return database->read([&](store::Transaction& transaction) {
            sharing::Act act{
                transaction, caller, *parse_iso8601("2026-03-14T12:00:00Z"), random, book};
            return api::encode(api::to_send(*exchange::triage_report(act, winter)));
        });
    }

    testing::FreshDatabase database;
};

}  // namespace

TEST_CASE("the golden report prints every consistent figure and flags every other") {
    ON_EACH_ENGINE(engine) {
        Golden golden{engine};
        CHECK(differences(golden.report()) == std::vector<std::string>{});
    }
}

TEST_CASE("one answer more and the golden report no longer matches") {
    constexpr store::Sql spoil{
        "golden_test.spoil",
        "UPDATE triage_assessment SET counted = '' WHERE id = (SELECT MIN(id) FROM "
        "triage_assessment)"};
    Golden golden{store::Engine::sqlite};
    golden.database->write([&](store::Transaction& transaction) {
        transaction.run(spoil, {});
        return true;
    });
    CHECK(!differences(golden.report()).empty());
}

TEST_CASE("the report is a document in every format, with the same figures") {
    using exchange::ReportFormat;
    Golden golden{store::Engine::sqlite};
    const auto caller = golden.analyst();
    SeededRandom random{1};
    const codes::CodeBook book{codes::shipped_codes()};
    const auto report = golden.database->read([&](store::Transaction& transaction) {
        sharing::Act act{transaction, caller, *parse_iso8601("2026-03-14T12:00:00Z"), random, book};
        return *exchange::triage_report(act, winter);
    });
    const auto has = [](const std::string& text, const char* part) {
        return text.find(part) != std::string::npos;
    };
    CHECK(has(exchange::document(report, ReportFormat::text), "59 %  (48 of 81)"));
    CHECK(has(exchange::document(report, ReportFormat::csv), "C050,59,%,48,81,48.4,69.3,100"));
    CHECK(has(exchange::document(report, ReportFormat::html), "<td>C050</td><td class=\"n\">59"));
    const auto xlsx = exchange::document(report, ReportFormat::xlsx);
    CHECK(xlsx.starts_with("PK"));
    CHECK(has(xlsx, "xl/worksheets/sheet4.xml"));
    // The kind of an OpenDocument file stands at its beginning, uncompressed.
    CHECK(
        exchange::document(report, ReportFormat::ods).substr(30, 54) ==
        "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    );
}

}  // namespace waymark::app
