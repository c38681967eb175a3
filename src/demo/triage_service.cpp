// SPDX-License-Identifier: MIT
#include "demo/triage_service.hpp"

#include "demo/value_of.hpp"
#include "triage/services.hpp"

namespace waymark::demo {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int team_count = 5;
constexpr int officers_a_team = 4;
constexpr int trained_at_first = 15;
constexpr int practitioners = 6;
constexpr int evening = 17 * 60;
constexpr int night = 26 * 60;

std::string drawn_name(const Material& material, Random& random) {
    const bool is_woman = random.below(2) == 0;
    const auto& names = is_woman ? material.women : material.men;
    return names.draw(random) + " " + material.surnames.draw(random);
}

}  // namespace

void add_triage_service(sharing::Act& act, const Material& material, const ServiceDays& when) {
    const auto starts_on = when.starts_on;
    triage::Service service{
        .name = "Street triage",
        .area = "The city and its suburbs",
        .starts_on = starts_on,
        .training_months = 2,
        .contacts = {
            {"Crisis team", "Assessment and advice at any hour", "01632 960101"},
            {"Bleep holder", "Beds and admissions, after 21:00", "01632 960102"},
            {"On-call co-ordinator", "When the crisis team cannot help", "01632 960103"}}};
    const auto briefed_by =
        std::chrono::year_month{starts_on.year(), starts_on.month()} + std::chrono::months{3};
    service.awareness_by = to_iso8601(Day{briefed_by / 1}).substr(0, 7);
    for (int weekday = 1; weekday <= 7; ++weekday) {
        service.hours.push_back({"team", weekday, evening, night});
        service.hours.push_back({"desk", weekday, evening, night});
        service.hours.push_back({"line", weekday, 0, 24 * 60});
    }
    (void)value_of(triage::set_service(act, service));

    const Day trained_on{sys_days{starts_on} - days{10}};
    int officers = 0;
    const auto add = [&](const char* role, const std::string& team, bool is_trained) {
        triage::Member member;
        member.name = drawn_name(material, act.random);
        member.role = role;
        member.team = team;
        member.is_volunteer = !team.empty();
        if (is_trained) {
            member.trained_on = trained_on;
            member.trained_until = when.trained_until;
        }
        (void)value_of(triage::keep_member(act, member));
    };
    for (int i = 0; i < team_count; ++i) {
        const auto team = std::string{"Response team "} + static_cast<char>('A' + i);
        add("sergeant", team, true);
        for (int n = 0; n < officers_a_team; ++n)
            add("officer", team, officers++ < trained_at_first);
    }
    for (int i = 0; i < practitioners; ++i)
        add("practitioner", "", true);
}

}  // namespace waymark::demo
