// SPDX-License-Identifier: MIT
#include "demo/detained.hpp"

#include "demo/value_of.hpp"
#include "detentions/detentions.hpp"
#include "incidents/incident_list.hpp"
#include "sharing/sharing.hpp"

#include <algorithm>

namespace waymark::demo {

namespace {

using detentions::Kind;
using sharing::Act;
using std::chrono::minutes;

constexpr auto from_call_to_power = minutes{25};
constexpr auto held_for = minutes{270};  ///< At most, so that their time is not up.

struct Happened {
    minutes after;  ///< The use of the power.
    detentions::EntryForm what;
};

std::vector<Happened> course_at(const SafetyPlaces& places) {
    return {
        {minutes{4}, {.kind = Kind::ambulance_asked}},
        {minutes{35}, {.kind = Kind::place_refused, .place = places.birch, .code = "full"}},
        {minutes{48}, {.kind = Kind::set_off}},
        {minutes{70},
         {.kind = Kind::arrived,
          .place = places.maple,
          .conveyed_by = "police",
          .why_police_vehicle = "AMB_30"}},
        {minutes{80}, {.kind = Kind::rights_told}},
        {minutes{96}, {.kind = Kind::taken_over, .name = "Nurse in charge"}},
        {minutes{105}, {.kind = Kind::police_released}},
        {minutes{200},
         {.kind = Kind::assessment_began, .role = "doctor_s12", .name = "Doctor on call"}},
    };
}

bool may_be_held(const incidents::Whole& whole) {
    return whole.incident.place_type == "public" && !whole.people.empty();
}

/// Open incidents about mental health, the newest first; if any is in public with somebody on it,
/// it comes first.
std::vector<incidents::Whole> two_incidents(Act& act) {
    incidents::Filter wanted;
    wanted.status = "open";
    wanted.is_mhri = true;
    std::vector<incidents::Whole> found;
    for (const auto& one : value_of(incidents::list(act, wanted)).incidents)
        found.push_back(value_of(incidents::open(act, one.id)));
    std::stable_partition(found.begin(), found.end(), may_be_held);
    found.resize(std::min<std::size_t>(found.size(), 2));
    return found;
}

void hold(
    Act& act, const incidents::Whole& whole, const AgencyId& trust, const SafetyPlaces& places
) {
    const auto& incident = whole.incident;
    const auto used =
        std::min(std::max(incident.received_at + from_call_to_power, act.now - held_for), act.now);
    const auto begun = value_of(detentions::start(
        act,
        incident.id,
        {.power = "s136",
         .person = whole.people.front().person.id,
         .place_type = "public",
         .used_at = used,
         .reason =
             "Had come out and walked between the lanes, not answering; would not come to the "
             "pavement.",
         .is_mental_disorder = true,
         .is_immediate_need = true,
         .is_consulted = true,
         .consulted_role = "nurse",
         .consulted_name = "Triage nurse in the control room"}
    ));
    auto revision = begun.detention.revision;
    for (const auto& [after, what] : course_at(places)) {
        if (used + after > act.now) break;
        auto form = what;
        form.at = used + after;
        revision =
            value_of(detentions::enter(act, begun.detention.id, revision, form)).detention.revision;
    }
    const auto& person = whole.people.front().person.id;
    for (const auto& record :
         {incidents::record_of(act.transaction, incident.id),
          people::record_of(act.transaction, person)})
        (void)value_of(
            sharing::share(act, record.value(), trust, "They are at the trust's place of safety.")
        );
}

void divert(Act& act, const incidents::Whole& whole) {
    detentions::Consideration said;
    said.place_type = whole.incident.place_type;
    // In a dwelling it could not have been used, and nothing stands in its place.
    const bool is_possible = said.place_type != "private_dwelling";
    said.decision = is_possible ? "diverted" : "not_needed";
    if (is_possible) said.alternative = "crisis_team";
    said.reason =
        "Calmer after talking with the nurse, and willing to see the crisis team tonight.";
    said.is_consulted = true;
    said.consulted_role = "nurse";
    (void)value_of(detentions::consider(act, whole.incident.id, said));
}

}  // namespace

void add_detentions(
    store::Database& database,
    const sharing::Caller& caller,
    const AgencyId& trust,
    const SafetyPlaces& places,
    Instant now,
    Random& random
) {
    const codes::CodeBook book{codes::shipped_codes()};
    const sharing::Workplace place{database, random};
    const auto done = sharing::change(place, caller, now, book, [&](Act& act) -> Result<Done> {
        const auto found = two_incidents(act);
        if (!found.empty() && may_be_held(found.front())) hold(act, found.front(), trust, places);
        if (found.size() > 1) divert(act, found.back());
        return Done{};
    });
    (void)value_of(done);
}

}  // namespace waymark::demo
