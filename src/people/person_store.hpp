// SPDX-License-Identifier: MIT
#pragma once

#include "people/people.hpp"
#include "store/transaction.hpp"

namespace waymark::people {

/// People as rows. The only code that knows the tables, and private to this module.
class PersonStore {
public:
    explicit PersonStore(store::Transaction& transaction) : transaction_{transaction} {}

    std::optional<AgencyId> owner_of(const PersonId& id);
    Person find(const sharing::Grant& grant);
    void insert(const sharing::Act& act, const Person& person);

    /// Saves the person's own row. False when someone else saved it after this copy was read.
    bool save(const sharing::Grant& grant, const Person& person);

    void insert(const sharing::Act& act, const PersonId& person, const PersonName& name);
    void insert(const sharing::Act& act, const PersonId& person, const PersonAddress& address);
    void insert(const sharing::Act& act, const PersonId& person, const PersonPhone& phone);
    void insert(
        const sharing::Act& act, const PersonId& person, const PersonIdentifier& identifier
    );

    /// Ends one row of `table` without deleting it.
    enum class Part { name, address, phone, identifier };
    void end(const sharing::Grant& grant, Part part, const std::string& id, Instant now);

    PersonSummary summary(const PersonId& id);

private:
    store::Transaction& transaction_;
};

/// Candidates for a search as the tables alone find them: what the register is not asked, and
/// everything while it is still being read.
class PersonSearchStore {
public:
    explicit PersonSearchStore(store::Transaction& transaction) : transaction_{transaction} {}

    std::vector<PersonId> by_names(
        const sharing::Scope& scope, const PersonQuery& query, int limit
    );
    std::vector<PersonId> by_birth(const sharing::Scope& scope, Day born_on, int limit);
    std::vector<PersonId> by_phone(
        const sharing::Scope& scope, const std::string& number, int limit
    );
    std::vector<PersonId> by_postcode(
        const sharing::Scope& scope, const std::string& postcode, int limit
    );
    std::vector<PersonId> by_identifier(
        const sharing::Scope& scope, const std::string& value, int limit
    );
    /// Whether the person is there, and among those of the scope.
    bool is_within(const sharing::Scope& scope, const PersonId& id);
    std::vector<PersonId> by_place(const sharing::Scope& scope, const std::string& key, int limit);

private:
    std::vector<PersonId> ids(const store::Sql& sql, const store::Values& values);

    store::Transaction& transaction_;
};

}  // namespace waymark::people
