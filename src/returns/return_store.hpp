// SPDX-License-Identifier: MIT
#pragma once

#include "returns/returns.hpp"

namespace waymark::returns {

/// Versions of returns as rows, and what is read of the persons in them. Private to this module.
class ReturnStore {
public:
    explicit ReturnStore(store::Transaction& transaction) : transaction_{transaction} {}

    std::vector<Version> versions(const AgencyId& agency);
    /// Of the caller's agency; nothing otherwise.
    std::optional<Version> find(const AgencyId& agency, const std::string& id);
    std::optional<Version> before(const Version& version);
    int last_number(const AgencyId& agency, const std::string& kind, Day from);

    void insert(const Version& version, const UserId& by);
    void insert(const Version& version, const Row& row, Instant used_at);
    std::vector<Row> rows(const Version& version);

    PersonFacts person(const PersonId& id);
    std::string reference_of(const IncidentId& id);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::returns
