// SPDX-License-Identifier: MIT
#pragma once

// One connection: requests are read, answered and written one after another, however many the
// other side has already sent.

#include "api/edge.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>

namespace waymark::app {

/// What every connection shares.
struct Shared {
    api::Edge& edge;
    boost::asio::thread_pool& workers;
    std::function<std::string()> feed_position;
    bool behind_proxy = false;
    int request_seconds = 30;           ///< For the whole of a request to arrive.
    std::filesystem::path map_tiles{};  ///< The folder with the map's background, if there is one.
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> open{0};  ///< Connections.
    std::atomic<std::size_t> busy{0};  ///< Requests being answered.
    /// Answers that somebody outside still has to bring; nothing may go away before they have.
    std::atomic<std::size_t> awaited{0};
};

boost::asio::awaitable<void> serve_connection(boost::asio::ip::tcp::socket socket, Shared& shared);

}  // namespace waymark::app
