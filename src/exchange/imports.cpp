// SPDX-License-Identifier: MIT
#include "exchange/imports.hpp"

#include "base/text.hpp"
#include "exchange/import_store.hpp"
#include "exchange/incident_export.hpp"

#include <algorithm>
#include <unordered_set>

namespace waymark::exchange {

namespace {

using sharing::Act;
using sharing::Event;
using sharing::Permission;

constexpr std::size_t mapping_name_max = 80;

/// Gives a row everything it needs to stand in the tables.
void complete(const ImportRun& run, incidents::BulkIncident& bulk, const std::string& batch) {
    auto& incident = bulk.incident;
    auto& random = run.place.random;
    incident.id = {new_uuid(incident.received_at, random)};
    incident.agency = run.caller.agency;
    incident.import_batch = batch;
    incident.reference = "imported " + incident.source_key;
    const auto by = run.caller.user.text;
    for (auto& note : bulk.notes) {
        note.id = new_uuid(run.now, random);
        note.written_at = incident.received_at;
        note.written_by = by;
    }
    for (auto& mhri : bulk.mhri) {
        mhri.id = new_uuid(run.now, random);
        mhri.decided_at = run.now;
        mhri.decided_by = by;
    }
    for (auto& marker : bulk.markers) {
        marker.applied_at = run.now;
        marker.applied_by = by;
    }
}

using Part = std::span<const incidents::BulkIncident* const>;

std::vector<std::string> keys_of(Part part) {
    std::vector<std::string> keys;
    for (const auto* bulk : part)
        keys.push_back(bulk->incident.source_key);
    return keys;
}

ImportReport report_of(const Checked& checked) {
    ImportReport report;
    report.rows_read = checked.rows_read;
    report.rows_refused = static_cast<std::int64_t>(checked.refusals.size());
    report.findings = checked.findings;
    report.unknown_codes = checked.unknown_codes;
    return report;
}

/// How many rows of the part are here already.
std::int64_t count_known(Act& act, Part part) {
    return static_cast<std::int64_t>(
        incidents::known_source_keys(act.transaction, act.caller.agency, keys_of(part)).size()
    );
}

void store_part(Act& act, Part part, Batch& batch) {
    const auto known =
        incidents::known_source_keys(act.transaction, act.caller.agency, keys_of(part));
    std::vector<const incidents::BulkIncident*> fresh;
    fresh.reserve(part.size());
    for (const auto* bulk : part)
        if (!known.contains(bulk->incident.source_key)) fresh.push_back(bulk);
    incidents::insert_bulk(act.transaction, fresh, act.caller.user, act.now);
    batch.rows_known += static_cast<std::int64_t>(known.size());
    batch.rows_stored += static_cast<std::int64_t>(fresh.size());
}

/// The rows in order of time: ids begin with it and most indexes end with it, so that they grow at
/// one end.
std::vector<const incidents::BulkIncident*> by_time(const std::vector<Ready>& ready) {
    std::vector<const incidents::BulkIncident*> rows;
    rows.reserve(ready.size());
    for (const auto& one : ready)
        rows.push_back(&one.incident);
    std::stable_sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) {
        return a->incident.received_at < b->incident.received_at;
    });
    return rows;
}

template <class Take>
void each_part(Part whole, std::size_t rows, Take take) {
    for (std::size_t from = 0; from < whole.size(); from += rows)
        take(whole.subspan(from, std::min(rows, whole.size() - from)));
}

/// The findings as they are kept beside the import.
std::string text_of(const Checked& checked) {
    boost::json::array findings;
    for (const auto& finding : checked.findings)
        findings.push_back(boost::json::object{
            {"rule", finding.rule},
            {"refuses", finding.refuses},
            {"words", finding.words},
            {"count", finding.count},
            {"rows", boost::json::value_from(finding.rows)}});
    boost::json::array unknown;
    for (const auto& word : checked.unknown_codes)
        unknown.push_back(boost::json::object{
            {"target", word.target},
            {"list", word.list},
            {"value", word.value},
            {"count", word.count},
            {"nearest", word.nearest}});
    return boost::json::serialize(boost::json::object{
        {"findings", std::move(findings)}, {"unknown_codes", std::move(unknown)}});
}

/// What has to be known before a file is checked.
struct Setting {
    std::optional<sharing::Area> area;
    std::optional<Instant> stored_before_at;
};

Result<Setting> begin(const ImportRun& run, const ImportFile& file) {
    return sharing::consult(
        run.place,
        run.caller,
        run.now,
        run.codes,
        [&](Act& act) -> Result<Setting> {
            const auto leave =
                sharing::admit_to(act, Permission::import_incidents, Event::collection, "import");
            if (!leave) return leave.problem();
            Setting setting;
            for (const auto& agency : sharing::list_agencies(act))
                if (agency.id == act.caller.agency) setting.area = agency.area;
            setting.stored_before_at =
                ImportStore{act.transaction}.stored_at(act.caller.agency, file.hash);
            return setting;
        }
    );
}

Problem no_batch() {
    return not_found("import.not_found", "There is no such import in your agency.");
}

}  // namespace

Result<ImportReport> import_incidents(const ImportRun& run, const ImportFile& file, bool dry_run) {
    const auto setting = begin(run, file);
    if (!setting) return setting.problem();
    auto checked = check(file.table, file.mapping, {run.codes, setting->area, run.now});
    if (!checked) return checked.problem();
    const auto rows = by_time(checked->ready);
    auto report = report_of(*checked);
    report.stored_before_at = setting->stored_before_at;

    if (dry_run) {
        report.rows_known =
            sharing::consult(run.place, run.caller, run.now, run.codes, [&](Act& act) {
                std::int64_t known = 0;
                each_part(rows, run.rows_at_once, [&](auto part) {
                    known += count_known(act, part);
                });
                return known;
            });
        report.rows_stored = static_cast<std::int64_t>(checked->ready.size()) - report.rows_known;
        return report;
    }

    Batch batch;
    batch.file_name = file.name;
    batch.rows_read = report.rows_read;
    batch.rows_refused = report.rows_refused;
    batch.imported_at = run.now;
    const auto in_one = [&](auto work) {
        return sharing::change(
            run.place,
            run.caller,
            run.now,
            run.codes,
            [&](Act& act) -> Result<Done> { return work(act); }
        );
    };
    batch.id = new_uuid(run.now, run.place.random);
    for (auto& ready : checked->ready)
        complete(run, ready.incident, batch.id);
    const auto begun = in_one([&](Act& act) -> Result<Done> {
        ImportStore store{act.transaction};
        store.insert(act, batch, file, text_of(*checked));
        store.insert_refusals(batch.id, checked->refusals);
        return Done{};
    });
    if (!begun) return begun.problem();
    std::optional<Problem> stopped;
    try {
        each_part(rows, run.rows_at_once, [&](auto part) {
            if (stopped) return;
            const Batch before = batch;
            const auto stored = in_one([&](Act& act) -> Result<Done> {
                batch = before;  // The work may be run twice.
                const auto kept = ImportStore{act.transaction}.find(act.caller.agency, batch.id);
                if (!kept || kept->undone_at)
                    return conflict("import.undone_meanwhile", "Somebody has undone this import.");
                store_part(act, part, batch);
                return Done{};
            });
            if (!stored) stopped = stored.problem();
        });
    } catch (...) {
        (void)in_one([&](Act& act) -> Result<Done> {
            incidents::delete_batch(act.transaction, act.caller.agency, batch.id);
            ImportStore{act.transaction}.mark_undone(act, batch.id);
            return Done{};
        });
        throw;
    }
    if (stopped) return *stopped;
    const auto ended = in_one([&](Act& act) -> Result<Done> {
        ImportStore{act.transaction}.save(batch);
        act.note(
            {.event = Event::collection,
             .object_kind = "import",
             .object_id = batch.id,
             .reason = "stored",
             .result_count = batch.rows_stored}
        );
        act.changed("import", batch.id, "stored");
        return Done{};
    });
    if (!ended) return ended.problem();
    report.batch_id = batch.id;
    report.rows_stored = batch.rows_stored;
    report.rows_known = batch.rows_known;
    return report;
}

Result<std::vector<Batch>> list_batches(Act& act) {
    const auto leave =
        sharing::admit_to(act, Permission::import_incidents, Event::consultation, "import");
    if (!leave) return leave.problem();
    return ImportStore{act.transaction}.list(act.caller.agency);
}

Result<std::string> refused_rows(Act& act, const std::string& id) {
    const auto leave =
        sharing::admit_to(act, Permission::import_incidents, Event::consultation, "import");
    if (!leave) return leave.problem();
    ImportStore store{act.transaction};
    if (!store.find(act.caller.agency, id)) return no_batch();
    std::string text = "row,rule,reason,as it was\r\n";
    store.each_refusal(id, [&](const Refusal& refusal) {
        text += std::to_string(refusal.row) + "," + refusal.rule + "," + csv_field(refusal.reason) +
                "," + refusal.text + "\r\n";
    });
    return text;
}

Result<UndoReport> undo_import(Act& act, const std::string& id) {
    const auto leave =
        sharing::admit_to(act, Permission::import_incidents, Event::alteration, "import");
    if (!leave) return leave.problem();
    act.trail.back().object_id = id;
    ImportStore store{act.transaction};
    const auto batch = store.find(act.caller.agency, id);
    if (!batch) return no_batch();
    if (batch->undone_at)
        return conflict("import.already_undone", "This import has been undone already.");
    const auto undone = incidents::delete_batch(act.transaction, act.caller.agency, id);
    store.mark_undone(act, id);
    act.changed("import", id, "undone");
    return UndoReport{undone.deleted, undone.kept};
}

Result<boost::json::value> report_of(Act& act, const std::string& id) {
    const auto leave =
        sharing::admit_to(act, Permission::import_incidents, Event::consultation, "import");
    if (!leave) return leave.problem();
    const auto text = ImportStore{act.transaction}.report(act.caller.agency, id);
    if (!text) return no_batch();
    return boost::json::parse(*text);
}

Result<std::vector<NamedMapping>> kept_mappings(Act& act) {
    const auto leave =
        sharing::admit_to(act, Permission::import_incidents, Event::consultation, "import_mapping");
    if (!leave) return leave.problem();
    std::vector<NamedMapping> kept;
    for (const auto& [name, text] : ImportStore{act.transaction}.mappings(act.caller.agency))
        if (auto mapping = read_mapping(boost::json::parse(text)))
            kept.push_back({name, std::move(*mapping)});
    return kept;
}

NamedMapping mapping_for(const std::vector<NamedMapping>& kept, const Table& table) {
    const auto fits = [&](const NamedMapping& one) {
        return std::all_of(
            one.mapping.columns.begin(),
            one.mapping.columns.end(),
            [&](const auto& column) {
                return column.second.empty() ||
                       std::find(table.columns.begin(), table.columns.end(), column.second) !=
                           table.columns.end();
            }
        );
    };
    const auto found = std::find_if(kept.begin(), kept.end(), fits);
    return found == kept.end() ? NamedMapping{"", suggest_mapping(table)} : *found;
}

Result<Done> save_mapping(Act& act, const std::string& name, const Mapping& mapping) {
    const auto leave =
        sharing::admit_to(act, Permission::import_incidents, Event::alteration, "import_mapping");
    if (!leave) return leave.problem();
    if (trim(name).empty() || length_of(name) > mapping_name_max)
        return invalid(
            "mapping.name",
            "The mapping needs a name.",
            {{"/name", "length", "Give a name of 1 to 80 characters."}}
        );
    ImportStore{act.transaction}.put_mapping(act, name, mapping);
    return Done{};
}

Result<Mapping> load_mapping(Act& act, const std::string& name) {
    const auto leave =
        sharing::admit_to(act, Permission::import_incidents, Event::consultation, "import_mapping");
    if (!leave) return leave.problem();
    const auto text = ImportStore{act.transaction}.mapping(act.caller.agency, name);
    if (!text) return not_found("mapping.not_found", "There is no mapping of this name.");
    return read_mapping(boost::json::parse(*text));
}

}  // namespace waymark::exchange
