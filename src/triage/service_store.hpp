// SPDX-License-Identifier: MIT
#pragma once

#include "store/transaction.hpp"
#include "triage/service.hpp"

namespace waymark::triage {

/// The service, its pool and its rota as rows. Private to this module.
class ServiceStore {
public:
    explicit ServiceStore(store::Transaction& transaction) : transaction_{transaction} {}

    std::optional<Service> find(const AgencyId& agency);
    void insert(const Service& service);
    /// False when the revision is no longer the one that was read.
    bool update(const Service& service);

    std::vector<Member> members(const AgencyId& agency);
    void insert(const AgencyId& agency, const Member& member);
    bool update(const AgencyId& agency, const Member& member);

    bool is_user(const UserId& user);
    std::vector<Colleague> colleagues();
    /// The agency whose service has this user in its pool.
    std::optional<AgencyId> agency_served_by(const UserId& user);

    /// Those that end after `from` and have not been taken back.
    std::vector<Duty> duties(const AgencyId& agency, Instant from);
    void insert(const AgencyId& agency, const Duty& duty, Instant now, const UserId& by);
    /// False when there is none of this id, or it was taken back before.
    bool end(const AgencyId& agency, const DutyId& id, Instant now, const UserId& by);

private:
    void replace_parts(const Service& service);

    store::Transaction& transaction_;
};

}  // namespace waymark::triage
