// SPDX-License-Identifier: MIT
#pragma once

#include "exchange/imports.hpp"

namespace waymark::exchange {

/// A file that was brought in, and what was found in it, as text of JSON.
struct ImportedFile {
    std::string name;
    std::string report;
};

/// Imports and mappings as rows. Private to this module.
class ImportStore {
public:
    explicit ImportStore(store::Transaction& transaction) : transaction_{transaction} {}

    void insert(
        const sharing::Act& act,
        const Batch& batch,
        const ImportFile& file,
        const std::string& report
    );
    /// How far it has come.
    void save(const Batch& batch);
    /// What was found, as text of JSON.
    void save_report(const std::string& batch, const std::string& report);
    void insert_refusals(const std::string& batch, std::span<const Refusal> refusals);
    std::vector<Batch> list(const AgencyId& agency);
    std::optional<Batch> find(const AgencyId& agency, const std::string& id);
    void each_refusal(const std::string& batch, const std::function<void(const Refusal&)>& take);
    void mark_undone(const sharing::Act& act, const std::string& batch);

    void put_mapping(const sharing::Act& act, const std::string& name, const Mapping& mapping);
    std::optional<std::string> mapping(const AgencyId& agency, const std::string& name);
    /// Names and mappings, the newest first.
    std::vector<std::pair<std::string, std::string>> mappings(const AgencyId& agency);

    std::optional<std::string> report(const AgencyId& agency, const std::string& id);
    /// The files that records of a crisis team received in that time came in with, and were not
    /// taken back.
    std::vector<ImportedFile> crisis_team_files(const AgencyId& agency, Instant from, Instant to);
    /// When a file of this hash was last stored and not undone.
    std::optional<Instant> stored_at(const AgencyId& agency, const std::string& hash);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::exchange
