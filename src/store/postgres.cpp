// SPDX-License-Identifier: MIT
#include "store/postgres.hpp"

#include "store/postgres_connection.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace waymark::store {

namespace {

constexpr int tries_max = 12;

/// Longer after each try, and never quite the same, so that two who collided part company.
void wait_before_try(int tried) {
    thread_local std::minstd_rand chance{std::random_device{}()};
    const int ceiling = 2 << std::min(tried, 7);
    std::this_thread::sleep_for(std::chrono::milliseconds{1 + static_cast<int>(chance()) % ceiling}
    );
}

class PostgresDatabase final : public Database {
public:
    explicit PostgresDatabase(const Settings& settings) : settings_{settings} {
        idle_.push_back(std::make_unique<PostgresConnection>(settings.address));
        made_ = 1;
    }

    Engine engine() const override { return Engine::postgres; }
    std::uint64_t commits() const override { return commits_.load(std::memory_order_relaxed); }

protected:
    void run_write(const std::function<bool(Transaction&)>& work) override {
        until_it_passes([&](PostgresConnection& connection) { write_once(connection, work); });
    }

    void run_read(const std::function<void(Transaction&)>& work) override {
        until_it_passes([&](PostgresConnection& connection) {
            begin(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            work(connection);
            connection.execute("COMMIT");
        });
    }

private:
    struct Borrowed {
        PostgresDatabase& database;
        std::unique_ptr<PostgresConnection> connection;

        explicit Borrowed(PostgresDatabase& from) : database{from}, connection{from.take()} {}
        Borrowed(const Borrowed&) = delete;
        Borrowed& operator=(const Borrowed&) = delete;
        ~Borrowed() { database.give_back(std::move(connection)); }
    };

    /// Runs one whole transaction, again while another is in its way and there are tries left.
    template <class Once>
    void until_it_passes(Once once) {
        for (int tried = 0;; ++tried) {
            Borrowed borrowed{*this};
            try {
                once(*borrowed.connection);
                return;
            } catch (const StoreError& error) {
                end(borrowed);
                // Of two who add the same thing at once, the second finds out on its second try
                // what the first has done, and can say so.
                const bool may_be_late =
                    error.kind() == StoreError::Kind::try_again ||
                    (error.kind() == StoreError::Kind::duplicate && tried == 0);
                if (!may_be_late || tried + 1 >= tries_max) throw;
            } catch (...) {
                end(borrowed);
                throw;
            }
            wait_before_try(tried);
        }
    }

    void write_once(PostgresConnection& connection, const std::function<bool(Transaction&)>& work) {
        begin(connection, "BEGIN ISOLATION LEVEL SERIALIZABLE");
        if (!work(connection)) {
            connection.execute("ROLLBACK");
            return;
        }
        // Never cancelled and never timed out: a COMMIT that was interrupted may have happened.
        connection.commit();
        ++commits_;
    }

    /// A connection that lay idle while the server restarted is found out here, when nothing has
    /// been asked of it yet, so another one can be tried.
    static void begin(PostgresConnection& connection, const char* command) {
        try {
            connection.execute(command);
        } catch (const StoreError& error) {
            if (error.kind() != StoreError::Kind::unavailable) throw;
            throw StoreError{StoreError::Kind::try_again, error.what()};
        }
    }

    static void end(Borrowed& borrowed) {
        try {
            borrowed.connection->execute("ROLLBACK");
        } catch (const StoreError&) {
            // The connection is gone, and with it the transaction; give_back drops it.
        }
    }

    std::unique_ptr<PostgresConnection> take() {
        {
            std::unique_lock lock{mutex_};
            ready_.wait(lock, [this] { return !idle_.empty() || made_ < settings_.connections; });
            if (!idle_.empty()) {
                auto connection = std::move(idle_.back());
                idle_.pop_back();
                return connection;
            }
            ++made_;
        }
        try {
            return std::make_unique<PostgresConnection>(settings_.address);
        } catch (...) {
            {
                const std::lock_guard lock{mutex_};
                --made_;
            }
            ready_.notify_one();
            throw;
        }
    }

    void give_back(std::unique_ptr<PostgresConnection> connection) {
        {
            const std::lock_guard lock{mutex_};
            if (connection->is_alive())
                idle_.push_back(std::move(connection));
            else
                --made_;
        }
        ready_.notify_one();
    }

    Settings settings_;
    std::atomic<std::uint64_t> commits_{0};
    std::mutex mutex_;
    std::condition_variable ready_;
    std::vector<std::unique_ptr<PostgresConnection>> idle_;
    unsigned made_ = 0;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const Database::Settings& settings) {
    return std::make_unique<PostgresDatabase>(settings);
}

}  // namespace waymark::store
