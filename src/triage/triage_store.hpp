// SPDX-License-Identifier: MIT
#pragma once

#include "triage/triage.hpp"

#include <map>

namespace waymark::triage {

/// Requests, steps and units as rows. Private to this module.
class TriageStore {
public:
    explicit TriageStore(store::Transaction& transaction) : transaction_{transaction} {}

    void insert(const Request& request);
    /// Saves where a request stands as its next revision; false when someone else was first.
    bool save(const Request& request);
    std::optional<Request> find(const RequestId& id);
    std::vector<Request> of_incident(const sharing::Grant& incident);
    bool has_open(const sharing::Grant& incident);

    void insert(const RequestId& request, const Step& step);
    std::vector<Step> steps(const RequestId& request);
    /// The steps of every request that `open_of` gives.
    std::map<RequestId, std::vector<Step>> steps_of_open(const sharing::Scope& scope);

    /// Every open request of an agency's incidents and of those shared with it, in no order;
    /// `stage_at` is not filled in.
    std::vector<Waiting> open_of(const sharing::Scope& scope);

    void insert(const sharing::Act& act, const Unit& unit);
    bool say_status(const sharing::Act& act, const UnitId& id, const std::string& status);
    std::vector<Unit> units(const AgencyId& agency);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::triage
