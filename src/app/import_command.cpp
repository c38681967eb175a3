// SPDX-License-Identifier: MIT
#include "app/import_command.hpp"

#include "api/import_fields.hpp"
#include "api/json_text.hpp"
#include "app/service.hpp"
#include "base/secrets.hpp"
#include "exchange/imports.hpp"
#include "sharing/founding.hpp"

#include <chrono>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <stdexcept>

namespace waymark::app {

namespace {

std::string contents_of(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{"Cannot read " + path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

[[noreturn]] void fail(const Problem& problem) {
    std::string words = problem.message;
    for (const auto& field : problem.fields)
        words += "\n  " + field.field + ": " + field.message;
    throw std::runtime_error{words};
}

template <class T>
T value_of(Result<T> result) {
    if (!result) fail(result.problem());
    return std::move(*result);
}

sharing::Caller caller_for(store::Database& database, const std::string& name) {
    if (name.empty()) throw std::runtime_error{"Say who imports, with --as and a sign-in name."};
    const auto caller = database.read([&](store::Transaction& transaction) {
        return sharing::named_caller(transaction, name);
    });
    if (!caller) throw std::runtime_error{"Nobody signs in as " + name + "."};
    return *caller;
}

void print_report(const exchange::ImportReport& report, const codes::CodeBook& book) {
    std::cout << "Rows read:    " << report.rows_read << "\n"
              << (report.batch_id.empty() ? "Would store:  " : "Stored:       ")
              << report.rows_stored << "\n"
              << "Refused:      " << report.rows_refused << "\n"
              << "Already here: " << report.rows_known << "\n";
    if (report.stored_before_at)
        std::cout << "This very file was stored on " << to_iso8601(*report.stored_before_at)
                  << ".\n";
    if (!report.findings.empty()) std::cout << "\nFindings\n";
    for (const auto& finding : report.findings) {
        std::cout << "  " << std::left << std::setw(24) << finding.rule << std::right
                  << std::setw(8) << finding.count
                  << (finding.refuses ? "  refused  " : "  stored   ") << finding.words
                  << "\n            rows";
        for (std::size_t i = 0; i < std::min<std::size_t>(8, finding.rows.size()); ++i)
            std::cout << " " << finding.rows[i];
        std::cout << (finding.count > 8 ? " …" : "") << "\n";
    }
    if (!report.unknown_codes.empty())
        std::cout << "\nWords that are in none of our lists (say what they mean under \"codes\" in "
                     "the mapping)\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(40, report.unknown_codes.size()); ++i) {
        const auto& unknown = report.unknown_codes[i];
        std::cout << "  " << std::setw(8) << unknown.count << "  " << unknown.target << ": "
                  << unknown.value;
        if (!unknown.nearest.empty())
            std::cout << "  (nearest: " << unknown.nearest << ", "
                      << book.label(unknown.list, unknown.nearest) << ")";
        std::cout << "\n";
    }
    if (report.unknown_codes.size() > 40)
        std::cout << "  and " << report.unknown_codes.size() - 40 << " more\n";
}

}  // namespace

int import_incidents(const Settings& settings, const ImportOptions& options) {
    const auto started = std::chrono::steady_clock::now();
    const auto contents = contents_of(options.file);
    const auto table = value_of(exchange::read_table(contents));
    if (options.suggest) {
        std::cout << boost::json::serialize(exchange::to_json(exchange::suggest_mapping(table)))
                  << "\n";
        return 0;
    }
    const auto mapping =
        options.map.empty()
            ? exchange::suggest_mapping(table)
            : value_of(exchange::read_mapping(value_of(api::parse_json(contents_of(options.map)))));
    const auto database = open_database(settings, cache_kib_alone);
    SystemRandom random;
    const sharing::Workplace place{*database, random};
    const codes::Library library{*database};
    const auto book = library.book();
    const auto caller = caller_for(*database, options.as);
    const auto now = clock_now();
    const exchange::ImportRun run{place, caller, now, *book, exchange::rows_a_transaction_alone};
    const auto name = options.file.substr(options.file.find_last_of('/') + 1);
    const auto report = value_of(exchange::import_incidents(
        run, {name, sha256_hex(contents), table, mapping}, options.dry_run
    ));

    if (!report.batch_id.empty() && report.rows_refused > 0) {
        const auto path = options.refused.empty() ? options.file + ".refused.csv" : options.refused;
        const auto rows =
            value_of(sharing::consult(place, caller, now, *book, [&](sharing::Act& act) {
                return exchange::refused_rows(act, report.batch_id);
            }));
        std::ofstream{path, std::ios::binary} << rows;
        std::cerr << "Refused rows, with reasons: " << path << "\n";
    }
    if (options.as_json)
        std::cout << boost::json::serialize(api::encode(report)) << "\n";
    else
        print_report(report, *book);
    const auto seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    std::cerr << "Took " << std::fixed << std::setprecision(2) << seconds << " s\n";
    return 0;
}

}  // namespace waymark::app
