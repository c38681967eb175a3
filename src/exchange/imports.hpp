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
    /// When this very file, byte for byte, was last stored and not undone.
    std::optional<Instant> stored_before_at{};
    std::vector<Finding> findings{};
    std::vector<UnknownCode> unknown_codes{};
};

/// So few that others who want to write hardly wait; whoever has the database alone is quicker
/// with the larger number, since each page of an index is then written once for many rows.
inline constexpr std::size_t rows_a_transaction = 4000;
inline constexpr std::size_t rows_a_transaction_alone = 50'000;

/// Who imports, where and when; an import opens transactions of its own.
struct ImportRun {
    const sharing::Workplace& place;
    const sharing::Caller& caller;
    Instant now;
    const codes::CodeBook& codes;
    std::size_t rows_at_once = rows_a_transaction;
};

struct ImportFile {
    std::string name;
    std::string hash;  ///< SHA-256 of its bytes, in hexadecimal.
    const Table& table;
    const Mapping& mapping;
};

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

/// What an earlier import found, as it was answered then.
Result<boost::json::value> report_of(sharing::Act& act, const std::string& batch);

/// A mapping under the name it is kept by; the name is empty for a guess.
struct NamedMapping {
    std::string name;
    Mapping mapping;
};

/// The mappings the agency has kept, the newest first.
Result<std::vector<NamedMapping>> kept_mappings(sharing::Act& act);

/// How to read `table`: by the first of `kept` whose columns it all has, or else by a guess. Pure.
NamedMapping mapping_for(const std::vector<NamedMapping>& kept, const Table& table);

Result<Done> save_mapping(sharing::Act& act, const std::string& name, const Mapping& mapping);
Result<Mapping> load_mapping(sharing::Act& act, const std::string& name);

}  // namespace waymark::exchange
