// SPDX-License-Identifier: MIT
#include "detentions/findings.hpp"

#include "detentions/conveyance.hpp"

#include <algorithm>
#include <array>

namespace waymark::detentions {

namespace {

using std::chrono::minutes;
using Found = std::optional<Finding>;

constexpr int adult = 18;

/// What a rule is held against.
struct Case {
    const Detention& detention;
    std::vector<Entry> steps;  ///< As corrected.
    Standing standing;
    Age age;
    const codes::CodeBook& codes;
    Instant now;

    bool is_s136() const { return detention.start.power == "s136"; }
    /// The last moment that counts: the present, or the end.
    Instant until() const { return standing.ended_at.value_or(now); }
    const Entry* first(Kind kind) const {
        const auto found = std::ranges::find_if(steps, [kind](const Entry& step) {
            return step.what.kind == kind;
        });
        return found == steps.end() ? nullptr : &*found;
    }
    const Entry* at_police_station() const {
        const auto found = std::ranges::find_if(steps, [](const Entry& step) {
            return step.what.kind == Kind::arrived && step.what.place_kind == police_station;
        });
        return found == steps.end() ? nullptr : &*found;
    }
};

Finding plain(const Rule& rule, State state, std::string words) {
    return {.rule_id = rule.id, .state = state, .words = std::move(words)};
}

/// Of something to be done by `due`: whether it was done, is late, or there is time.
Finding by_time(
    const Rule& rule, const Case& of, Instant due, std::optional<Instant> done_at, std::string words
) {
    Finding found{.rule_id = rule.id, .due_at = due, .words = std::move(words)};
    const auto at = done_at.value_or(of.until());
    if (at > due) {
        found.state = State::broken;
        found.broken_at = due;
    } else if (done_at || !of.standing.is_open) {
        found.state = State::kept;
    } else {
        found.state = due - of.now <= rule.warn ? State::soon : State::to_do;
    }
    return found;
}

Found told(const Rule& rule, const Case&) {
    return plain(rule, State::told, rule.text);
}

Found grounds(const Rule& rule, const Case& of) {
    if (!of.is_s136()) return std::nullopt;
    const bool both = of.detention.start.is_mental_disorder && of.detention.start.is_immediate_need;
    return both ? plain(rule, State::kept, "Both grounds were recorded.")
                : plain(rule, State::broken, "The grounds were not recorded.");
}

Found place(const Rule& rule, const Case& of) {
    if (!of.is_s136()) return std::nullopt;
    return of.detention.start.place_type == "private_dwelling"
               ? plain(rule, State::broken, "It was used in a dwelling.")
               : plain(rule, State::kept, "It was not used in a dwelling.");
}

Found consulted(const Rule& rule, const Case& of) {
    if (!of.is_s136()) return std::nullopt;
    if (of.detention.start.is_consulted.value_or(false))
        return plain(rule, State::kept, "A professional was consulted first.");
    return plain(
        rule, State::kept, "Nobody was consulted; why that was not practicable is recorded."
    );
}

Found place_of_safety(const Rule& rule, const Case& of) {
    if (of.standing.began_at)
        return plain(rule, State::kept, "The person came to a place of safety.");
    if (of.standing.is_open)
        return plain(rule, State::to_do, "No arrival at a place of safety is recorded yet.");
    return plain(rule, State::kept, "It ended before they reached a place of safety.");
}

Found agreement(const Rule& rule, const Case& of) {
    bool is_needed = false, is_recorded = true;
    const auto see = [&](const std::string& place_kind, const std::string& agreement) {
        const auto* kind = of.codes.find(place_list, place_kind);
        if (!kind || kind->parent != "agreement") return;
        const auto* who = of.codes.find("place_agreement", agreement);
        is_needed = true;
        is_recorded = is_recorded && who && who->parent == place_kind;
    };
    const auto& start = of.detention.start;
    if (start.manner == Manner::kept) see(start.place_kind, start.agreement);
    for (const auto& step : of.steps)
        if (step.what.kind == Kind::arrived) see(step.what.place_kind, step.what.code);
    if (!is_needed) return std::nullopt;
    return is_recorded ? plain(rule, State::kept, "Whoever had to agree did, and is recorded.")
                       : plain(rule, State::broken, "Who had to agree is not recorded.");
}

Found no_child_at_police_station(const Rule& rule, const Case& of) {
    const auto* there = of.at_police_station();
    if (!there) return std::nullopt;
    if (!of.age) return plain(rule, State::to_do, "Their age is not known. Find it out.");
    if (*of.age >= adult) return plain(rule, State::kept, "The person was 18 or over.");
    auto found = plain(rule, State::broken, "A police station was used for someone under 18.");
    found.broken_at = there->at;
    return found;
}

Found police_station_allowed(const Rule& rule, const Case& of) {
    if (!of.at_police_station()) return std::nullopt;
    const auto unauthorised = std::ranges::find_if(of.steps, [](const Entry& step) {
        return step.what.kind == Kind::arrived && step.what.place_kind == police_station &&
               step.what.approved_by.empty();
    });
    if (unauthorised == of.steps.end())
        return plain(
            rule, State::kept, "An inspector or above authorised it, and why is recorded."
        );
    auto found = plain(rule, State::broken, "It was used without an inspector's authority.");
    found.broken_at = unauthorised->at;
    return found;
}

/// What has to happen again and again while someone is at a police station.
Found again_and_again(const Rule& rule, const Case& of, Kind kind, const char* what) {
    std::optional<Instant> last;
    auto within = rule.within;
    Finding found{.rule_id = rule.id, .state = State::kept, .words = what};
    const auto see = [&](Instant at) {
        if (last && at > *last + within && !found.broken_at) found.broken_at = *last + within;
    };
    for (const auto& step : of.steps) {
        const bool is_arrival = step.what.kind == Kind::arrived;
        if (is_arrival && step.what.place_kind == police_station) {
            last = step.at;
            within = rule.within;
        } else if (last && (step.what.kind == Kind::left || step.what.kind == Kind::ended)) {
            see(step.at);
            last.reset();
        } else if (last && step.what.kind == kind) {
            see(step.at);
            last = step.at;
            const bool sleeps = step.what.is_yes && rule.within_asleep > minutes{0};
            within = sleeps ? rule.within_asleep : rule.within;
        }
    }
    if (!of.at_police_station()) return std::nullopt;
    if (last) {
        see(of.now);
        found.due_at = *last + within;
        found.state = *found.due_at - of.now <= rule.warn ? State::soon : State::to_do;
    }
    if (found.broken_at) found.state = State::broken;
    return found;
}

Found welfare(const Rule& rule, const Case& of) {
    return again_and_again(
        rule, of, Kind::welfare_checked, "Welfare checks at the police station."
    );
}

Found review(const Rule& rule, const Case& of) {
    return again_and_again(rule, of, Kind::reviewed, "Reviews of the police station.");
}

Found clock(const Rule& rule, const Case& of) {
    if (!of.standing.expires_at)
        return plain(rule, State::to_do, "The clock begins at the first place of safety.");
    return by_time(
        rule,
        of,
        *of.standing.expires_at,
        of.standing.ended_at,
        of.standing.is_extended ? "The time, as extended." : "The time they may be held."
    );
}

Found extension(const Rule& rule, const Case& of) {
    if (!of.first(Kind::extended)) return std::nullopt;
    if (of.standing.extended_late_at) {
        auto found = plain(
            rule, State::broken, "By the times as corrected, it was extended after the time was up."
        );
        found.broken_at = of.standing.extended_late_at;
        return found;
    }
    return plain(rule, State::kept, "A doctor extended it in time, for a lawful reason.");
}

Found extension_at_police_station(const Rule& rule, const Case& of) {
    if (of.standing.extended_at_kind != police_station) return std::nullopt;
    const auto* extended = of.first(Kind::extended);
    if (!extended->what.approved_by.empty())
        return plain(rule, State::kept, "A superintendent or above approved it.");
    auto found = plain(rule, State::broken, "By the times as corrected, nobody approved it there.");
    found.broken_at = extended->at;
    return found;
}

Found warrant(const Rule& rule, const Case& of) {
    if (of.is_s136()) return std::nullopt;
    const auto& start = of.detention.start;
    if (start.power != "s135_1")
        return plain(rule, State::kept, "The court and number are recorded.");
    if (start.warrant_amhp.empty() || start.warrant_doctor.empty())
        return plain(
            rule,
            State::broken,
            "Who carried it out with police, of the two it needs, is not recorded."
        );
    return plain(
        rule, State::kept, "The court and number are recorded, and both who went in with police."
    );
}

Found no_police_station(const Rule& rule, const Case& of) {
    if (of.at_police_station()) return plain(rule, State::broken, "A police station was used.");
    return plain(rule, State::kept, "No police station was used.");
}

Found assessment(const Rule& rule, const Case& of) {
    if (!of.standing.began_at) return std::nullopt;
    return by_time(
        rule,
        of,
        *of.standing.began_at + rule.within,
        of.standing.assessment_began_at,
        "To the beginning of the assessment."
    );
}

Found rights(const Rule& rule, const Case& of) {
    if (!of.standing.began_at) return std::nullopt;
    const auto* said = of.first(Kind::rights_told);
    return by_time(
        rule,
        of,
        *of.standing.began_at + rule.within,
        said ? std::optional{said->at} : std::nullopt,
        "To being told."
    );
}

/// Of one place; whoever goes on to the next takes police along or was released by them.
Finding handover_at(const Rule& rule, const Case& of, const Leg& leg, const Leg* next) {
    const auto due = *leg.arrived_at + rule.within;
    if (leg.stay_agreed_at && *leg.stay_agreed_at <= due)
        return plain(rule, State::kept, "Police agreed in time to stay because of a risk.");
    auto done = leg.police_released_at ? leg.police_released_at : leg.left_at;
    if (!done && next) done = next->set_off_at ? next->set_off_at : next->arrived_at;
    return by_time(rule, of, due, done, "From arriving to the last officer's leaving.");
}

/// The first that was broken, or else that of the place they came to last.
Found handover(const Rule& rule, const Case& of) {
    const auto legs = legs_of(of.detention, of.steps);
    const auto police_with_them = police_with(legs);
    Found found;
    for (std::size_t i = 0; i < legs.size(); ++i) {
        if (!legs[i].arrived_at || legs[i].is_kept || !police_with_them[i]) continue;
        found = handover_at(rule, of, legs[i], i + 1 < legs.size() ? &legs[i + 1] : nullptr);
        if (found->state == State::broken) break;
    }
    return found;
}

struct Check {
    std::string_view name;
    Found (*find)(const Rule&, const Case&);
};

constexpr auto checks = std::to_array<Check>({
    {"told", told},
    {"grounds", grounds},
    {"place", place},
    {"consulted", consulted},
    {"place_of_safety", place_of_safety},
    {"agreement", agreement},
    {"no_child_at_police_station", no_child_at_police_station},
    {"police_station", police_station_allowed},
    {"welfare", welfare},
    {"review", review},
    {"clock", clock},
    {"extension", extension},
    {"extension_at_police_station", extension_at_police_station},
    {"warrant", warrant},
    {"no_police_station", no_police_station},
    {"assessment", assessment},
    {"rights", rights},
    {"handover", handover},
});

}  // namespace

std::vector<Finding> findings_of(
    const Detention& detention,
    const std::vector<Entry>& entered,
    Age age,
    const codes::CodeBook& codes,
    Instant now
) {
    auto steps = as_corrected(entered);
    const auto standing = standing_of(detention, steps);
    const Case of{detention, std::move(steps), standing, age, codes, now};
    const auto day = to_london(detention.used_at).day;
    std::vector<Finding> findings;
    for (const auto& rule : rules()) {
        if (!is_in_force(rule, codes, day)) continue;
        const auto check = std::ranges::find(checks, rule.check, &Check::name);
        if (check == checks.end()) throw std::logic_error{"no check named " + rule.check};
        if (auto found = check->find(rule, of)) findings.push_back(std::move(*found));
    }
    return findings;
}

}  // namespace waymark::detentions
