// SPDX-License-Identifier: MIT
#include "exchange/import_storing.hpp"

#include "exchange/import_store.hpp"

#include <algorithm>

namespace waymark::exchange {

namespace {

using sharing::Act;
using Part = std::span<const incidents::BulkIncident* const>;

/// Gives a row everything it needs to stand in the tables.
void complete(const ImportRun& run, incidents::BulkIncident& bulk, const std::string& batch) {
    auto& incident = bulk.incident;
    auto& random = run.place.random;
    incident.id = {new_uuid(incident.received_at, random)};
    incident.agency = run.caller.agency;
    incident.import_batch = batch;
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

std::unordered_set<std::string> known_of(Act& act, const std::vector<Ready>& rows) {
    std::vector<std::string> keys;
    keys.reserve(rows.size());
    for (const auto& row : rows)
        keys.push_back(row.incident.incident.source_key);
    return incidents::known_source_keys(act.transaction, act.caller.agency, keys);
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

Result<Done> store_part(const ImportRun& run, const CheckedPart& part, Batch& batch) {
    const auto sorted = by_time(part.ready);
    const Batch before = batch;
    return in_one(run, [&](Act& act) -> Result<Done> {
        batch = before;  // The work may be run twice.
        if (auto wanted = still_wanted(act, batch.id); !wanted) return wanted;
        const auto known = known_of(act, part.ready);
        std::vector<const incidents::BulkIncident*> fresh;
        fresh.reserve(sorted.size());
        for (const auto* bulk : sorted)
            if (!known.contains(bulk->incident.source_key)) fresh.push_back(bulk);
        incidents::insert_bulk(act.transaction, fresh, act.caller.user, act.now);
        batch.rows_known += static_cast<std::int64_t>(known.size());
        batch.rows_stored += static_cast<std::int64_t>(fresh.size());
        batch.rows_refused += static_cast<std::int64_t>(part.refusals.size());
        ImportStore store{act.transaction};
        store.insert_refusals(batch.id, part.refusals);
        store.save(batch);
        return Done{};
    });
}

}  // namespace

std::int64_t count_known(const ImportRun& run, const std::vector<Ready>& rows) {
    return sharing::consult(run.place, run.caller, run.now, run.codes, [&](Act& act) {
        return static_cast<std::int64_t>(known_of(act, rows).size());
    });
}

Result<Done> still_wanted(Act& act, const std::string& batch) {
    const auto kept = ImportStore{act.transaction}.find(act.caller.agency, batch);
    if (!kept || kept->undone_at)
        return conflict("import.undone_meanwhile", "Somebody has undone this import.");
    return Done{};
}

Result<Done> Storing::take(CheckedPart part) {
    for (auto& row : part.ready)
        complete(run_, row.incident, id_);
    if (auto before = end(); !before) return before;
    last_ = std::async(std::launch::async, [this, part = std::move(part)] {
        return store_part(run_, part, batch_);
    });
    return Done{};
}

Result<Done> Storing::end() {
    return last_.valid() ? last_.get() : Done{};
}

}  // namespace waymark::exchange
