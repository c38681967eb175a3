// SPDX-License-Identifier: MIT
#include "app/commands.hpp"

#include "api/edge.hpp"
#include "api/openapi.hpp"
#include "app/import_command.hpp"
#include "app/link_command.hpp"
#include "app/link_files.hpp"
#include "app/own_services.hpp"
#include "app/report_command.hpp"
#include "app/service.hpp"
#include "base/text.hpp"
#include "demo/golden.hpp"
#include "demo/partnership.hpp"
#include "demo/population.hpp"
#include "impact/reports.hpp"
#include "store/backup.hpp"

#include <CLI/CLI.hpp>
#include <pthread.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <iostream>
#include <thread>

namespace waymark::app {

namespace {

sigset_t signals_to_stop() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

/// Waits for a signal to stop on a thread of its own, where more than a signal handler may be done.
void stop_on_signal(HttpServer& server) {
    std::thread{[&server, signals = signals_to_stop()] {
        int received = 0;
        sigwait(&signals, &received);
        server.stop();
    }}.detach();
}

int serve(const Settings& settings) {
    // Before any thread is started, since a thread that does not hold them back is ended by them,
    // and the program with it.
    const auto signals = signals_to_stop();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    Service service{settings};
    stop_on_signal(service.http());
    std::cout << "Waymark is serving on http://" << settings.address << ":" << service.http().port()
              << std::endl;
    service.http().run();
    std::cout << "Waymark has stopped; everything acknowledged is kept." << std::endl;
    return 0;
}

struct DemoOptions {
    demo::Settings settings;
    std::string until{};
    std::string golden{};  ///< The report to rebuild, in place of the partnership.
};

struct PopulationOptions {
    std::uint64_t records = 100'000;
    std::uint64_t seed = 7;
    std::string out{};
};

int write_population(const PopulationOptions& options) {
    const auto material = demo::read_material();
    NewFile out{options.out};
    std::string line;
    for (const auto column : demo::population_columns)
        line.append(line.empty() ? "" : ",").append(column);
    out.write(line + "\n");
    demo::make_population(
        options.records,
        material,
        options.seed,
        [&](const demo::PopulationRecord& record) {
            line.clear();
            for (const auto& cell : demo::cells_of(record))
                line.append(line.empty() ? "" : ",").append(csv_cell(cell));
            out.write(line + "\n");
        }
    );
    out.finish();
    return 0;
}

int make_demo(const Settings& settings, DemoOptions options) {
    if (!options.until.empty()) {
        const auto day = parse_day(options.until);
        if (!day) throw std::runtime_error{"--until takes a day, like 2026-10-31."};
        options.settings.until = *day;
    }
    const auto database = open_database(settings, cache_kib_alone);
    const auto now = clock_now();
    if (!options.golden.empty()) {
        SeededRandom random{options.settings.seed};
        demo::make_golden(*database, random);
        return 0;
    }
    demo::make(*database, options.settings, now, [&](std::int64_t made) {
        std::cerr << "\rmaking the demonstration: " << made << " of " << options.settings.incidents
                  << " incidents" << std::flush;
    });
    std::cerr << "\n";
    impact::keep_contacts_ready(*database);
    return 0;
}

void print_tables(const std::vector<store::BackedUpTable>& tables) {
    std::int64_t total = 0;
    for (const auto& table : tables) {
        std::cout << "  " << table.name << ": " << table.rows << " rows, "
                  << table.digest.substr(0, 16) << "\n";
        total += table.rows;
    }
    std::cout << tables.size() << " tables, " << total << " rows\n";
}

int make_backup(const Settings& settings, const std::string& file) {
    // Beside a running server: one more reader, which never commits and never checkpoints.
    store::Database::Settings opening;
    opening.address = database_address(settings);
    opening.read_only = settings.database.empty();
    print_tables(store::backup(*store::Database::open(opening), file));
    return 0;
}

int restore_backup(const Settings& settings, const std::string& file) {
    const auto database = open_database(settings, cache_kib_alone);
    print_tables(store::restore(*database, file));
    return 0;
}

void print_sign_ins() {
    std::cout << "Sign in with one of these names and the password " << demo::password << "\n";
    for (const auto& one : demo::sign_ins())
        std::cout << "  " << one.name
                  << std::string(16 - std::min<std::size_t>(15, one.name.size()), ' ') << one.who
                  << ", " << one.agency << "\n";
}

void add_database_options(CLI::App& command, Settings& settings) {
    command.add_option("--data", settings.data, "The data folder")->capture_default_str();
    command.add_option(
        "--database", settings.database, "postgresql://… to use PostgreSQL in place of SQLite"
    );
}

}  // namespace

int run_command_line(int argc, char** argv) {
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    Settings settings;
    CLI::App app{"Waymark: from the first call to the right service."};
    app.require_subcommand(1);
    auto* serving = app.add_subcommand("serve", "Serve the web application and the interface");
    add_database_options(*serving, settings);
    serving->add_option("--address", settings.address, "The address to listen on")
        ->capture_default_str();
    serving->add_option("--port", settings.port, "The port to listen on; 0 lets the system choose")
        ->capture_default_str();
    serving
        ->add_option(
            "--workers", settings.workers, "Threads that answer; 0 for as many as suit the engine"
        )
        ->capture_default_str();
    serving->add_option(
        "--map-tiles", settings.map_tiles, "A folder with the background of the map, ZOOM/X/Y.png"
    );
    serving->add_option("--map-credit", settings.map_credit, "Whom that background is from");
    serving->add_flag(
        "--behind-https",
        settings.behind_https,
        "A proxy in front speaks HTTPS: mark cookies secure"
    );

    DemoOptions demo;
    auto* making =
        app.add_subcommand("demo", "Fill an empty data folder with the demonstration partnership");
    add_database_options(*making, settings);
    making
        ->add_option(
            "--seed", demo.settings.seed, "The same seed makes the same people and incidents"
        )
        ->capture_default_str();
    making->add_option("--scale", demo.settings.incidents, "How many incidents to make")
        ->capture_default_str()
        ->check(CLI::Range(1, 100000000));
    making->add_option("--until", demo.until, "The last day of the incidents");
    making->add_option("--days", demo.settings.days, "How long before that day they begin")
        ->capture_default_str()
        ->check(CLI::Range(1, 20000));
    making->add_option(
        "--contacts",
        demo.settings.contacts,
        "How many contacts of the triage team, about; one in 25 "
        "incidents when left out"
    );
    making
        ->add_option(
            "--golden", demo.golden, "coventry: rebuild the street triage report of 2014-15 instead"
        )
        ->check(CLI::IsMember({"coventry"}));
    PopulationOptions population;
    auto* peopling = making->add_subcommand(
        "people", "Write records of people who never were, as CSV, and of whom each is"
    );
    peopling->add_option("--scale", population.records, "How many records")
        ->capture_default_str()
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}));
    peopling->add_option("--seed", population.seed, "The same seed makes the same people")
        ->capture_default_str();
    peopling->add_option("--out", population.out, "Where they go")->required();
    auto* listing =
        app.add_subcommand("demo-sign-ins", "Print who can sign in to the demonstration");

    auto* describing = app.add_subcommand("openapi", "Print the interface as an OpenAPI document");

    std::string file;
    auto* backing_up =
        app.add_subcommand("backup", "Copy everything into FILE, while the server runs");
    add_database_options(*backing_up, settings);
    backing_up->add_option("file", file, "The file to make")->required();
    auto* restoring =
        app.add_subcommand("restore", "Fill an empty data folder or database from a backup");
    add_database_options(*restoring, settings);
    restoring->add_option("file", file, "The backup")->required();

    ImportOptions import;
    auto* importing = app.add_subcommand("import", "Bring in a file");
    importing->require_subcommand(1);
    auto* importing_incidents =
        importing->add_subcommand("incidents", "Bring in incidents from CSV or XLSX");
    add_database_options(*importing_incidents, settings);
    importing_incidents->add_option("file", import.file, "The file")->required();
    importing_incidents->add_option(
        "--map", import.map, "The mapping, as JSON; guessed from the headings when left out"
    );
    importing_incidents->add_option("--as", import.as, "The sign-in name of whoever imports");
    importing_incidents->add_option("--refused", import.refused, "Where refused rows go");
    importing_incidents->add_flag("--dry-run", import.dry_run, "Only check");
    importing_incidents->add_flag("--json", import.as_json, "Print the report as JSON");
    importing_incidents->add_flag(
        "--suggest", import.suggest, "Print a mapping guessed from the headings, and stop"
    );

    ReportOptions report;
    auto* reporting = app.add_subcommand("kpi", "Print the figures of a service in a period");
    add_database_options(*reporting, settings);
    reporting->add_option("service", report.service, "street-triage")
        ->required()
        ->check(CLI::IsMember({"street-triage"}));
    reporting->add_option("--from", report.from, "The first day, like 2014-12-01")->required();
    reporting->add_option("--to", report.to, "The last day")->required();
    reporting->add_option("--format", report.format, "text, json, csv, xlsx, ods or html")
        ->capture_default_str();
    reporting->add_option("--agency", report.agency, "Whose, where several run the service");
    reporting->add_option("--file", report.file, "Where it goes; the terminal when left out");

    LinkCommand linking;
    add_link_commands(app, linking);

    try {
        app.parse(argc, argv);
        if (app.got_subcommand("link"))
            return run_link_command(*app.get_subcommand("link"), linking);
        if (*serving || *making || *reporting) use_own_services(settings.data);
        if (*serving) return serve(settings);
        if (*peopling) return write_population(population);
        if (*making) return make_demo(settings, demo);
        if (*listing) print_sign_ins();
        if (*describing)
            std::cout << boost::json::serialize(api::openapi(api::all_routes())) << "\n";
        if (*backing_up) return make_backup(settings, file);
        if (*restoring) return restore_backup(settings, file);
        if (*reporting) return print_report(settings, report);
        if (*importing_incidents) return import_incidents(settings, import);
        return 0;
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        std::cerr << "waymark: " << error.what() << "\n";
        return 1;
    }
}

}  // namespace waymark::app
