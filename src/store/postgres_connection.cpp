// SPDX-License-Identifier: MIT
#include "store/postgres_connection.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace waymark::store {

struct PostgresConnection::Prepared {
    std::string name;
    std::vector<std::string> parameters;
};

namespace {

// Of PostgreSQL's type catalogue (pg_type.dat), the numbers that a column of ours can answer with.
constexpr unsigned int8_type = 20;
constexpr unsigned int2_type = 21;
constexpr unsigned int4_type = 23;
constexpr unsigned float4_type = 700;
constexpr unsigned float8_type = 701;
constexpr unsigned numeric_type = 1700;

StoreError::Kind kind_of(std::string_view state) {
    if (state == "23505") return StoreError::Kind::duplicate;
    if (state.starts_with("23")) return StoreError::Kind::broken_rule;
    if (state == "40001" || state == "40P01") return StoreError::Kind::try_again;
    if (state == "53100") return StoreError::Kind::full;
    if (state == "25006") return StoreError::Kind::read_only;
    if (state.empty() || state.starts_with("08") || state.starts_with("57P") || state == "53300")
        return StoreError::Kind::unavailable;
    return StoreError::Kind::other;
}

/// Values as PostgreSQL reads them: text, and a null pointer for nothing.
class Bound {
public:
    Bound(const std::vector<std::string>& parameters, const Values& values) {
        texts_.reserve(parameters.size());
        for (const auto& name : parameters) {
            const auto found = std::find_if(values.begin(), values.end(), [&](const auto& value) {
                return value.first == name;
            });
            if (found == values.end()) throw std::logic_error{"no value for $" + name};
            add(found->second);
        }
        for (std::size_t i = 0; i < texts_.size(); ++i)
            pointers_.push_back(nothing_[i] ? nullptr : texts_[i].c_str());
    }

    const char* const* pointers() const { return pointers_.data(); }
    int count() const { return static_cast<int>(pointers_.size()); }

private:
    void add(const Value& value) {
        nothing_.push_back(value.is_nothing());
        if (value.is_nothing())
            texts_.emplace_back();
        else if (value.is_text())
            texts_.push_back(value.text());
        else if (value.is_fraction())
            texts_.push_back(fmt::format("{}", value.fraction()));
        else
            texts_.push_back(std::to_string(value.number()));
    }

    std::vector<std::string> texts_;
    std::vector<bool> nothing_;
    std::vector<const char*> pointers_;
};

Value read(const PGresult* answer, int row, int column) {
    if (PQgetisnull(answer, row, column)) return {};
    const char* text = PQgetvalue(answer, row, column);
    const auto size = static_cast<std::size_t>(PQgetlength(answer, row, column));
    switch (PQftype(answer, column)) {
    case int8_type:
    case int4_type:
    case int2_type: {
        std::int64_t number = 0;
        std::from_chars(text, text + size, number);
        return number;
    }
    case numeric_type:  // sum() of a bigint; ours are all whole.
    case float4_type:
    case float8_type: {
        double fraction = 0;
        std::from_chars(text, text + size, fraction);
        if (PQftype(answer, column) == numeric_type) return static_cast<std::int64_t>(fraction);
        return fraction;
    }
    default: return std::string{text, size};
    }
}

std::shared_ptr<const Columns> columns_of(const PGresult* answer) {
    auto columns = std::make_shared<Columns>();
    for (int i = 0; i < PQnfields(answer); ++i)
        columns->emplace_back(PQfname(answer, i));
    return columns;
}

std::vector<Value> row_of(const PGresult* answer, int row) {
    const int width = PQnfields(answer);
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(width));
    for (int column = 0; column < width; ++column)
        values.push_back(read(answer, row, column));
    return values;
}

/// One field of COPY's text form: nothing is \N, and what would end a field is escaped.
void append_copied(std::string& line, const Value& value) {
    if (value.is_nothing()) {
        line += "\\N";
    } else if (value.is_text()) {
        for (const char c : value.text()) {
            switch (c) {
            case '\\': line += "\\\\"; break;
            case '\t': line += "\\t"; break;
            case '\n': line += "\\n"; break;
            case '\r': line += "\\r"; break;
            default: line += c;
            }
        }
    } else if (value.is_fraction()) {
        line += fmt::format("{}", value.fraction());
    } else {
        line += std::to_string(value.number());
    }
}

}  // namespace

Numbered number_parameters(std::string_view text) {
    Numbered numbered;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\'') quoted = !quoted;
        const auto is_name = [](char c) {
            return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
        };
        if (quoted || text[i] != '$' || i + 1 == text.size() || !is_name(text[i + 1])) {
            numbered.text += text[i];
            continue;
        }
        std::string name;
        while (i + 1 < text.size() && is_name(text[i + 1]))
            name += text[++i];
        auto& names = numbered.names;
        const auto found = std::find(names.begin(), names.end(), name);
        const auto number = static_cast<std::size_t>(found - names.begin()) + 1;
        if (found == names.end()) names.push_back(name);
        numbered.text += "$" + std::to_string(number);
    }
    return numbered;
}

PostgresConnection::PostgresConnection(const std::string& address)
    : handle_{PQconnectdb(address.c_str())} {
    if (PQstatus(handle_) != CONNECTION_OK) {
        PQfinish(handle_);
        throw StoreError{
            StoreError::Kind::unavailable,
            "The PostgreSQL server cannot be reached. Check --database, and that it is running."};
    }
    PQsetErrorVerbosity(handle_, PQERRORS_TERSE);
    PQsetNoticeReceiver(
        handle_,
        [](void* warned, const PGresult* notice) {
            const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
            if (severity && std::string_view{severity} == "WARNING")
                *static_cast<bool*>(warned) = true;
        },
        &warned_
    );
    execute("SET client_encoding = 'UTF8'");
    execute("SET standard_conforming_strings = on");
}

PostgresConnection::~PostgresConnection() {
    PQfinish(handle_);
}

void PostgresConnection::check(const PGresult* answer, std::string_view doing) const {
    const auto status = PQresultStatus(answer);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE ||
        status == PGRES_COPY_IN)
        return;
    // Only the primary message: DETAIL quotes the row that failed.
    const char* state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const char* message = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    throw StoreError{
        kind_of(state ? state : ""),
        std::string{doing} + ": " + (message ? message : "the connection was lost")};
}

PostgresConnection::Prepared& PostgresConnection::prepare(const Sql& sql) {
    if (const auto known = prepared_.find(sql.text); known != prepared_.end())
        return *known->second;
    auto numbered = number_parameters(sql.text);
    auto made = std::make_unique<Prepared>();
    made->name = "s" + std::to_string(prepared_.size());
    made->parameters = std::move(numbered.names);
    const Answer answer{
        PQprepare(handle_, made->name.c_str(), numbered.text.c_str(), 0, nullptr), PQclear};
    check(answer.get(), sql.name);
    return *prepared_.emplace(sql.text, std::move(made)).first->second;
}

PostgresConnection::Answer PostgresConnection::execute_prepared(
    const Sql& sql, const Values& values
) {
    const Prepared& prepared = prepare(sql);
    const Bound bound{prepared.parameters, values};
    Answer answer{
        PQexecPrepared(
            handle_, prepared.name.c_str(), bound.count(), bound.pointers(), nullptr, nullptr, 0
        ),
        PQclear};
    check(answer.get(), sql.name);
    return answer;
}

std::vector<Row> PostgresConnection::query(const Sql& sql, const Values& values) {
    const Answer answer = execute_prepared(sql, values);
    const auto columns = columns_of(answer.get());
    std::vector<Row> rows;
    rows.reserve(static_cast<std::size_t>(PQntuples(answer.get())));
    for (int i = 0; i < PQntuples(answer.get()); ++i)
        rows.emplace_back(columns, row_of(answer.get(), i));
    return rows;
}

void PostgresConnection::stream(
    const Sql& sql, const Values& values, const std::function<void(Row)>& take
) {
    const Prepared& prepared = prepare(sql);
    const Bound bound{prepared.parameters, values};
    if (PQsendQueryPrepared(
            handle_, prepared.name.c_str(), bound.count(), bound.pointers(), nullptr, nullptr, 0
        ) != 1 ||
        PQsetSingleRowMode(handle_) != 1)
        throw StoreError{StoreError::Kind::unavailable, std::string{sql.name} + ": not sent"};

    // Every answer is read to the end, or the connection could not be used again.
    std::shared_ptr<const Columns> columns;
    std::exception_ptr failure;
    while (PGresult* raw = PQgetResult(handle_)) {
        const Answer answer{raw, PQclear};
        if (failure) continue;
        try {
            check(raw, sql.name);
            if (!columns) columns = columns_of(raw);
            for (int i = 0; i < PQntuples(raw); ++i)
                take(Row{columns, row_of(raw, i)});
        } catch (...) {
            failure = std::current_exception();
        }
    }
    if (failure) std::rethrow_exception(failure);
}

std::int64_t PostgresConnection::run(const Sql& sql, const Values& values) {
    const Answer answer = execute_prepared(sql, values);
    const std::string_view changed = PQcmdTuples(answer.get());
    std::int64_t count = 0;
    std::from_chars(changed.data(), changed.data() + changed.size(), count);
    return count;
}

void PostgresConnection::run_many(const Sql& sql, std::span<const Values> each) {
    if (each.empty()) return;
    const Prepared& prepared = prepare(sql);
    // Pipeline mode sends everything before it reads an answer; in portions, so that neither
    // side's buffers fill while the other waits.
    constexpr std::size_t portion = 200;
    if (PQenterPipelineMode(handle_) != 1)
        throw StoreError{StoreError::Kind::unavailable, std::string{sql.name} + ": no pipeline"};
    std::unique_ptr<StoreError> failure;
    for (std::size_t from = 0; from < each.size() && !failure; from += portion) {
        const auto part = each.subspan(from, std::min(portion, each.size() - from));
        for (const auto& values : part) {
            const Bound bound{prepared.parameters, values};
            PQsendQueryPrepared(
                handle_, prepared.name.c_str(), bound.count(), bound.pointers(), nullptr, nullptr, 0
            );
        }
        PQpipelineSync(handle_);
        for (bool synced = false; !synced;) {
            const Answer answer{PQgetResult(handle_), PQclear};
            if (!answer) {
                if (PQstatus(handle_) != CONNECTION_OK) break;
                continue;  // The end of one statement's answers.
            }
            const auto status = PQresultStatus(answer.get());
            synced = status == PGRES_PIPELINE_SYNC;
            if (synced || status == PGRES_PIPELINE_ABORTED || failure) continue;
            try {
                check(answer.get(), sql.name);
            } catch (const StoreError& error) {
                failure = std::make_unique<StoreError>(error);
            }
        }
    }
    PQexitPipelineMode(handle_);
    if (failure) throw StoreError{*failure};
    if (PQstatus(handle_) != CONNECTION_OK)
        throw StoreError{
            StoreError::Kind::unavailable, std::string{sql.name} + ": connection lost"};
}

void PostgresConnection::insert_many(const Table& table, std::span<const std::vector<Value>> rows) {
    if (rows.empty()) return;
    std::string columns;
    for (const auto column : table.columns)
        columns += (columns.empty() ? "" : ", ") + std::string{column};
    const std::string command = "COPY " + std::string{table.name} + " (" + columns + ") FROM STDIN";
    check(Answer{PQexec(handle_, command.c_str()), PQclear}.get(), table.name);

    constexpr std::size_t send_at_bytes = 1U << 16U;
    std::string lines;
    const auto send = [&] {
        if (PQputCopyData(handle_, lines.data(), static_cast<int>(lines.size())) != 1)
            throw StoreError{StoreError::Kind::unavailable, std::string{table.name} + ": COPY"};
        lines.clear();
    };
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) lines += '\t';
            append_copied(lines, row[i]);
        }
        lines += '\n';
        if (lines.size() > send_at_bytes) send();
    }
    if (!lines.empty()) send();
    PQputCopyEnd(handle_, nullptr);
    std::unique_ptr<StoreError> failure;
    while (PGresult* raw = PQgetResult(handle_)) {
        const Answer answer{raw, PQclear};
        try {
            check(answer.get(), table.name);
        } catch (const StoreError& error) {
            failure = std::make_unique<StoreError>(error);
        }
    }
    if (failure) throw StoreError{*failure};
}

void PostgresConnection::script(std::string_view text) {
    const std::string owned{text};
    check(Answer{PQexec(handle_, owned.c_str()), PQclear}.get(), "script");
}

void PostgresConnection::execute(const char* command) {
    check(Answer{PQexec(handle_, command), PQclear}.get(), command);
}

void PostgresConnection::commit() {
    warned_ = false;
    execute("COMMIT");
    // "canceling wait for synchronous replication": kept here, perhaps not on the standby.
    if (warned_)
        throw StoreError{StoreError::Kind::unavailable, "COMMIT: the standby may not have it"};
}

bool PostgresConnection::is_alive() const {
    return PQstatus(handle_) == CONNECTION_OK && PQtransactionStatus(handle_) == PQTRANS_IDLE;
}

}  // namespace waymark::store
