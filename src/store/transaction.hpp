// SPDX-License-Identifier: MIT
#pragma once

#include "store/value.hpp"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace waymark::store {

enum class Engine { sqlite, postgres };

/// A statement, and the name it goes by in logs and errors. Parameters are written $like_this.
/// Each connection prepares a text once and keeps it, so texts must come from a small set: what
/// varies belongs in parameters.
struct Sql {
    std::string_view name;
    std::string_view text;
};

/// Finds prepared statements by their text without copying it. How a text begins and how long it is
/// tells them apart well enough: a look-up is made for every statement of every request.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
        constexpr std::size_t begins = 48;
        return std::hash<std::string_view>{}(text.substr(0, begins)) ^ (text.size() << 1);
    }
};

/// A table and the columns that `insert_many` fills.
struct Table {
    std::string_view name;
    std::vector<std::string_view> columns;
};

/// Work that happens entirely or not at all. Made, committed and rolled back by a Database.
class Transaction {
public:
    Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    virtual ~Transaction() = default;

    /// Every row of the answer. Write a LIMIT into whatever can grow.
    virtual std::vector<Row> query(const Sql& sql, const Values& values = {});

    /// The answer a row at a time, for whatever is too large to hold.
    virtual void stream(
        const Sql& sql, const Values& values, const std::function<void(Row)>& take
    ) = 0;

    /// Rows changed.
    virtual std::int64_t run(const Sql& sql, const Values& values) = 0;

    /// The same statement for each of many rows, sent in as few trips as the engine can.
    virtual void run_many(const Sql& sql, std::span<const Values> each) = 0;

    /// Adds rows by the quickest way the engine has (COPY on PostgreSQL). A row has one value for
    /// each column of `table`, in that order.
    virtual void insert_many(const Table& table, std::span<const std::vector<Value>> rows) = 0;

    /// A script of several statements without parameters, for migrations.
    virtual void script(std::string_view text) = 0;

    virtual Engine engine() const = 0;
};

}  // namespace waymark::store
