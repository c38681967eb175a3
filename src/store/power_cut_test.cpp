// SPDX-License-Identifier: MIT

// Cuts the power under the writer, again and again, and looks at what is left: every write that was
// acknowledged, whole, and nothing torn. With synchronous=NORMAL some must be lost, or the harness
// would prove nothing. Long, so it runs in the full tests only.

#include "store/database.hpp"
#include "support/fresh_database.hpp"
#include "support/power_cut_vfs.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>

namespace waymark::store {

namespace {

constexpr Sql insert_a{"test.a", "INSERT INTO a (id, body) VALUES ($id, $body)"};
constexpr Sql insert_b{"test.b", "INSERT INTO b (id) VALUES ($id)"};
constexpr Sql select_a{"test.select_a", "SELECT id FROM a"};
constexpr Sql select_b{"test.select_b", "SELECT id FROM b"};
constexpr Sql check_all{"test.integrity", "PRAGMA integrity_check"};

struct Tally {
    int acknowledged = 0;
    int lost = 0;
    int torn = 0;
    int corrupt = 0;
};

/// Four writers at once until the power goes; each acknowledged id is told through the pipe.
[[noreturn]] void write_until_cut(
    const Database::Settings& settings, std::uint64_t seed, int tell
) {
    const auto database = Database::open(settings);
    database->write([](Transaction& transaction) {
        transaction.script("CREATE TABLE a (id BIGINT PRIMARY KEY, body TEXT); CREATE TABLE b (id "
                           "BIGINT PRIMARY KEY)");
        return true;
    });
    testing::PowerCut::arm(seed, static_cast<int>(20 + (seed * 7919) % 400));
    std::vector<std::thread> writers;
    for (std::int64_t w = 0; w < 4; ++w)
        writers.emplace_back([&, w] {
            for (std::int64_t i = 0; i < 100000; ++i) {
                const std::int64_t id = w * 1000000 + i;
                database->write([&](Transaction& transaction) {
                    transaction.run(insert_a, {{"id", id}, {"body", std::string(700, 'x')}});
                    transaction.run(insert_b, {{"id", id}});
                    return true;
                });
                (void)::write(tell, &id, sizeof id);
            }
        });
    for (auto& writer : writers)
        writer.join();
    ::_exit(1);  // The power never went.
}

std::set<std::int64_t> ids(Database& database, const Sql& sql) {
    return database.read([&](Transaction& transaction) {
        std::set<std::int64_t> found;
        for (const auto& row : transaction.query(sql))
            found.insert(row.get<std::int64_t>("id"));
        return found;
    });
}

void one_cut(std::uint64_t seed, bool unsafe_sync, Tally& tally) {
    testing::ScratchFolder folder;
    Database::Settings settings;
    settings.address = folder.path() + "/cut.db";
    settings.connections = 1;
    settings.vfs = testing::PowerCut::name();
    settings.unsafe_sync = unsafe_sync;
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        write_until_cut(settings, seed, ends[1]);
    }
    ::close(ends[1]);
    std::set<std::int64_t> told;
    for (std::int64_t id = 0; ::read(ends[0], &id, sizeof id) == sizeof id;)
        told.insert(id);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) == 0);

    settings.vfs.clear();
    tally.acknowledged += static_cast<int>(told.size());
    try {
        const auto database = Database::open(settings);
        const bool sound = database->read([](Transaction& transaction) {
            return transaction.query(check_all).front().text("integrity_check") == "ok";
        });
        if (!sound) ++tally.corrupt;
        const auto a = ids(*database, select_a);
        if (a != ids(*database, select_b)) ++tally.torn;
        for (const auto id : told)
            tally.lost += a.contains(id) ? 0 : 1;
    } catch (const StoreError&) {
        ++tally.corrupt;
    } catch (const std::logic_error&) {
        tally.lost += static_cast<int>(told.size());  // Even the tables are gone.
    }
}

}  // namespace

TEST_SUITE("power-cuts") {
    TEST_CASE(
        "no acknowledged write is lost or torn over a thousand power cuts" * doctest::skip()
    ) {
        Tally tally;
        for (std::uint64_t seed = 1; seed <= 1000; ++seed)
            one_cut(seed, false, tally);
        MESSAGE(
            "1000 cuts, " << tally.acknowledged << " acknowledged, " << tally.lost << " lost, "
                          << tally.torn << " torn, " << tally.corrupt << " corrupt"
        );
        CHECK(tally.acknowledged > 10000);
        CHECK(tally.lost == 0);
        CHECK(tally.torn == 0);
        CHECK(tally.corrupt == 0);
    }

    TEST_CASE("the harness sees writes lost when they are not flushed" * doctest::skip()) {
        Tally tally;
        for (std::uint64_t seed = 1; seed <= 100; ++seed)
            one_cut(seed, true, tally);
        MESSAGE(
            "100 cuts with synchronous=NORMAL, " << tally.acknowledged << " acknowledged, "
                                                 << tally.lost << " lost"
        );
        CHECK(tally.lost > 0);
    }
}

}  // namespace waymark::store
