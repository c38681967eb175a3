// SPDX-License-Identifier: MIT
#pragma once

// What analysts do with files: look at one, check it, store it, take it back.

#include "exchange/check.hpp"
#include "sharing/admission.hpp"

namespace waymark::exchange {

struct Batch {
    std::string id;
    std::string file_name;
    std::int64_t rows_read = 0;
    std::int64_t rows_stored = 0;
    std::int64_t rows_refused = 0;
    std::int64_t rows_known = 0;  ///< Already here from before, and left alone.
    Instant imported_at{};
    std::optional<Instant> undone_at{};
};

struct ImportReport {
    std::string batch_id{};  ///< Empty for a dry run.
    std::int64_t rows_read = 0;
    std::int64_t rows_stored = 0;  ///< Or would be.
    std::int64_t rows_refused = 0;
    std::int64_t rows_known = 0;
    std::vector<Finding> findings{};
    std::vector<UnknownCode> unknown_codes{};
};

/// Who imports, where and when; an import opens transactions of its own.
struct ImportRun {
    const sharing::Workplace& place;
    const sharing::Caller& caller;
    Instant now;
    const codes::CodeBook& codes;
};

struct ImportFile {
    std::string name;
    const Table& table;
    const Mapping& mapping;
};

inline constexpr std::size_t rows_a_transaction = 4000;

/// Checks and, unless `dry_run`, stores. Rows already here by their number are left as they are, so
/// running it again changes nothing. If storing fails half-way, what was stored is taken back.
Result<ImportReport> import_incidents(const ImportRun& run, const ImportFile& file, bool dry_run);

Result<std::vector<Batch>> list_batches(sharing::Act& act);

/// The rows that were refused, as CSV with the reason in front.
Result<std::string> refused_rows(sharing::Act& act, const std::string& batch);

struct UndoReport {
    std::int64_t deleted = 0;
    std::int64_t kept = 0;  ///< Because somebody has worked on them since.
};
Result<UndoReport> undo_import(sharing::Act& act, const std::string& batch);

Result<Done> save_mapping(sharing::Act& act, const std::string& name, const Mapping& mapping);
Result<Mapping> load_mapping(sharing::Act& act, const std::string& name);

}  // namespace waymark::exchange
