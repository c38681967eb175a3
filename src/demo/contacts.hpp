// SPDX-License-Identifier: MIT
#pragma once

#include "demo/agencies.hpp"
#include "detentions/bulk.hpp"
#include "incidents/bulk.hpp"
#include "triage/bulk.hpp"

namespace waymark::demo {

/// What came of some incidents.
struct Seen {
    std::vector<triage::BulkContact> contacts{};
    std::vector<detentions::BulkDetention> held{};
    std::vector<detentions::Consideration> considerations{};

    void insert(store::Transaction& transaction) const {
        triage::insert_bulk(transaction, contacts);
        detentions::insert_bulk(transaction, held);
        detentions::insert_bulk(transaction, considerations);
    }
};

/// The triage team's work of the months before: contacts with people of incidents about mental
/// health, as many for each thousand incidents as were asked for.
class Contacts {
public:
    Contacts(double share, const Founded& founded, triage::UnitId unit, Random& random)
        : share_{share}, founded_{founded}, unit_{std::move(unit)}, random_{random} {}

    /// Sees whom there is time for among these incidents.
    Seen see(const std::vector<incidents::BulkIncident>& incidents);

private:
    triage::BulkContact contact(const incidents::BulkIncident& bulk);
    void answer(triage::BulkContact& contact, const char* field, std::vector<std::string> values);
    void answer_all(triage::BulkContact& contact, const incidents::Incident& incident);
    void respond(triage::BulkContact& contact, Instant called);
    void end(triage::BulkContact& contact);

    double share_;
    const Founded& founded_;
    triage::UnitId unit_;
    Random& random_;
    double due_ = 0;
};

}  // namespace waymark::demo
