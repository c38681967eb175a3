// SPDX-License-Identifier: MIT
#pragma once

// What people do with the triage service itself: say how it works, keep its pool and its rota, and
// see who is on.

#include "sharing/admission.hpp"
#include "triage/service.hpp"

namespace waymark::triage {

/// The service with its people, and who is on duty in the days around now.
struct ServiceBook {
    Service service{};
    std::vector<Member> members{};
    std::vector<Duty> duties{};    ///< From yesterday on, in order of time.
    std::optional<Shift> shift{};  ///< Of the team: the present one, or the next.
    bool is_open = false;          ///< The team, now.
};

/// Reads what an agency's service is; nothing where there is none. For reports, which need its
/// hours and its start.
std::optional<ServiceBook> service_book(
    store::Transaction& transaction, const AgencyId& agency, Instant now
);

/// The agency whose service the caller works for: their own where it has one, or else the one whose
/// pool they belong to; nothing where there is neither.
std::optional<AgencyId> served_agency(sharing::Act& act);

/// The service of that agency.
Result<ServiceBook> open_service(sharing::Act& act);
/// Sets what the service is, hours and contacts included; revision 0 where there is none yet.
Result<ServiceBook> set_service(sharing::Act& act, Service service);
Result<Member> keep_member(sharing::Act& act, Member member);
/// Whom a member of the pool can be: it is joint, so those of the partners as well.
Result<std::vector<Colleague>> colleagues(sharing::Act& act);
Result<Duty> add_duty(sharing::Act& act, Duty duty);
/// Takes a duty back; it stays in the history.
Result<Done> end_duty(sharing::Act& act, const DutyId& id);

}  // namespace waymark::triage
