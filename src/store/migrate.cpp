// SPDX-License-Identifier: MIT
#include "store/migrate.hpp"

#include "base/resources.hpp"
#include "base/text.hpp"

namespace waymark::store {

namespace {

constexpr Sql select_applied{"migration.select_applied", R"(
    SELECT number, name, checksum FROM schema_migration ORDER BY number LIMIT 10000
)"};

constexpr Sql insert_applied{"migration.insert_applied", R"(
    INSERT INTO schema_migration (number, name, checksum) VALUES ($number, $name, $checksum)
)"};

// Any number will do, as long as nobody else locks it for something else.
constexpr Sql lock{
    "migration.lock", "SELECT CAST(pg_advisory_xact_lock(7229160136) AS TEXT) AS locked"};

constexpr std::string_view make_register = R"(
    CREATE TABLE IF NOT EXISTS schema_migration (
      number   INTEGER PRIMARY KEY,
      name     TEXT NOT NULL,
      checksum TEXT NOT NULL
    )
)";

struct Migration {
    int number;
    std::string name;
    std::string_view text;
};

std::vector<Migration> known_migrations() {
    std::vector<Migration> known;
    for (const auto& file : resources_in("migrations/")) {
        if (!file.path.ends_with(".sql")) continue;
        const auto name = file.path.substr(file.path.find('/') + 1);
        known.push_back({std::stoi(std::string{name.substr(0, 4)}), std::string{name}, file.bytes});
    }
    return known;
}

int applied_now(Transaction& transaction, const std::vector<Migration>& known) {
    if (transaction.engine() == Engine::postgres) {
        // Whoever waited for the lock must see what was done meanwhile, not an older snapshot.
        transaction.script("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        transaction.query(lock);
    }
    transaction.script(make_register);
    const auto applied = transaction.query(select_applied);
    if (applied.size() > known.size())
        throw StoreError{
            StoreError::Kind::other, "The data was written by a newer Waymark. Use that version."};
    for (std::size_t i = 0; i < applied.size(); ++i)
        if (applied[i].get<std::string>("checksum") != sha256_hex(known[i].text))
            throw StoreError{
                StoreError::Kind::other,
                "Migration " + known[i].name + " was edited after it was applied."};

    int count = 0;
    for (std::size_t i = applied.size(); i < known.size(); ++i, ++count) {
        const auto& migration = known[i];
        transaction.script(script_for(transaction.engine(), migration.text));
        transaction.run(
            insert_applied,
            {{"number", migration.number},
             {"name", migration.name},
             {"checksum", sha256_hex(migration.text)}}
        );
    }
    return count;
}

}  // namespace

std::string script_for(Engine engine, std::string_view migration) {
    std::string script;
    bool wanted = true;
    while (!migration.empty()) {
        const auto line = take_until(migration, '\n');
        const auto word = trim(line);
        if (word == "-- sqlite:") {
            wanted = engine == Engine::sqlite;
        } else if (word == "-- postgres:") {
            wanted = engine == Engine::postgres;
        } else if (word == "-- both:") {
            wanted = true;
        } else if (wanted) {
            script += std::string{line} + '\n';
        }
    }
    return script;
}

int migrate(Database& database) {
    const auto known = known_migrations();
    return database.write([&](Transaction& transaction) { return applied_now(transaction, known); }
    );
}

}  // namespace waymark::store
