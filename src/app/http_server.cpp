// SPDX-License-Identifier: MIT
#include "app/http_server.hpp"

#include "app/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

namespace waymark::app {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

/// One thread with a context of its own for each processor: what belongs to a connection happens on
/// one thread, so that its timer and its reading never run at once and nothing has to be locked.
class Carriers {
public:
    Carriers() {
        const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
        for (unsigned i = 0; i < count; ++i) {
            contexts_.push_back(std::make_unique<asio::io_context>(1));
            at_work_.push_back(asio::make_work_guard(*contexts_.back()));
        }
    }

    asio::io_context& first() { return *contexts_.front(); }
    asio::io_context& next() { return *contexts_[++turn_ % contexts_.size()]; }

    /// Returns when stopped.
    void run() {
        std::vector<std::thread> threads;
        for (std::size_t i = 1; i < contexts_.size(); ++i)
            threads.emplace_back([&context = *contexts_[i]] { context.run(); });
        first().run();
        for (auto& thread : threads)
            thread.join();
    }

    void stop() {
        for (const auto& context : contexts_)
            context->stop();
    }

private:
    using AtWork = asio::executor_work_guard<asio::io_context::executor_type>;
    std::vector<std::unique_ptr<asio::io_context>> contexts_;
    std::vector<AtWork> at_work_;
    std::size_t turn_ = 0;
};

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
              settings.request_seconds,
              settings.map_tiles},
          acceptor_{
              carriers_.first(),
              tcp::endpoint{asio::ip::make_address(settings.address), settings.port}} {}

    unsigned short port() const { return acceptor_.local_endpoint().port(); }

    void run() {
        asio::co_spawn(carriers_.first(), accept(), asio::detached);
        carriers_.run();
        workers_.join();
        while (shared_.awaited > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }

    void stop() {
        asio::post(carriers_.first(), [this] {
            shared_.stopping = true;
            boost::system::error_code unused;
            acceptor_.close(unused);
            asio::co_spawn(carriers_.first(), drain(), asio::detached);
        });
    }

private:
    asio::awaitable<void> accept() {
        for (;;) {
            tcp::socket socket{carriers_.next()};
            boost::system::error_code failed;
            co_await acceptor_.async_accept(
                socket, asio::redirect_error(asio::use_awaitable, failed)
            );
            if (shared_.stopping) co_return;
            if (failed || shared_.open >= connections_max) {
                asio::steady_timer pause{carriers_.first(), std::chrono::milliseconds{20}};
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
        asio::steady_timer timer{carriers_.first()};
        for (int turn = 0; turn < drain_seconds_max * 20 && shared_.open > 0; ++turn) {
            timer.expires_after(std::chrono::milliseconds{50});
            co_await timer.async_wait(asio::use_awaitable);
            if (turn >= 20 && shared_.busy == 0) break;
        }
        carriers_.stop();
    }

    Carriers carriers_;
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
