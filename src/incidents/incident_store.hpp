// SPDX-License-Identifier: MIT
#pragma once

#include "incidents/incidents.hpp"
#include "store/transaction.hpp"

#include <span>

namespace waymark::incidents {

/// The incident's own row. Private to this module.
class IncidentStore {
public:
    explicit IncidentStore(store::Transaction& transaction) : transaction_{transaction} {}

    std::optional<AgencyId> owner_of(const IncidentId& id);
    Incident find(const sharing::Grant& grant);
    void insert(const Incident& incident);

    /// Saves a changed incident. False when someone else saved it after this copy was read.
    bool save(const sharing::Grant& grant, const Incident& incident);

    /// Raises the revision alone.
    void raise_revision(const sharing::Grant& grant);

    /// The next number of the agency's day, as in "20260314-0007".
    std::string next_reference(const AgencyId& agency, Day day);

    /// Adds many at once, for imports and the demonstration.
    void insert_many(std::span<const Incident* const> incidents);

private:
    store::Transaction& transaction_;
};

Incident incident_from(const store::Row& row);
/// The number people know it by, of a row with its reference and source_key; empty of a draft.
std::string reference_from(const store::Row& row);

/// Everything that hangs from an incident.
class IncidentPartStore {
public:
    explicit IncidentPartStore(store::Transaction& transaction) : transaction_{transaction} {}

    void insert(const IncidentId& incident, const Note& note);
    std::vector<Note> notes(const sharing::Grant& grant);

    void insert(const IncidentId& incident, const Mhri& mhri);
    std::vector<Mhri> mhri(const sharing::Grant& grant);

    void insert(const IncidentId& incident, const Thrive& thrive);
    std::vector<Thrive> thrive(const sharing::Grant& grant);

    void insert(const IncidentId& incident, const RightCare& decision);
    std::vector<RightCare> right_care(const sharing::Grant& grant);

    void insert(const IncidentId& incident, const Marker& marker);
    void remove(const sharing::Grant& grant, const Marker& marker, const sharing::Act& act);
    std::vector<Marker> markers(const sharing::Grant& grant);

    void insert(const IncidentId& incident, const Prompt& prompt);
    std::vector<Prompt> prompts(const sharing::Grant& grant);

    void insert(
        const sharing::Act& act, const IncidentId& incident, const Involvement& involvement
    );
    bool end(const sharing::Grant& grant, const Involvement& involvement, Instant now);
    /// Only ids and roles: who may see the people themselves is decided for each of them.
    std::vector<Involved> involved(const sharing::Grant& grant);

    void insert(
        const sharing::Act& act,
        const IncidentId& incident,
        const FieldChange& change,
        const std::string& reason
    );
    std::vector<KeptChange> changes(const sharing::Grant& grant);

    void insert(const IncidentId& incident, const StageTime& time);
    std::vector<StageTime> times(const sharing::Grant& grant);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::incidents
