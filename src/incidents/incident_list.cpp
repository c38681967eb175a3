// SPDX-License-Identifier: MIT
#include "incidents/incident_list.hpp"

#include "incidents/incident_list_store.hpp"

#include <algorithm>
#include <charconv>

namespace waymark::incidents {

namespace {

using sharing::Act;
using sharing::Event;
using sharing::Permission;
using sharing::RecordKind;

std::string place_in_list(const Incident& incident) {
    return std::to_string(incident.received_at.time_since_epoch().count()) + " " + incident.id.text;
}

/// The filter as the trail keeps it: codes and dates, and that something was searched for, not
/// what.
std::string in_words(const Filter& filter) {
    std::string words;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) words += std::string{words.empty() ? "" : " "} + name + "=" + value;
    };
    add("status", filter.status);
    add("mhri", filter.is_mhri ? (*filter.is_mhri ? "yes" : "no") : "");
    add("opening_category", filter.opening_category);
    add("grade", filter.grade);
    add("source", filter.source);
    add("place_type", filter.place_type);
    add("outcome", filter.outcome);
    add("from", filter.from_on ? to_iso8601(*filter.from_on) : "");
    add("to", filter.to_on ? to_iso8601(*filter.to_on) : "");
    add("batch", filter.batch);
    add("search", filter.search.empty() ? "" : "given");
    return words;
}

Problem bad_filter(std::vector<FieldProblem> wrong) {
    return invalid("filter.invalid", "The list cannot be filtered like this.", std::move(wrong));
}

}  // namespace

std::optional<PageEnd> read_page_end(const std::string& after) {
    const auto space = std::find(after.begin(), after.end(), ' ');
    if (space == after.end()) return std::nullopt;
    PageEnd end{0, std::string{space + 1, after.end()}};
    const char* stop = after.data() + (space - after.begin());
    const auto [last, wrong] = std::from_chars(after.data(), stop, end.received_at);
    if (wrong != std::errc{} || last != stop || !is_uuid(end.id)) return std::nullopt;
    return end;
}

std::vector<FieldProblem> problems_of(const Filter& filter, const codes::CodeBook& codes) {
    std::vector<FieldProblem> wrong;
    // Codes no longer in use still stand on old incidents, so any the list ever had will do.
    const auto check = [&](const char* field, const char* list, const std::string& code) {
        if (!code.empty() && !codes.find(list, code))
            wrong.push_back({field, "unknown_code", "Choose one from the list."});
    };
    check("opening_category", "opening_category", filter.opening_category);
    check("grade", "response_grade", filter.grade);
    check("source", "incident_source", filter.source);
    check("place_type", "place_type", filter.place_type);
    check("outcome", "incident_outcome", filter.outcome);
    if (!filter.status.empty() && !from_word<Status>(filter.status))
        wrong.push_back({"status", "unknown_code", "Choose draft, open or closed."});
    if (filter.from_on && filter.to_on &&
        std::chrono::sys_days{*filter.to_on} < std::chrono::sys_days{*filter.from_on})
        wrong.push_back({"to", "order", "The last day must not come before the first."});
    if (!filter.after.empty() && !read_page_end(filter.after))
        wrong.push_back({"after", "shape", "Give what the page before gave as next."});
    if (filter.limit < 1 || filter.limit > list_page_max)
        wrong.push_back({"limit", "range", "Ask for 1 to 200 at a time."});
    return wrong;
}

Result<Page> list(Act& act, const Filter& filter) {
    const auto scope = sharing::admit_to_list(act, RecordKind::incident, Permission::see_incident);
    if (!scope) return scope.problem();
    auto wrong = problems_of(filter, act.codes);
    if (!wrong.empty()) return bad_filter(std::move(wrong));

    IncidentListStore store{act.transaction};
    Page page;
    page.incidents = store.page(*scope, filter, filter.limit + 1);
    if (page.incidents.size() > static_cast<std::size_t>(filter.limit)) {
        page.incidents.pop_back();
        page.next = place_in_list(page.incidents.back());
    }
    page.count = store.count(*scope, filter, list_count_max + 1);
    page.count_is_more = page.count > list_count_max;
    page.count = std::min(page.count, list_count_max);
    std::vector<std::string> ids;
    for (const auto& incident : page.incidents)
        ids.push_back(incident.id.text);
    sharing::note_listed(act, RecordKind::incident, Event::search, ids);
    return page;
}

Result<Done> export_all(
    Act& act, const Filter& filter, const std::function<void(const Incident&)>& take
) {
    const auto leave =
        sharing::admit_to(act, Permission::export_list, Event::disclosure, "incident");
    if (!leave) return leave.problem();
    const auto scope = sharing::admit_to_list(act, RecordKind::incident, Permission::see_incident);
    if (!scope) return scope.problem();
    auto wrong = problems_of(filter, act.codes);
    if (!wrong.empty()) return bad_filter(std::move(wrong));

    std::int64_t count = 0;
    IncidentListStore{act.transaction}.each_own(*scope, filter, [&](const Incident& incident) {
        ++count;
        take(incident);
    });
    act.trail.front().result_count = count;
    act.trail.front().reason = "export";
    act.trail.front().detail = in_words(filter);
    return Done{};
}

}  // namespace waymark::incidents
