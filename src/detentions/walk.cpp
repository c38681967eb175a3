// SPDX-License-Identifier: MIT
#include "detentions/walk.hpp"

#include "detentions/law.hpp"

#include <algorithm>

namespace waymark::detentions {

namespace {

using enum Kind;
using std::chrono::floor;
using std::chrono::minutes;
using Wrong = std::optional<FieldProblem>;

/// Goes through what happened in order of time.
class Walk {
public:
    explicit Walk(const Detention& detention) : from_{detention.used_at} {
        if (detention.start.manner != Manner::kept) return;
        so_far_.is_at_place = true;
        so_far_.place_kind = detention.start.place_kind;
        so_far_.place_name = detention.start.place_name;
        so_far_.arrived_at = detention.used_at;
        begin_clock(detention.used_at);
    }

    const Standing& so_far() const { return so_far_; }

    /// What stands against this having happened now; otherwise it has.
    Wrong take(const Entry& step, const codes::CodeBook* codes) {
        // An ambulance may be on its way already, and places be asked, while it is considered.
        // Typed times have no seconds.
        constexpr Kind before_it[] = {ambulance_asked, ambulance_came, place_refused};
        const bool may_be_before =
            std::ranges::find(before_it, step.what.kind) != std::end(before_it);
        if (!may_be_before && floor<minutes>(step.at) < floor<minutes>(from_))
            return FieldProblem{"/at", "order", "This comes before the power was used."};
        if (step.what.kind == resumed) return resume();
        if (so_far_.ended_at) {
            return FieldProblem{
                "/at", "order", "The detention had ended by then. Correct that time first."};
        }
        const auto& what = step.what;
        switch (what.kind) {
        case arrived: return arrive(step);
        case left:
            if (!so_far_.is_at_place) return not_there();
            so_far_.is_at_place = false;
            return std::nullopt;
        case extended: return extend(step);
        case ended: return end(step, codes);
        case set_off:
            if (so_far_.is_at_place)
                return FieldProblem{
                    "/kind",
                    "order",
                    "They were at a place of safety by then. Record that they left it."};
            return std::nullopt;
        case ambulance_asked:
        case ambulance_came:
        case place_refused:
        case searched: return std::nullopt;
        case rights_told: so_far_.are_rights_told = true; return std::nullopt;
        default: return at_place(step);
        }
    }

private:
    void begin_clock(Instant at) {
        so_far_.began_at = at;
        so_far_.expires_at = at + permitted_on(to_london(from_).day);
    }

    static FieldProblem not_there() {
        return {"/kind", "no_place", "The person was not at a place of safety by then."};
    }

    Wrong arrive(const Entry& step) {
        // Arriving elsewhere says that they had left, though nobody wrote when.
        so_far_.is_at_place = true;
        so_far_.place_kind = step.what.place_kind;
        so_far_.place_name = step.what.place_name;
        so_far_.arrived_at = step.at;
        so_far_.is_stay_asked = false;
        so_far_.stay_agreed_at.reset();
        if (!so_far_.began_at) begin_clock(step.at);
        return std::nullopt;
    }

    /// What can only happen at a place of safety.
    Wrong at_place(const Entry& step) {
        if (!so_far_.is_at_place) return not_there();
        switch (step.what.kind) {
        case stay_asked: so_far_.is_stay_asked = true; return std::nullopt;
        case stay_answered:
            if (!so_far_.is_stay_asked)
                return FieldProblem{"/kind", "order", "Nobody had asked police to stay by then."};
            so_far_.is_stay_asked = false;
            if (step.what.is_yes) so_far_.stay_agreed_at = step.at;
            return std::nullopt;
        case police_released: so_far_.police_released_at = step.at; return std::nullopt;
        case assessment_began:
            // Whoever begins after the first, a doctor or the other professional, joins it; after
            // the others have ended, it goes on.
            if (!so_far_.assessment_began_at) so_far_.assessment_began_at = step.at;
            so_far_.assessment_ended_at.reset();
            return std::nullopt;
        case assessment_ended:
            if (!so_far_.assessment_began_at || so_far_.assessment_ended_at)
                return FieldProblem{"/kind", "order", "No assessment was going on by then."};
            so_far_.assessment_ended_at = step.at;
            return std::nullopt;
        default: return std::nullopt;
        }
    }

    Wrong extend(const Entry& step) {
        if (!so_far_.is_at_place) return not_there();
        if (so_far_.is_extended)
            return FieldProblem{"/kind", "order", "It has been extended already, and may be once."};
        if (so_far_.assessment_ended_at)
            return FieldProblem{
                "/kind",
                "order",
                "The assessment had ended by then; there is nothing to extend it for."};
        if (step.at >= *so_far_.expires_at) {
            so_far_.extended_late_at = step.at;  // Too late to have an effect.
            return std::nullopt;
        }
        so_far_.is_extended = true;
        so_far_.extended_at_kind = so_far_.place_kind;
        *so_far_.expires_at += std::chrono::minutes{step.what.minutes};
        return std::nullopt;
    }

    Wrong end(const Entry& step, const codes::CodeBook* codes) {
        const auto* outcome = codes ? codes->find("detention_outcome", step.what.code) : nullptr;
        if (so_far_.began_at && outcome && outcome->parent == "before_place")
            return FieldProblem{
                "/code", "order", "They had come to a place of safety by then. Choose another."};
        const bool is_early =
            outcome && (outcome->parent == "early" || outcome->parent == "before_place");
        if (!so_far_.began_at && codes && !is_early)
            return FieldProblem{
                "/code",
                "no_place",
                "They never came to a place of safety. Record the arrival first, or say that they "
                "were released or lost before."};
        so_far_.ended_at = step.at;
        so_far_.is_open = false;
        return std::nullopt;
    }

    Wrong resume() {
        if (!so_far_.ended_at)
            return FieldProblem{"/kind", "order", "The detention had not ended by then."};
        so_far_.ended_at.reset();
        so_far_.is_open = true;
        return std::nullopt;
    }

    Instant from_;
    Standing so_far_;
};

}  // namespace

void in_order(std::vector<Entry>& steps) {
    std::ranges::stable_sort(steps, {}, &Entry::at);
}

std::optional<FieldProblem> problem_in(
    const Detention& detention, const std::vector<Entry>& steps, const codes::CodeBook* codes
) {
    Walk walk{detention};
    for (const auto& step : steps)
        if (auto wrong = walk.take(step, codes)) return wrong;
    return std::nullopt;
}

Detention with_corrected_start(Detention detention, const std::vector<Entry>& entered) {
    for (const auto& entry : entered)
        if (entry.corrects_id == detention.id.text) detention.used_at = entry.at;
    return detention;
}

std::vector<Entry> as_corrected(const std::vector<Entry>& entered) {
    std::vector<Entry> steps;
    for (const auto& entry : entered) {
        if (entry.corrects_id.empty()) {
            steps.push_back(entry);
            continue;
        }
        const auto meant = std::ranges::find(steps, entry.corrects_id, &Entry::id);
        if (meant != steps.end()) meant->at = entry.at;
    }
    in_order(steps);
    return steps;
}

Standing standing_of(const Detention& detention, const std::vector<Entry>& steps) {
    Walk walk{detention};
    for (const auto& step : steps)
        (void)walk.take(step, nullptr);
    return walk.so_far();
}

}  // namespace waymark::detentions
