// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/admission.hpp"
#include "triage/call_back.hpp"

namespace waymark::triage {

/// Calls that were promised as rows. Private to this module.
class CallBackStore {
public:
    explicit CallBackStore(store::Transaction& transaction) : transaction_{transaction} {}

    void insert(const CallBack& promised);
    /// For the admission decision and what follows from it.
    std::optional<CallBack> find(const CallBackId& id);
    std::vector<CallBack> of_incident(const sharing::Grant& incident);
    std::vector<CallBack> open(const sharing::Scope& scope);
    /// False when it was ended before.
    bool end(const sharing::Grant& incident, const CallBack& ended);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::triage
