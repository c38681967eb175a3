// SPDX-License-Identifier: MIT
#include "impact/contact_line_store.hpp"

#include "base/text.hpp"
#include "detentions/counting.hpp"
#include "ledger/police_time.hpp"
#include "people/person.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace waymark::impact {

namespace {

using store::Row;
using store::Sql;

constexpr Sql select_assessment{"impact.select_assessment", R"(
    SELECT a.begun_at, a.counted, a.incident_id, a.person_id, i.place_type, p.sex, p.ethnicity, p.born_on, p.born_precision,
           CASE WHEN EXISTS (SELECT 1 FROM triage_assessment e
                             WHERE e.person_id = a.person_id AND e.agency_id = a.agency_id
                               AND e.begun_at < a.begun_at) THEN 1 ELSE 0 END AS is_again,
           CASE WHEN EXISTS (SELECT 1 FROM triage_assessment e
                             WHERE e.incident_id = a.incident_id
                               AND (e.begun_at < a.begun_at
                                    OR (e.begun_at = a.begun_at AND e.id < a.id)))
                THEN 1 ELSE 0 END AS is_further
    FROM triage_assessment a
    JOIN incident i ON i.id = a.incident_id
    LEFT JOIN person p ON p.id = a.person_id
    WHERE a.id = $id
)"};

constexpr Sql select_referrals{
    "impact.select_referrals",
    "SELECT need FROM triage_referral WHERE assessment_id = $id AND withdrawn_at IS NULL "
    "ORDER BY id"};

constexpr Sql select_outcomes{
    "impact.select_outcomes",
    "SELECT code FROM triage_outcome WHERE assessment_id = $id AND withdrawn_at IS NULL "
    "ORDER BY id"};

// What came of section 136 for this person: a use is of whoever was held; another way that was
// found is of the incident, and counts with the first who was assessed there.
constexpr Sql select_considerations{"impact.select_considerations", R"(
    SELECT c.decision, c.considered_at FROM triage_assessment a
    JOIN s136_consideration c ON c.incident_id = a.incident_id
    LEFT JOIN detention d ON d.id = c.detention_id
    WHERE a.id = $id
      AND (d.person_id = a.person_id
           OR (d.id IS NULL
               AND NOT EXISTS (SELECT 1 FROM triage_assessment e
                               WHERE e.incident_id = a.incident_id
                                 AND (e.begun_at < a.begun_at
                                      OR (e.begun_at = a.begun_at AND e.id < a.id)))))
    ORDER BY CASE c.decision WHEN 'used' THEN 0 WHEN 'diverted' THEN 1 ELSE 2 END,
             c.considered_at, c.id
    LIMIT 1
)"};

constexpr Sql select_steps{"impact.select_steps", R"(
    SELECT r.id AS request_id, r.is_s136_considered, s.id, s.stage, s.at, s.corrects_id
    FROM triage_assessment a
    JOIN triage_request r ON r.incident_id = a.incident_id
    JOIN triage_step s ON s.request_id = r.id
    WHERE a.id = $id ORDER BY r.requested_at, r.id, s.number
)"};

/// Where somebody was taken, as the list conveyed_to has it, by the kind of place of safety.
std::string taken_to(const std::string& place_kind) {
    static constexpr std::pair<std::string_view, const char*> places[] = {
        {"HBPOS", "HBPOS"},
        {"ED", "ED"},
        {"HOSPITAL", "hospital"},
        {"CARE", "hospital"},
        {"POLICE", "police_station"},
        {"PRIV_OWN", "home"}};
    for (const auto& [kind, place] : places)
        if (kind == place_kind) return place;
    return "other";
}

/// What was answered of being taken somewhere; of whoever was held, what the detention has of it
/// stands in place of it, so that nobody types it twice.
class Taken {
public:
    explicit Taken(std::string_view counted) {
        while (!counted.empty()) {
            const auto token = take_until(counted, ';');
            auto values = token;
            const auto field = take_until(values, '=');
            if (field.starts_with("conveye") || field.starts_with("conveya"))
                said_[std::string{field}] = {std::string{values}};
            else
                rest_.append(rest_.empty() ? "" : ";").append(token);
        }
    }
    void take(const detentions::Leg& leg) {
        if (leg.is_kept || !leg.arrived_at) return;
        const bool is_first = std::exchange(is_of_detention_, true) == false;
        if (is_first) said_["conveyed_to"].clear();
        said_["conveyance_needed"] = {"yes"};
        said_["conveyed_to"].insert(taken_to(leg.place_kind));
        if (leg.conveyed_by.empty()) return;
        if (std::exchange(is_said_by_what_, true) == false) said_["conveyed_by"].clear();
        said_["conveyed_by"].insert(leg.conveyed_by);
    }
    const std::string& rest() const { return rest_; }
    void note(Line& line) const {
        for (const auto& [field, values] : said_)
            for (const auto& value : values)
                line.note(field, value);
    }

private:
    std::string rest_;
    std::map<std::string, std::set<std::string>> said_;
    bool is_of_detention_ = false;
    bool is_said_by_what_ = false;
};

void take_detentions(store::Transaction& transaction, const Row& assessment, Taken& taken) {
    const auto person = assessment.id<PersonId>("person_id");
    const auto incident = assessment.get<IncidentId>("incident_id");
    for (const auto& held : detentions::detentions_of(transaction, incident))
        if (held.detention.start.person == person)
            for (const auto& leg : detentions::legs_of(held.detention, held.steps))
                taken.take(leg);
}

const char* age_group(int age) {
    return age < 18 ? "under_18" : age < 65 ? "18_to_64" : "65_and_over";
}

void note_person(Line& line, const Row& row) {
    const auto sex = row.text("sex");
    if (sex.empty()) return;  // Nobody is known by name.
    if (sex != "UNK") line.note("sex", sex);
    if (const auto ethnicity = row.text("ethnicity"); ethnicity != "NS")
        line.note("ethnicity", ethnicity);
    const auto born = people::birth_days(
        row.maybe<Day>("born_on"), row.get<people::BornPrecision>("born_precision")
    );
    if (!born) return;
    const auto day = to_london(row.get<Instant>("begun_at")).day;
    // Born in a year that is known, they may be on either side of a limit.
    const std::string youngest = age_group(people::age_on(born->last, day));
    if (youngest == age_group(people::age_on(born->first, day))) line.note("age", youngest);
}

/// The times of one request. A correction's time stands in place of the time it corrects; what came
/// before a request was given back to the queue belongs to a unit that did not go.
class RequestTimes {
public:
    void take(const Row& row) {
        const auto at = row.get<Instant>("at");
        const auto stage = row.text("stage");
        if (const auto corrected = row.text("corrects_id"); !corrected.empty()) {
            const auto found = stage_of_step_.find(corrected);
            if (found != stage_of_step_.end()) times_[found->second] = at;
            return;
        }
        const bool is_given_back = stage == "waiting" && !times_.empty();
        if (is_given_back) {
            for (const char* undone : {"allocated", "accepted", "en_route"})
                times_.erase(undone);
            std::erase_if(stage_of_step_, [](const auto& one) { return one.second != "waiting"; });
        } else if (times_.emplace(stage, at).second) {
            stage_of_step_.emplace(row.text("id"), stage);
        }
    }
    const Times& times() const { return times_; }
    bool is_at_scene() const { return times_.contains("at_scene"); }

private:
    Times times_;
    std::unordered_map<std::string, std::string> stage_of_step_;
};

/// Times are those of the request whose unit came to the scene, or else of the last one.
void note_steps(Line& line, const std::vector<Row>& rows) {
    if (rows.empty()) return;
    RequestTimes chosen;
    RequestTimes request;
    std::string id;
    bool is_s136_asked = false;
    for (const auto& row : rows) {
        is_s136_asked = is_s136_asked || row.get<bool>("is_s136_considered");
        if (row.text("request_id") != id) {
            id = row.text("request_id");
            if (!chosen.is_at_scene()) chosen = request;
            request = {};
        }
        request.take(row);
    }
    if (!chosen.is_at_scene()) chosen = request;
    const auto& times = chosen.times();
    line.note("s136_asked", is_s136_asked ? "yes" : "no");
    line.note_minutes(times, "minutes_to_accept", "waiting", "accepted");
    line.note_minutes(times, "minutes_to_scene", "waiting", "at_scene");
    line.note_minutes(times, "minutes_travelling", "en_route", "at_scene");
    line.note_minutes(times, "minutes_at_scene", "at_scene", "cleared");
}

/// Only of what has ended and is known whole: anything else would be too little.
void note_police_time(Line& line, const ledger::Ledger& ledger) {
    if (ledger.is_going_on || !ledger.unknown.empty()) return;
    for (const auto& [stage, minutes] : ledger.by_stage)
        line.note("police_" + std::string{word_for(stage)}, std::to_string(minutes));
    if (!ledger.by_stage.empty()) line.note("police_minutes", std::to_string(ledger.total));
}

}  // namespace

void note_place(Line& line, const std::string& place_type) {
    if (place_type != "unknown") line.note("place_type", place_type);
}

std::string line_of(store::Transaction& transaction, const std::string& assessment) {
    const store::Values values{{"id", assessment}};
    const auto row = transaction.query(select_assessment, values).at(0);
    Line line;
    line.note("record", "assessment");
    line.note("first_contact", row.get<bool>("is_again") ? "no" : "yes");
    const auto counted = row.text("counted");
    Taken taken{counted};
    line.append(taken.rest());
    note_place(line, row.text("place_type"));
    note_person(line, row);
    for (const auto& referral : transaction.query(select_referrals, values))
        line.note("referred", referral.text("need"));
    std::set<std::string> outcomes;
    for (const auto& outcome : transaction.query(select_outcomes, values))
        outcomes.insert(outcome.text("code"));
    for (const auto& one : transaction.query(select_considerations, values)) {
        line.note("s136", one.text("decision"));
        line.note("considered", std::to_string(one.get<std::int64_t>("considered_at")));
        if (one.text("decision") != "used") continue;
        // Who was held was detained, whether or not somebody typed it as an outcome too.
        outcomes.insert("s136");
        take_detentions(transaction, row, taken);
    }
    taken.note(line);
    for (const auto& outcome : outcomes)
        line.note("outcome", outcome);
    if (!outcomes.empty()) line.note("outcome_known", "yes");
    note_steps(line, transaction.query(select_steps, values));
    // Police were there once, however many were assessed.
    if (!row.get<bool>("is_further"))
        note_police_time(line, ledger::ledger_of(transaction, row.get<IncidentId>("incident_id")));
    return line.text();
}

}  // namespace waymark::impact
