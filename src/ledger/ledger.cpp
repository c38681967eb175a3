// SPDX-License-Identifier: MIT
#include "ledger/ledger.hpp"

#include <algorithm>
#include <utility>

namespace waymark::ledger {

namespace {

using std::chrono::minutes;
using Minute = std::chrono::sys_time<minutes>;
using Moment = std::optional<Instant>;

Minute whole(Instant at) {
    return std::chrono::floor<minutes>(at);
}

/// The earliest of those that are known.
Moment first_of(std::initializer_list<Moment> moments) {
    Moment first;
    for (const auto& one : moments)
        if (one && (!first || *one < *first)) first = one;
    return first;
}

class Working {
public:
    Working(const std::vector<Response>& responses, const std::vector<Way>& ways)
        : responses_{responses}, ways_{ways} {}

    Ledger done() {
        for (const auto& response : responses_)
            take(response);
        for (const auto& way : ways_)
            take(way);
        std::ranges::stable_sort(ledger_.spells, {}, &Spell::from);
        add_up();
        return std::move(ledger_);
    }

private:
    void spell(
        Stage stage, const PersonId& person, const Moment& from, const Moment& to, bool is_over
    ) {
        if (!from) return;
        if (to && whole(*to) < whole(*from)) {
            unknown("Two times are out of order, so what lies between them is not counted.");
            return;
        }
        const bool is_going_on = !to && !is_over;
        if (!to && is_over) unknown("When something ended was not recorded.");
        ledger_.is_going_on = ledger_.is_going_on || is_going_on;
        ledger_.spells.push_back({stage, person, *from, to, is_going_on});
    }

    void unknown(const char* words) {
        if (std::ranges::find(ledger_.unknown, words) == ledger_.unknown.end())
            ledger_.unknown.emplace_back(words);
    }

    /// Police set off with somebody after coming at `came`, and so were at the scene no longer.
    Moment left_scene(Instant came) const {
        Moment first;
        for (const auto& way : ways_) {
            const auto off = way.set_off ? way.set_off : way.arrived;
            if (way.are_police_with_them && off && *off >= came) first = first_of({first, off});
        }
        return first;
    }

    void take(const Response& response) {
        const auto ended = response.came ? response.came : response.ended;
        spell(Stage::travel, {}, response.set_out, ended, false);
        if (!response.came) return;
        at_scene(*response.came, first_of({response.ended, left_scene(*response.came)}), false);
    }

    /// At the scene, but for the time an ambulance was waited for.
    void at_scene(Instant from, const Moment& to, bool is_over) {
        for (const auto& way : ways_) {
            const auto until = wait_ended(way);
            if (!way.ambulance_asked || !until || *way.ambulance_asked < from) continue;
            if (to && *until > *to) continue;
            spell(Stage::scene, {}, from, way.ambulance_asked, is_over);
            if (to && whole(*to) == whole(*until)) return;
            return at_scene(*until, to, is_over);
        }
        spell(Stage::scene, {}, from, to, is_over);
    }

    static Moment wait_ended(const Way& way) {
        return first_of({way.ambulance_came, way.set_off, way.arrived});
    }

    /// A unit of a request was there; otherwise whoever used the power was.
    bool is_scene_known(const Way& way) const {
        return std::ranges::any_of(responses_, [&](const Response& one) {
            return one.came && (!way.set_off || *one.came <= *way.set_off);
        });
    }

    void take(const Way& way) {
        const auto& [person, begun, asked, came, set_off, arrived, over, released, left, with, is_over] =
            way;
        const auto off = set_off ? set_off : arrived;
        if (begun && !is_scene_known(way) && begun != arrived) at_scene(*begun, off, is_over);
        spell(Stage::waiting_for_ambulance, person, asked, wait_ended(way), is_over);
        if (!with) return;
        if (!set_off && arrived && begun != arrived)
            unknown("When they set off was not recorded: the way counts as time at the scene.");
        spell(Stage::conveying, person, set_off, arrived, is_over);
        const auto gone = first_of({released, left});
        const bool is_handed_over = over && (!gone || *over <= *gone);
        spell(Stage::waiting_at_place, person, arrived, is_handed_over ? over : gone, is_over);
        if (is_handed_over) spell(Stage::handover, person, over, gone, is_over);
    }

    void add_up() {
        using Stretch = std::pair<Minute, Minute>;
        std::vector<Stretch> all;
        for (const auto& [stage, word] : Words<Stage>::list) {
            std::vector<Stretch> of_stage;
            for (const auto& one : ledger_.spells)
                if (one.stage == stage && one.to)
                    of_stage.emplace_back(whole(one.from), whole(*one.to));
            all.insert(all.end(), of_stage.begin(), of_stage.end());
            if (const int sum = covered(of_stage); sum > 0)
                ledger_.by_stage.push_back({stage, sum});
        }
        ledger_.total = covered(all);
    }

    /// Minutes covered by at least one of the stretches.
    static int covered(std::vector<std::pair<Minute, Minute>> stretches) {
        std::ranges::sort(stretches);
        minutes sum{0};
        Minute until = Minute::min();
        for (const auto& [from, to] : stretches) {
            if (to > until) sum += to - std::max(from, until);
            until = std::max(until, to);
        }
        return static_cast<int>(sum.count());
    }

    const std::vector<Response>& responses_;
    const std::vector<Way>& ways_;
    Ledger ledger_{};
};

}  // namespace

Ledger work_out(const std::vector<Response>& responses, const std::vector<Way>& ways) {
    return Working{responses, ways}.done();
}

}  // namespace waymark::ledger
