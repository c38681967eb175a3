// SPDX-License-Identifier: MIT
#include "returns/returns.hpp"

#include "base/text.hpp"
#include "returns/return_store.hpp"
#include "sharing/admission.hpp"

#include <algorithm>

namespace waymark::returns {

namespace {

using sharing::Act;
using sharing::Event;
using sharing::Permission;

constexpr const char* object_kind = "return";
constexpr std::size_t note_max = 500;

Instant midnight(Day day) {
    return from_london({.day = day});
}

Day after(Day day) {
    return std::chrono::sys_days{day} + std::chrono::days{1};
}

/// Says of the leave just noted which version it was for, and whose records are in it.
void note_version(Act& act, const Version& version, const std::vector<Row>& rows, Event event) {
    auto& leave = act.trail.back();
    leave.object_id = version.id;
    leave.owner = version.agency;
    leave.result_count = version.row_count;
    std::vector<std::string> incidents;
    for (const auto& row : rows)
        incidents.push_back(row.incident.text);
    if (!incidents.empty())
        sharing::note_listed(act, sharing::RecordKind::incident, event, incidents);
}

std::vector<Row> rows_of(
    ReturnStore& store, const std::vector<detentions::Counted>& held, const Definition& definition
) {
    const auto people = store.people(held);
    std::vector<Row> rows;
    for (const auto& [detention, steps, ages] : held) {
        auto person = people.at(detention.start.person);
        person.ages = ages;
        auto codes = codes_of(definition, facts_of(detention, steps, person));
        rows.push_back({detention.id, detention.incident, std::move(codes)});
    }
    return rows;
}

Made made_of(ReturnStore& store, const Version& version) {
    return {store.definition_of(version), store.rows(version)};
}

/// Since the version before, with the incidents of those that are shown.
void add_changes(Act& act, const Made& now, Whole& whole) {
    ReturnStore store{act.transaction};
    whole.earlier = store.before(whole.version);
    if (!whole.earlier) return;
    auto all = changes_between(made_of(store, *whole.earlier), now);
    whole.change_count = static_cast<int>(all.size());
    all.resize(std::min(all.size(), changes_shown_max));
    std::vector<std::string> shown;
    for (auto& one : all) {
        shown.push_back(one.row.incident.text);
        auto reference = store.reference_of(one.row.incident);
        whole.changes.push_back({std::move(one), std::move(reference)});
    }
    if (!shown.empty())
        sharing::note_listed(act, sharing::RecordKind::incident, Event::consultation, shown);
}

Result<Whole> found(Act& act, const std::string& id, Event event) {
    const auto leave = sharing::admit_to(act, Permission::make_return, event, object_kind);
    if (!leave) return leave.problem();
    ReturnStore store{act.transaction};
    auto version = store.find(act.caller.agency, id);
    if (!version) return not_found("return.not_found", "Your agency has made no such return.");
    auto made = made_of(store, *version);
    // A page shows tables of the rows; a file holds each.
    const bool is_file = event == Event::disclosure;
    note_version(act, *version, is_file ? made.rows : std::vector<Row>{}, event);
    Whole whole{.version = std::move(*version)};
    whole.tables = tables_of(made.definition, made.rows);
    whole.missing = missing_of(made.definition, made.rows);
    if (event == Event::consultation) add_changes(act, made, whole);
    whole.definition = std::move(made.definition);
    whole.rows = std::move(made.rows);
    return whole;
}

}  // namespace

Result<Book> returns_made(Act& act) {
    const auto leave =
        sharing::admit_to(act, Permission::make_return, Event::consultation, object_kind);
    if (!leave) return leave.problem();
    Book book{.versions = ReturnStore{act.transaction}.versions(act.caller.agency)};
    for (const auto& one : definitions())
        book.definitions.push_back(&one);
    return book;
}

Result<Version> make(Act& act, const MakeForm& form) {
    const auto leave =
        sharing::admit_to(act, Permission::make_return, Event::collection, object_kind);
    if (!leave) return leave.problem();
    std::vector<FieldProblem> wrong;
    const auto* shipped = definition_of(form.kind);
    if (!shipped) wrong.push_back({"/kind", "unknown_code", "Choose which return."});
    std::optional<Period> period;
    if (shipped && form.from) period = period_from(shipped->period, *form.from);
    if (shipped && !period)
        wrong.push_back({"/from", "shape", "Choose the first day of a period of this return."});
    if (period && midnight(period->from) > act.now)
        wrong.push_back({"/from", "future", "This period has not begun yet."});
    if (length_of(form.note) > note_max)
        wrong.push_back({"/note", "too_long", "Use 500 characters or fewer."});
    if (!wrong.empty())
        return invalid("return.invalid", "The return cannot be made.", std::move(wrong));

    ReturnStore store{act.transaction};
    const auto& agency = act.caller.agency;
    const auto end = midnight(after(period->to));
    const auto held =
        detentions::detentions_between(act.transaction, agency, midnight(period->from), end);
    const auto definition = resolved(*shipped, act.codes);
    const Version version{
        .id = act.new_id(),
        .agency = agency,
        .kind = definition.kind,
        .period = *period,
        .number = store.last_number(agency, definition.kind, period->from) + 1,
        .edition = definition.edition,
        .note = form.note,
        .row_count = static_cast<int>(held.size()),
        .is_early = act.now < end,
        .made_at = act.now};
    store.insert(version, definition, act.caller.user);
    const auto rows = rows_of(store, held, definition);
    store.insert(version, rows);
    note_version(act, version, rows, Event::collection);
    act.changed(object_kind, version.id, "made");
    return *store.find(agency, version.id);
}

Result<Whole> open(Act& act, const std::string& id) {
    return found(act, id, Event::consultation);
}

Result<Whole> take_away(Act& act, const std::string& id) {
    return found(act, id, Event::disclosure);
}

}  // namespace waymark::returns
