// SPDX-License-Identifier: MIT
#include "app/service.hpp"

#include "sharing/sharing.hpp"
#include "store/migrate.hpp"

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

std::unique_ptr<store::Database> open_database(const Settings& settings) {
    store::Database::Settings opening;
    opening.address = database_address(settings);
    if (!settings.database.empty()) opening.connections = 24;
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
    : database_{open_database(settings)},
      codes_{*database_},
      server_{{*database_, random_}, codes_, clock_now, settings.behind_https},
      edge_{std::make_unique<api::Edge>(server_, [](const std::string& number, const std::string& what) {
          spdlog::error("request failed, number {}: {}", number, what);
      })},
      http_{std::make_unique<HttpServer>(settings, *edge_, [this] { return feed_position(); })} {}

std::string Service::feed_position() {
    const std::lock_guard lock{feed_mutex_};
    const auto now = clock_now();
    if (now - feed_asked_at_ >= std::chrono::milliseconds{400}) {
        feed_position_ = database_->read([](store::Transaction& transaction) {
            return sharing::feed_end(transaction);
        });
        feed_asked_at_ = now;
    }
    return feed_position_;
}

}  // namespace waymark::app
