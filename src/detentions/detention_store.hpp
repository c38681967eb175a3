// SPDX-License-Identifier: MIT
#pragma once

#include "detentions/detentions.hpp"
#include "sharing/admission.hpp"

#include <map>

namespace waymark::detentions {

/// Detentions as rows. Private to this module.
class DetentionStore {
public:
    explicit DetentionStore(store::Transaction& transaction) : transaction_{transaction} {}

    /// The incident a detention belongs to, for the admission decision.
    std::optional<IncidentId> incident_of(const DetentionId& id);

    void insert(const Detention& detention);
    /// Saves whether it goes on as its next revision; false when someone else was first.
    bool save(const sharing::Grant& incident, const Detention& detention);
    /// Every detention of the incident, the newest first.
    std::vector<Detention> of_incident(const sharing::Grant& incident);
    /// The same, for counting.
    std::vector<Detention> all_of_incident(const IncidentId& incident);
    bool is_held(const PersonId& person);

    void insert(const DetentionId& detention, const Entry& entry);
    std::vector<Entry> entries(const DetentionId& detention);

    /// False when it was kept before.
    bool keep_breach(const DetentionId& detention, const Finding& finding, Instant now);

    /// When each rule was recorded as broken.
    std::map<std::string, Instant> breaches(const DetentionId& detention);

    void insert(const Consideration& consideration);
    std::vector<Consideration> considerations(const sharing::Grant& incident);

    /// The incidents of everyone held, of this agency or shared with it.
    std::vector<IncidentId> incidents_with_held(const sharing::Scope& scope);

    /// Everyone held, or taken since, in all agencies: for the server's own watch, which shows them
    /// to nobody, and for the board of places, which counts them.
    std::vector<Detention> all_held_or_since(Instant since);
    /// How old the person can have been. It is part of the detention: whoever may see that may know
    /// what the law asks.
    Ages ages_of(const Detention& detention);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::detentions
