// SPDX-License-Identifier: MIT

// Files of rows as text: read, guessed at and checked, so that no row is lost between.

#include "exchange/check.hpp"
#include "fuzz.hpp"
#include "support/partnership.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace waymark;
    static testing::FreshDatabase database{store::Engine::sqlite};
    static codes::Library library{*database};
    const auto table = exchange::read_csv_table(fuzz::text_of(data, size));
    if (!table) return 0;
    for (const auto& row : table->rows)
        fuzz::require(row.size() == table->columns.size(), "a row is as wide as the heading");
    const auto book = library.book();
    const auto checked = exchange::check(
        *table, exchange::suggest_mapping(*table), {*book, std::nullopt, testing::noon}
    );
    if (!checked) return 0;
    const auto rows = static_cast<std::size_t>(checked->rows_read);
    fuzz::require(
        rows == checked->ready.size() + checked->refusals.size(), "rows in = ready + refused"
    );
    fuzz::require(rows == table->rows.size(), "every row of the table is read");
    return 0;
}
