// SPDX-License-Identifier: MIT
#pragma once

// Where the time of police went on one incident: spells of travelling, being at the scene, waiting
// for an ambulance, conveying, waiting at a place of safety and handing over, read from times that
// were recorded for other reasons. Nobody types a minute of it. Whole minutes, since typed times
// have no seconds. Pure.

#include "base/ids.hpp"
#include "base/time.hpp"
#include "base/words.hpp"

#include <optional>
#include <string>
#include <vector>

namespace waymark::ledger {

/// In the order they usually come. A minute in which two of them went on, as with two people or two
/// units, counts once, as the later of them in this order.
enum class Stage {
    travel,
    scene,
    waiting_for_ambulance,
    conveying,
    waiting_at_place,  ///< Until staff took over.
    handover,          ///< From then until the last officer could leave.
};

/// The course of a unit that was sent.
struct Response {
    std::optional<Instant> set_out{};
    std::optional<Instant> came{};
    std::optional<Instant> ended{};  ///< Clear, or given back before it came.
};

/// The way of one person to one place.
struct Way {
    PersonId person{};
    std::optional<Instant> begun{};  ///< When a power was used on them, of the first way.
    std::optional<Instant> ambulance_asked{};
    std::optional<Instant> ambulance_came{};
    std::optional<Instant> set_off{};
    std::optional<Instant> arrived{};
    std::optional<Instant> taken_over{};
    std::optional<Instant> released{};  ///< Police, from there.
    std::optional<Instant> left{};      ///< For the next place.
    bool are_police_with_them = true;   ///< On the way and at its end.
    bool is_over = false;               ///< What is not written by now is not known.
};

struct Spell {
    Stage stage = Stage::travel;
    PersonId person{};  ///< Whose way it was; nobody's where a unit travels or is at the scene.
    Instant from{};
    std::optional<Instant> to{};  ///< Nothing while it goes on, or where nobody wrote it.
    bool is_going_on = false;
};

struct Minutes {
    Stage stage = Stage::travel;
    int minutes = 0;  ///< Of spells that have ended.
};

struct Ledger {
    std::vector<Spell> spells{};      ///< In order of time.
    std::vector<Minutes> by_stage{};  ///< Of which there was a spell that ended; nought is known.
    int total = 0;                    ///< The sum: minutes in which police were engaged at all.
    bool is_going_on = false;
    std::vector<std::string> unknown{};  ///< In words: what is missing or cannot be.
};

Ledger work_out(const std::vector<Response>& responses, const std::vector<Way>& ways);

}  // namespace waymark::ledger

template <>
struct waymark::Words<waymark::ledger::Stage> {
    using enum waymark::ledger::Stage;
    static constexpr std::pair<ledger::Stage, std::string_view> list[] = {
        {travel, "travel"},
        {scene, "scene"},
        {waiting_for_ambulance, "waiting_for_ambulance"},
        {conveying, "conveying"},
        {waiting_at_place, "waiting_at_place"},
        {handover, "handover"},
    };
};
