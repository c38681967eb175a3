// SPDX-License-Identifier: MIT
#include "demo/golden.hpp"

#include "demo/agencies.hpp"
#include "demo/golden_plan.hpp"
#include "demo/triage_service.hpp"
#include "demo/value_of.hpp"
#include "detentions/detentions.hpp"
#include "people/bulk.hpp"
#include "triage/assessments.hpp"
#include "triage/triage.hpp"

namespace waymark::demo {

namespace {

using sharing::Act;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;
using triage::Stage;

constexpr Day first_day{std::chrono::year{2014}, std::chrono::December, std::chrono::day{1}};
constexpr int day_count = 90;

class Maker {
public:
    Maker(store::Database& database, Random& random)
        : database_{database}, random_{random}, book_{codes::shipped_codes()} {}

    void make() {
        const Instant before = sys_days{first_day} - days{20};
        founded_ = found_agencies(database_, before, random_);
        at(before, [&](Act& act) {
            add_triage_service(
                act, material_, {first_day, Day{sys_days{first_day} + days{2 * 365}}}
            );
            unit_ = value_of(triage::add_unit(
                                 act, {.call_sign = "TM01", .kind = "car", .status = "available"}
                             ))
                        .id;
        });
        add_people(before);
        for (std::size_t i = 0; i < plan_.contacts.size(); ++i)
            add_contact(i, plan_.contacts[i]);
    }

private:
    /// One action of the supervisor's at a moment.
    template <class Work>
    void at(Instant now, Work work) {
        const sharing::Workplace place{database_, random_};
        (void)value_of(sharing::change(
            place,
            founded_.supervisor,
            now,
            book_,
            [&](Act& act) -> Result<Done> {
                work(act);
                return Done{};
            }
        ));
    }

    void add_people(Instant now) {
        std::vector<people::Person> all;
        for (const auto& planned : plan_.people) {
            people::Person person;
            person.id = {new_uuid(now, random_)};
            person.agency = founded_.police;
            person.born_on =
                Day{std::chrono::year{planned.born_year},
                    std::chrono::month{static_cast<unsigned>(1 + random_.below(12))},
                    std::chrono::day{static_cast<unsigned>(1 + random_.below(28))}};
            person.born_precision = people::BornPrecision::day;
            person.sex = planned.is_male ? "M" : "F";
            person.ethnicity = planned.ethnicity;
            const auto& given = planned.is_male ? material_.men : material_.women;
            person.names.push_back(
                {new_uuid(now, random_),
                 "legal",
                 given.draw(random_),
                 material_.surnames.draw(random_)}
            );
            people_.push_back(person.id);
            all.push_back(std::move(person));
        }
        database_.write([&](store::Transaction& transaction) {
            people::insert_bulk(transaction, all, founded_.call_taker, now);
            return true;
        });
    }

    /// Contacts are spread over the days, in the hours of the service.
    Instant moment_of(std::size_t i) const {
        const auto per_day = plan_.contacts.size() * 2 / day_count;  // 5 in two days.
        const auto day = i * 2 / per_day;
        const auto of_day = i - (day * per_day + 1) / 2;
        const Day on{sys_days{first_day} + days{day}};
        const auto minute = static_cast<int>(of_day) * 105 + static_cast<int>(i * 7 % 30);
        return from_london({on, 17 + (10 + minute) / 60, (10 + minute) % 60, 0});
    }

    IncidentId record(Act& act, const PlannedContact& planned, const PersonId& person) {
        incidents::Report report;
        const auto& home = material_.postcodes[people_.size() % material_.postcodes.size()];
        report.incident.source = "999";
        report.incident.received_at = act.now;
        report.incident.place_type = planned.is_public ? "public" : "private_dwelling";
        report.incident.opening_category = "CONCERN_FOR_SAFETY";
        report.incident.location_text = material_.streets[random_.below(material_.streets.size())] +
                                        (planned.is_public ? ", in the street" : ", at home");
        report.incident.postcode = home.text;
        report.narrative = "Asks for help with somebody in distress.";
        const auto incident = value_of(incidents::report(act, report)).id;
        (void)value_of(incidents::involve(act, incident, {person, "subject"}));
        return incident;
    }

    void add_contact(std::size_t i, const PlannedContact& planned) {
        const auto called = moment_of(i);
        const auto& person = people_[planned.person];
        IncidentId incident;
        at(called, [&](Act& act) { incident = record(act, planned, person); });
        respond(called, incident, planned);
        if (planned.s136 == "used") hold(called, incident, person);
        if (planned.s136 == "diverted")
            at(called + minutes{30}, [&](Act& act) { divert(act, incident); });
        triage::AssessmentId assessment;
        at(called + minutes{40}, [&](Act& act) {
            assessment = value_of(triage::begin_assessment(act, incident, {person})).assessment.id;
        });
        at(called + minutes{70}, [&](Act& act) { assess(act, assessment, planned); });
    }

    /// The request and its steps: seen face to face, or advised by telephone.
    void respond(Instant called, const IncidentId& incident, const PlannedContact& planned) {
        triage::Request request;
        at(called + minutes{5}, [&](Act& act) {
            const auto& reasons = planned.answers.at("referral_reasons");
            request = value_of(triage::ask(
                                   act,
                                   incident,
                                   {.route = "control_room",
                                    .is_s136_considered = planned.is_asked_for_s136,
                                    .reasons =
                                        {reasons.front() == "risk_to_self" ? "self_harm"
                                                                           : "unusual_behaviour"}}
                               )
            ).request;
        });
        const auto step = [&](minutes after, const triage::StepForm& form) {
            at(called + after, [&](Act& act) {
                request =
                    value_of(triage::take_step(act, request.id, request.revision, form)).request;
            });
        };
        if (planned.answers.at("contact_kind").front() != "face_to_face")
            return step(
                minutes{12},
                {.stage = Stage::advised,
                 .reason = "Advice to officers by telephone.",
                 .advice = "phone_officer"}
            );
        const auto travel = minutes{random_.below(15)};
        step(minutes{7}, {.stage = Stage::allocated, .unit = unit_});
        step(minutes{9}, {.stage = Stage::accepted});
        step(minutes{11}, {.stage = Stage::en_route});
        step(minutes{14} + travel, {.stage = Stage::at_scene});
        step(minutes{55} + travel, {.stage = Stage::cleared});
    }

    void hold(Instant called, const IncidentId& incident, const PersonId& person) {
        detentions::Detention detention;
        at(called + minutes{30}, [&](Act& act) {
            detention = value_of(detentions::start(
                                     act,
                                     incident,
                                     {.power = "s136",
                                      .person = person,
                                      .place_type = "public",
                                      .reason = "In need of care at once.",
                                      .is_mental_disorder = true,
                                      .is_immediate_need = true,
                                      .is_consulted = true,
                                      .consulted_role = "nurse",
                                      .consulted_name = "Triage nurse"}
                                 ))
                            .detention;
        });
        const auto enter = [&](minutes after, const detentions::EntryForm& form) {
            at(called + after, [&](Act& act) {
                detention = value_of(detentions::enter(act, detention.id, detention.revision, form))
                                .detention;
            });
        };
        using detentions::Kind;
        enter(
            minutes{75}, {.kind = Kind::arrived, .place_kind = "HBPOS", .place_name = "Maple suite"}
        );
        enter(minutes{85}, {.kind = Kind::rights_told});
        enter(minutes{110}, {.kind = Kind::police_released});
        enter(
            minutes{200},
            {.kind = Kind::assessment_began, .role = "doctor_s12", .name = "Doctor on call"}
        );
        enter(
            minutes{260},
            {.kind = Kind::assessment_ended,
             .role = "amhp",
             .name = "On call",
             .text = "Seen by two."}
        );
        enter(minutes{270}, {.kind = Kind::ended, .code = "DISCH_CRISIS_TEAM"});
    }

    static void divert(Act& act, const IncidentId& incident) {
        detentions::Consideration said;
        said.place_type = "public";
        said.decision = "diverted";
        said.alternative = "crisis_team";
        said.reason = "Calmer after talking, and willing to be helped.";
        said.is_consulted = true;
        said.consulted_role = "nurse";
        (void)value_of(detentions::consider(act, incident, said));
    }

    static void assess(
        Act& act, const triage::AssessmentId& assessment, const PlannedContact& planned
    ) {
        for (const auto& [field, values] : planned.answers)
            (void)value_of(triage::answer(act, assessment, field, {values, 0}));
        (void)value_of(triage::answer(
            act, assessment, "clinical_view", {{"Low mood and worry; no psychosis seen."}, 0}
        ));
        if (planned.answers.contains("would_have"))
            (void)value_of(triage::finish_assessment(act, assessment));
        for (const auto& need : planned.referred)
            (void)value_of(triage::refer(act, assessment, {need, "crisis_team"}));
        for (const auto& outcome : planned.outcomes)
            (void)value_of(triage::add_outcome(
                act, assessment, {.code = outcome, .source = outcome == "s136" ? "scene" : "record"}
            ));
    }

    store::Database& database_;
    Random& random_;
    const codes::CodeBook book_;
    const Material material_ = read_material();
    const GoldenPlan plan_ = plan_golden();
    Founded founded_{};
    triage::UnitId unit_{};
    std::vector<PersonId> people_{};
};

}  // namespace

void make_golden(store::Database& database, Random& random) {
    Maker{database, random}.make();
}

}  // namespace waymark::demo
