// SPDX-License-Identifier: MIT
#include "store/database.hpp"

#include "store/postgres.hpp"
#include "store/sqlite.hpp"

namespace waymark::store {

std::vector<Row> Transaction::query(const Sql& sql, const Values& values) {
    std::vector<Row> rows;
    stream(sql, values, [&rows](Row row) { rows.push_back(std::move(row)); });
    return rows;
}

// An engine with a queue of its own keeps both.
// NOLINTBEGIN(performance-unnecessary-value-param)
void Database::run_write_then(
    std::function<bool(Transaction&)> work, std::function<void(const std::exception_ptr&)> then
) {
    std::exception_ptr failure;
    try {
        run_write(work);
    } catch (...) {
        failure = std::current_exception();
    }
    then(failure);
}
// NOLINTEND(performance-unnecessary-value-param)

std::unique_ptr<Database> Database::open(const Settings& settings) {
    const bool postgres = settings.address.starts_with("postgresql://") ||
                          settings.address.starts_with("postgres://");
    return postgres ? open_postgres(settings) : open_sqlite(settings);
}

}  // namespace waymark::store
