// SPDX-License-Identifier: MIT
#include "demo/contacts.hpp"

#include "demo/held_before.hpp"
#include "triage/assessment.hpp"

#include <algorithm>

namespace waymark::demo {

namespace {

using incidents::BulkIncident;
using std::chrono::minutes;
using triage::Stage;

/// So far behind what was asked for that anybody with a name is seen, not only those whose incident
/// is about mental health.
constexpr double far_behind = 200;

template <std::size_t N>
const char* any_of(const char* const (&items)[N], Random& random) {
    return items[random.below(N)];
}

constexpr const char* reasons[] = {
    "risk_to_self",
    "risk_to_self",
    "risk_to_self",
    "unusual_behaviour",
    "missing",
    "risk_to_others",
    "intoxication",
    "other_aggression"};
constexpr const char* known[] = {"open", "open", "previously", "not_known", "not_known"};
constexpr const char* would_have[] = {"s136", "ambulance", "ae", "arrest", "nothing", "nothing"};
constexpr const char* outcomes[] = {
    "home", "home", "family", "referred", "referred", "alternative_accommodation", "nfa"};
constexpr const char* yes_no[] = {"yes", "no", "no"};

bool is_about_mental_health(const BulkIncident& bulk) {
    return std::ranges::any_of(bulk.markers, [](const incidents::Marker& marker) {
        return marker.code == "MH";
    });
}

}  // namespace

Seen Contacts::see(const std::vector<BulkIncident>& incidents) {
    Seen all;
    for (const auto& bulk : incidents) {
        due_ += share_;
        const bool is_due = due_ >= 1 && (is_about_mental_health(bulk) || due_ > far_behind);
        if (!is_due || bulk.people.empty() || !bulk.incident.closed_at) continue;
        due_ -= 1;
        all.contacts.push_back(contact(bulk));
        const auto& request = all.contacts.back().request;
        if (!request.asked.is_s136_considered) continue;
        detentions::Consideration said;
        said.id = new_uuid(request.requested_at, random_);
        said.agency = founded_.police;
        said.incident = request.incident;
        said.considered_at = request.requested_at + minutes{25};
        said.place_type = bulk.incident.place_type;
        if (random_.below(3) == 0) {
            all.held.push_back(
                held_before(bulk, *said.considered_at, founded_.supervisor.user, random_)
            );
            said.decision = "used";
            said.detention = all.held.back().detention.id;
            said.reason = all.held.back().detention.start.reason;
        } else {
            said.decision = "diverted";
            said.alternative = "crisis_team";
            said.reason = "Calmer after talking, and willing to be helped.";
        }
        said.is_consulted = true;
        said.consulted_role = "nurse";
        said.entered_at = request.requested_at + minutes{40};
        said.entered_by = founded_.supervisor.user.text;
        all.considerations.push_back(std::move(said));
    }
    return all;
}

triage::BulkContact Contacts::contact(const BulkIncident& bulk) {
    const auto& incident = bulk.incident;
    const auto called = incident.received_at + minutes{5};
    triage::BulkContact made;
    auto& request = made.request;
    request.id = {new_uuid(called, random_)};
    request.agency = founded_.police;
    request.incident = incident.id;
    request.asked.route = "control_room";
    request.asked.is_s136_considered = incident.place_type == "public" && random_.below(3) == 0;
    request.asked.reasons = {"self_harm"};
    request.requested_at = called;
    request.requested_by = founded_.call_taker.text;
    auto& seen = made.assessment;
    seen.id = {new_uuid(called + minutes{30}, random_)};
    seen.agency = founded_.police;
    seen.incident = incident.id;
    seen.person = bulk.people.front().person;
    seen.begun_at = called + minutes{30};
    seen.begun_by = founded_.supervisor.user.text;
    seen.finished_at = called + minutes{70};
    seen.finished_by = seen.begun_by;
    respond(made, called);
    answer_all(made, incident);
    end(made);
    return made;
}

void Contacts::respond(triage::BulkContact& contact, Instant called) {
    const bool is_seen = random_.below(5) != 0;
    auto at = called;
    const auto step = [&](Stage stage, minutes after, const char* reason = "") {
        at += after;
        triage::Step next;
        next.id = new_uuid(at, random_);
        next.number = static_cast<int>(contact.steps.size()) + 1;
        next.stage = stage;
        next.at = at;
        next.unit = stage == Stage::allocated ? unit_ : triage::UnitId{};
        next.reason = reason;
        next.entered_at = at;
        next.entered_by = founded_.supervisor.user.text;
        contact.steps.push_back(std::move(next));
    };
    step(Stage::waiting, minutes{0});
    if (is_seen) {
        step(Stage::allocated, minutes{1 + random_.below(6)});
        step(Stage::accepted, minutes{1 + random_.below(3)});
        step(Stage::en_route, minutes{1 + random_.below(4)});
        step(Stage::at_scene, minutes{4 + random_.below(30)});
        step(Stage::cleared, minutes{20 + random_.below(90)});
    } else {
        step(Stage::advised, minutes{3 + random_.below(10)}, "Advice by telephone.");
    }
    contact.request.stage = contact.steps.back().stage;
    contact.request.revision = static_cast<std::int64_t>(contact.steps.size());
    answer(contact, "contact_kind", {is_seen ? "face_to_face" : "phone_officer"});
}

void Contacts::answer(
    triage::BulkContact& contact, const char* field, std::vector<std::string> values
) {
    contact.answers.push_back(
        {field,
         1,
         std::move(values),
         contact.assessment.begun_at + minutes{contact.answers.size()},
         contact.assessment.begun_by}
    );
}

void Contacts::answer_all(triage::BulkContact& contact, const incidents::Incident& incident) {
    answer(contact, "first_unit", {any_of(yes_no, random_)});
    answer(contact, "ambulance_attending", {any_of(yes_no, random_)});
    answer(contact, "referral_reasons", {any_of(reasons, random_)});
    for (const char* field :
         {"known_mental_health",
          "known_substance_misuse",
          "known_learning_disability",
          "known_autism",
          "known_social_care"})
        answer(contact, field, {any_of(known, random_)});
    answer(contact, "care_plan", {any_of(yes_no, random_)});
    answer(contact, "previous_convictions", {any_of(yes_no, random_)});
    answer(contact, "clinical_view", {"Low mood and worry; no psychosis seen."});
    if (random_.below(3) == 0)
        for (const char* field : {"needs", "offered", "wanted"})
            answer(contact, field, {"mental_health"});
    const bool is_taken = random_.below(3) == 0;
    answer(contact, "conveyance_needed", {is_taken ? "yes" : "no"});
    if (is_taken) {
        const bool by_police = random_.below(3) == 0;
        answer(contact, "conveyed_by", {by_police ? "police" : "ambulance"});
        answer(contact, "conveyed_to", {by_police ? "home" : "hospital"});
        if (by_police) answer(contact, "why_police_vehicle", {"AMB_30"});
    }
    // Nobody can be held under section 136 at home, so officers would not have done that there.
    const auto* would = any_of(would_have, random_);
    const bool is_home = incident.place_type == "private_dwelling";
    answer(
        contact, "would_have", {is_home && std::string_view{would} == "s136" ? "nothing" : would}
    );
    answer(contact, "ae_inappropriate", {any_of(yes_no, random_)});
    answer(contact, "hours_saved", {std::to_string(random_.below(4))});
}

void Contacts::end(triage::BulkContact& contact) {
    const auto& seen = contact.assessment;
    const auto wants = std::ranges::find(contact.answers, "wanted", &triage::Answer::field);
    if (wants != contact.answers.end() && random_.below(10) != 0) {
        triage::Referral referral;
        referral.id = new_uuid(*seen.finished_at, random_);
        referral.need = "mental_health";
        referral.service = "crisis_team";
        referral.made_at = *seen.finished_at;
        referral.made_by = seen.finished_by;
        contact.referrals.push_back(std::move(referral));
    }
    triage::Outcome outcome;
    outcome.id = new_uuid(*seen.finished_at, random_);
    outcome.code = any_of(outcomes, random_);
    outcome.on = to_london(*seen.finished_at).day;
    outcome.source = "scene";
    outcome.said_at = *seen.finished_at;
    outcome.said_by = seen.finished_by;
    contact.outcomes.push_back(std::move(outcome));
}

}  // namespace waymark::demo
