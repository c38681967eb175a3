// SPDX-License-Identifier: MIT
#include "detentions/detentions.hpp"

#include "base/text.hpp"
#include "detentions/detention_store.hpp"
#include "detentions/place_store.hpp"
#include "incidents/incidents.hpp"

#include <algorithm>

namespace waymark::detentions {

namespace {

using incidents::admit_by;
using sharing::Act;
using sharing::Event;
using sharing::Permission;
using sharing::RecordKind;

Problem changed_meanwhile() {
    return stale(
        "detention.changed", "Someone else has just added to this detention. Load it again."
    );
}

/// A detention someone was let in to, by way of its incident.
struct Opened {
    sharing::Grant grant;
    Detention detention;  ///< From the time it began, as corrected.
    std::vector<Entry> entered;
};

Result<Opened> open_to(Act& act, const DetentionId& id, Permission permission, Event event) {
    DetentionStore store{act.transaction};
    const auto incident = store.incident_of(id);
    const auto missing = not_found("detention.not_found", "There is no such detention.");
    if (!incident) return sharing::not_there(act, permission, event, "detention", missing);
    auto grant = admit_by(act, *incident, permission, event);
    if (!grant) return grant.problem();
    const auto all = store.of_incident(*grant);
    const auto found = std::ranges::find(all, id, &Detention::id);
    if (found == all.end()) return missing;
    auto entered = store.entries(id);
    return Opened{*grant, with_corrected_start(*found, entered), std::move(entered)};
}

std::vector<Judged> judged(
    const Detention& detention,
    const std::vector<Entry>& entered,
    Age age,
    const codes::CodeBook& codes,
    Instant now
) {
    std::vector<Judged> all;
    for (auto& finding : findings_of(detention, entered, age, codes, now)) {
        const auto& its = rule(finding.rule_id);
        all.push_back({its, std::move(finding)});
    }
    return all;
}

/// Beside what is found now, what was recorded: a rule of which nothing is left to find stays too.
void add_recorded(std::vector<Judged>& rules, const std::map<std::string, Instant>& recorded) {
    for (const auto& [id, at] : recorded) {
        auto found = std::ranges::find(rules, id, [](const Judged& one) { return one.rule.id; });
        if (found == rules.end())
            found = rules.insert(rules.end(), Judged{rule(id), {.rule_id = id}});
        found->recorded_at = at;
    }
}

Whole whole_of(Act& act, const sharing::Grant& grant, const Detention& kept) {
    DetentionStore store{act.transaction};
    auto entered = store.entries(kept.id);
    Whole whole{.detention = with_corrected_start(kept, entered)};
    const auto& detention = whole.detention;
    whole.entered = std::move(entered);
    whole.person = people::summary_for(act, detention.start.person, detention.agency);
    whole.reference = incidents::reference_of(act, grant);
    whole.steps = as_corrected(whole.entered);
    whole.standing = standing_of(detention, whole.steps);
    whole.legs = legs_of(detention, whole.steps);
    whole.rules =
        judged(detention, whole.entered, store.ages_of(detention).youngest, act.codes, act.now);
    add_recorded(whole.rules, store.breaches(detention.id));
    return whole;
}

/// Keeps what is broken by now. Gives how many rules were found broken for the first time.
int keep_breaches(Act& act, const Detention& detention, const std::vector<Judged>& rules) {
    DetentionStore store{act.transaction};
    int found = 0;
    for (const auto& [rule, finding, recorded_at] : rules)
        if (finding.state == State::broken && store.keep_breach(detention.id, finding, act.now))
            ++found;
    return found;
}

/// For pages that show the detention, and for the page of the incident.
void tell(Act& act, const sharing::Grant& grant, const Detention& detention, const char* what) {
    incidents::note_part(act, grant, "detention", detention.id.text, what);
}

Result<Whole> keep(Act& act, const Opened& opened, Detention changed, const Entry& entry) {
    DetentionStore store{act.transaction};
    if (!store.save(opened.grant, changed)) return changed_meanwhile();
    ++changed.revision;
    store.insert(changed.id, entry);
    tell(act, opened.grant, changed, word_for(entry.what.kind).data());
    auto whole = whole_of(act, opened.grant, changed);
    (void)keep_breaches(act, changed, whole.rules);
    return whole;
}

/// A place of the board gives its kind and its name.
template <class Form>
std::optional<FieldProblem> fill_place(Act& act, Form& form) {
    if (form.place.empty()) return std::nullopt;
    const auto place = PlaceStore{act.transaction}.find(form.place);
    if (!place) return FieldProblem{"/place_id", "unknown", "Choose a place from the board."};
    form.place_kind = place->kind;
    form.place_name = place->name;
    return std::nullopt;
}

Entry blank_entry(Act& act, std::size_t before, std::optional<Instant> at) {
    return {
        .id = act.new_id(),
        .number = static_cast<int>(before) + 1,
        .at = at.value_or(act.now),
        .is_typed = at.has_value(),
        .entered_at = act.now,
        .entered_by = act.caller.user.text};
}

Consideration considered_by(Act& act, const sharing::Grant& grant, Consideration said) {
    said.id = act.new_id();
    said.agency = grant.owner();
    said.incident = {grant.id()};
    if (!said.considered_at) said.considered_at = act.now;
    said.entered_at = act.now;
    said.entered_by = act.caller.user.text;
    return said;
}

std::vector<FieldProblem> problems_of(const Consideration& said, const Act& act) {
    std::vector<FieldProblem> wrong;
    const auto today = to_london(act.now).day;
    if (said.considered_at && *said.considered_at > act.now + future_allowed)
        wrong.push_back({"/considered_at", "future", "This time is still to come. Check it."});
    if (!act.codes.has("place_type", said.place_type, today))
        wrong.push_back({"/place_type", "unknown_code", "Choose what kind of place it was."});
    if (said.decision != "diverted" && said.decision != "not_needed")
        wrong.push_back({"/decision", "unknown_code", "Choose what was decided."});
    if (said.decision == "diverted" && !act.codes.has("s136_alternative", said.alternative, today))
        wrong.push_back({"/alternative", "unknown_code", "Choose what was done instead."});
    if (said.decision == "diverted" && said.place_type == "private_dwelling")
        wrong.push_back(
            {"/decision",
             "dwelling",
             "Section 136 cannot be used where someone lives (section 136(1A)), so nothing else "
             "stood in its place. Choose that it was not needed."}
        );
    if (trim(said.reason).empty())
        wrong.push_back({"/reason", "required", "Write what it rests on."});
    if (said.is_consulted.value_or(false) &&
        !act.codes.has("consulted_role", said.consulted_role, today))
        wrong.push_back({"/consulted_role", "unknown_code", "Choose who was consulted."});
    for (const auto& [field, text] :
         {std::pair{"/reason", &said.reason}, {"/not_consulted_why", &said.not_consulted_why}})
        if (length_of(*text) > 4000)
            wrong.push_back({field, "too_long", "Use 4,000 characters or fewer."});
    return wrong;
}

}  // namespace

Result<Consideration> consider(Act& act, const IncidentId& id, Consideration said) {
    const auto grant = admit_by(act, id, Permission::record_detention, Event::alteration);
    if (!grant) return grant.problem();
    auto wrong = problems_of(said, act);
    if (!wrong.empty())
        return invalid("s136.invalid", "This cannot be recorded yet.", std::move(wrong));
    said.detention = {};
    auto kept = considered_by(act, *grant, std::move(said));
    DetentionStore{act.transaction}.insert(kept);
    incidents::note_part(act, *grant, "s136_consideration", kept.id, kept.decision);
    return kept;
}

Result<Whole> start(Act& act, const IncidentId& id, Start start) {
    const auto grant = admit_by(act, id, Permission::record_detention, Event::alteration);
    if (!grant) return grant.problem();
    if (act.caller.agency != grant->owner())
        return forbidden(
            "detention.not_own",
            "Only the police whose incident it is can record that a power was used. You can add "
            "what happens from then on."
        );
    const auto place = fill_place(act, start);
    auto wrong = problems_of(start, act.codes, to_london(start.used_at.value_or(act.now)).day);
    if (place) wrong.push_back(*place);
    if (start.used_at && *start.used_at > act.now + future_allowed)
        wrong.push_back({"/used_at", "future", "This time is still to come. Check it."});
    if (!start.person.empty() && !incidents::is_involved(act, *grant, start.person))
        wrong.push_back({"/person_id", "not_involved", "Add this person to the incident first."});
    if (!wrong.empty())
        return invalid("detention.invalid", "This cannot be recorded yet.", std::move(wrong));
    DetentionStore store{act.transaction};
    if (store.is_held(start.person))
        return conflict(
            "detention.open",
            "This person is being held already. Add to that detention, or end it first."
        );
    Detention one{
        .id = {act.new_id()},
        .agency = grant->owner(),
        .incident = id,
        .start = start,
        .used_at = start.used_at.value_or(act.now),
        .used_by = act.caller.user.text};
    store.insert(one);
    if (start.power == "s136")
        store.insert(considered_by(
            act,
            *grant,
            {.considered_at = one.used_at,
             .place_type = start.place_type,
             .decision = "used",
             .reason = start.reason,
             .is_consulted = start.is_consulted,
             .consulted_role = start.consulted_role,
             .consulted_name = start.consulted_name,
             .not_consulted_why = start.not_consulted_why,
             .detention = one.id}
        ));
    tell(act, *grant, one, "started");
    return whole_of(act, *grant, one);
}

Result<Whole> enter(Act& act, const DetentionId& id, std::int64_t revision, const EntryForm& form) {
    const auto opened = open_to(act, id, Permission::record_detention, Event::alteration);
    if (!opened) return opened.problem();
    if (opened->detention.revision != revision) return changed_meanwhile();
    DetentionStore store{act.transaction};
    auto entry = blank_entry(act, opened->entered.size(), form.at);
    entry.what = form;
    if (const auto wrong = fill_place(act, entry.what))
        return invalid("detention.invalid", "This cannot be recorded so.", {*wrong});
    const auto allowed = may_follow(
        opened->detention,
        opened->entered,
        entry,
        store.ages_of(opened->detention).youngest,
        act.codes,
        act.now
    );
    if (!allowed) return allowed.problem();
    auto changed = opened->detention;
    if (form.kind == Kind::ended) {
        changed.is_open = false;
        changed.outcome = form.code;
    }
    if (form.kind == Kind::resumed) {
        if (store.is_held(changed.start.person))
            return conflict(
                "detention.open", "This person is being held anew. The end cannot be taken back."
            );
        changed.is_open = true;
        changed.outcome.clear();
    }
    return keep(act, *opened, std::move(changed), entry);
}

Result<Whole> correct_time(
    Act& act, const DetentionId& id, std::int64_t revision, const TimeCorrection& form
) {
    const auto opened = open_to(act, id, Permission::record_detention, Event::alteration);
    if (!opened) return opened.problem();
    if (opened->detention.revision != revision) return changed_meanwhile();
    const auto& entered = opened->entered;
    const auto meant = std::ranges::find(entered, form.entry_id, &Entry::id);
    const bool is_theirs = meant != entered.end() && meant->entered_by == act.caller.user.text;
    if (act.caller.agency != opened->grant.owner() && !is_theirs)
        return forbidden(
            "detention.not_own",
            "Only the agency whose record it is, or whoever entered it, can correct this time."
        );
    auto entry = blank_entry(act, entered.size(), form.at);
    entry.corrects_id = form.entry_id;
    entry.what.text = form.reason;
    if (meant != entered.end()) entry.what.kind = meant->what.kind;
    const auto allowed = may_correct(opened->detention, entered, entry, act.now);
    if (!allowed) return allowed.problem();
    return keep(act, *opened, opened->detention, entry);
}

Result<Whole> open(Act& act, const DetentionId& id) {
    const auto opened = open_to(act, id, Permission::see_incident, Event::consultation);
    if (!opened) return opened.problem();
    return whole_of(act, opened->grant, opened->detention);
}

Result<OfIncident> of_incident(Act& act, const IncidentId& id) {
    const auto grant = admit_by(act, id, Permission::see_incident, Event::consultation);
    if (!grant) return grant.problem();
    DetentionStore store{act.transaction};
    OfIncident found{.considerations = store.considerations(*grant)};
    for (const auto& one : store.of_incident(*grant))
        found.detentions.push_back(whole_of(act, *grant, one));
    return found;
}

Result<std::vector<Whole>> everyone_held(Act& act) {
    const auto scope = sharing::admit_to_list(act, RecordKind::incident, Permission::see_incident);
    if (!scope) return scope.problem();
    DetentionStore store{act.transaction};
    std::vector<Whole> held;
    for (const auto& incident : store.incidents_with_held(*scope)) {
        const auto grant = admit_by(act, incident, Permission::see_incident, Event::consultation);
        if (!grant) continue;
        for (const auto& one : store.of_incident(*grant))
            if (one.is_open) held.push_back(whole_of(act, *grant, one));
    }
    std::ranges::stable_sort(held, {}, [](const Whole& whole) {
        return std::pair{whole.standing.expires_at.value_or(Instant{}), whole.detention.used_at};
    });
    return held;
}

void keep_watch(
    const sharing::Workplace& place, Instant now, std::shared_ptr<const codes::CodeBook> codes
) {
    place.database.write([&](store::Transaction& transaction) {
        DetentionStore store{transaction};
        int found = 0;
        for (const auto& kept : store.all_held_or_since(Instant::max())) {
            const auto entered = store.entries(kept.id);
            const auto one = with_corrected_start(kept, entered);
            const sharing::Occasion occasion{place, {{}, one.agency, {}}, now, codes};
            auto act = occasion.in(transaction);
            const auto rules = judged(one, entered, store.ages_of(one).youngest, *codes, now);
            const int broken = keep_breaches(act, one, rules);
            if (broken == 0) continue;
            act.changed("detention", one.id.text, "broken");
            sharing::write_changes(act);
            found += broken;
        }
        return found > 0;
    });
}

}  // namespace waymark::detentions
