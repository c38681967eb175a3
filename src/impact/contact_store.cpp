// SPDX-License-Identifier: MIT
#include "impact/contact_store.hpp"

#include "base/text.hpp"
#include "impact/contact_line_store.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace waymark::impact {

namespace {

using store::Row;
using store::Sql;

constexpr Sql select_lines{"impact_contact.select_period", R"(
    SELECT assessment_id, incident_id, person_id, begun_at, line FROM impact_contact_cache
    WHERE agency_id = $agency_id AND begun_at >= $from AND begun_at < $to
    ORDER BY begun_at, assessment_id
)"};

constexpr Sql select_empty{"impact_contact.select_empty", R"(
    SELECT agency_id, begun_at, assessment_id FROM impact_contact_cache
    WHERE line = '' ORDER BY begun_at LIMIT 200
)"};

constexpr Sql update_line{"impact_contact.update_line", R"(
    UPDATE impact_contact_cache SET line = $line
    WHERE agency_id = $agency_id AND begun_at = $begun_at AND assessment_id = $id
)"};

// A crisis team's own records, brought in from another system.
constexpr Sql select_brought_in{"impact.select_brought_in", R"(
    SELECT i.id, i.place_type, i.outcome, i.received_at FROM incident i
    WHERE i.agency_id = $agency_id AND i.received_at >= $from AND i.received_at < $to
      AND i.source = 'crisis_team' AND i.import_batch_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM triage_assessment a WHERE a.incident_id = i.id)
    ORDER BY i.received_at, i.id
)"};

constexpr Sql select_times{"impact.select_times", R"(
    SELECT t.incident_id, t.stage, t.at FROM incident i
    JOIN incident_time t ON t.incident_id = i.id
    WHERE i.agency_id = $agency_id AND i.received_at >= $from AND i.received_at < $to
      AND i.source = 'crisis_team' AND i.import_batch_id IS NOT NULL
)"};

constexpr Sql select_agency{"impact.select_agency", "SELECT name FROM agency WHERE id = $id"};

constexpr Sql select_agencies{"impact.select_agencies", R"(
    SELECT s.agency_id, a.name FROM triage_service s JOIN agency a ON a.id = s.agency_id
    ORDER BY a.name LIMIT 1000
)"};

constexpr Sql select_line{"impact.select_line", R"(
    SELECT COALESCE(reference, source_key, '') AS reference, received_at FROM incident WHERE id = $id
)"};

/// Where the team has no hours on that day, nothing is out of them.
bool is_in_hours_of(const triage::Service& service, Instant at) {
    const auto day = to_london(at).day;
    const auto is_team_hours = [&](const triage::Hours& hours) {
        return hours.kind == "team" && hours.is_in_force_on(day);
    };
    return std::ranges::none_of(service.hours, is_team_hours) ||
           triage::is_open_at(service, "team", at);
}

store::Values limits(const AgencyId& agency, const Period& period) {
    return {{"agency_id", agency}, {"from", begins_at(period)}, {"to", ends_at(period)}};
}

class Reading {
public:
    Reading(
        store::Transaction& transaction,
        const Vocabulary& vocabulary,
        const AgencyId& agency,
        const Period& period,
        const triage::Service* service
    )
        : transaction_{transaction},
          vocabulary_{vocabulary}, limits_{limits(agency, period)}, service_{service} {}

    std::vector<Contact> read() {
        read_assessments();
        read_brought_in();
        return std::move(contacts_);
    }

private:
    Contact& add(std::string id, bool is_assessment, std::string incident) {
        contacts_.push_back(
            {.id = std::move(id),
             .is_assessment = is_assessment,
             .incident = std::move(incident),
             .known = vocabulary_.blank()}
        );
        return contacts_.back();
    }

    void read_assessments() {
        std::vector<std::size_t> empty;
        transaction_.stream(select_lines, limits_, [&](const Row& row) {
            auto& contact = add(row.text("assessment_id"), true, row.text("incident_id"));
            contact.person = row.text("person_id");
            if (const auto line = row.text("line"); !line.empty())
                note_line(contact.known, line);
            else
                empty.push_back(contacts_.size() - 1);
        });
        for (const auto place : empty)
            note_line(contacts_[place].known, line_of(transaction_, contacts_[place].id));
    }

    void note_line(Known& known, std::string_view line) {
        while (!line.empty()) {
            const auto token = take_until(line, ';');
            auto fact = token;
            const auto field = take_until(fact, '=');
            if (field == "considered") {
                const Instant at{std::chrono::milliseconds{number_in<std::int64_t>(fact)}};
                const bool is_in_hours = !service_ || is_in_hours_of(*service_, at);
                vocabulary_.note(known, "s136_in_hours", is_in_hours ? "yes" : "no");
            } else if (vocabulary_.has_number(field)) {
                vocabulary_.note(known, field, number_in<double>(fact));
            } else {
                known.facts |= facts_of(token, field, fact);
            }
        }
    }

    /// Of some hundred tokens each comes thousands of times, so what one says is looked up once.
    const std::bitset<facts_max>& facts_of(
        std::string_view token, std::string_view field, std::string_view values
    ) {
        if (const auto found = tokens_.find(token); found != tokens_.end()) return found->second;
        Known said = vocabulary_.blank();
        while (!values.empty())
            vocabulary_.note(said, field, take_until(values, ','));
        return tokens_.emplace(token, said.facts).first->second;
    }

    template <class Number>
    static Number number_in(std::string_view text) {
        Number value{};
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    }

    void read_brought_in() {
        std::unordered_map<std::string, std::size_t> places;
        std::vector<Line> lines;
        std::vector<Instant> received;
        transaction_.stream(select_brought_in, limits_, [&](const Row& row) {
            places.emplace(row.text("id"), lines.size());
            auto& line = lines.emplace_back();
            add(row.text("id"), false, row.text("id"));
            note_place(line, row.text("place_type"));
            if (const auto outcome = row.text("outcome"); !outcome.empty()) {
                line.note("incident_outcome", outcome);
                line.note("outcome_known", "yes");
            }
            received.push_back(row.get<Instant>("received_at"));
        });
        if (lines.empty()) return;
        std::vector<Times> times(lines.size());
        transaction_.stream(select_times, limits_, [&](const Row& row) {
            const auto found = places.find(row.text("incident_id"));
            if (found != places.end())
                times[found->second].emplace(row.text("stage"), row.get<Instant>("at"));
        });
        const auto first = contacts_.size() - lines.size();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            lines[i].note("record", "brought_in");
            if (times[i].contains("engagement")) lines[i].note("met", "yes");
            times[i].emplace("request", received[i]);
            lines[i].note_minutes(times[i], "minutes_to_accept", "request", "dispatch");
            lines[i].note_minutes(times[i], "minutes_to_scene", "request", "arrival");
            lines[i].note_minutes(times[i], "minutes_travelling", "dispatch", "arrival");
            lines[i].note_minutes(times[i], "minutes_at_scene", "arrival", "departure");
            note_line(contacts_[first + i].known, lines[i].text());
        }
    }

    store::Transaction& transaction_;
    const Vocabulary& vocabulary_;
    store::Values limits_;
    const triage::Service* service_;

    std::vector<Contact> contacts_{};
    std::unordered_map<std::string, std::bitset<facts_max>, TextHash, std::equal_to<>> tokens_{};
};

}  // namespace

std::vector<Contact> ContactStore::contacts(
    const AgencyId& agency, const Period& period, const triage::Service* service
) {
    return Reading{transaction_, measures_.vocabulary, agency, period, service}.read();
}

std::size_t ContactStore::fill_lines() {
    const auto rows = transaction_.query(select_empty);
    for (const auto& row : rows)
        transaction_.run(
            update_line,
            {{"agency_id", row.get<AgencyId>("agency_id")},
             {"begun_at", row.get<std::int64_t>("begun_at")},
             {"id", row.text("assessment_id")},
             {"line", line_of(transaction_, row.text("assessment_id"))}}
        );
    return rows.size();
}

std::string ContactStore::name_of(const AgencyId& agency) {
    return transaction_.query(select_agency, {{"id", agency}}).at(0).text("name");
}

std::vector<std::pair<AgencyId, std::string>> ContactStore::agencies_with_service() {
    std::vector<std::pair<AgencyId, std::string>> found;
    for (const auto& row : transaction_.query(select_agencies))
        found.emplace_back(row.get<AgencyId>("agency_id"), row.text("name"));
    return found;
}

std::vector<ContactStore::Line> ContactStore::lines_of(const std::vector<Contact>& contacts) {
    std::vector<Line> lines;
    for (const auto& contact : contacts)
        for (const auto& row : transaction_.query(select_line, {{"id", contact.incident}}))
            lines.push_back({row.text("reference"), row.get<Instant>("received_at")});
    return lines;
}

}  // namespace waymark::impact
