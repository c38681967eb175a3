// SPDX-License-Identifier: MIT
#pragma once

#include "detentions/counting.hpp"
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

    /// With the definition it was made by, resolved.
    void insert(const Version& version, const Definition& definition, const UserId& by);
    Definition definition_of(const Version& version);
    /// In the order they were given in.
    void insert(const Version& version, const std::vector<Row>& rows);
    std::vector<Row> rows(const Version& version);

    /// Of everyone in these detentions of one agency; without their ages.
    std::map<PersonId, PersonFacts> people(const std::vector<detentions::Counted>& held);
    std::string reference_of(const IncidentId& id);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::returns
