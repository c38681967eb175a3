// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace waymark::testing {

/// The engines a test runs on: SQLite always, PostgreSQL where WAYMARK_TEST_POSTGRES names a
/// server.
std::vector<store::Engine> engines();

/// A database of its own for one test, with every migration applied and no rows but the shipped
/// lists. Gone when this goes out of scope.
class FreshDatabase {
public:
    explicit FreshDatabase(store::Engine engine, bool migrated = true);
    FreshDatabase(const FreshDatabase&) = delete;
    FreshDatabase& operator=(const FreshDatabase&) = delete;
    ~FreshDatabase();

    store::Database& operator*() { return *database_; }
    store::Database* operator->() { return database_.get(); }
    const std::string& address() const { return address_; }

private:
    store::Engine engine_;
    std::string address_;
    std::string name_;
    std::unique_ptr<store::Database> database_;
};

/// A folder of its own for one test, deleted afterwards.
class ScratchFolder {
public:
    ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder();
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace waymark::testing

/// Runs a test once on each engine.
#define ON_EACH_ENGINE(engine) for (const auto engine : waymark::testing::engines())
