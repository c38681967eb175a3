// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.hpp"
#include "impact/report.hpp"
#include "store/transaction.hpp"
#include "triage/service.hpp"

namespace waymark::impact {

/// What is known of the contacts of a period, read from the records themselves. Private to this
/// module.
class ContactStore {
public:
    ContactStore(store::Transaction& transaction, const Measures& measures)
        : transaction_{transaction}, measures_{measures} {}

    /// Contacts of the agency's service in the period, in order of time. `service` says which hours
    /// are the service's own; nothing where there is none.
    std::vector<Contact> contacts(
        const AgencyId& agency, const Period& period, const triage::Service* service
    );

    /// Works out some of the lines that changes have emptied, and keeps them; how many it did.
    std::size_t fill_lines();

    std::string name_of(const AgencyId& agency);
    /// The agencies that run a triage service, by name.
    std::vector<std::pair<AgencyId, std::string>> agencies_with_service();

    /// The numbers of the incidents of these contacts, in their order.
    struct Line {
        std::string reference;
        Instant at{};
    };
    std::vector<Line> lines_of(const std::vector<Contact>& contacts);

private:
    store::Transaction& transaction_;
    const Measures& measures_;
};

}  // namespace waymark::impact
