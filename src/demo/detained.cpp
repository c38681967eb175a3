// SPDX-License-Identifier: MIT
#include "demo/detained.hpp"

#include "demo/value_of.hpp"
#include "detentions/detentions.hpp"
#include "incidents/incidents.hpp"
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

/// An incident in the street of some hours ago, about somebody who is known.
incidents::Whole in_the_street(Act& act, const PersonId& person, const char* narrative) {
    incidents::Report report;
    report.incident.source = "999";
    report.incident.received_at = act.now - held_for - from_call_to_power;
    report.incident.place_type = "public";
    report.incident.opening_category = "CONCERN_FOR_SAFETY";
    report.incident.location_text = "Canal bridge";
    report.narrative = narrative;
    const auto incident = value_of(incidents::report(act, report)).id;
    (void)value_of(incidents::involve(act, incident, {person, "subject"}));
    return value_of(incidents::open(act, incident));
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
    said.decision = "diverted";
    said.alternative = "crisis_team";
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
    const std::vector<PersonId>& people,
    Instant now,
    Random& random
) {
    const codes::CodeBook book{codes::shipped_codes()};
    const sharing::Workplace place{database, random};
    const auto done = sharing::change(place, caller, now, book, [&](Act& act) -> Result<Done> {
        hold(
            act,
            in_the_street(act, people.at(0), "Walks between the lanes, and does not answer."),
            trust,
            places
        );
        divert(act, in_the_street(act, people.at(1), "Sits on the wall of the bridge, crying."));
        return Done{};
    });
    (void)value_of(done);
}

}  // namespace waymark::demo
