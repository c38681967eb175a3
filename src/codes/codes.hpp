// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"
#include "codes/code_book.hpp"
#include "store/database.hpp"

#include <memory>
#include <mutex>

namespace waymark::codes {

/// Writes the shipped lists into the database: new entries are added and unchanged ones brought up
/// to date, while an entry that was added or changed locally is left as it is.
void install(store::Transaction& transaction);

/// Adds one entry (revision 0) or changes the revision named, as a local one. The list must exist,
/// and its dates must be in order.
Result<Done> put(store::Transaction& transaction, const CodeBook& book, Code code);

/// The book everyone reads, made again when a list has changed.
class Library {
public:
    explicit Library(store::Database& database) : database_{database} { refresh(); }

    std::shared_ptr<const CodeBook> book() const;

    /// Reads the lists again; others see the new book from their next request on.
    void refresh();

private:
    store::Database& database_;
    std::mutex refresh_mutex_;
    mutable std::mutex mutex_;
    std::shared_ptr<const CodeBook> book_;
};

}  // namespace waymark::codes
