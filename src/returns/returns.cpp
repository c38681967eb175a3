// SPDX-License-Identifier: MIT
#include "returns/returns.hpp"

#include "base/text.hpp"
#include "detentions/counting.hpp"
#include "returns/return_store.hpp"
#include "sharing/admission.hpp"

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

Whole whole_of(Act& act, Version version) {
    ReturnStore store{act.transaction};
    const auto& definition = *definition_of(version.kind);
    Whole whole{.version = std::move(version), .definition = &definition};
    whole.rows = store.rows(whole.version);
    whole.tables = tables_of(definition, whole.rows, act.codes);
    whole.missing = missing_of(definition, whole.rows);
    whole.earlier = store.before(whole.version);
    if (!whole.earlier) return whole;
    for (auto& one :
         changes_between(definition, store.rows(*whole.earlier), whole.rows, act.codes)) {
        auto reference = store.reference_of(one.row.incident);
        whole.changes.push_back({std::move(one), std::move(reference)});
    }
    return whole;
}

/// Whose records went into it.
void note_rows(Act& act, const std::vector<Row>& rows, Event event) {
    std::vector<std::string> incidents;
    for (const auto& row : rows)
        incidents.push_back(row.incident.text);
    sharing::note_listed(act, sharing::RecordKind::incident, event, incidents);
}

Result<Whole> found(Act& act, const std::string& id) {
    auto version = ReturnStore{act.transaction}.find(act.caller.agency, id);
    if (!version) return not_found("return.not_found", "Your agency has made no such return.");
    return whole_of(act, std::move(*version));
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

Result<Whole> make(Act& act, const MakeForm& form) {
    const auto leave =
        sharing::admit_to(act, Permission::make_return, Event::consultation, object_kind);
    if (!leave) return leave.problem();
    std::vector<FieldProblem> wrong;
    const auto* definition = definition_of(form.kind);
    if (!definition) wrong.push_back({"/kind", "unknown_code", "Choose which return."});
    std::optional<Period> period;
    if (definition && form.from) period = period_from(definition->period, *form.from);
    if (definition && !period)
        wrong.push_back({"/from", "shape", "Choose the first day of a period of this return."});
    if (period && midnight(period->from) > act.now)
        wrong.push_back({"/from", "future", "This period has not begun yet."});
    if (length_of(form.note) > note_max)
        wrong.push_back({"/note", "too_long", "Use 500 characters or fewer."});
    if (!wrong.empty())
        return invalid("return.invalid", "The return cannot be made.", std::move(wrong));

    ReturnStore store{act.transaction};
    const auto& agency = act.caller.agency;
    const auto held = detentions::detentions_between(
        act.transaction, agency, midnight(period->from), midnight(after(period->to))
    );
    const Version version{
        .id = act.new_id(),
        .agency = agency,
        .kind = definition->kind,
        .period = *period,
        .number = store.last_number(agency, definition->kind, period->from) + 1,
        .edition = definition->edition,
        .note = form.note,
        .row_count = static_cast<int>(held.size()),
        .made_at = act.now};
    store.insert(version, act.caller.user);
    for (const auto& [detention, steps, age] : held) {
        auto person = store.person(detention.start.person);
        person.age = age;
        const auto facts = facts_of(detention, steps, person);
        store.insert(
            version,
            {detention.id, detention.incident, codes_of(*definition, facts, act.codes)},
            detention.used_at
        );
    }
    act.changed(object_kind, version.id, "made");
    auto whole = whole_of(act, *store.find(agency, version.id));
    note_rows(act, whole.rows, Event::consultation);
    return whole;
}

Result<Whole> open(Act& act, const std::string& id) {
    const auto leave =
        sharing::admit_to(act, Permission::make_return, Event::consultation, object_kind);
    if (!leave) return leave.problem();
    return found(act, id);
}

Result<Whole> take_away(Act& act, const std::string& id) {
    const auto leave =
        sharing::admit_to(act, Permission::make_return, Event::disclosure, object_kind);
    if (!leave) return leave.problem();
    auto whole = found(act, id);
    if (whole) note_rows(act, whole->rows, Event::disclosure);
    return whole;
}

}  // namespace waymark::returns
