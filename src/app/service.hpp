// SPDX-License-Identifier: MIT
#pragma once

#include "api/edge.hpp"
#include "app/http_server.hpp"
#include "app/settings.hpp"
#include "codes/codes.hpp"
#include "store/database.hpp"

#include <atomic>
#include <memory>
#include <mutex>

namespace waymark::app {

/// The only reading of the clock in the program.
Instant clock_now();

/// Opens the database of the settings, brings its schema up to date and writes the shipped lists.
std::unique_ptr<store::Database> open_database(const Settings& settings);

/// Everything one server is made of, wired together.
class Service {
public:
    explicit Service(const Settings& settings);

    HttpServer& http() { return *http_; }
    api::Edge& edge() { return *edge_; }
    store::Database& database() { return *database_; }

private:
    std::string feed_position();

    std::unique_ptr<store::Database> database_;
    SystemRandom random_;
    codes::Library codes_;
    api::Server server_;
    std::unique_ptr<api::Edge> edge_;
    std::unique_ptr<HttpServer> http_;

    // Every open page asks where the feed ends; the database is asked twice a second for them all.
    std::mutex feed_mutex_;
    std::string feed_position_;
    Instant feed_asked_at_{};
};

}  // namespace waymark::app
