// SPDX-License-Identifier: MIT
#include "store/backup.hpp"

#include "base/text.hpp"
#include "store/migrate.hpp"

#include <sodium.h>

#include <array>

namespace waymark::store {

namespace {

constexpr std::size_t portion = 5000;

// Tables in the order they were made, so that a row never comes before the row it refers to. A
// table whose name ends in _cache holds what can be worked out from the others, and is left out.
constexpr Sql select_tables{"backup.select_tables", R"(
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migration' AND name <> 'backup_manifest'
      AND name NOT LIKE '%!_cache' ESCAPE '!'
    ORDER BY rowid LIMIT 1000
)"};

constexpr Sql insert_manifest{"backup.insert_manifest", R"(
    INSERT INTO backup_manifest (name, rows, digest) VALUES ($name, $rows, $digest)
)"};

constexpr Sql select_manifest{"backup.select_manifest", R"(
    SELECT name, rows, digest FROM backup_manifest ORDER BY ordinal LIMIT 1000
)"};

constexpr std::string_view make_manifest = R"(
    CREATE TABLE backup_manifest (
      ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL, rows BIGINT NOT NULL, digest TEXT NOT NULL
    )
)";

/// A digest over the rows of a table in any order, since engines sort text differently: the digests
/// of single rows, each value written with its kind and length, put together bit by bit. Rows
/// differ by their keys, so none can cancel another out.
class Digest {
public:
    void add(const Row& row) {
        crypto_hash_sha256_init(&state_);
        for (const auto& value : row.values()) {
            if (value.is_nothing())
                add("n");
            else if (value.is_text())
                add("t" + std::to_string(value.text().size()) + ":" + value.text());
            else if (value.is_fraction())
                add("f" + std::to_string(value.fraction()));
            else
                add("i" + std::to_string(value.number()));
        }
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256_final(&state_, hash.data());
        for (std::size_t i = 0; i < hash.size(); ++i)
            together_[i] ^= hash[i];
    }
    std::string finish() const {
        std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
        sodium_bin2hex(hex.data(), hex.size(), together_.data(), together_.size());
        return hex.data();
    }

private:
    void add(const std::string& text) {
        crypto_hash_sha256_update(
            &state_, reinterpret_cast<const unsigned char*>(text.data()), text.size()
        );
    }
    crypto_hash_sha256_state state_{};
    std::array<unsigned char, crypto_hash_sha256_BYTES> together_{};
};

std::vector<std::string> tables_of(Database& schema) {
    return schema.read([](Transaction& transaction) {
        std::vector<std::string> names;
        for (const auto& row : transaction.query(select_tables))
            names.push_back(row.text("name"));
        return names;
    });
}

/// The columns of a table, as SQLite lists them.
std::vector<std::string> columns_of(Database& schema, const std::string& table) {
    return schema.read([&](Transaction& transaction) {
        std::vector<std::string> names;
        const std::string text = "SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid";
        for (const auto& row : transaction.query({"backup.select_columns", text}))
            names.push_back(row.text("name"));
        return names;
    });
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// Streams one table out of `from`, handing over portions; gives its count and digest.
BackedUpTable each_portion(
    Transaction& from,
    const std::string& table,
    const std::vector<std::string>& columns,
    const std::function<void(std::vector<std::vector<Value>>&)>& take
) {
    BackedUpTable done{table, 0, ""};
    Digest digest;
    std::vector<std::vector<Value>> waiting;
    const std::string text = "SELECT " + joined(columns) + " FROM " + table;
    from.stream({"backup.select_rows", text}, {}, [&](const Row& row) {
        digest.add(row);
        ++done.rows;
        waiting.push_back(row.values());
        if (waiting.size() == portion) {
            take(waiting);
            waiting.clear();
        }
    });
    if (!waiting.empty()) take(waiting);
    done.digest = digest.finish();
    return done;
}

Table table_of(const std::string& name, const std::vector<std::string>& columns) {
    return {name, {columns.begin(), columns.end()}};
}

}  // namespace

std::vector<BackedUpTable> backup(Database& source, const std::filesystem::path& file) {
    if (std::filesystem::exists(file))
        throw StoreError{
            StoreError::Kind::other, "The backup file exists already. Choose another name."};
    Database::Settings settings;
    settings.address = file.string();
    settings.connections = 2;  // One reads the rows while the other reads about the columns.
    const auto copy = Database::open(settings);
    migrate(*copy);
    const auto names = tables_of(*copy);
    auto done = source.read([&](Transaction& from) {
        std::vector<BackedUpTable> tables;
        for (const auto& name : names) {
            const auto columns = columns_of(*copy, name);
            tables.push_back(each_portion(from, name, columns, [&](auto& rows) {
                copy->write([&](Transaction& into) {
                    into.insert_many(table_of(name, columns), rows);
                    return true;
                });
            }));
        }
        return tables;
    });
    copy->write([&](Transaction& into) {
        into.script(make_manifest);
        for (const auto& table : done)
            into.run(
                insert_manifest,
                {{"name", table.name}, {"rows", table.rows}, {"digest", table.digest}}
            );
        return true;
    });
    return done;
}

std::vector<BackedUpTable> restore(Database& target, const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        throw StoreError{StoreError::Kind::other, "There is no such backup file."};
    Database::Settings settings;
    settings.address = file.string();
    settings.connections = 2;  // One reads the rows while the other reads about the columns.
    const auto copy = Database::open(settings);
    if (migrate(*copy) != 0)
        throw StoreError{
            StoreError::Kind::other,
            "The backup was made by an older Waymark. Restore it with that version first."};

    const auto manifest = copy->read([](Transaction& from) {
        std::vector<BackedUpTable> tables;
        for (const auto& row : from.query(select_manifest))
            tables.push_back({row.text("name"), row.get<std::int64_t>("rows"), row.text("digest")});
        return tables;
    });
    // Everything is checked before anything is written.
    copy->read([&](Transaction& from) {
        for (const auto& table : manifest) {
            const auto found =
                each_portion(from, table.name, columns_of(*copy, table.name), [](auto&) {});
            if (found.rows != table.rows || found.digest != table.digest)
                throw StoreError{
                    StoreError::Kind::damaged,
                    "The backup is damaged: table " + table.name + " does not match its manifest."};
        }
        return true;
    });
    target.write([&](Transaction& into) {
        for (const auto& table : manifest) {
            const std::string count = "SELECT count(*) AS total FROM " + table.name;
            if (table.name != "code" &&
                into.query({"backup.count", count}).front().get<std::int64_t>("total") != 0)
                throw StoreError{
                    StoreError::Kind::other,
                    "The target holds records already. Restore into an empty data folder."};
        }
        into.script("DELETE FROM code");
        copy->read([&](Transaction& from) {
            for (const auto& table : manifest) {
                const auto columns = columns_of(*copy, table.name);
                each_portion(from, table.name, columns, [&](auto& rows) {
                    into.insert_many(table_of(table.name, columns), rows);
                });
            }
            return true;
        });
        if (into.engine() == Engine::postgres)
            into.script("SELECT setval(pg_get_serial_sequence('audit_entry', 'seq'), (SELECT "
                        "coalesce(max(seq), 1) FROM audit_entry));"
                        "SELECT setval(pg_get_serial_sequence('change_event', 'seq'), (SELECT "
                        "coalesce(max(seq), 1) FROM change_event));"
                        "UPDATE change_event SET epoch = 0");
        return true;
    });
    return manifest;
}

}  // namespace waymark::store
