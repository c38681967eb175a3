// SPDX-License-Identifier: MIT
#include "ledger/police_time.hpp"

#include "base/text.hpp"
#include "incidents/incidents.hpp"
#include "ledger/ledger_store.hpp"

namespace waymark::ledger {

namespace {

using sharing::Act;
using sharing::Event;
using sharing::Permission;

constexpr std::size_t note_max = 500;

std::vector<FieldProblem> problems_of(const Delay& delay, const Act& act) {
    std::vector<FieldProblem> wrong;
    if (!act.codes.has("delay_reason", delay.reason, to_london(act.now).day))
        wrong.push_back({"/reason", "unknown_code", "Choose why it took long."});
    if (delay.reason == "other" && trim(delay.note).empty())
        wrong.push_back({"/note", "required", "Write what the reason was."});
    if (length_of(delay.note) > note_max)
        wrong.push_back({"/note", "too_long", "Use 500 characters or fewer."});
    return wrong;
}

}  // namespace

Ledger ledger_of(store::Transaction& transaction, const IncidentId& incident) {
    LedgerStore store{transaction};
    return work_out(store.responses(incident), store.ways(incident));
}

Result<PoliceTime> police_time_of(Act& act, const IncidentId& incident) {
    const auto grant =
        incidents::admit_by(act, incident, Permission::see_incident, Event::consultation);
    if (!grant) return grant.problem();
    return PoliceTime{
        ledger_of(act.transaction, incident), LedgerStore{act.transaction}.delays(incident)};
}

Result<PoliceTime> say_delay(Act& act, const IncidentId& incident, Delay delay) {
    const auto grant =
        incidents::admit_by(act, incident, Permission::record_detention, Event::alteration);
    if (!grant) return grant.problem();
    auto wrong = problems_of(delay, act);
    if (!wrong.empty())
        return invalid("police_time.invalid", "This cannot be kept yet.", std::move(wrong));
    delay.said_at = act.now;
    LedgerStore store{act.transaction};
    const auto id = act.new_id();
    store.insert(incident, id, delay, act.caller.user);
    incidents::note_part(act, *grant, "police_delay", id, word_for(delay.stage).data());
    return PoliceTime{ledger_of(act.transaction, incident), store.delays(incident)};
}

}  // namespace waymark::ledger
