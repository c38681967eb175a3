// SPDX-License-Identifier: MIT
#pragma once

// The places of safety of an area, and what was last said of how many more each can take. What is
// said grows old: a board that does not show its age is believed and wrong. Pure.

#include "detentions/conveyance.hpp"

namespace waymark::detentions {

struct Place {
    PlaceId id{};
    AgencyId agency{};   ///< Whoever runs it, and says how full it is.
    std::string kind{};  ///< Of the list place_of_safety.
    std::string name{};
    std::string address{};
    std::string phone{};
    int capacity = 0;  ///< How many can be there at once.
    int min_age = 0;   ///< Whole years; nobody younger is taken.
    std::string note{};
    bool is_active = true;
    std::int64_t revision = 0;  ///< 0 of one that is not kept yet.
};

/// How things are at a place, as somebody there said.
struct Word {
    int free = 0;         ///< How many more can come.
    std::string state{};  ///< Of the list safety_place_state.
    std::string note{};
    Instant said_at{};
    std::string said_by{};  ///< A name, for whoever wants to ask.
};

/// How often a place would not take somebody, for one reason. When each was is not told: with one
/// detention that evening it would say whose.
struct Refusals {
    std::string reason{};  ///< Of the list place_refusal_reason.
    int last_day = 0;      ///< In the last 24 hours.
    int lately = 0;        ///< As far back as the board looks.
};

/// One refusal, for counting.
struct Refusal {
    Instant at{};
    std::string reason{};
};

/// How long what was said holds, and how far back refusals and waits are shown:
/// services/section_136.json.
struct BoardTerms {
    std::chrono::minutes fresh_for{};
    std::chrono::days looks_back{};
};
const BoardTerms& board_terms();

/// A place as the board shows it.
struct OnBoard {
    Place place{};
    std::optional<Word> word{};              ///< What was said last.
    std::optional<Instant> old_at{};         ///< When that is too long ago to rest on.
    bool is_old = true;                      ///< It is, or nothing was said.
    std::vector<Word> earlier{};             ///< The newest first.
    int here = 0;                            ///< Held there now, as recorded here.
    int came_since = 0;                      ///< Since something was last said.
    int waiting = 0;                         ///< Of those, brought by police who still wait there.
    std::optional<Instant> waiting_since{};  ///< The longest.
    std::vector<Refusals> refusals{};        ///< The most frequent first.
    int waits = 0;                           ///< Of how many arrivals the wait is known.
    std::optional<int> median_wait{};        ///< Minutes until staff took over.
    std::optional<int> longest_wait{};
};

/// A stay at a place, of a detention that goes on or has ended.
struct Stay {
    Leg leg{};
    bool is_there = false;  ///< Held, and at this place now.
};

/// Puts together what is known of one place. `said`, `refused` and `stays` in any order.
OnBoard on_board(
    Place place,
    std::vector<Word> said,
    const std::vector<Refusal>& refused,
    const std::vector<Stay>& stays,
    Instant now
);

/// Everything wrong with a place. `before` is how it is kept, if it is: a kind that may no longer
/// be chosen may still be taken out of use.
std::vector<FieldProblem> problems_of(
    const Place& place, const std::optional<Place>& before, const codes::CodeBook& codes, Day day
);
std::vector<FieldProblem> problems_of(
    const Word& word, const Place& place, const codes::CodeBook& codes, Day day
);

}  // namespace waymark::detentions
