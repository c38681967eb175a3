// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.hpp"

#include <memory>
#include <string>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace waymark::store {

/// One connection to an SQLite file, used by one thread at a time.
class SqliteConnection final : public Transaction {
public:
    enum class Role {
        writer,  ///< Owns every commit and every checkpoint of the file.
        reader,  ///< Refuses to write, and never checkpoints.
    };

    SqliteConnection(const Database::Settings& settings, Role role);
    ~SqliteConnection() override;

    void stream(const Sql& sql, const Values& values, const std::function<void(Row)>& take)
        override;
    std::int64_t run(const Sql& sql, const Values& values) override;
    void run_many(const Sql& sql, std::span<const Values> each) override;
    void insert_many(const Table& table, std::span<const std::vector<Value>> rows) override;
    void script(std::string_view text) override;
    Engine engine() const override { return Engine::sqlite; }

    /// A setting of the connection, as in "PRAGMA foreign_keys = ON".
    void execute(const char* command);

    /// One of the statements around work, as in "BEGIN IMMEDIATE", prepared once.
    void control(std::string_view command) { run({"transaction", command}, {}); }

    /// Moves the log into the file once it has grown, telling a failed flush for what it is.
    void checkpoint_if_due();

    /// Whether SQLite has ended the transaction by itself, as it does when the disk is full.
    bool has_lost_transaction() const;

private:
    struct Prepared;

    Prepared& prepare(const Sql& sql);
    void step_to_end(Prepared& prepared, std::string_view name);
    [[noreturn]] void fail(int code, std::string_view doing) const;
    void require(int code, std::string_view doing) const;

    sqlite3* handle_ = nullptr;
    int wal_pages_ = 0;
    std::unordered_map<std::string, std::unique_ptr<Prepared>, TextHash, std::equal_to<>> prepared_;
};

}  // namespace waymark::store
