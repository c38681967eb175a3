// SPDX-License-Identifier: MIT
#pragma once

#include "api/edge.hpp"
#include "app/settings.hpp"

#include <functional>
#include <memory>
#include <string>

namespace waymark::app {

/// Carries requests between sockets and the edge: HTTP/1.1 on one thread for each core, handlers
/// on threads that may wait. Everything has a limit; what breaks one is refused and closed.
class HttpServer {
public:
    /// `feed_position` tells where the feed of changes ends, for pages that listen.
    HttpServer(
        const Settings& settings, api::Edge& edge, std::function<std::string()> feed_position
    );
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer();

    /// The port it listens on; chosen by the system when the settings say 0.
    unsigned short port() const;

    /// Serves until `stop`; then no new connection is taken and those at work are let finish.
    void run();

    /// May be called from a signal handler's thread or any other.
    void stop();

private:
    class Implementation;
    std::unique_ptr<Implementation> it_;
};

inline constexpr std::size_t header_bytes_max = 16 * 1024;
inline constexpr std::size_t connections_max = 4096;
inline constexpr int idle_seconds_max = 75;  ///< Between requests on one connection.
inline constexpr int drain_seconds_max = 10;

}  // namespace waymark::app
