// SPDX-License-Identifier: MIT
#pragma once

#include "ledger/police_time.hpp"
#include "store/transaction.hpp"

namespace waymark::ledger {

/// Reads the recorded times of one incident, and keeps reasons for delay. Private to this module.
class LedgerStore {
public:
    explicit LedgerStore(store::Transaction& transaction) : transaction_{transaction} {}

    std::vector<Response> responses(const IncidentId& incident);
    /// Of everyone who was held, and of whoever else was taken somewhere after an assessment.
    std::vector<Way> ways(const IncidentId& incident);

    void insert(
        const IncidentId& incident, const std::string& id, const Delay& delay, const UserId& by
    );
    /// The newest first.
    std::vector<Delay> delays(const IncidentId& incident);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::ledger
