// SPDX-License-Identifier: MIT
#pragma once

#include "api/edge.hpp"
#include "app/http_server.hpp"
#include "app/settings.hpp"
#include "codes/codes.hpp"
#include "store/database.hpp"

#include <boost/asio/thread_pool.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace waymark::app {

/// The only reading of the time of day in the program.
Instant clock_now();

/// Opens the database of the settings, brings its schema up to date and writes the shipped lists.
std::unique_ptr<store::Database> open_database(
    const Settings& settings, unsigned cache_kib = store::Database::Settings{}.cache_kib
);

/// SQLite's page cache for a command that has the database alone and writes much.
inline constexpr unsigned cache_kib_alone = 256 * 1024;

inline constexpr unsigned long_threads = 18;

/// Everything one server is made of, wired together.
class Service {
public:
    explicit Service(const Settings& settings);

    HttpServer& http() { return *http_; }
    api::Edge& edge() { return *edge_; }
    store::Database& database() { return *database_; }

private:
    void keep_house(const std::stop_token& stop);
    void read_register(const std::stop_token& stop);
    void follow_changes();

    std::unique_ptr<store::Database> database_;
    SystemRandom random_;
    codes::Library codes_;
    /// Sign-ins hash, and imports and exports read and write much: never where others are answered.
    /// More of them than sign-ins may wait (sign_in.cpp), so that a crowd leaves some to the rest.
    boost::asio::thread_pool long_work_{long_threads};
    api::Server server_;
    std::unique_ptr<api::Edge> edge_;
    std::unique_ptr<HttpServer> http_;

    // Every open page asks where the feed ends; one thread asks the database for them all, so that
    // no thread that serves sockets ever waits for it.
    std::mutex house_mutex_;
    std::condition_variable_any house_ends_;
    std::string feed_position_ = "0-0";
    std::jthread reader_;  ///< Reads everybody into memory once.
    std::jthread housekeeper_;
};

}  // namespace waymark::app
