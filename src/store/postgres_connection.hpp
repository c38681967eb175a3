// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.hpp"

#include <memory>
#include <string>
#include <unordered_map>

struct pg_conn;
struct pg_result;

namespace waymark::store {

/// One connection to a PostgreSQL server, used by one thread at a time.
class PostgresConnection final : public Transaction {
public:
    /// Throws StoreError when the server cannot be reached.
    explicit PostgresConnection(const std::string& address);
    ~PostgresConnection() override;

    std::vector<Row> query(const Sql& sql, const Values& values) override;
    void stream(const Sql& sql, const Values& values, const std::function<void(Row)>& take)
        override;
    std::int64_t run(const Sql& sql, const Values& values) override;
    void run_many(const Sql& sql, std::span<const Values> each) override;
    void insert_many(const Table& table, std::span<const std::vector<Value>> rows) override;
    void script(std::string_view text) override;
    Engine engine() const override { return Engine::postgres; }

    void execute(const char* command);

    /// Commits, and throws `unavailable` when the server warns that a standby may not have it.
    void commit();

    /// Whether the connection can still be used after a failure.
    bool is_alive() const;

private:
    struct Prepared;
    using Answer = std::unique_ptr<pg_result, void (*)(pg_result*)>;

    Prepared& prepare(const Sql& sql);
    Answer execute_prepared(const Sql& sql, const Values& values);
    void check(const pg_result* answer, std::string_view doing) const;

    pg_conn* handle_ = nullptr;
    bool warned_ = false;  ///< The server has warned of something since this was last cleared.
    std::unordered_map<std::string, std::unique_ptr<Prepared>, TextHash, std::equal_to<>> prepared_;
};

/// `text` with its $names numbered, and the names in the order of their numbers. Names inside
/// quotes are left alone.
struct Numbered {
    std::string text;
    std::vector<std::string> names;
};
Numbered number_parameters(std::string_view text);

}  // namespace waymark::store
