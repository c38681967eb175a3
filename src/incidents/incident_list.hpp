// SPDX-License-Identifier: MIT
#pragma once

// Lists of incidents: the filters, a page at a time, and everything that a filter finds for export.

#include "incidents/incidents.hpp"

#include <functional>

namespace waymark::incidents {

struct Filter {
    std::string status{};  ///< draft, open, closed, or empty for open and closed.
    std::optional<bool> is_mhri{};
    std::string opening_category{};
    std::string grade{};
    std::string source{};
    std::string place_type{};
    std::string outcome{};
    std::optional<Day> from_on{};  ///< London days, both included.
    std::optional<Day> to_on{};
    std::string search{};  ///< A reference, postcode, telephone or the start of a place.
    std::string batch{};   ///< Of one import.
    std::string after{};   ///< Where the page before ended; see Page.
    int limit = 50;
};

inline constexpr int list_page_max = 200;
inline constexpr int list_count_max = 1000;

struct Page {
    std::vector<Incident> incidents;  ///< Newest first.
    std::string next{};               ///< Give as `after` for the next page; empty at the end.
    int count = 0;                    ///< How many there are, up to list_count_max.
    bool count_is_more = false;
};

/// One page, among incidents of the caller's agency and those shared with it.
Result<Page> list(sharing::Act& act, const Filter& filter);

/// Every incident of the caller's own agency that the filter finds, for an export: `take` is called
/// for each, newest first. Records of partners are shared to read, not to carry away. The trail
/// keeps how many left, and by which filter.
Result<Done> export_all(
    sharing::Act& act, const Filter& filter, const std::function<void(const Incident&)>& take
);

/// Where a page ended: rows after this one, in the order of the list.
struct PageEnd {
    std::int64_t received_at = 0;  ///< Milliseconds since 1970 UTC.
    std::string id;
};

/// Reads what a page gave as `next`; nothing for any other text.
std::optional<PageEnd> read_page_end(const std::string& after);

/// A filter that cannot be met: an unknown code or a bad day, each by its name.
std::vector<FieldProblem> problems_of(const Filter& filter, const codes::CodeBook& codes);

}  // namespace waymark::incidents
