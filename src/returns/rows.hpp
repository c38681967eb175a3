// SPDX-License-Identifier: MIT
#pragma once

// One row for each detention, the tables counted from them, how much is missing, and what changed
// since an earlier version. Pure.

#include "base/ids.hpp"
#include "detentions/conveyance.hpp"
#include "returns/definition.hpp"

#include <map>

namespace waymark::returns {

/// What a return can be read from, by name; empty where nobody recorded it. A fact that says that
/// there is nothing to know ("none", "at_place") is not empty.
using Facts = std::map<std::string, std::string>;

/// Of whom the row is, as recorded.
struct PersonFacts {
    std::string sex{};                ///< Of the list sex.
    std::string gender{};             ///< Of the list gender.
    std::string ethnicity{};          ///< Of the list ethnicity.
    std::string ethnicity_officer{};  ///< Of the list ethnicity_officer.
    std::optional<Day> born_on{};     ///< Only where the whole date is known.
    detentions::Ages ages{};          ///< On the day of the power.
};

/// `detention` from its corrected beginning, `steps` as corrected.
Facts facts_of(
    const detentions::Detention& detention,
    const std::vector<detentions::Entry>& steps,
    const PersonFacts& person
);

/// Codes by the names of columns; "" where one is missing, and none where it was not asked.
struct Row {
    detentions::DetentionId detention{};
    IncidentId incident{};
    std::map<std::string, std::string> codes{};

    bool operator==(const Row&) const = default;
};

/// The codes of one detention, by a definition that is resolved. What was recorded and has no place
/// in it keeps its own code, so that nothing known is called missing.
std::map<std::string, std::string> codes_of(const Definition& definition, const Facts& facts);

/// A code of a column in words; "Not recorded" of one that is missing.
std::string title_of(const Column& column, const std::string& code);

struct TableRow {
    std::string title;
    std::vector<int> counts{};  ///< As many as headings.
    int total = 0;
};

struct CrossTable {
    std::string title;
    std::vector<std::string> headings{};
    std::vector<TableRow> rows{};  ///< "Not recorded" is one of them, the total of all the last.
};

/// Every table of the definition. Codes nobody has are shown with nought, so that a table has the
/// same shape in every version.
std::vector<CrossTable> tables_of(const Definition& definition, const std::vector<Row>& rows);

struct Missing {
    std::string column;  ///< Its title.
    int of = 0;          ///< Of how many it was asked.
    int missing = 0;
};

std::vector<Missing> missing_of(const Definition& definition, const std::vector<Row>& rows);

/// Of what stands in the return as it was written, a date of birth above all, neither is told: that
/// it was corrected is enough.
struct ChangedField {
    std::string column;  ///< Its title.
    std::string before{};
    std::string after{};
};

enum class Difference { added, gone, changed };
struct Changed {
    Row row{};  ///< As it is now; as it was, where it is gone.
    Difference difference = Difference::changed;
    std::vector<ChangedField> fields{};
};

/// Rows with the definition they were made by.
struct Made {
    Definition definition{};
    std::vector<Row> rows{};
};

/// In the order of the rows: those of `now`, then those that are gone. Columns that only one of the
/// two has are not compared.
std::vector<Changed> changes_between(const Made& before, const Made& now);

}  // namespace waymark::returns

template <>
struct waymark::Words<waymark::returns::Difference> {
    using enum waymark::returns::Difference;
    static constexpr std::pair<returns::Difference, std::string_view> list[] = {
        {added, "added"},
        {gone, "gone"},
        {changed, "changed"},
    };
};
