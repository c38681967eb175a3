// SPDX-License-Identifier: MIT
#include "demo/golden_plan.hpp"

#include "base/csv.hpp"
#include "base/resources.hpp"

#include <stdexcept>

namespace waymark::demo {

namespace {

/// How many contacts each printed figure stands for.
class Counts {
public:
    Counts() {
        const auto files = resources_in("demo/coventry_2015.csv");
        if (files.size() != 1) throw std::logic_error{"the program lacks Coventry's counts"};
        read_csv(files.front().bytes, ',', [&](std::vector<std::string>& row, std::size_t number) {
            if (number > 1) counts_[row.at(0)] = std::stoul(row.at(1));
            return true;
        });
    }
    std::size_t operator()(const char* figure) const { return counts_.at(figure); }

private:
    std::map<std::string, std::size_t> counts_;
};

/// Part of a row of numbered contacts: those from `from` and `count` of them.
struct Span {
    std::size_t from;
    std::size_t count;
    bool holds(std::size_t place) const { return place >= from && place < from + count; }
    std::size_t end() const { return from + count; }
};

class Planner {
public:
    GoldenPlan plan() {
        plan_people();
        plan_.contacts.resize(all_);
        for (std::size_t i = 0; i < all_; ++i) {
            auto& contact = plan_.contacts[i];
            // Who was seen before comes after everyone who was seen once.
            contact.person = i < firsts_ ? i : i - firsts_;
            plan_crisis(contact, spread(i, 4));
            plan_known(contact, spread(i, 7), spread(i, 11));
            plan_reasons(contact, spread(i, 19));
            say(contact, "previous_convictions", spread(i, 17) < count_("C015") ? "yes" : "no");
        }
        return std::move(plan_);
    }

private:
    /// Another order of the same contacts: `step` has no factor in common with their number.
    std::size_t spread(std::size_t i, std::size_t step) const { return i * step % all_; }

    static void say(PlannedContact& contact, const char* field, const std::string& value) {
        contact.answers[field].push_back(value);
    }

    void plan_people() {
        const auto seen_twice = all_ - firsts_;
        // Contacts are counted and people described: whoever was seen twice counts twice.
        const auto fill = [&](std::size_t wanted, auto&& mark) {
            const auto twice = wanted / 4;
            for (std::size_t p = 0; p < twice; ++p)
                mark(plan_.people[p]);
            for (std::size_t p = seen_twice; p < seen_twice + wanted - 2 * twice; ++p)
                mark(plan_.people[p]);
        };
        const char* others[] = {"W9", "A1", "A2", "B2", "B1", "M1", "O9"};
        for (std::size_t p = 0; p < firsts_; ++p)
            plan_.people.push_back(
                {false, others[p % std::size(others)], 1938 + static_cast<int>(p * 37 % 62)}
            );
        fill(count_("C013"), [](PlannedPerson& person) { person.is_male = true; });
        fill(count_("C014"), [](PlannedPerson& person) { person.ethnicity = "W1"; });
    }

    /// Section 136, the ambulance, conveyance, outcome and what officers would have done.
    void plan_crisis(PlannedContact& contact, std::size_t at) {
        const Span used{0, count_("C059")};
        const Span diverted{used.end(), count_("C049")};
        contact.is_public = at < count_("C030");
        contact.s136 = used.holds(at) ? "used" : diverted.holds(at) ? "diverted" : "";
        contact.is_asked_for_s136 = Span{used.end(), count_("C034")}.holds(at);

        const Span attending{0, count_("C032")};
        const Span first_unit{attending.end() + 5, count_("C029")};
        say(contact, "contact_kind", at < count_("C031") ? "face_to_face" : "phone_officer");
        say(contact, "ambulance_attending", attending.holds(at) ? "yes" : "no");
        say(contact, "first_unit", first_unit.holds(at) ? "yes" : "no");
        plan_conveyance(contact, at, used, attending);
        plan_otherwise(contact, at, diverted, attending);
        plan_outcome(contact, at, used);
    }

    void plan_conveyance(
        PlannedContact& contact, std::size_t at, const Span& used, const Span& attending
    ) {
        const Span by_ambulance{0, count_("C055")};
        const Span by_police{attending.end(), count_("C056")};
        const auto others = count_("C054") - count_("C055") - count_("C056");
        const Span otherwise{by_police.end(), others};
        const bool is_needed = by_ambulance.holds(at) || by_police.holds(at) || otherwise.holds(at);
        say(contact, "conveyance_needed", is_needed ? "yes" : "no");
        if (!is_needed) return;
        if (by_ambulance.holds(at)) {
            say(contact, "conveyed_by", "ambulance");
            say(contact, "conveyed_to", used.holds(at) ? "HBPOS" : "hospital");
        } else if (by_police.holds(at)) {
            const Span to_health{by_police.from, count_("C058")};
            say(contact, "conveyed_by", "police");
            say(contact,
                "conveyed_to",
                to_health.holds(at) ? "hospital"
                : at % 2 == 0       ? "home"
                                    : "alternative_accommodation");
            say(contact, "why_police_vehicle", to_health.holds(at) ? "AMB_UNAVAIL" : "AMB_NOTREQ");
        } else {
            say(contact, "conveyed_by", "private");
            say(contact, "conveyed_to", "home");
        }
    }

    /// Of five nobody asked: 220 stand in the report's table where every other line has 225.
    void plan_otherwise(
        PlannedContact& contact, std::size_t at, const Span& diverted, const Span& attending
    ) {
        const Span s136{0, count_("C065")};
        const Span arrest{diverted.end(), count_("C064")};
        const Span ae{arrest.end() + 1, count_("C067")};
        const auto overlap = 13;
        const Span ambulance{ae.end() - overlap, count_("C066")};
        const Span out_of_question{
            ae.from + count_("C053"), ambulance.end() - ae.from - count_("C053")};
        const Span unasked{all_ - 5, 5};
        if (ae.from < attending.end()) throw std::logic_error{"the counts cannot be arranged so"};
        if (unasked.holds(at)) return;
        if (s136.holds(at)) say(contact, "would_have", "s136");
        if (arrest.holds(at)) say(contact, "would_have", "arrest");
        if (ambulance.holds(at)) say(contact, "would_have", "ambulance");
        if (ae.holds(at)) say(contact, "would_have", "ae");
        if (!contact.answers.contains("would_have")) say(contact, "would_have", "nothing");
        say(contact, "ae_inappropriate", out_of_question.holds(at) ? "yes" : "no");

        // Six hours for each diversion, and an hour each until the officers' sum is reached.
        const auto hours_a_diversion = 6;
        const Span an_hour{diverted.end(), count_("C062") - hours_a_diversion * diverted.count};
        const auto hours = diverted.holds(at) ? hours_a_diversion : an_hour.holds(at) ? 1 : 0;
        say(contact, "hours_saved", std::to_string(hours));
    }

    void plan_outcome(PlannedContact& contact, std::size_t at, const Span& used) {
        // Most who were later detained or admitted had been held under section 136; some had not.
        const auto not_held = 4;
        const Span later{0, count_("C060") - not_held};
        const Span informal{later.end(), count_("C061") - not_held + 1};
        const Span later_too{60, not_held};
        const Span informal_too{later_too.end(), not_held - 1};
        if (used.holds(at)) contact.outcomes.emplace_back("s136");
        if (later.holds(at) || later_too.holds(at)) contact.outcomes.emplace_back("mha_later");
        if (informal.holds(at) || informal_too.holds(at)) contact.outcomes.emplace_back("informal");
        const char* others[] = {"home", "family", "referred", "alternative_accommodation", "nfa"};
        if (contact.outcomes.empty()) contact.outcomes.emplace_back(others[at % std::size(others)]);
    }

    /// Known to services, and referrals of those who were not.
    void plan_known(PlannedContact& contact, std::size_t mental, std::size_t substance) {
        const Span open{0, count_("C016")};
        const Span previously{open.end(), count_("C019")};
        const Span wants{previously.end(), count_("C038")};
        say(contact,
            "known_mental_health",
            open.holds(mental)         ? "open"
            : previously.holds(mental) ? "previously"
                                       : "not_known");
        say(contact, "care_plan", mental < count_("C017") ? "yes" : "no");
        if (wants.holds(mental)) want(contact, "mental_health");

        const Span known{0, count_("C020")};
        const Span wants_too{known.end(), count_("C043")};
        say(contact,
            "known_substance_misuse",
            !known.holds(substance)       ? "not_known"
            : substance < known.count / 2 ? "open"
                                          : "previously");
        if (wants_too.holds(substance)) want(contact, substance % 2 == 0 ? "alcohol" : "drugs");
        for (const char* field : {"known_learning_disability", "known_autism", "known_social_care"})
            say(contact, field, substance % 9 == 0 ? "previously" : "not_known");
    }

    static void want(PlannedContact& contact, const char* need) {
        for (const char* field : {"needs", "offered", "wanted"})
            say(contact, field, need);
        contact.referred.emplace_back(need);
    }

    /// Every contact has a reason, and some have two.
    void plan_reasons(PlannedContact& contact, std::size_t at) {
        const Span to_self{0, count_("C022")};
        const Span unusual{to_self.end(), count_("C027")};
        const Span aggression{unusual.end(), count_("C026")};
        const char* first = to_self.holds(at)      ? "risk_to_self"
                            : unusual.holds(at)    ? "unusual_behaviour"
                            : aggression.holds(at) ? "other_aggression"
                                                   : "violence";
        say(contact, "referral_reasons", first);
        const Span missing{0, count_("C021")};
        const Span to_others{missing.end(), count_("C023")};
        const Span intoxication{to_others.end(), count_("C024")};
        if (missing.holds(at)) say(contact, "referral_reasons", "missing");
        if (to_others.holds(at)) say(contact, "referral_reasons", "risk_to_others");
        if (intoxication.holds(at)) say(contact, "referral_reasons", "intoxication");
    }

    Counts count_;
    std::size_t all_ = count_("C010");
    std::size_t firsts_ = count_("C033");
    GoldenPlan plan_{};
};

}  // namespace

GoldenPlan plan_golden() {
    return Planner{}.plan();
}

}  // namespace waymark::demo
