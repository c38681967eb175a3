// SPDX-License-Identifier: MIT
#include "incidents/repeats.hpp"

#include "incidents/incident_store.hpp"
#include "incidents/opened.hpp"
#include "incidents/repeat_store.hpp"

#include <algorithm>

namespace waymark::incidents {

namespace {

using sharing::Act;
using sharing::Event;
using sharing::Permission;
using sharing::RecordKind;
using std::chrono::days;

RepeatCount counted(std::string by, std::vector<EarlierIncident> earlier, Instant received_at) {
    RepeatCount count;
    count.by = std::move(by);
    count.is_more = earlier.size() == repeats_counted_max;
    for (const auto& incident : earlier)
        for (std::size_t i = 0; i < repeat_windows_days.size(); ++i)
            if (incident.received_at >= received_at - days{repeat_windows_days[i]}) {
                ++count.counts[i];
                if (incident.is_mhri) ++count.mhri_counts[i];
            }
    earlier.resize(std::min(earlier.size(), repeats_shown_max));
    count.latest = std::move(earlier);
    return count;
}

void note_shown(Act& act, const Repeats& repeats) {
    std::vector<std::string> ids;
    for (const auto& count : repeats.counts)
        for (const auto& incident : count.latest)
            ids.push_back(incident.id.text);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    sharing::note_listed(act, RecordKind::incident, Event::consultation, ids);
}

}  // namespace

Result<Repeats> repeats_of(Act& act, const IncidentId& id) {
    const auto record = record_of(act.transaction, id);
    if (!record) return not_found("incident.not_found", "There is no such incident.");
    const auto grant = sharing::admit(act, *record, Permission::see_incident, Event::consultation);
    if (!grant) return grant.problem();

    const auto incident = IncidentStore{act.transaction}.find(*grant);
    const auto involved = involved_for(act, *grant);
    const auto place = people::place_key(incident.location_text, incident.postcode, incident.uprn);
    RepeatStore store{act.transaction, act.caller.agency};
    const RepeatStore::Span span{
        incident.received_at - days{repeat_windows_days.back()},
        incident.received_at,
        id,
        repeats_counted_max};

    Repeats repeats;
    std::optional<PersonId> subject;
    for (const auto& someone : involved) {
        if (someone.role == "subject") subject = someone.person.id;
        auto count =
            counted("person", store.by_person(someone.person.id, span), incident.received_at);
        count.person = someone.person.id;
        count.label = someone.person.name;
        repeats.counts.push_back(std::move(count));
    }
    const auto phone = phone_key(incident.caller_phone);
    if (!phone.empty())
        repeats.counts.push_back(counted("phone", store.by_phone(phone, span), incident.received_at)
        );
    if (!place.empty())
        repeats.counts.push_back(counted("place", store.by_place(place, span), incident.received_at)
        );
    note_shown(act, repeats);

    if (sharing::may(act.caller.roles, Permission::see_person)) {
        auto household = people::household(act, place, subject);
        if (!household) return household.problem();
        repeats.household = std::move(*household);
    }
    return repeats;
}

Result<std::vector<EarlierIncident>> incidents_of(Act& act, const PersonId& person) {
    const auto record = people::record_of(act.transaction, person);
    if (!record) return not_found("person.not_found", "There is no such person.");
    const auto grant = sharing::admit(act, *record, Permission::see_person, Event::consultation);
    if (!grant) return grant.problem();
    if (!sharing::may(act.caller.roles, Permission::see_incident))
        return std::vector<EarlierIncident>{};
    auto found = RepeatStore{act.transaction, act.caller.agency}.by_person(
        person, {Instant{}, act.now + days{1}, {}, repeats_counted_max}
    );
    std::vector<std::string> ids;
    for (const auto& incident : found)
        ids.push_back(incident.id.text);
    sharing::note_listed(act, RecordKind::incident, Event::consultation, ids);
    return found;
}

std::vector<Following> following(
    Act& act, const Incident& incident, const std::vector<PersonId>& people, Instant decided_at
) {
    RepeatStore store{act.transaction, act.caller.agency};
    const RepeatStore::Span span{decided_at, decided_at + days{7}, incident.id, 50};
    std::vector<Following> found;
    const auto add = [&](const std::vector<EarlierIncident>& later, const char* why) {
        for (const auto& one : later) {
            const auto known =
                std::find_if(found.begin(), found.end(), [&](const Following& other) {
                    return other.id == one.id;
                });
            if (known != found.end()) continue;
            found.push_back(
                {one.id,
                 one.reference,
                 one.received_at,
                 one.opening_category,
                 why,
                 one.received_at < decided_at + std::chrono::hours{48}}
            );
        }
    };
    for (const auto& person : people)
        add(store.by_person(person, span), "same person");
    add(store.by_phone(phone_key(incident.caller_phone), span), "same telephone");
    add(store.by_place(
            people::place_key(incident.location_text, incident.postcode, incident.uprn), span
        ),
        "same place");
    std::sort(found.begin(), found.end(), [](const Following& a, const Following& b) {
        return a.received_at < b.received_at;
    });
    std::vector<std::string> ids;
    for (const auto& one : found)
        ids.push_back(one.id.text);
    if (!ids.empty()) sharing::note_listed(act, RecordKind::incident, Event::consultation, ids);
    return found;
}

}  // namespace waymark::incidents
