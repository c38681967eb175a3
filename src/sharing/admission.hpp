// SPDX-License-Identifier: MIT
#pragma once

// The only way to a record about a person. `admit` decides, notes the decision in the act's audit
// trail, and gives a Grant; whatever reads or writes such a record asks for one, so code that was
// not admitted does not compile. The decision itself is one pure function, `decide`.

#include "base/result.hpp"
#include "sharing/act.hpp"

#include <optional>
#include <string>

namespace waymark::sharing {

/// The kinds of record that belong to an agency and speak of people.
enum class RecordKind { incident, person };

/// One record, as far as the decision needs to know it.
struct Record {
    RecordKind kind;
    std::string id;
    AgencyId owner;  ///< The agency that recorded it.
};

/// Everything the decision rests on. A fact that is not known is nothing, and refuses.
struct Facts {
    std::optional<bool> role_allows;
    std::optional<bool> is_own_agency;
    std::optional<bool> is_shared_with_agency;
    bool is_change = false;
    bool is_joint_work = false;  ///< See permission.hpp.
};

struct Decision {
    bool allowed = false;
    std::string_view reason;  ///< A stable code, kept in the audit trail.
};

/// Whether the record may be used. Guards in order, the first that stops decides:
/// fact_unknown, role_not_allowed, own_agency (allowed), not_shared, shared_read_only, shared
/// (allowed).
Decision decide(const Facts& facts);

/// Leave to use one record. Made only by `admit`.
class Grant {
public:
    const std::string& id() const { return record_.id; }
    RecordKind kind() const { return record_.kind; }
    const AgencyId& owner() const { return record_.owner; }

private:
    friend Result<Grant> admit(Act&, const Record&, Permission, Event);
    explicit Grant(Record record) : record_{std::move(record)} {}

    Record record_;
};

/// Leave to list records of one kind: those of the caller's agency and those shared with it.
class Scope {
public:
    const AgencyId& agency() const { return agency_; }

private:
    friend Result<Scope> admit_to_list(Act&, RecordKind, Permission);
    explicit Scope(AgencyId agency) : agency_{std::move(agency)} {}

    AgencyId agency_;
};

/// Decides whether the caller may use `record` for what `permission` names, and notes it.
Result<Grant> admit(Act& act, const Record& record, Permission permission, Event event);

/// Decides whether the caller may list such records at all. What the list then shows must be
/// noted with `note_listed`.
Result<Scope> admit_to_list(Act& act, RecordKind kind, Permission permission);

/// Notes which records a list or a search put before the caller: each was consulted.
void note_listed(Act& act, RecordKind kind, Event event, const std::vector<std::string>& ids);

/// Leave for what does not concern one record: to add one, to administer.
Result<Done> admit_to(Act& act, Permission permission, Event event, std::string object_kind);

/// What to say of a record that does not exist: `missing` to whoever might have used it, and the
/// refusal to others, who are not told what exists.
Problem not_there(
    Act& act, Permission permission, Event event, std::string object_kind, Problem missing
);

/// Why someone was refused, in a sentence, and who could help.
std::string explain(std::string_view reason, Permission permission);

}  // namespace waymark::sharing

template <>
struct waymark::Words<waymark::sharing::RecordKind> {
    using enum waymark::sharing::RecordKind;
    static constexpr std::pair<sharing::RecordKind, std::string_view> list[] = {
        {incident, "incident"},
        {person, "person"},
    };
};
