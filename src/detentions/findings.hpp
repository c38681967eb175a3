// SPDX-License-Identifier: MIT
#pragma once

// How a detention stands against each rule in force: kept, still to do, soon too late, or broken,
// and when. Pure.

#include "detentions/detention.hpp"
#include "detentions/law.hpp"

namespace waymark::detentions {

enum class State {
    told,  ///< Nothing to find out: the rule says what may be done.
    kept,
    to_do,   ///< Not yet; there is time.
    soon,    ///< Not yet; the time is nearly up.
    broken,  ///< Done late, not done in time, or done although forbidden.
};

struct Finding {
    std::string rule_id;
    State state = State::told;
    std::optional<Instant> due_at{};     ///< When it will be too late.
    std::optional<Instant> broken_at{};  ///< When it was.
    std::string words{};                 ///< What was found, for this detention.
};

/// One finding for each rule in force on the day the power was used, in the order of the rules;
/// rules that ask nothing of this detention are left out. `entered` as entered.
std::vector<Finding> findings_of(
    const Detention& detention,
    const std::vector<Entry>& entered,
    Age age,
    const codes::CodeBook& codes,
    Instant now
);

}  // namespace waymark::detentions

template <>
struct waymark::Words<waymark::detentions::State> {
    using enum waymark::detentions::State;
    static constexpr std::pair<detentions::State, std::string_view> list[] = {
        {told, "told"},
        {kept, "kept"},
        {to_do, "to_do"},
        {soon, "soon"},
        {broken, "broken"},
    };
};
