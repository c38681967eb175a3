// SPDX-License-Identifier: MIT
#include "demo/days.hpp"

#include <fmt/format.h>

namespace waymark::demo {

namespace {

using incidents::BulkIncident;

/// Calls by hour of the day: quiet before dawn, busiest from the afternoon to midnight.
constexpr int calls_by_hour[24] = {48, 40, 32, 26, 20, 18, 20, 28, 38, 46, 52, 56,
                                   58, 60, 62, 66, 70, 72, 74, 76, 74, 70, 64, 56};

constexpr const char* relations[] = {
    "brother", "sister", "mother", "father", "son", "daughter", "partner", "friend"};
constexpr const char* sources[] = {
    "999", "999", "999", "101", "101", "101", "online", "officer", "partner"};
constexpr const char* conditions[] = {
    "mild_moderate",
    "mild_moderate",
    "severe",
    "personality_disorder",
    "dementia",
    "substance_misuse",
    "learning_disability",
    "autism",
    "emotional_behavioural"};
constexpr const char* vulnerabilities[] = {
    "self_harm",
    "suicide",
    "substance_misuse",
    "homelessness",
    "adult_at_risk",
    "isolation",
    "domestic_abuse",
    "child"};
constexpr const char* mental_health_outcomes[] = {
    "attended_resolved",
    "left_with_family",
    "referred_health",
    "taken_home",
    "s136_detained",
    "emergency_department",
    "referred_voluntary",
    "advice_given"};
constexpr const char* other_outcomes[] = {
    "attended_resolved",
    "advice_given",
    "no_further_action",
    "crime_recorded",
    "no_trace",
    "cancelled"};

template <std::size_t N>
const char* any_of(const char* const (&items)[N], Random& random) {
    return items[random.below(N)];
}

}  // namespace

Days::Days(
    const Settings& settings,
    const Material& material,
    const Crowd& crowd,
    AgencyId police,
    UserId call_taker,
    Random& random
)
    : settings_{settings}, material_{material}, crowd_{crowd}, police_{std::move(police)},
      call_taker_{std::move(call_taker)}, random_{random} {
    draw_moments();
    for (const auto& narrative : material.narratives) {
        // About one in ten is about mental health, as the national studies found.
        narratives_.add(&narrative, narrative.is_mental_health ? 10 : 95);
    }
}

void Days::draw_moments() {
    Bag<int> hours;
    for (int hour = 0; hour < 24; ++hour)
        hours.add(hour, static_cast<std::uint64_t>(calls_by_hour[hour]));
    const auto first = std::chrono::sys_days{settings_.until} - std::chrono::days{settings_.days};
    moments_.reserve(static_cast<std::size_t>(settings_.incidents));
    for (std::int64_t i = 0; i < settings_.incidents; ++i) {
        LocalTime local{Day{first + std::chrono::days{(i * settings_.days) / settings_.incidents}}};
        local.hour = hours.draw(random_);
        local.minute = static_cast<int>(random_.below(60));
        local.second = static_cast<int>(random_.below(60));
        moments_.push_back(from_london(local));
    }
    std::sort(moments_.begin(), moments_.end());
}

std::string Days::reference(Day day) {
    const auto text = fmt::format(
        "{:04d}{:02d}{:02d}", int{day.year()}, unsigned{day.month()}, unsigned{day.day()}
    );
    return fmt::format("{}-{:04d}", text, ++numbers_[to_iso8601(day)]);
}

void Days::judge(BulkIncident& bulk, bool is_mental_health) {
    auto& incident = bulk.incident;
    const auto at = incident.received_at + std::chrono::minutes{4};
    const auto by = call_taker_.text;
    // One in eight is missed at first contact, so that the demonstration has something to find.
    const bool is_flagged = is_mental_health && random_.below(8) != 0;
    incident.is_mhri = is_flagged;
    if (is_mental_health) {
        bulk.mhri.push_back(
            {new_uuid(at, random_),
             is_flagged ? "yes" : "unsure",
             is_flagged,
             is_flagged && random_.below(2) == 0,
             is_flagged,
             "FIRST_CONTACT",
             "",
             at,
             by}
        );
        bulk.markers.push_back({"qualifier", "MH", "opinion", at, by, {}, ""});
        bulk.markers.push_back({"condition", any_of(conditions, random_), "opinion", at, by, {}, ""}
        );
        bulk.markers.push_back(
            {"vulnerability", any_of(vulnerabilities, random_), "opinion", at, by, {}, ""}
        );
    }
    static constexpr const char* levels[] = {"none", "low", "medium", "high", "imminent"};
    static constexpr const char* grades[] = {
        "RESOLUTION", "NEIGHBOURHOOD", "SCHEDULED", "PRIORITY", "IMMEDIATE"};
    const auto level = std::min<std::uint64_t>(4, random_.below(4) + (is_mental_health ? 1 : 0));
    incident.grade = grades[level];
    if (!is_mental_health && random_.below(3) != 0) return;
    incidents::Thrive thrive;
    thrive.id = new_uuid(at, random_);
    thrive.sequence = 1;
    thrive.prompted_by = "INITIAL";
    thrive.risk = "As described by the caller.";
    thrive.threat_level = thrive.harm_level = thrive.risk_level = thrive.overall_level =
        levels[level];
    thrive.grade_after = incident.grade;
    thrive.assessed_at = at;
    thrive.assessed_by = by;
    bulk.thrive.push_back(std::move(thrive));
}

void Days::end(BulkIncident& bulk, bool is_mental_health) {
    auto& incident = bulk.incident;
    const auto dispatch = incident.received_at + std::chrono::minutes{3 + random_.below(30)};
    const auto arrival = dispatch + std::chrono::minutes{4 + random_.below(40)};
    const auto departure =
        arrival + std::chrono::minutes{10 + random_.below(is_mental_health ? 200 : 60)};
    if (incident.grade == "IMMEDIATE" || incident.grade == "PRIORITY")
        bulk.times = {{"dispatch", dispatch}, {"arrival", arrival}, {"departure", departure}};
    incident.status = incidents::Status::closed;
    incident.outcome = is_mental_health ? any_of(mental_health_outcomes, random_)
                                        : any_of(other_outcomes, random_);
    incident.closed_at = departure + std::chrono::minutes{10 + random_.below(300)};
}

BulkIncident Days::next(std::int64_t number) {
    BulkIncident bulk;
    auto& incident = bulk.incident;
    incident.received_at = moments_[static_cast<std::size_t>(number)];
    incident.id = {new_uuid(incident.received_at, random_)};
    incident.agency = police_;
    incident.call_taker = call_taker_;
    incident.reference = reference(to_london(incident.received_at).day);
    incident.source = any_of(sources, random_);

    const Narrative& narrative = *narratives_.draw(random_);
    // Those who come to notice often do so mostly about their mental health.
    const bool is_repeat =
        narrative.is_mental_health && !crowd_.often.empty() && random_.below(3) != 0;
    const auto& subject = crowd_.people
                              [is_repeat ? crowd_.often[random_.below(crowd_.often.size())]
                                         : random_.below(crowd_.people.size())];
    const auto& home = crowd_.homes[subject.home];
    incident.opening_category = narrative.category;
    incident.place_type = narrative.place_type;
    if (narrative.place_type == "private_dwelling") {
        incident.location_text = home.line;
        incident.postcode = home.postcode.text;
        incident.lat = home.postcode.lat;
        incident.lon = home.postcode.lon;
    } else {
        const auto& there = material_.postcodes[random_.below(material_.postcodes.size())];
        incident.location_text =
            "Near " + material_.streets[random_.below(material_.streets.size())];
        incident.postcode = there.text;
        incident.lat = there.lat;
        incident.lon = there.lon;
    }
    const std::string relation = any_of(relations, random_);
    const bool knows_subject = narrative.text.find("{relation}") != std::string::npos;
    incident.caller_relation = knows_subject ? "relative" : "passer_by";
    if (is_repeat || random_.below(3) == 0) incident.caller_phone = subject.phone;

    std::string text = narrative.text;
    if (const auto slot = text.find("{relation}"); slot != std::string::npos)
        text.replace(slot, std::string_view{"{relation}"}.size(), "Their " + relation);
    bulk.notes.push_back(
        {new_uuid(incident.received_at, random_),
         "narrative",
         incidents::Assertion::fact,
         std::move(text),
         "",
         incident.received_at,
         call_taker_.text}
    );
    if (is_repeat || narrative.is_mental_health || random_.below(2) == 0)
        bulk.people.push_back(
            {subject.id,
             narrative.category == "CRIME" ? "suspect" : "subject",
             incidents::Assertion::fact}
        );
    judge(bulk, narrative.is_mental_health);
    if (number + 40 < settings_.incidents)
        end(bulk, narrative.is_mental_health);
    else
        incident.status = incidents::Status::open;
    return bulk;
}

}  // namespace waymark::demo
