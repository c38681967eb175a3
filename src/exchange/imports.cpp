// SPDX-License-Identifier: MIT
#include "exchange/imports.hpp"

#include "base/text.hpp"
#include "exchange/import_store.hpp"
#include "exchange/import_storing.hpp"
#include "exchange/incident_export.hpp"

#include <algorithm>
#include <unordered_set>

namespace waymark::exchange {

namespace {

using sharing::Act;
using sharing::Event;
using sharing::Permission;

constexpr std::size_t mapping_name_max = 80;

ImportReport report_of(const Checked& checked) {
    ImportReport report;
    report.rows_read = checked.rows_read;
    report.findings = checked.findings;
    report.unknown_codes = checked.unknown_codes;
    return report;
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

ImportReport try_out(const ImportRun& run, Checker& checker) {
    std::int64_t ready = 0;
    std::int64_t known = 0;
    while (checker.has_more()) {
        const auto part = checker.next(run.rows_at_once);
        ready += static_cast<std::int64_t>(part.ready.size());
        known += count_known(run, part.ready);
    }
    auto report = report_of(checker.findings());
    report.rows_refused = report.rows_read - ready;
    report.rows_known = known;
    report.rows_stored = ready - known;
    return report;
}

Result<ImportReport> store(const ImportRun& run, const ImportFile& file, Checker& checker) {
    Batch batch;
    batch.id = new_uuid(run.now, run.place.random);
    batch.file_name = file.name;
    batch.rows_read = static_cast<std::int64_t>(file.table.rows.size());
    batch.imported_at = run.now;
    const auto begun = in_one(run, [&](Act& act) -> Result<Done> {
        ImportStore{act.transaction}.insert(act, batch, file, text_of({}));
        return Done{};
    });
    if (!begun) return begun.problem();

    Checked found;
    try {
        Storing storing{run, batch};
        while (checker.has_more())
            if (auto stored = storing.take(checker.next(run.rows_at_once)); !stored)
                return stored.problem();
        if (auto stored = storing.end(); !stored) return stored.problem();
        found = checker.findings();
        const auto ended = in_one(run, [&](Act& act) -> Result<Done> {
            if (auto wanted = still_wanted(act, batch.id); !wanted) return wanted;
            ImportStore{act.transaction}.save_report(batch.id, text_of(found));
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
    } catch (...) {
        (void)in_one(run, [&](Act& act) -> Result<Done> {
            incidents::delete_batch(act.transaction, act.caller.agency, batch.id);
            ImportStore{act.transaction}.mark_undone(act, batch.id);
            return Done{};
        });
        throw;
    }
    auto report = report_of(found);
    report.batch_id = batch.id;
    report.rows_refused = batch.rows_refused;
    report.rows_stored = batch.rows_stored;
    report.rows_known = batch.rows_known;
    return report;
}

}  // namespace

Result<ImportReport> import_incidents(const ImportRun& run, const ImportFile& file, bool dry_run) {
    const auto setting = begin(run, file);
    if (!setting) return setting.problem();
    if (auto fit = fits(file.table, file.mapping); !fit) return fit.problem();
    const CheckContext context{run.codes, setting->area, run.now};
    Checker checker{file.table, file.mapping, context};
    Result<ImportReport> report = dry_run ? try_out(run, checker) : store(run, file, checker);
    if (report) report->stored_before_at = setting->stored_before_at;
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
