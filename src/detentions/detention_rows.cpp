// SPDX-License-Identifier: MIT
#include "detentions/detention_rows.hpp"

#include "people/person.hpp"

namespace waymark::detentions {

Detention detention_from(const store::Row& row) {
    Detention one;
    one.id = row.get<DetentionId>("id");
    one.agency = row.get<AgencyId>("agency_id");
    one.incident = row.get<IncidentId>("incident_id");
    one.start.person = row.get<PersonId>("person_id");
    one.start.power = row.text("power");
    one.start.manner = row.get<Manner>("manner");
    one.start.place_type = row.text("place_type");
    one.start.place = row.id<PlaceId>("place_id");
    one.start.place_kind = row.text("place_kind");
    one.start.place_name = row.text("place_name");
    one.start.reason = row.text("reason");
    one.start.is_mental_disorder = row.get<bool>("is_mental_disorder");
    one.start.is_immediate_need = row.get<bool>("is_immediate_need");
    one.start.is_consulted = row.maybe<bool>("is_consulted");
    one.start.consulted_role = row.text("consulted_role");
    one.start.consulted_name = row.text("consulted_name");
    one.start.not_consulted_why = row.text("not_consulted_why");
    one.start.agreed_by = row.text("agreed_by");
    one.start.agreement = row.text("agreement");
    one.start.warrant = row.text("warrant");
    one.start.warrant_amhp = row.text("warrant_amhp");
    one.start.warrant_doctor = row.text("warrant_doctor");
    one.used_at = row.get<Instant>("used_at");
    one.start.used_at = one.used_at;
    one.used_by = row.text("used_by");
    one.is_open = row.get<bool>("is_open");
    one.outcome = row.text("outcome");
    one.revision = row.get<std::int64_t>("revision");
    return one;
}

Entry entry_from(const store::Row& row) {
    return {
        .id = row.text("id"),
        .number = row.get<int>("number"),
        .what =
            {.kind = row.get<Kind>("kind"),
             .at = row.get<Instant>("at"),
             .place = row.id<PlaceId>("place_id"),
             .place_kind = row.text("place_kind"),
             .place_name = row.text("place_name"),
             .conveyed_by = row.text("conveyed_by"),
             .why_police_vehicle = row.text("why_police_vehicle"),
             .why_police_station = row.text("why_police_station"),
             .role = row.text("role"),
             .name = row.text("name"),
             .approved_rank = row.text("approved_rank"),
             .approved_by = row.text("approved_by"),
             .code = row.text("code"),
             .text = row.text("text"),
             .minutes = row.get<int>("minutes"),
             .is_yes = row.get<bool>("is_yes"),
             .is_told_breach = row.get<bool>("is_told_breach")},
        .at = row.get<Instant>("at"),
        .is_typed = row.get<bool>("is_typed"),
        .corrects_id = row.text("corrects_id"),
        .entered_at = row.get<Instant>("entered_at"),
        .entered_by = row.text("entered_by")};
}

Ages ages_in(const store::Row& row, Day day) {
    const auto born = people::birth_days(
        row.maybe<Day>("born_on"), row.get<people::BornPrecision>("born_precision")
    );
    if (!born) return {};
    return {people::age_on(born->last, day), people::age_on(born->first, day)};
}

}  // namespace waymark::detentions
