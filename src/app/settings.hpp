// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace waymark::app {

/// What a server is started with.
struct Settings {
    std::string data = "data";  ///< The data folder.
    std::string database{};     ///< "postgresql://…"; SQLite in the data folder when empty.
    std::string address = "127.0.0.1";
    unsigned short port = 8080;
    unsigned workers = 0;       ///< Threads that answer; 0 for as many as suit the engine.
    int request_seconds = 30;   ///< For the whole of a request to arrive, before it is refused.
    std::string map_tiles{};    ///< The folder with the map's background; none when empty.
    std::string map_credit{};   ///< Whom it is from, as its licence asks.
    bool behind_https = false;  ///< A proxy in front speaks HTTPS: cookies are marked secure.
};

/// The database address the settings name, the data folder made if need be.
std::string database_address(const Settings& settings);

}  // namespace waymark::app
