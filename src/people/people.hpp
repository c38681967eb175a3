// SPDX-License-Identifier: MIT
#pragma once

// What users do with people. Each function is one whole action: it asks leave, reads, applies the
// rule and writes, or it changes nothing and says why.

#include "linkage/person_model.hpp"
#include "people/person.hpp"
#include "sharing/admission.hpp"

#include <optional>
#include <string>
#include <vector>

namespace waymark::people {

/// As much of a person as a list shows.
struct PersonSummary {
    PersonId id;
    AgencyId agency{};
    std::string name{};
    std::optional<Day> born_on{};
    BornPrecision born_precision = BornPrecision::unknown;
    std::string postcode{};
    std::string why{};  ///< What matched, in words: "same telephone number".
    /// Of one who may be somebody given: how sure that is. Of others, no.
    linkage::Band likeness = linkage::Band::no;
};

inline constexpr int search_results_max = 20;

/// People like what was typed, best first, among those the caller may see.
Result<std::vector<PersonSummary>> search(sharing::Act& act, const PersonQuery& query);

/// Adds a person. When people already recorded look the same, they have to be looked at first:
/// a conflict names them unless `not_same_as` holds the id of each.
Result<Person> add(sharing::Act& act, Person person, const std::vector<PersonId>& not_same_as);

/// People already recorded who may be this one: the same identifier, or telephone number and name,
/// or name and date of birth.
Result<std::vector<PersonSummary>> possible_duplicates(sharing::Act& act, const Person& person);

Result<Person> open(sharing::Act& act, const PersonId& id);

/// Replaces what is said of a person. Names, addresses, telephone numbers and identifiers that are
/// left out are ended, not deleted; `person.revision` must be the one that was read.
Result<Person> amend(sharing::Act& act, Person person);

/// The record for the admission decision, or nothing when there is no such person.
std::optional<sharing::Record> record_of(store::Transaction& transaction, const PersonId& id);

/// A person of `owner` named on another record, as far as the caller may see them; the decision is
/// noted. Whoever may not is given "Person not shown" and the reason, and nothing else.
PersonSummary summary_for(sharing::Act& act, const PersonId& id, const AgencyId& owner);

/// Others recorded at the place, for the household check.
Result<std::vector<PersonSummary>> household(
    sharing::Act& act, const std::string& place_key, const std::optional<PersonId>& except
);

}  // namespace waymark::people
