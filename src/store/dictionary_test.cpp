// SPDX-License-Identifier: MIT
#include "base/csv.hpp"
#include "base/resources.hpp"
#include "support/fresh_database.hpp"

#include <doctest/doctest.h>

#include <set>

namespace waymark::store {

namespace {

constexpr Sql sqlite_columns{"test.sqlite_columns", R"(
    SELECT m.name AS table_name, p.name AS column_name
    FROM sqlite_master m JOIN pragma_table_info(m.name) p
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
)"};

constexpr Sql postgres_columns{"test.postgres_columns", R"(
    SELECT CAST(c.table_name AS text) AS table_name, CAST(c.column_name AS text) AS column_name
    FROM information_schema.columns c
    JOIN information_schema.tables t
      ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
)"};

}  // namespace

TEST_CASE("the dictionary describes every column of every table, on each engine, and no other") {
    std::set<std::string> described;
    for (const auto& file : resources_in("migrations"))
        if (file.path.ends_with("dictionary.csv"))
            REQUIRE(read_csv(file.bytes, ',', [&](std::vector<std::string>& row, std::size_t) {
                if (row.at(0) != "table") described.insert(row.at(0) + "." + row.at(1));
                return true;
            }));
    ON_EACH_ENGINE(engine) {
        testing::FreshDatabase database{engine};
        const auto real = database->read([&](Transaction& transaction) {
            std::set<std::string> columns;
            for (const auto& row :
                 transaction.query(engine == Engine::sqlite ? sqlite_columns : postgres_columns))
                columns.insert(row.text("table_name") + "." + row.text("column_name"));
            return columns;
        });
        CHECK(real.size() > 100);
        for (const auto& column : real)
            CHECK_MESSAGE(described.contains(column), column << " is not in dictionary.csv");
        for (const auto& column : described)
            CHECK_MESSAGE(real.contains(column), column << " is not in the schema");
    }
}

}  // namespace waymark::store
