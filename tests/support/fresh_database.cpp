// SPDX-License-Identifier: MIT
#include "support/fresh_database.hpp"

#include "codes/codes.hpp"
#include "store/migrate.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>

namespace waymark::testing {

namespace {

std::string server() {
    const char* address = std::getenv("WAYMARK_TEST_POSTGRES");
    return address ? address : "";
}

void on_server(const std::string& command) {
    store::Database::Settings settings;
    settings.address = server() + "/postgres";
    settings.connections = 1;
    // CREATE DATABASE cannot run inside a transaction, so it goes around the store.
    const std::string shell = "psql -q -X -v ON_ERROR_STOP=1 '" + settings.address + "' -c \"" +
                              command + "\" >/dev/null";
    if (std::system(shell.c_str()) != 0)
        throw std::runtime_error{"the test's PostgreSQL server did not do as told"};
}

}  // namespace

std::vector<store::Engine> engines() {
    std::vector<store::Engine> all{store::Engine::sqlite};
    if (!server().empty()) all.push_back(store::Engine::postgres);
    return all;
}

ScratchFolder::ScratchFolder() {
    std::string path = (std::filesystem::temp_directory_path() / "waymark-test-XXXXXX").string();
    if (!::mkdtemp(path.data())) throw std::runtime_error{"no temporary folder for the test"};
    path_ = path;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

FreshDatabase::FreshDatabase(store::Engine engine, bool migrated) : engine_{engine} {
    static std::atomic<int> made{0};
    name_ = "waymark_test_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
    store::Database::Settings settings;
    settings.connections = 3;
    if (engine == store::Engine::postgres) {
        on_server("CREATE DATABASE " + name_);
        address_ = server() + "/" + name_;
    } else {
        address_ = (std::filesystem::temp_directory_path() / (name_ + ".db")).string();
    }
    settings.address = address_;
    database_ = store::Database::open(settings);
    if (!migrated) return;
    store::migrate(*database_);
    database_->write([](store::Transaction& transaction) {
        codes::install(transaction);
        return true;
    });
}

FreshDatabase::~FreshDatabase() {
    database_.reset();
    if (engine_ == store::Engine::postgres) {
        try {
            on_server("DROP DATABASE " + name_ + " WITH (FORCE)");
        } catch (const std::exception&) {
            // The server is the test run's own and goes with it.
        }
        return;
    }
    for (const char* ending : {"", "-wal", "-shm", ".lock"}) {
        std::error_code ignored;
        std::filesystem::remove(address_ + ending, ignored);
    }
}

}  // namespace waymark::testing
