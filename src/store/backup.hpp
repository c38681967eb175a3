// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace waymark::store {

/// What a backup holds of one table.
struct BackedUpTable {
    std::string name;
    std::int64_t rows = 0;
    std::string digest;  ///< Over every row, in whatever order.
};

/// Copies everything, as it stands at one moment, into a new SQLite file with a manifest of counts
/// and digests. The source goes on working meanwhile, and may be either engine.
std::vector<BackedUpTable> backup(Database& source, const std::filesystem::path& file);

/// Fills an empty, migrated database of either engine from a backup, checking every count and
/// digest first. Throws StoreError when the backup is damaged, of another version, or when the
/// target holds records already.
std::vector<BackedUpTable> restore(Database& target, const std::filesystem::path& file);

}  // namespace waymark::store
