// SPDX-License-Identifier: MIT
#include "app/http_server.hpp"

#include "app/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <thread>

namespace waymark::app {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

/// On SQLite answering is work for the processor, and one thread of the store's own does the
/// waiting; on PostgreSQL a thread waits for each answer.
unsigned worker_count(const Settings& settings) {
    constexpr unsigned for_postgres = 48;
    if (settings.workers > 0) return std::max(2U, settings.workers);
    if (!settings.database.empty()) return for_postgres;
    return std::max(2U, std::thread::hardware_concurrency()) + 1;
}

}  // namespace

class HttpServer::Implementation {
public:
    Implementation(
        const Settings& settings, api::Edge& edge, std::function<std::string()> feed_position
    )
        : workers_{worker_count(settings)},
          shared_{
              edge,
              workers_,
              std::move(feed_position),
              settings.behind_https,
              settings.request_seconds},
          acceptor_{
              context_, tcp::endpoint{asio::ip::make_address(settings.address), settings.port}} {}

    unsigned short port() const { return acceptor_.local_endpoint().port(); }

    void run() {
        asio::co_spawn(context_, accept(), asio::detached);
        const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
        std::vector<std::thread> threads;
        for (unsigned i = 1; i < count; ++i)
            threads.emplace_back([this] { context_.run(); });
        context_.run();
        for (auto& thread : threads)
            thread.join();
        workers_.join();
        while (shared_.awaited > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }

    void stop() {
        asio::post(context_, [this] {
            shared_.stopping = true;
            boost::system::error_code unused;
            acceptor_.close(unused);
            asio::co_spawn(context_, drain(), asio::detached);
        });
    }

private:
    asio::awaitable<void> accept() {
        for (;;) {
            // A strand each, so that a connection's timer and its reading never run at once.
            tcp::socket socket{asio::make_strand(context_)};
            boost::system::error_code failed;
            co_await acceptor_.async_accept(
                socket, asio::redirect_error(asio::use_awaitable, failed)
            );
            if (shared_.stopping) co_return;
            if (failed || shared_.open >= connections_max) {
                asio::steady_timer pause{context_, std::chrono::milliseconds{20}};
                co_await pause.async_wait(asio::use_awaitable);
                continue;
            }
            ++shared_.open;
            auto executor = socket.get_executor();
            asio::co_spawn(
                executor,
                serve_connection(std::move(socket), shared_),
                [this](const std::exception_ptr&) { --shared_.open; }
            );
        }
    }

    /// Waits for requests at work; connections that only wait for the next one are cut.
    asio::awaitable<void> drain() {
        asio::steady_timer timer{context_};
        for (int turn = 0; turn < drain_seconds_max * 20 && shared_.open > 0; ++turn) {
            timer.expires_after(std::chrono::milliseconds{50});
            co_await timer.async_wait(asio::use_awaitable);
            if (turn >= 20 && shared_.busy == 0) break;
        }
        context_.stop();
    }

    asio::io_context context_;
    asio::thread_pool workers_;
    Shared shared_;
    tcp::acceptor acceptor_;
};

HttpServer::HttpServer(
    const Settings& settings, api::Edge& edge, std::function<std::string()> feed_position
)
    : it_{std::make_unique<Implementation>(settings, edge, std::move(feed_position))} {
}

HttpServer::~HttpServer() = default;

unsigned short HttpServer::port() const {
    return it_->port();
}
void HttpServer::run() {
    it_->run();
}
void HttpServer::stop() {
    it_->stop();
}

}  // namespace waymark::app
