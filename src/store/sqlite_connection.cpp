// SPDX-License-Identifier: MIT
#include "store/sqlite_connection.hpp"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>

namespace waymark::store {

struct SqliteConnection::Prepared {
    sqlite3_stmt* statement = nullptr;
    std::shared_ptr<Columns> columns = std::make_shared<Columns>();
    std::vector<std::string> parameters;

    Prepared() = default;
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    ~Prepared() { sqlite3_finalize(statement); }
};

namespace {

/// About 8 MiB of log between checkpoints: enough that a page that changes often is moved once for
/// many times, little enough that nobody waits long for the moving.
constexpr int wal_pages_max = 2000;

StoreError::Kind kind_of(int code) {
    switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
        return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY
                   ? StoreError::Kind::duplicate
                   : StoreError::Kind::broken_rule;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return StoreError::Kind::try_again;
    case SQLITE_FULL: return StoreError::Kind::full;
    case SQLITE_READONLY:
    case SQLITE_PERM: return StoreError::Kind::read_only;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR: return StoreError::Kind::unavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return StoreError::Kind::damaged;
    default: return StoreError::Kind::other;
    }
}

void bind_one(sqlite3_stmt* statement, int position, const Value& value) {
    if (value.is_nothing()) {
        sqlite3_bind_null(statement, position);
    } else if (value.is_text()) {
        // The values outlive the step that reads them, so SQLite need not copy them.
        const auto& text = value.text();
        sqlite3_bind_text(
            statement, position, text.data(), static_cast<int>(text.size()), SQLITE_STATIC
        );
    } else if (value.is_fraction()) {
        sqlite3_bind_double(statement, position, value.fraction());
    } else {
        sqlite3_bind_int64(statement, position, value.number());
    }
}

/// Gives every parameter of the statement its value; values it does not ask for are left alone.
void bind_all(
    sqlite3_stmt* statement, const std::vector<std::string>& parameters, const Values& values
) {
    std::size_t next = 0;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const Value* found = nullptr;
        for (std::size_t k = 0; k < values.size() && !found; ++k) {
            const auto& candidate = values[(next + k) % values.size()];
            if (candidate.first != parameters[i]) continue;
            found = &candidate.second;
            next = (next + k + 1) % values.size();
        }
        if (!found) throw std::logic_error{"no value for $" + parameters[i]};
        bind_one(statement, static_cast<int>(i) + 1, *found);
    }
}

Value read(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: return {};
    case SQLITE_INTEGER: return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    default: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        return std::string{text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
    }
    }
}

/// After a failed flush the kernel may have dropped the pages and call the next flush a success,
/// so nothing this process says afterwards could be trusted (PostgreSQL learnt this in 2018).
void stop_after_failed_flush(int code) {
    if (code != SQLITE_IOERR_FSYNC && code != SQLITE_IOERR_DIR_FSYNC) return;
    std::fputs(
        "waymark: the disk did not confirm a write; stopping so that none is lost\n", stderr
    );
    std::_Exit(74);
}

}  // namespace

namespace {

/// SQLite counts its memory behind one lock for the whole process, for statistics nobody reads.
/// Must come before its first use; tests that bring a file system of their own come earlier.
void count_no_memory() {
    [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

}  // namespace

SqliteConnection::SqliteConnection(const Database::Settings& settings, Role role) {
    count_no_memory();
    const bool writes = role == Role::writer;
    const int code = sqlite3_open_v2(
        settings.address.c_str(),
        &handle_,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (writes ? SQLITE_OPEN_CREATE : 0),
        settings.vfs.empty() ? nullptr : settings.vfs.c_str()
    );
    if (code != SQLITE_OK) {
        const auto kind = kind_of(code);
        sqlite3_close(handle_);
        throw StoreError{
            kind,
            "The data file cannot be opened. Check that its folder exists and can be written to."};
    }
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, 5000);
    // Debian's SQLite has the WAL-reset fault, which needs two connections that checkpoint: only
    // the writer may, so readers are told not to, on closing too.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, writes ? 0 : 1, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    try {
        if (writes) execute("PRAGMA journal_mode = WAL");
        execute(settings.unsafe_sync ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
        execute("PRAGMA foreign_keys = ON");
        execute("PRAGMA trusted_schema = OFF");
        execute("PRAGMA cell_size_check = ON");
        execute("PRAGMA mmap_size = 0");
        execute("PRAGMA temp_store = MEMORY");
        // A reader's cache is emptied by every commit of another connection, so it needs little.
        const auto cache_kib = writes ? settings.cache_kib : settings.cache_kib / 8;
        execute(("PRAGMA cache_size = -" + std::to_string(cache_kib)).c_str());
        if (writes) {
            execute("PRAGMA secure_delete = ON");
            // SQLite ignores what goes wrong in its own checkpoints; see checkpoint_if_due.
            sqlite3_wal_hook(
                handle_,
                [](void* pages, sqlite3*, const char*, int count) {
                    *static_cast<int*>(pages) = count;
                    return SQLITE_OK;
                },
                &wal_pages_
            );
        } else {
            execute("PRAGMA wal_autocheckpoint = 0");
            execute("PRAGMA query_only = ON");
        }
    } catch (...) {
        sqlite3_close(handle_);
        throw;
    }
}

SqliteConnection::~SqliteConnection() {
    prepared_.clear();
    sqlite3_close(handle_);
}

void SqliteConnection::fail(int code, std::string_view doing) const {
    stop_after_failed_flush(code);
    // sqlite3_errstr speaks of the kind of failure only; sqlite3_errmsg could quote values.
    throw StoreError{kind_of(code), std::string{doing} + ": " + sqlite3_errstr(code)};
}

void SqliteConnection::require(int code, std::string_view doing) const {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) fail(code, doing);
}

SqliteConnection::Prepared& SqliteConnection::prepare(const Sql& sql) {
    if (const auto known = prepared_.find(sql.text); known != prepared_.end())
        return *known->second;

    auto made = std::make_unique<Prepared>();
    const int code = sqlite3_prepare_v3(
        handle_,
        sql.text.data(),
        static_cast<int>(sql.text.size()),
        SQLITE_PREPARE_PERSISTENT,
        &made->statement,
        nullptr
    );
    if (code != SQLITE_OK)
        throw std::logic_error{std::string{sql.name} + ": " + sqlite3_errmsg(handle_)};
    for (int i = 0; i < sqlite3_column_count(made->statement); ++i)
        made->columns->emplace_back(sqlite3_column_name(made->statement, i));
    for (int i = 1; i <= sqlite3_bind_parameter_count(made->statement); ++i)
        made->parameters.emplace_back(sqlite3_bind_parameter_name(made->statement, i) + 1);
    return *prepared_.emplace(sql.text, std::move(made)).first->second;
}

void SqliteConnection::stream(
    const Sql& sql, const Values& values, const std::function<void(Row)>& take
) {
    Prepared& prepared = prepare(sql);
    sqlite3_stmt* statement = prepared.statement;
    bind_all(statement, prepared.parameters, values);
    const int count = static_cast<int>(prepared.columns->size());
    int code = SQLITE_ROW;
    try {
        while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
            std::vector<Value> row;
            row.reserve(static_cast<std::size_t>(count));
            for (int i = 0; i < count; ++i)
                row.push_back(read(statement, i));
            take(Row{prepared.columns, std::move(row)});
        }
    } catch (...) {
        sqlite3_reset(statement);
        throw;
    }
    sqlite3_reset(statement);
    require(code, sql.name);
}

void SqliteConnection::step_to_end(Prepared& prepared, std::string_view name) {
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW)
        code = sqlite3_step(prepared.statement);
    sqlite3_reset(prepared.statement);
    require(code, name);
}

std::int64_t SqliteConnection::run(const Sql& sql, const Values& values) {
    Prepared& prepared = prepare(sql);
    bind_all(prepared.statement, prepared.parameters, values);
    step_to_end(prepared, sql.name);
    return sqlite3_changes64(handle_);
}

void SqliteConnection::run_many(const Sql& sql, std::span<const Values> each) {
    for (const auto& values : each)
        run(sql, values);
}

void SqliteConnection::insert_many(const Table& table, std::span<const std::vector<Value>> rows) {
    if (rows.empty()) return;
    std::string columns;
    std::string marks;
    for (const auto column : table.columns) {
        columns += (columns.empty() ? "" : ", ") + std::string{column};
        marks += marks.empty() ? "?" : ", ?";
    }
    const std::string text =
        "INSERT INTO " + std::string{table.name} + " (" + columns + ") VALUES (" + marks + ")";
    // Not kept: the text is made here, and a bulk load prepares it once for thousands of rows.
    Prepared prepared;
    require(
        sqlite3_prepare_v2(
            handle_, text.data(), static_cast<int>(text.size()), &prepared.statement, nullptr
        ),
        table.name
    );
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            bind_one(prepared.statement, static_cast<int>(i) + 1, row[i]);
        step_to_end(prepared, table.name);
    }
}

void SqliteConnection::script(std::string_view text) {
    const std::string owned{text};
    const int code = sqlite3_exec(handle_, owned.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throw StoreError{kind_of(code), std::string{"script: "} + sqlite3_errmsg(handle_)};
}

void SqliteConnection::execute(const char* command) {
    const int code = sqlite3_exec(handle_, command, nullptr, nullptr, nullptr);
    require(code, command);
}

void SqliteConnection::checkpoint_if_due() {
    if (wal_pages_ < wal_pages_max) return;
    const int code =
        sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    stop_after_failed_flush(code);
    // A reader in the way, or no room: the log grows a little, and the next commit tries again.
}

bool SqliteConnection::has_lost_transaction() const {
    return sqlite3_get_autocommit(handle_) != 0;
}

}  // namespace waymark::store
