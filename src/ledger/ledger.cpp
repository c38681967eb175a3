// SPDX-License-Identifier: MIT
#include "ledger/ledger.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace waymark::ledger {

namespace {

using std::chrono::minutes;
using Minute = std::chrono::sys_time<minutes>;
using Moment = std::optional<Instant>;

/// From one minute to another, which is not within; to `endless` while it goes on.
using Stretch = std::pair<Minute, Minute>;
constexpr Minute endless = Minute::max();

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

/// In order, those that touch made one.
std::vector<Stretch> united(std::vector<Stretch> all) {
    std::ranges::sort(all);
    std::vector<Stretch> found;
    for (const auto& one : all) {
        if (!found.empty() && one.first <= found.back().second)
            found.back().second = std::max(found.back().second, one.second);
        else
            found.push_back(one);
    }
    return found;
}

/// What is left of `whole` without `taken`, which is united.
std::vector<Stretch> without(Stretch whole, const std::vector<Stretch>& taken) {
    std::vector<Stretch> left;
    for (const auto& [from, to] : taken) {
        if (to <= whole.first || from >= whole.second) continue;
        if (from > whole.first) left.emplace_back(whole.first, from);
        whole.first = to;
        if (whole.first >= whole.second) return left;
    }
    left.push_back(whole);
    return left;
}

/// What of `whole` lies in `within`, which is united; one that took no time is kept as it is.
std::vector<Stretch> inside(const Stretch& whole, const std::vector<Stretch>& within) {
    std::vector<Stretch> found;
    for (const auto& [from, to] : within) {
        const Stretch part{std::max(from, whole.first), std::min(to, whole.second)};
        const bool is_moment = whole.first == whole.second && part.first == part.second;
        if (part.first < part.second || is_moment) found.push_back(part);
    }
    return found;
}

/// A spell as the record has it, before what went on beside it is taken out.
struct Raw {
    Stage stage;
    PersonId person;
    Stretch stretch;
};

class Working {
public:
    Working(const std::vector<Response>& responses, const std::vector<Way>& ways)
        : responses_{responses}, ways_{ways} {}

    Ledger done() {
        for (const auto& response : responses_)
            take(response);
        for (const auto& way : ways_)
            take_scene(way);
        for (const auto& raw : raw_)
            if (raw.stage == Stage::scene) presence_.push_back(raw.stretch);
        presence_ = united(std::move(presence_));
        for (const auto& way : ways_)
            take(way);
        carve();
        std::ranges::stable_sort(ledger_.spells, {}, [](const Spell& one) {
            return std::pair{one.from, one.stage};
        });
        return std::move(ledger_);
    }

private:
    void unknown(const char* words) {
        if (std::ranges::find(ledger_.unknown, words) == ledger_.unknown.end())
            ledger_.unknown.emplace_back(words);
    }

    /// The stretch between two moments, where it is one that can be.
    std::optional<Stretch> stretch(const Moment& from, const Moment& to, bool is_over) {
        if (!from) return std::nullopt;
        if (to && whole(*to) < whole(*from)) {
            unknown("Two times are out of order, so what lies between them is not counted.");
            return std::nullopt;
        }
        if (to) return Stretch{whole(*from), whole(*to)};
        if (!is_over) return Stretch{whole(*from), endless};
        unknown("When something ended was not recorded, so it is not counted.");
        return std::nullopt;
    }

    void add(
        Stage stage, const PersonId& person, const Moment& from, const Moment& to, bool is_over
    ) {
        if (const auto one = stretch(from, to, is_over)) raw_.push_back({stage, person, *one});
    }

    /// When the last people whom police went with had left, of those who left after `came`.
    Moment all_left(Instant came) const {
        Moment last;
        for (const auto& way : ways_) {
            const auto off = way.set_off ? way.set_off : way.arrived;
            if (way.are_police_with_them && off && *off >= came && (!last || *off > *last))
                last = off;
        }
        return last;
    }

    void take(const Response& response) {
        add(Stage::travel,
            {},
            response.set_out,
            response.came ? response.came : response.ended,
            false);
        if (!response.came) return;
        add(Stage::scene,
            {},
            response.came,
            first_of({response.ended, all_left(*response.came)}),
            false);
    }

    /// Whoever used a power was with the person until they set off.
    void take_scene(const Way& way) {
        if (way.begun && way.begun != way.arrived)
            add(Stage::scene,
                way.person,
                way.begun,
                way.set_off ? way.set_off : way.arrived,
                way.is_over);
    }

    void take(const Way& way) {
        // Police wait for an ambulance while they are there; it may be asked for before they come.
        const auto wait_ended = first_of({way.ambulance_came, way.set_off, way.arrived});
        const auto wait = stretch(way.ambulance_asked, wait_ended, way.is_over);
        if (wait && presence_.empty())
            unknown(
                "When police came was not recorded, so the wait for an ambulance is not counted."
            );
        if (wait)
            for (const auto& part : inside(*wait, presence_))
                raw_.push_back({Stage::waiting_for_ambulance, way.person, part});
        if (!way.are_police_with_them) return;
        if (!way.set_off && way.arrived && way.begun != way.arrived)
            unknown("When they set off was not recorded: the way counts as time at the scene.");
        add(Stage::conveying, way.person, way.set_off, way.arrived, way.is_over);
        const auto gone = first_of({way.released, way.left});
        const bool is_handed_over = way.taken_over && (!gone || *way.taken_over <= *gone);
        add(Stage::waiting_at_place,
            way.person,
            way.arrived,
            is_handed_over ? way.taken_over : gone,
            way.is_over);
        if (is_handed_over) add(Stage::handover, way.person, way.taken_over, gone, way.is_over);
    }

    /// Gives each minute to the last stage that went on in it, and adds up.
    void carve() {
        std::vector<Stretch> taken;
        for (int i = static_cast<int>(Stage::handover); i >= 0; --i) {
            const auto stage = static_cast<Stage>(i);
            std::vector<Stretch> of_stage;
            for (const auto& raw : raw_)
                if (raw.stage == stage)
                    for (const auto& part : without(raw.stretch, taken)) {
                        show(raw, part);
                        of_stage.push_back(part);
                    }
            count(stage, united(of_stage));
            taken.insert(taken.end(), of_stage.begin(), of_stage.end());
            taken = united(std::move(taken));
        }
        std::ranges::reverse(ledger_.by_stage);
    }

    void show(const Raw& raw, const Stretch& part) {
        Spell spell{.stage = raw.stage, .person = raw.person, .from = part.first};
        spell.is_going_on = part.second == endless;
        if (!spell.is_going_on) spell.to = part.second;
        ledger_.is_going_on = ledger_.is_going_on || spell.is_going_on;
        ledger_.spells.push_back(std::move(spell));
    }

    void count(Stage stage, const std::vector<Stretch>& stretches) {
        minutes sum{0};
        bool is_any = false;
        for (const auto& [from, to] : stretches) {
            if (to == endless) continue;
            sum += to - from;
            is_any = true;
        }
        if (!is_any) return;
        ledger_.by_stage.push_back({stage, static_cast<int>(sum.count())});
        ledger_.total += static_cast<int>(sum.count());
    }

    const std::vector<Response>& responses_;
    const std::vector<Way>& ways_;
    std::vector<Raw> raw_{};
    std::vector<Stretch> presence_{};  ///< When police were at the scene.
    Ledger ledger_{};
};

}  // namespace

Ledger work_out(const std::vector<Response>& responses, const std::vector<Way>& ways) {
    return Working{responses, ways}.done();
}

}  // namespace waymark::ledger
