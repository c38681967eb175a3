// SPDX-License-Identifier: MIT
#include "exchange/import_store.hpp"

namespace waymark::exchange {

namespace {

using store::Sql;

constexpr Sql insert_batch{"import.insert_batch", R"(
    INSERT INTO import_batch (id, agency_id, file_name, file_hash, mapping, report, rows_read,
                              rows_stored, rows_refused, rows_known, imported_at, imported_by)
    VALUES ($id, $agency_id, $file_name, $file_hash, $mapping, $report, $rows_read, 0, 0, 0,
            $now, $user_id)
)"};

constexpr Sql update_batch{"import.update_batch", R"(
    UPDATE import_batch
    SET rows_stored = $rows_stored, rows_known = $rows_known, rows_refused = $rows_refused
    WHERE id = $id
)"};

constexpr Sql update_report{"import.update_report", R"(
    UPDATE import_batch SET report = $report WHERE id = $id
)"};

constexpr Sql select_batches{"import.select_batches", R"(
    SELECT id, file_name, rows_read, rows_stored, rows_refused, rows_known, imported_at, undone_at
    FROM import_batch WHERE agency_id = $agency_id ORDER BY imported_at DESC LIMIT 100
)"};

constexpr Sql select_batch{"import.select_batch", R"(
    SELECT id, file_name, rows_read, rows_stored, rows_refused, rows_known, imported_at, undone_at
    FROM import_batch WHERE id = $id AND agency_id = $agency_id
)"};

constexpr Sql undo_batch{"import.undo_batch", R"(
    UPDATE import_batch SET undone_at = $now, undone_by = $user_id WHERE id = $id
)"};

constexpr Sql select_refusals{"import.select_refusals", R"(
    SELECT row_number, rule, reason, row_text FROM import_refusal
    WHERE batch_id = $batch ORDER BY row_number
)"};

constexpr Sql put_mapping_sql{"import.put_mapping", R"(
    INSERT INTO import_mapping (agency_id, name, mapping, changed_at)
    VALUES ($agency_id, $name, $mapping, $now)
    ON CONFLICT (agency_id, name) DO UPDATE
    SET mapping = excluded.mapping, changed_at = excluded.changed_at
)"};

constexpr Sql select_mapping{"import.select_mapping", R"(
    SELECT mapping FROM import_mapping WHERE agency_id = $agency_id AND name = $name
)"};

constexpr Sql select_mappings{"import.select_mappings", R"(
    SELECT name, mapping FROM import_mapping WHERE agency_id = $agency_id
    ORDER BY changed_at DESC, name LIMIT 100
)"};

constexpr Sql select_report{"import.select_report", R"(
    SELECT report FROM import_batch WHERE id = $id AND agency_id = $agency_id
)"};

constexpr Sql select_crisis_team_files{"import.select_crisis_team_files", R"(
    SELECT b.file_name, b.report FROM import_batch b
    WHERE b.agency_id = $agency_id AND b.undone_at IS NULL
      AND EXISTS (SELECT 1 FROM incident i
                  WHERE i.import_batch_id = b.id AND i.source = 'crisis_team'
                    AND i.received_at >= $from AND i.received_at < $to)
    ORDER BY b.imported_at LIMIT 100
)"};

constexpr Sql select_same_file{"import.select_same_file", R"(
    SELECT imported_at FROM import_batch
    WHERE agency_id = $agency_id AND file_hash = $file_hash AND undone_at IS NULL
      AND rows_stored + rows_known > 0
    ORDER BY imported_at DESC LIMIT 1
)"};

const store::Table refusal_table{
    "import_refusal", {"batch_id", "row_number", "rule", "reason", "row_text"}};

Batch batch_from(const store::Row& row) {
    return {
        .id = row.text("id"),
        .file_name = row.text("file_name"),
        .rows_read = row.get<std::int64_t>("rows_read"),
        .rows_stored = row.get<std::int64_t>("rows_stored"),
        .rows_refused = row.get<std::int64_t>("rows_refused"),
        .rows_known = row.get<std::int64_t>("rows_known"),
        .imported_at = row.get<Instant>("imported_at"),
        .undone_at = row.maybe<Instant>("undone_at"),
    };
}

}  // namespace

void ImportStore::insert(
    const sharing::Act& act, const Batch& batch, const ImportFile& file, const std::string& report
) {
    transaction_.run(
        insert_batch,
        {{"id", batch.id},
         {"agency_id", act.caller.agency},
         {"file_name", batch.file_name},
         {"file_hash", file.hash},
         {"report", report},
         {"mapping", boost::json::serialize(to_json(file.mapping))},
         {"rows_read", batch.rows_read},
         {"now", act.now},
         {"user_id", act.caller.user}}
    );
}

void ImportStore::save(const Batch& batch) {
    transaction_.run(
        update_batch,
        {{"id", batch.id},
         {"rows_stored", batch.rows_stored},
         {"rows_known", batch.rows_known},
         {"rows_refused", batch.rows_refused}}
    );
}

void ImportStore::save_report(const std::string& batch, const std::string& report) {
    transaction_.run(update_report, {{"id", batch}, {"report", report}});
}

void ImportStore::insert_refusals(const std::string& batch, std::span<const Refusal> refusals) {
    std::vector<std::vector<store::Value>> rows;
    for (const auto& refusal : refusals)
        rows.push_back({batch, refusal.row, refusal.rule, refusal.reason, refusal.text});
    transaction_.insert_many(refusal_table, rows);
}

std::vector<Batch> ImportStore::list(const AgencyId& agency) {
    std::vector<Batch> batches;
    for (const auto& row : transaction_.query(select_batches, {{"agency_id", agency}}))
        batches.push_back(batch_from(row));
    return batches;
}

std::optional<Batch> ImportStore::find(const AgencyId& agency, const std::string& id) {
    const auto rows = transaction_.query(select_batch, {{"id", id}, {"agency_id", agency}});
    if (rows.empty()) return std::nullopt;
    return batch_from(rows.front());
}

void ImportStore::each_refusal(
    const std::string& batch, const std::function<void(const Refusal&)>& take
) {
    transaction_.stream(select_refusals, {{"batch", batch}}, [&](const store::Row& row) {
        take(
            {row.get<std::int64_t>("row_number"),
             row.text("rule"),
             row.text("reason"),
             row.text("row_text")}
        );
    });
}

void ImportStore::mark_undone(const sharing::Act& act, const std::string& batch) {
    transaction_.run(undo_batch, {{"id", batch}, {"now", act.now}, {"user_id", act.caller.user}});
}

void ImportStore::put_mapping(
    const sharing::Act& act, const std::string& name, const Mapping& mapping
) {
    transaction_.run(
        put_mapping_sql,
        {{"agency_id", act.caller.agency},
         {"name", name},
         {"mapping", boost::json::serialize(to_json(mapping))},
         {"now", act.now}}
    );
}

std::optional<std::string> ImportStore::mapping(const AgencyId& agency, const std::string& name) {
    const auto rows = transaction_.query(select_mapping, {{"agency_id", agency}, {"name", name}});
    if (rows.empty()) return std::nullopt;
    return rows.front().text("mapping");
}

std::vector<std::pair<std::string, std::string>> ImportStore::mappings(const AgencyId& agency) {
    std::vector<std::pair<std::string, std::string>> kept;
    for (const auto& row : transaction_.query(select_mappings, {{"agency_id", agency}}))
        kept.emplace_back(row.text("name"), row.text("mapping"));
    return kept;
}

std::optional<std::string> ImportStore::report(const AgencyId& agency, const std::string& id) {
    const auto rows = transaction_.query(select_report, {{"id", id}, {"agency_id", agency}});
    if (rows.empty()) return std::nullopt;
    return rows.front().text("report");
}

std::vector<ImportedFile> ImportStore::crisis_team_files(
    const AgencyId& agency, Instant from, Instant to
) {
    std::vector<ImportedFile> found;
    for (const auto& row : transaction_.query(
             select_crisis_team_files, {{"agency_id", agency}, {"from", from}, {"to", to}}
         ))
        found.push_back({row.text("file_name"), row.text("report")});
    return found;
}

std::optional<Instant> ImportStore::stored_at(const AgencyId& agency, const std::string& hash) {
    const store::Values values{{"agency_id", agency}, {"file_hash", hash}};
    const auto rows = transaction_.query(select_same_file, values);
    if (rows.empty()) return std::nullopt;
    return rows.front().get<Instant>("imported_at");
}

}  // namespace waymark::exchange
