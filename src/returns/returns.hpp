// SPDX-License-Identifier: MIT
#pragma once

// What people do with statutory returns: make one of a period, make it again when records were
// corrected, and see what changed since.

#include "returns/rows.hpp"
#include "sharing/act.hpp"

namespace waymark::returns {

/// One making of a return.
struct Version {
    std::string id;
    AgencyId agency{};
    std::string kind;  ///< Of a definition.
    Period period{};
    int number = 1;       ///< Of this kind and period, from 1.
    std::string edition;  ///< Of the definition it was made by.
    std::string note{};
    int row_count = 0;
    bool is_early = false;  ///< It was made before its period was over.
    Instant made_at{};
    std::string made_by{};  ///< A name.
};

struct MakeForm {
    std::string kind;
    std::optional<Day> from{};  ///< The first day of the period.
    std::string note{};         ///< Why it is made, or made again.
};

struct Book {
    std::vector<const Definition*> definitions{};
    std::vector<Version> versions{};  ///< The newest first.
};

/// What changed, with the number of the incident, for whoever has to look it up.
struct ChangedRecord {
    Changed changed;
    std::string reference{};
};

/// How many changes a page shows.
inline constexpr std::size_t changes_shown_max = 500;

struct Whole {
    Version version;
    Definition definition{};  ///< As it stood when this was made.
    std::vector<Row> rows{};
    std::vector<CrossTable> tables{};
    std::vector<Missing> missing{};
    std::optional<Version> earlier{};  ///< The one before, which the changes are since.
    int change_count = 0;
    std::vector<ChangedRecord> changes{};  ///< The first of them.
};

/// The returns there are, and the versions made by the caller's agency.
Result<Book> returns_made(sharing::Act& act);

/// Makes a return of the detentions of the caller's agency in a period that has begun, as its next
/// version.
Result<Version> make(sharing::Act& act, const MakeForm& form);

Result<Whole> open(sharing::Act& act, const std::string& id);

/// The same to be taken away as a file; noted as a disclosure.
Result<Whole> take_away(sharing::Act& act, const std::string& id);

}  // namespace waymark::returns
