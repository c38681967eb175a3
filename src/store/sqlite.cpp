// SPDX-License-Identifier: MIT

// One thread owns the only connection that writes. Everyone who wants to write hands it their work
// and waits; whatever has gathered meanwhile goes into one transaction, each piece of work in a
// savepoint of its own, so that one flush to disk serves them all and one piece's failure undoes
// only itself. Nobody is told of success before that flush.

#include "store/sqlite.hpp"

#include "store/sqlite_connection.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <future>
#include <iterator>
#include <mutex>
#include <thread>
#include <vector>

namespace waymark::store {

namespace {

constexpr std::size_t group_max = 256;

/// Every commit empties the readers' caches, so when many write at once a group waits a moment for
/// as many as came together last, up to 24; the first of a quiet time never waits.
constexpr std::size_t group_wanted = 24;
constexpr std::size_t group_worth_waiting = 12;
constexpr auto gather_max = std::chrono::milliseconds{2};

/// Keeps a second process from writing to the same file: one connection must own every commit.
class WriterLock {
public:
    explicit WriterLock(const std::string& database) {
        const auto path = database + ".lock";
        handle_ = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        if (handle_ < 0)
            throw StoreError{
                StoreError::Kind::read_only,
                "The data folder cannot be written to. Check who owns it, and that there is room."};
        if (::flock(handle_, LOCK_EX | LOCK_NB) != 0) {
            ::close(handle_);
            throw StoreError{
                StoreError::Kind::unavailable,
                "Another Waymark is using this data folder. Stop it first, or use its web pages."};
        }
    }
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;
    ~WriterLock() { ::close(handle_); }

private:
    int handle_ = -1;
};

/// One caller's work, how it went, and who is to be told.
struct Job {
    std::function<bool(Transaction&)> work;
    std::function<void(const std::exception_ptr&)> then;
    std::exception_ptr failure{};
};

class SqliteDatabase final : public Database {
public:
    explicit SqliteDatabase(const Settings& settings)
        : settings_{settings}, lock_{settings.address}, writer_{
                                                            settings,
                                                            SqliteConnection::Role::writer} {
        for (unsigned i = 0; i < std::max(1U, settings.connections); ++i)
            idle_.push_back(
                std::make_unique<SqliteConnection>(settings, SqliteConnection::Role::reader)
            );
        thread_ = std::thread{[this] { serve(); }};
    }

    ~SqliteDatabase() override {
        {
            const std::lock_guard lock{jobs_mutex_};
            stopping_ = true;
        }
        jobs_waiting_.notify_one();
        thread_.join();
        idle_.clear();  // Readers close before the writer, which checkpoints last of all.
    }

    Engine engine() const override { return Engine::sqlite; }
    std::uint64_t commits() const override { return commits_.load(std::memory_order_relaxed); }

protected:
    void run_write(const std::function<bool(Transaction&)>& work) override {
        // Shared: the thread that tells may not have finished telling when this one has gone on.
        const auto finished = std::make_shared<std::promise<void>>();
        auto future = finished->get_future();
        run_write_then(work, [finished](const std::exception_ptr& failure) {
            if (failure)
                finished->set_exception(failure);
            else
                finished->set_value();
        });
        future.get();
    }

    void run_write_then(
        std::function<bool(Transaction&)> work, std::function<void(const std::exception_ptr&)> then
    ) override {
        bool is_awaited = false;
        {
            const std::lock_guard lock{jobs_mutex_};
            jobs_.push_back({std::move(work), std::move(then)});
            is_awaited = jobs_.size() == 1 || jobs_.size() == wanted_;
        }
        if (is_awaited) jobs_waiting_.notify_one();
    }

    void run_read(const std::function<void(Transaction&)>& work) override {
        const Borrowed borrowed{*this};
        SqliteConnection& connection = *borrowed.connection;
        connection.control("BEGIN");
        try {
            work(connection);
        } catch (...) {
            connection.control("ROLLBACK");
            throw;
        }
        connection.control("COMMIT");
    }

private:
    /// A reader's connection, given back at the end whatever happens.
    struct Borrowed {
        SqliteDatabase& database;
        std::unique_ptr<SqliteConnection> connection;

        explicit Borrowed(SqliteDatabase& from) : database{from} {
            std::unique_lock lock{from.idle_mutex_};
            from.idle_ready_.wait(lock, [&from] { return !from.idle_.empty(); });
            connection = std::move(from.idle_.back());
            from.idle_.pop_back();
        }
        Borrowed(const Borrowed&) = delete;
        Borrowed& operator=(const Borrowed&) = delete;
        ~Borrowed() {
            {
                const std::lock_guard lock{database.idle_mutex_};
                database.idle_.push_back(std::move(connection));
            }
            database.idle_ready_.notify_one();
        }
    };

    void serve() {
        std::vector<Job> group;
        for (;;) {
            const std::size_t last = group.size();
            group.clear();
            {
                std::unique_lock lock{jobs_mutex_};
                const auto something = [this] { return stopping_ || !jobs_.empty(); };
                const bool is_busy = jobs_waiting_.wait_for(lock, gather_max, something);
                jobs_waiting_.wait(lock, something);
                if (jobs_.empty()) return;
                if (is_busy && last >= group_worth_waiting) {
                    wanted_ = std::min(last, group_wanted);
                    jobs_waiting_.wait_for(lock, gather_max, [this] {
                        return stopping_ || jobs_.size() >= wanted_;
                    });
                }
                const std::size_t count = std::min(jobs_.size(), group_max);
                const auto end = jobs_.begin() + static_cast<std::ptrdiff_t>(count);
                std::move(jobs_.begin(), end, std::back_inserter(group));
                jobs_.erase(jobs_.begin(), end);
            }
            if (!commit_together(group))
                for (auto& job : group)
                    commit_alone(job);
            for (auto& job : group)
                job.then(job.failure);
            writer_.checkpoint_if_due();
        }
    }

    /// False when the group has to be tried again one by one: SQLite gave up the transaction as a
    /// whole, and it cannot be told whose work was to blame.
    bool commit_together(std::vector<Job>& group) {
        if (group.size() == 1) return false;
        try {
            writer_.control("BEGIN IMMEDIATE");
            for (auto& job : group) {
                writer_.control("SAVEPOINT piece");
                bool keep = false;
                try {
                    keep = job.work(writer_);
                } catch (...) {
                    job.failure = std::current_exception();
                }
                if (writer_.has_lost_transaction()) return start_over(group);
                if (!keep) writer_.control("ROLLBACK TO piece");
                writer_.control("RELEASE piece");
            }
            writer_.control("COMMIT");
            ++commits_;
            return true;
        } catch (...) {
            roll_back();
            return start_over(group);
        }
    }

    static bool start_over(std::vector<Job>& group) {
        for (auto& job : group)
            job.failure = nullptr;
        return false;
    }

    void commit_alone(Job& job) {
        try {
            writer_.control("BEGIN IMMEDIATE");
            const bool keep = job.work(writer_);
            writer_.control(keep ? "COMMIT" : "ROLLBACK");
            if (keep) ++commits_;
        } catch (...) {
            job.failure = std::current_exception();
            roll_back();
        }
    }

    void roll_back() {
        if (writer_.has_lost_transaction()) return;
        try {
            writer_.control("ROLLBACK");
        } catch (...) {
            // SQLite rolls back by itself when it cannot do so when asked; the next BEGIN tells.
        }
    }

    Settings settings_;
    WriterLock lock_;
    SqliteConnection writer_;
    std::atomic<std::uint64_t> commits_{0};

    std::mutex jobs_mutex_;
    std::condition_variable jobs_waiting_;
    std::deque<Job> jobs_;
    std::size_t wanted_ = group_wanted;
    bool stopping_ = false;

    std::mutex idle_mutex_;
    std::condition_variable idle_ready_;
    std::vector<std::unique_ptr<SqliteConnection>> idle_;

    std::thread thread_;
};

/// One connection that only reads, beside a server that writes.
class SqliteReader final : public Database {
public:
    explicit SqliteReader(const Settings& settings)
        : connection_{settings, SqliteConnection::Role::reader} {}
    Engine engine() const override { return Engine::sqlite; }
    std::uint64_t commits() const override { return 0; }

protected:
    void run_write(const std::function<bool(Transaction&)>&) override {
        throw StoreError{StoreError::Kind::read_only, "The database was opened only to be read."};
    }
    void run_read(const std::function<void(Transaction&)>& work) override {
        connection_.control("BEGIN");
        work(connection_);
        connection_.control("COMMIT");
    }

private:
    SqliteConnection connection_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const Database::Settings& settings) {
    if (settings.read_only) return std::make_unique<SqliteReader>(settings);
    return std::make_unique<SqliteDatabase>(settings);
}

}  // namespace waymark::store
