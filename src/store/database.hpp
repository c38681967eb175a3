// SPDX-License-Identifier: MIT
#pragma once

#include "store/error.hpp"
#include "store/memory.hpp"
#include "store/transaction.hpp"

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

namespace waymark::store {

/// Where records are kept. The same text of SQL and the same tests run on both engines.
class Database {
public:
    struct Settings {
        /// A path to an SQLite file, or "postgresql://…".
        std::string address;
        /// Connections that read at the same time (SQLite), or all connections (PostgreSQL).
        unsigned connections = 6;
        /// SQLite's page cache for the connection that writes, in KiB; readers have an eighth.
        unsigned cache_kib = 32 * 1024;
        /// For the power-cut test's negative control only: synchronous=NORMAL, which loses writes.
        bool unsafe_sync = false;
        /// Only reads, beside a server that writes; SQLite only.
        bool read_only = false;
        /// A file system of SQLite's to use in place of the usual one; the tests have their own.
        std::string vfs{};
    };

    /// Opens it, making an SQLite file that is not there. Throws StoreError.
    static std::unique_ptr<Database> open(const Settings& settings);

    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    /// Runs `work` in one transaction and returns its answer: commits a value, rolls back a
    /// Problem or a throw. On return the value is safe against a power cut. `work` may be run
    /// again when another transaction was in the way, so it must touch nothing outside its own
    /// transaction but what it overwrites each time.
    template <class Work>
    auto write(Work work) {
        using Answer = std::invoke_result_t<Work&, Transaction&>;
        std::optional<Answer> answer;
        run_write([&](Transaction& transaction) {
            answer.emplace(work(transaction));
            return is_kept(*answer);
        });
        return std::move(*answer);
    }

    /// As `write`, without waiting: `then(failure, answer)` is called once, when the answer is
    /// safe or with what was thrown; perhaps on another thread, perhaps before this returns. It
    /// must be quick and must not throw: others' work waits behind it.
    template <class Work, class Then>
    void write_then(Work work, Then then) {
        using Answer = std::invoke_result_t<Work&, Transaction&>;
        struct State {
            Work work;
            Then then;
            std::optional<Answer> answer{};
        };
        const auto state = std::make_shared<State>(State{std::move(work), std::move(then)});
        run_write_then(
            [state](Transaction& transaction) {
                state->answer.emplace(state->work(transaction));
                return is_kept(*state->answer);
            },
            [state](const std::exception_ptr& failure) {
                state->then(failure, std::move(state->answer));
            }
        );
    }

    /// Runs `work` on one unchanging view of the data. It cannot write.
    template <class Work>
    auto read(Work work) {
        using Answer = std::invoke_result_t<Work&, Transaction&>;
        std::optional<Answer> answer;
        run_read([&](Transaction& transaction) { answer.emplace(work(transaction)); });
        return std::move(*answer);
    }

    virtual Engine engine() const = 0;

    /// What is kept in memory of it.
    Memory& memory() { return memory_; }

    /// Commits so far, as a cheap sign that something may have changed (this process only).
    virtual std::uint64_t commits() const = 0;

protected:
    /// Keeps what `work` did when it answers true.
    virtual void run_write(const std::function<bool(Transaction&)>& work) = 0;
    /// The same for whoever does not wait. An engine that can only wait does so here.
    virtual void run_write_then(
        std::function<bool(Transaction&)> work, std::function<void(const std::exception_ptr&)> then
    );
    virtual void run_read(const std::function<void(Transaction&)>& work) = 0;

private:
    Memory memory_{};

    template <class Answer>
    static bool is_kept(const Answer& answer) {
        if constexpr (std::is_constructible_v<bool, const Answer&> && std::is_class_v<Answer>)
            return static_cast<bool>(answer);
        else
            return true;
    }
};

}  // namespace waymark::store
