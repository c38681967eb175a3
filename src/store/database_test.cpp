// SPDX-License-Identifier: MIT
#include "base/result.hpp"
#include "store/backup.hpp"
#include "store/migrate.hpp"
#include "store/postgres_connection.hpp"
#include "support/fresh_database.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <thread>

namespace waymark::store {

namespace {

constexpr Sql add{"test.add", R"(
    INSERT INTO change_event (occurred_at, kind, object_id, agency_id, what) VALUES ($at, $kind, $id, 'a', $what)
)"};
constexpr Sql count_sql{"test.count", "SELECT count(*) AS total FROM change_event"};
constexpr Sql select_all{
    "test.select", "SELECT occurred_at, kind, object_id, what FROM change_event ORDER BY seq"};

void add_one(Transaction& transaction, const std::string& id, const std::string& what = "") {
    transaction.run(add, {{"at", 1}, {"kind", "test"}, {"id", id}, {"what", what}});
}

int total(Database& database) {
    return database.read([](Transaction& transaction) {
        return transaction.query(count_sql).front().get<int>("total");
    });
}

}  // namespace

TEST_CASE("a value keeps the work; a Problem or a throw undoes it") {
    ON_EACH_ENGINE(engine) {
        testing::FreshDatabase database{engine};
        const auto refused = database->write([](Transaction& transaction) -> Result<bool> {
            add_one(transaction, "1");
            return conflict("test.refused", "Refused.");
        });
        CHECK(!refused);
        CHECK(total(*database) == 0);
        CHECK_THROWS_AS(
            (void)database->write([](Transaction& transaction) -> Result<bool> {
                add_one(transaction, "1");
                throw std::runtime_error{"broken"};
            }),
            std::runtime_error
        );
        CHECK(total(*database) == 0);
        database->write([](Transaction& transaction) { return add_one(transaction, "1"), true; });
        CHECK(total(*database) == 1);
    }
}

TEST_CASE("text of every kind comes back as it went in") {
    const std::string texts[] = {
        "",
        "O'Brien \"quoted\" \\ backslash",
        "tab\tand\nline\r\n",
        "ünïcödé ☕ 𝔘",
        "$1 $name ; DROP TABLE x; --",
        "\\N"};
    ON_EACH_ENGINE(engine) {
        testing::FreshDatabase database{engine};
        database->write([&](Transaction& transaction) {
            for (const auto& text : texts)
                add_one(transaction, "one", text);
            std::vector<std::vector<Value>> rows;
            for (const auto& text : texts)
                rows.push_back({1, "test", "many", "a", text});
            transaction.insert_many(
                {"change_event", {"occurred_at", "kind", "object_id", "agency_id", "what"}}, rows
            );
            return true;
        });
        const auto rows =
            database->read([](Transaction& transaction) { return transaction.query(select_all); });
        REQUIRE(rows.size() == 2 * std::size(texts));
        for (std::size_t i = 0; i < rows.size(); ++i)
            CHECK(rows[i].text("what") == texts[i % std::size(texts)]);
    }
}

TEST_CASE("many writers at once lose nothing, and one's failure undoes only itself") {
    ON_EACH_ENGINE(engine) {
        testing::FreshDatabase database{engine};
        constexpr int writers = 8;
        constexpr int each = 25;
        std::atomic<int> failed{0};
        std::vector<std::thread> threads;
        for (int w = 0; w < writers; ++w)
            threads.emplace_back([&, w] {
                for (int i = 0; i < each; ++i) {
                    const auto kept =
                        database->write([&](Transaction& transaction) -> Result<bool> {
                            add_one(transaction, std::to_string(w) + "-" + std::to_string(i));
                            if (i % 5 == 4) return conflict("test.refused", "Refused.");
                            return true;
                        });
                    if (!kept) ++failed;
                }
            });
        for (auto& thread : threads)
            thread.join();
        CHECK(failed == writers * each / 5);
        CHECK(total(*database) == writers * each * 4 / 5);
    }
}

TEST_CASE("a duplicate key is told apart from other failures, and the message holds no row") {
    static constexpr Sql put{
        "test.put",
        "INSERT INTO code (list_id, code, label, ordinal, valid_from, source, is_official, "
        "is_local, revision) VALUES ('l', 'c', $label, 1, '2000-01-01', '', 0, 0, 1)"};
    ON_EACH_ENGINE(engine) {
        testing::FreshDatabase database{engine};
        const auto insert = [&] {
            database->write([](Transaction& transaction) {
                return transaction.run(put, {{"label", "secret words"}}) == 1;
            });
        };
        insert();
        try {
            insert();
            FAIL("the second was kept");
        } catch (const StoreError& error) {
            CHECK(error.kind() == StoreError::Kind::duplicate);
            CHECK(std::string{error.what()}.find("secret words") == std::string::npos);
        }
    }
}

TEST_CASE("a reader cannot write") {
    ON_EACH_ENGINE(engine) {
        testing::FreshDatabase database{engine};
        CHECK_THROWS_AS(
            database->read([](Transaction& transaction) { return add_one(transaction, "1"), true; }
            ),
            StoreError
        );
        CHECK(total(*database) == 0);
    }
}

TEST_CASE("migrating again changes nothing") {
    ON_EACH_ENGINE(engine) {
        testing::FreshDatabase database{engine};
        CHECK(migrate(*database) == 0);
    }
}

TEST_CASE("a migration gives each engine its own lines") {
    const std::string text = "a\n-- sqlite:\nb\n-- postgres:\nc\n-- both:\nd\n";
    CHECK(script_for(Engine::sqlite, text) == "a\nb\nd\n");
    CHECK(script_for(Engine::postgres, text) == "a\nc\nd\n");
}

TEST_CASE("parameters are numbered once each, and quoted text is left alone") {
    const auto numbered = number_parameters("SELECT $b, $a, '$not', $b");
    CHECK(numbered.text == "SELECT $1, $2, '$not', $1");
    CHECK(numbered.names == std::vector<std::string>{"b", "a"});
}

TEST_CASE("a second process may not write to the same file") {
    testing::FreshDatabase database{Engine::sqlite};
    Database::Settings settings;
    settings.address = database.address();
    CHECK_THROWS_WITH_AS(
        Database::open(settings), doctest::Contains("Another Waymark"), StoreError
    );
}

TEST_CASE("a backup of either engine is restored into either, and a damaged one is refused") {
    ON_EACH_ENGINE(from) {
        ON_EACH_ENGINE(to) {
            testing::ScratchFolder folder;
            const auto file = folder.path() + "/backup.db";
            testing::FreshDatabase source{from};
            source->write([](Transaction& transaction) {
                return add_one(transaction, "1", "ünïcödé"), add_one(transaction, "2"), true;
            });
            const auto made = backup(*source, file);

            testing::FreshDatabase target{to};
            const auto restored = restore(*target, file);

            CHECK(made.size() == restored.size());
            CHECK(total(*target) == 2);
            CHECK_THROWS_AS(restore(*target, file), StoreError);  // It holds records now.
            target->write([](Transaction& transaction) { return add_one(transaction, "3"), true; });
            CHECK(total(*target) == 3);
        }
    }
    testing::ScratchFolder folder;
    const auto file = folder.path() + "/backup.db";
    testing::FreshDatabase source{Engine::sqlite};
    source->write([](Transaction& transaction) { return add_one(transaction, "1"), true; });
    backup(*source, file);
    {
        Database::Settings settings;
        settings.address = file;
        const auto tampered = Database::open(settings);
        tampered->write([](Transaction& transaction) {
            return transaction.run({"test.tamper", "UPDATE change_event SET what = 'other'"}, {}) ==
                   1;
        });
    }
    testing::FreshDatabase target{Engine::sqlite};
    CHECK_THROWS_WITH_AS(restore(*target, file), doctest::Contains("damaged"), StoreError);
    CHECK(total(*target) == 0);
}

}  // namespace waymark::store
