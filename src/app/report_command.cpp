// SPDX-License-Identifier: MIT
#include "app/report_command.hpp"

#include "api/report_fields.hpp"
#include "app/service.hpp"
#include "exchange/service_report.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace waymark::app {

namespace {

Day day_in(const std::string& text, const char* option) {
    const auto day = parse_day(text);
    if (!day) throw std::runtime_error{std::string{option} + " takes a day, like 2014-12-01."};
    return *day;
}

AgencyId agency_for(store::Transaction& transaction, const std::string& name) {
    const auto all = impact::agencies_with_triage(transaction);
    if (!name.empty()) {
        const auto named = std::ranges::find(all, name, [](const auto& one) { return one.second; });
        if (named == all.end())
            throw std::runtime_error{"No agency of this name runs a triage service: " + name};
        return named->first;
    }
    if (all.empty()) throw std::runtime_error{"No agency runs a triage service here."};
    if (all.size() == 1) return all.front().first;
    std::string names;
    for (const auto& one : all)
        names += (names.empty() ? "" : ", ") + one.second;
    throw std::runtime_error{"Say whose report, with --agency: " + names};
}

void put_out(const std::string& bytes, const std::string& file) {
    if (file.empty()) {
        std::cout << bytes << std::flush;
        return;
    }
    std::ofstream out{file, std::ios::binary};
    if (!(out << bytes).flush()) throw std::runtime_error{"Cannot write " + file};
}

}  // namespace

int print_report(const Settings& settings, const ReportOptions& options) {
    const impact::Period period{day_in(options.from, "--from"), day_in(options.to, "--to")};
    const auto format = from_word<exchange::ReportFormat>(options.format);
    if (!format && options.format != "json")
        throw std::runtime_error{"--format is text, json, csv, xlsx, ods or html."};
    store::Database::Settings opening;
    opening.address = database_address(settings);
    opening.read_only = settings.database.empty();
    const auto database = store::Database::open(opening);
    SystemRandom random;
    const codes::CodeBook book{codes::shipped_codes()};
    const auto report = database->read([&](store::Transaction& transaction) {
        const sharing::Caller operating{
            {}, agency_for(transaction, options.agency), {sharing::Role::analyst}};
        sharing::Act act{transaction, operating, clock_now(), random, book};
        return exchange::triage_report(act, period);
    });
    if (!report) {
        std::string words = report.problem().message;
        for (const auto& field : report.problem().fields)
            words += " " + field.message;
        throw std::runtime_error{words};
    }
    put_out(
        format ? exchange::document(*report, *format)
               : boost::json::serialize(api::encode(api::to_send(*report))) + "\n",
        options.file
    );
    return 0;
}

}  // namespace waymark::app
