// SPDX-License-Identifier: MIT
#include "demo/held_before.hpp"

#include "base/ids.hpp"

namespace waymark::demo {

namespace {

using detentions::EntryForm;
using detentions::Kind;
using std::chrono::minutes;

/// How many of a hundred, with what the last of them leaves.
struct Drawn {
    int up_to;
    const char* code;
};

template <std::size_t N>
const char* draw(const Drawn (&table)[N], Random& random) {
    const auto at = static_cast<int>(random.below(100));
    for (const auto& [up_to, code] : table)
        if (at < up_to) return code;
    return table[N - 1].code;
}

constexpr Drawn conveyed_by[] = {
    {39, "ambulance"}, {88, "police"}, {92, "other_health"}, {100, ""}};
constexpr Drawn why_police[] = {
    {45, "AMB_30"}, {70, "AMB_NOTREQ"}, {90, "RISKASSESS"}, {100, "AMB_UNAVAIL"}};
constexpr Drawn outcomes[] = {
    {22, "ADMIT_S2"},
    {38, "ADMIT_INFORMAL"},
    {70, "DISCH_CRISIS_TEAM"},
    {85, "DISCH_CMHT_PLAN"},
    {94, "DISCH_GP"},
    {100, "NO_MENTAL_DISORDER"}};

}  // namespace

detentions::BulkDetention held_before(
    const incidents::BulkIncident& bulk, Instant used, const UserId& by, Random& random
) {
    detentions::BulkDetention made;
    auto& one = made.detention;
    one.id = {new_uuid(used, random)};
    one.agency = bulk.incident.agency;
    one.incident = bulk.incident.id;
    one.start.power = "s136";
    one.start.person = bulk.people.front().person;
    one.start.place_type = bulk.incident.place_type;
    one.start.reason = "Would not come away from the edge, and did not answer.";
    one.start.is_mental_disorder = true;
    one.start.is_immediate_need = true;
    one.start.is_consulted = true;
    one.start.consulted_role = "nurse";
    one.start.consulted_name = "Nurse in the control room";
    one.used_at = used;
    one.used_by = by.text;

    auto at = used;
    const auto enter = [&](int least, int spread, EntryForm what) {
        at += minutes{least + static_cast<int>(random.below(static_cast<std::uint64_t>(spread)))};
        detentions::Entry entry;
        entry.id = new_uuid(at, random);
        entry.number = static_cast<int>(made.entered.size()) + 1;
        entry.what = std::move(what);
        entry.at = at;
        entry.entered_at = at;
        entry.entered_by = by.text;
        made.entered.push_back(std::move(entry));
    };
    const bool is_at_suite = random.below(100) < 52;
    EntryForm there{
        .kind = Kind::arrived,
        .place_kind = is_at_suite ? "HBPOS" : "ED",
        .place_name = is_at_suite ? "Maple suite" : "General hospital"};
    there.conveyed_by = draw(conveyed_by, random);
    if (there.conveyed_by == "police") there.why_police_vehicle = draw(why_police, random);
    enter(2, 8, {.kind = Kind::ambulance_asked});
    if (there.conveyed_by == "ambulance") enter(12, 50, {.kind = Kind::ambulance_came});
    enter(5, 40, {.kind = Kind::set_off});
    enter(8, 25, std::move(there));
    enter(2, 10, {.kind = Kind::rights_told});
    enter(5, 120, {.kind = Kind::taken_over, .name = "Nurse in charge"});
    enter(2, 15, {.kind = Kind::police_released});
    enter(40, 200, {.kind = Kind::assessment_began, .role = "amhp", .name = "On call"});
    enter(
        30,
        90,
        {.kind = Kind::assessment_ended,
         .role = "amhp",
         .name = "On call",
         .text = "Assessed with the team."}
    );
    one.outcome = draw(outcomes, random);
    enter(10, 60, {.kind = Kind::ended, .code = one.outcome});
    one.is_open = false;
    return made;
}

}  // namespace waymark::demo
