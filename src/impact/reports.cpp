// SPDX-License-Identifier: MIT
#include "impact/reports.hpp"

#include "impact/contact_store.hpp"
#include "triage/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace waymark::impact {

namespace {

using sharing::Act;
using sharing::Event;
using sharing::Permission;
using sharing::RecordKind;

std::optional<Problem> problem_of(const Period& period) {
    using std::chrono::sys_days;
    std::vector<FieldProblem> wrong;
    if (sys_days{period.to} < sys_days{period.from})
        wrong.push_back({"to", "order", "The last day is before the first."});
    else if (sys_days{period.to} - sys_days{period.from} > std::chrono::days{366 * report_years_max})
        wrong.push_back({"from", "range", "Choose a period of fifty years at most."});
    if (wrong.empty()) return std::nullopt;
    return invalid("report.period", "There is no report for this period.", std::move(wrong));
}

/// The hours are those at the end of the period.
void add_service(Givens& givens, const triage::ServiceBook& book, Day last) {
    const auto& [service, members, duties, shift, is_open] = book;
    givens["service_started"] = to_iso8601(service.starts_on);
    const auto hours = triage::hours_on(service, "team", last);
    givens["service_hours"] = triage::common_hours(hours);
    std::set<int> weekdays;
    for (const auto& one : hours)
        weekdays.insert(one.weekday);
    if (!weekdays.empty()) givens["service_days"] = std::to_string(weekdays.size());
    if (!givens["service_hours"].empty())
        givens["shift_hours"] = plain((hours.front().to_minute - hours.front().from_minute) / 60.0);

    std::set<std::string_view> teams;
    std::int64_t volunteers = 0, officers = 0, sergeants = 0;
    for (const auto& member : members) {
        if (!member.is_active) continue;
        volunteers += member.is_volunteer;
        if (!member.team.empty()) teams.insert(member.team);
        const bool is_trained = member.trained_on && *member.trained_on <= service.starts_on;
        officers += is_trained && member.role == "officer";
        sergeants += is_trained && member.role == "sergeant";
    }
    if (members.empty()) return;
    givens["volunteers"] = std::to_string(volunteers);
    givens["response_teams"] = std::to_string(teams.size());
    givens["officers_trained_first"] = std::to_string(officers);
    if (!teams.empty())
        givens["sergeants_per_team"] =
            plain(static_cast<double>(sergeants) / static_cast<double>(teams.size()));
    if (service.training_months > 0)
        givens["months_to_train_the_rest"] = std::to_string(service.training_months);
    givens["awareness_by"] = service.awareness_by;
}

/// Empty where nobody is known by name.
std::string people_in(const std::vector<Contact>& contacts) {
    std::set<std::string_view> people;
    for (const auto& contact : contacts)
        if (!contact.person.empty()) people.insert(contact.person);
    return people.empty() ? "" : std::to_string(people.size());
}

/// The contacts of the caller's agency, and what is said of its service.
struct Material {
    std::optional<triage::ServiceBook> book;
    std::vector<Contact> contacts;
};

/// Whose service the caller asks about: their own agency's, or the one whose pool they belong to.
AgencyId agency_of(Act& act) {
    return triage::served_agency(act).value_or(act.caller.agency);
}

Material material_of(Act& act, const Period& period) {
    const auto agency = agency_of(act);
    auto book = triage::service_book(act.transaction, agency, act.now);
    auto contacts = ContactStore{act.transaction, street_triage_measures()}.contacts(
        agency, period, book ? &book->service : nullptr
    );
    return {std::move(book), std::move(contacts)};
}

}  // namespace

Result<ServiceReport> report_on_triage(Act& act, const Period& period, Event event) {
    const auto leave = sharing::admit_to(act, Permission::see_report, event, "report");
    if (!leave) return leave.problem();
    if (auto problem = problem_of(period)) return *problem;
    const auto [book, contacts] = material_of(act, period);
    Givens givens{
        {"period_from", to_iso8601(period.from)},
        {"period_to", to_iso8601(period.to)},
        {"people", people_in(contacts)}};
    if (book) add_service(givens, *book, period.to);
    return ServiceReport{
        .title = book ? book->service.name : "Street triage",
        .agency = ContactStore{act.transaction, street_triage_measures()}.name_of(agency_of(act)),
        .period = period,
        .made_at = act.now,
        .contacts = static_cast<std::int64_t>(contacts.size()),
        .report = work_out(street_triage_measures(), contacts, period, givens)};
}

Result<Records> records_behind(Act& act, const Period& period, const std::string& name, Part part) {
    const auto leave =
        sharing::admit_to(act, Permission::see_report, Event::consultation, "report");
    if (!leave) return leave.problem();
    const auto scope = sharing::admit_to_list(act, RecordKind::incident, Permission::see_incident);
    if (!scope) return scope.problem();
    if (auto problem = problem_of(period)) return *problem;
    const auto* measure = street_triage_measures().find(name);
    if (!measure || measure->kind == Kind::given || !measure->of.empty())
        return invalid(
            "report.no_records",
            "No records are counted for this figure.",
            {{"measure", "unknown_code", "Choose a figure that counts contacts."}}
        );
    if (agency_of(act) != act.caller.agency)
        return forbidden(
            "report.of_partner",
            "The records behind these figures belong to your partner. Ask them to share what you "
            "need."
        );
    auto contacts = material_of(act, period).contacts;
    std::erase_if(contacts, [&](const Contact& contact) {
        return !is_in(*measure, contact.known, part);
    });
    Records records{measure->title, part, static_cast<std::int64_t>(contacts.size()), {}};
    contacts.resize(std::min(contacts.size(), records_max));
    const auto lines = ContactStore{act.transaction, street_triage_measures()}.lines_of(contacts);
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& contact = contacts[i];
        shown.push_back(contact.incident);
        records.lines.push_back({contact.id, contact.is_assessment, lines[i].reference, lines[i].at}
        );
    }
    sharing::note_listed(act, RecordKind::incident, Event::consultation, shown);
    return records;
}

void keep_contacts_ready(store::Database& database, const std::function<bool()>& is_wanted) {
    while (is_wanted()) {
        const auto filled = database.write([](store::Transaction& transaction) {
            return ContactStore{transaction, street_triage_measures()}.fill_lines();
        });
        if (filled == 0) return;
    }
}

std::vector<std::pair<AgencyId, std::string>> agencies_with_triage(store::Transaction& transaction
) {
    return ContactStore{transaction, street_triage_measures()}.agencies_with_service();
}

}  // namespace waymark::impact
