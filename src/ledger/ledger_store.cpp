// SPDX-License-Identifier: MIT
#include "ledger/ledger_store.hpp"

#include "detentions/counting.hpp"
#include "detentions/law.hpp"
#include "triage/request.hpp"

#include <map>

namespace waymark::ledger {

namespace {

using store::Sql;

constexpr Sql select_steps{"ledger.select_steps", R"(
    SELECT r.id AS request_id, s.id, s.number, s.stage, s.at, s.corrects_id
    FROM triage_request r JOIN triage_step s ON s.request_id = r.id
    WHERE r.incident_id = $incident_id ORDER BY r.requested_at, r.id, s.number LIMIT 5000
)"};

// The newest answers about being taken somewhere, of whoever was not held.
constexpr Sql select_answers{"ledger.select_answers", R"(
    SELECT a.id, a.person_id, a.finished_at, t.field, t.value
    FROM triage_assessment a JOIN triage_answer t ON t.assessment_id = a.id
    WHERE a.incident_id = $incident_id
      AND t.field IN ('conveyance_needed', 'conveyed_by', 'ambulance_asked_at', 'ambulance_came_at',
                      'set_off_at', 'arrived_at', 'police_stayed', 'stayed_until')
      AND t.version = (SELECT MAX(n.version) FROM triage_answer n
                       WHERE n.assessment_id = t.assessment_id AND n.field = t.field)
      AND NOT EXISTS (SELECT 1 FROM detention d
                      WHERE d.incident_id = a.incident_id AND d.person_id = a.person_id)
    ORDER BY a.begun_at, a.id, t.field LIMIT 1000
)"};

constexpr Sql insert_delay{"police_delay.insert_one", R"(
    INSERT INTO police_delay (id, incident_id, stage, reason, note, said_at, said_by)
    VALUES ($id, $incident_id, $stage, $reason, $note, $said_at, $user_id)
)"};

constexpr Sql select_delays{"police_delay.select_of", R"(
    SELECT d.stage, d.reason, d.note, d.said_at, COALESCE(u.display_name, '') AS display_name
    FROM police_delay d LEFT JOIN user_account u ON u.id = d.said_by
    WHERE d.incident_id = $incident_id ORDER BY d.said_at DESC, d.id DESC LIMIT 100
)"};

/// A unit given back before it came has travelled all the same, until then.
std::vector<Response> responses_in(const std::vector<triage::Step>& entered) {
    std::vector<Response> found;
    std::optional<Response> current;
    for (const auto& step : triage::as_corrected(entered)) {
        if (step.stage == triage::Stage::en_route) {
            current = Response{.set_out = step.at};
        } else if (step.stage == triage::Stage::at_scene) {
            if (!current) current = Response{};
            current->came = step.at;
        } else if (current) {
            current->ended = step.at;
            found.push_back(*current);
            current.reset();
        }
    }
    if (current) found.push_back(*current);
    return found;
}

void add_ways(const detentions::Counted& held, std::vector<Way>& ways) {
    const auto& one = held.detention;
    const auto legs = detentions::legs_of(one, held.steps);
    const auto police_with = detentions::police_with(legs);
    for (const auto& leg : legs) {
        const bool is_first = &leg == &legs.front();
        const auto* next = &leg == &legs.back() ? nullptr : &leg + 1;
        Way way{
            .person = one.start.person,
            .ambulance_asked = leg.ambulance_asked_at,
            .ambulance_came = leg.ambulance_came_at,
            .set_off = leg.set_off_at,
            .arrived = leg.arrived_at,
            .taken_over = leg.taken_over_at,
            .released = leg.police_released_at,
            .left = leg.left_at || !next ? leg.left_at
                    : next->set_off_at   ? next->set_off_at
                                         : next->arrived_at,
            .are_police_with_them = police_with[static_cast<std::size_t>(&leg - legs.data())],
            .is_over = !one.is_open || next != nullptr};
        if (is_first) way.begun = one.used_at;
        // Staff can move somebody by themselves once police are released; their waits are not ours.
        if (way.are_police_with_them) ways.push_back(way);
    }
    if (legs.empty())
        ways.push_back({.person = one.start.person, .begun = one.used_at, .is_over = !one.is_open});
}

struct Taken {
    PersonId person{};
    bool is_finished = false;
    std::map<std::string, std::string> answers{};
};

void add_way(const Taken& taken, std::vector<Way>& ways) {
    const auto said = [&](const char* field) {
        const auto found = taken.answers.find(field);
        return found == taken.answers.end() ? std::string{} : found->second;
    };
    if (said("conveyance_needed") != "yes") return;
    const auto at = [&](const char* field) { return parse_iso8601(said(field)); };
    const bool is_by_police = said("conveyed_by") == detentions::police_vehicle;
    const auto stayed = said("police_stayed");
    ways.push_back(
        {.person = taken.person,
         .ambulance_asked = at("ambulance_asked_at"),
         .ambulance_came = at("ambulance_came_at"),
         .set_off = at("set_off_at"),
         .arrived = at("arrived_at"),
         .released = stayed == "no" ? at("arrived_at") : at("stayed_until"),
         .are_police_with_them = is_by_police || stayed == "yes",
         .is_over = taken.is_finished}
    );
}

}  // namespace

std::vector<Response> LedgerStore::responses(const IncidentId& incident) {
    std::map<std::string, std::vector<triage::Step>> by_request;
    for (const auto& row : transaction_.query(select_steps, {{"incident_id", incident}}))
        by_request[row.text("request_id")].push_back(
            {.id = row.text("id"),
             .number = row.get<int>("number"),
             .stage = row.get<triage::Stage>("stage"),
             .at = row.get<Instant>("at"),
             .corrects_id = row.text("corrects_id")}
        );
    std::vector<Response> found;
    for (const auto& [request, steps] : by_request)
        for (const auto& one : responses_in(steps))
            found.push_back(one);
    return found;
}

std::vector<Way> LedgerStore::ways(const IncidentId& incident) {
    std::vector<Way> ways;
    for (const auto& one : detentions::detentions_of(transaction_, incident))
        add_ways(one, ways);
    std::map<std::string, Taken> taken;
    for (const auto& row : transaction_.query(select_answers, {{"incident_id", incident}})) {
        auto& one = taken[row.text("id")];
        one.person = row.id<PersonId>("person_id");
        one.is_finished = row.maybe<Instant>("finished_at").has_value();
        one.answers[row.text("field")] = row.text("value");
    }
    for (const auto& [id, one] : taken)
        add_way(one, ways);
    return ways;
}

void LedgerStore::insert(
    const IncidentId& incident, const std::string& id, const Delay& delay, const UserId& by
) {
    transaction_.run(
        insert_delay,
        {{"id", id},
         {"incident_id", incident},
         {"stage", delay.stage},
         {"reason", delay.reason},
         {"note", delay.note},
         {"said_at", delay.said_at},
         {"user_id", by}}
    );
}

std::vector<Delay> LedgerStore::delays(const IncidentId& incident) {
    std::vector<Delay> found;
    for (const auto& row : transaction_.query(select_delays, {{"incident_id", incident}}))
        found.push_back(
            {.stage = row.get<Stage>("stage"),
             .reason = row.text("reason"),
             .note = row.text("note"),
             .said_at = row.get<Instant>("said_at"),
             .said_by = row.text("display_name")}
        );
    return found;
}

}  // namespace waymark::ledger
