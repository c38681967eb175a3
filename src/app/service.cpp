// SPDX-License-Identifier: MIT
#include "app/service.hpp"

#include "detentions/detentions.hpp"
#include "impact/reports.hpp"
#include "people/register.hpp"
#include "sharing/sharing.hpp"
#include "store/migrate.hpp"

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <filesystem>

namespace waymark::app {

Instant clock_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string database_address(const Settings& settings) {
    if (!settings.database.empty()) return settings.database;
    std::error_code failed;
    std::filesystem::create_directories(settings.data, failed);
    if (failed || !std::filesystem::is_directory(settings.data))
        throw store::StoreError{
            store::StoreError::Kind::read_only,
            "The data folder cannot be made. Check --data, and that you may write there."};
    return (std::filesystem::path{settings.data} / "waymark.db").string();
}

std::unique_ptr<store::Database> open_database(const Settings& settings, unsigned cache_kib) {
    store::Database::Settings opening;
    opening.address = database_address(settings);
    opening.cache_kib = cache_kib;
    // Each thread that answers may read at once, the long ones for as long as an export takes.
    opening.connections = long_threads + 8;
    auto database = store::Database::open(opening);
    store::migrate(*database);
    database->write([](store::Transaction& transaction) {
        codes::install(transaction);
        sharing::tidy_answers(transaction, clock_now());
        return true;
    });
    return database;
}

Service::Service(const Settings& settings)
    : database_{open_database(settings)}, codes_{*database_},
      server_{
          {*database_, random_},
          codes_,
          clock_now,
          settings.behind_https,
          [this](std::function<void()> work) { boost::asio::post(long_work_, std::move(work)); },
          settings.map_tiles.empty() ? std::nullopt : std::optional{settings.map_credit}},
      edge_{std::make_unique<api::Edge>(
          server_,
          [](const std::string& number, const std::string& what) {
              spdlog::error("request failed, number {}: {}", number, what);
          }
      )},
      http_{std::make_unique<HttpServer>(
          settings,
          *edge_,
          [this] {
              const std::lock_guard lock{house_mutex_};
              return feed_position_;
          }
      )},
      reader_{[this](const std::stop_token& stop) { read_register(stop); }},
      housekeeper_{[this](const std::stop_token& stop) { keep_house(stop); }} {
}

void Service::read_register(const std::stop_token& stop) {
    constexpr std::uint64_t a_line = 500'000;
    constexpr auto pause = std::chrono::seconds{10};
    while (!stop.stop_requested()) {
        try {
            auto& people = database_->memory().of<people::Register>();
            const auto began = std::chrono::steady_clock::now();
            std::uint64_t next = a_line;
            people.load(*database_, to_london(clock_now()).day, [&](std::uint64_t count) {
                if (count >= next) {
                    spdlog::info("register: {} people read", count);
                    next += a_line;
                }
                return !stop.stop_requested();
            });
            if (stop.stop_requested()) return;
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
            spdlog::info(
                "register: {} people in {:.1f} s; they are found by it now",
                people.index().size(),
                took.count()
            );
            return;
        } catch (const std::exception& error) {
            spdlog::warn("the register is not read, and will be tried again: {}", error.what());
        }
        std::unique_lock lock{house_mutex_};
        house_ends_.wait_for(lock, stop, pause, [] { return false; });
    }
}

void Service::follow_changes() {
    try {
        database_->read([&](store::Transaction& transaction) {
            return database_->memory().of<people::Register>().catch_up(
                transaction, to_london(clock_now()).day
            );
        });
    } catch (const std::exception& error) {
        spdlog::warn("the register did not follow: {}", error.what());
    }
}

void Service::keep_house(const std::stop_token& stop) {
    // What one desk saves is to be on another within half a second, and this is the first wait of
    // two; the other is in connection.cpp.
    constexpr auto turn = std::chrono::milliseconds{100};
    constexpr int turns_a_watch = 300;  // Half a minute; the shortest limit of the law is thirty.
    constexpr int turns_an_hour = 36000;
    std::uint64_t seen = 0;
    bool asked = false;
    for (int count = 1; !stop.stop_requested(); ++count) {
        try {
            // On PostgreSQL other servers write too, so only SQLite can tell that nothing happened.
            const auto commits = database_->commits();
            if (!asked || commits != seen || database_->engine() == store::Engine::postgres) {
                auto position = database_->read([](store::Transaction& transaction) {
                    return sharing::feed_end(transaction);
                });
                const bool is_news = position != feed_position_;
                {
                    const std::lock_guard lock{house_mutex_};
                    feed_position_ = std::move(position);
                }
                seen = commits;
                asked = true;
                // So that whoever searches next does not wait for what others have saved.
                if (is_news) follow_changes();
            }
            if (count % turns_a_watch == 0) {
                detentions::keep_watch({*database_, random_}, clock_now(), codes_.book());
                impact::keep_contacts_ready(*database_, [&] { return !stop.stop_requested(); });
            }
            if (count % turns_an_hour == 0)
                database_->write([](store::Transaction& transaction) {
                    sharing::tidy_answers(transaction, clock_now());
                    return true;
                });
        } catch (const std::exception& error) {
            spdlog::warn("housekeeping will be tried again: {}", error.what());
        }
        std::unique_lock lock{house_mutex_};
        house_ends_.wait_for(lock, stop, turn, [] { return false; });
    }
}

}  // namespace waymark::app
