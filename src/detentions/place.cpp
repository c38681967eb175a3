// SPDX-License-Identifier: MIT
#include "detentions/place.hpp"

#include "base/service_data.hpp"
#include "base/text.hpp"
#include "detentions/law.hpp"

#include <algorithm>

namespace waymark::detentions {

namespace {

constexpr int capacity_max = 100;
constexpr int age_max = 120;
constexpr std::size_t name_max = 200;
constexpr std::size_t note_max = 500;

void limit(
    std::vector<FieldProblem>& wrong, const char* field, const std::string& text, std::size_t most
) {
    if (length_of(text) > most)
        wrong.push_back({field, "too_long", "Use " + std::to_string(most) + " characters or fewer."}
        );
}

std::vector<Refusals> counted(const std::vector<Refusal>& refused, Instant now) {
    std::vector<Refusals> found;
    for (const auto& [at, reason] : refused) {
        auto same = std::ranges::find(found, reason, &Refusals::reason);
        if (same == found.end()) same = found.insert(found.end(), Refusals{.reason = reason});
        ++same->lately;
        same->last_day += now - at <= std::chrono::hours{24};
    }
    std::ranges::stable_sort(found, std::greater{}, &Refusals::lately);
    return found;
}

void note_waits(OnBoard& board, const std::vector<Stay>& stays, Instant since) {
    std::vector<int> waits;
    for (const auto& [leg, is_there] : stays)
        if (const auto wait = wait_at(leg); wait && *leg.arrived_at >= since)
            waits.push_back(static_cast<int>(wait->count()));
    if (waits.empty()) return;
    std::ranges::sort(waits);
    board.waits = static_cast<int>(waits.size());
    const auto middle = waits.size() / 2;
    board.median_wait =
        waits.size() % 2 == 1 ? waits[middle] : (waits[middle - 1] + waits[middle] + 1) / 2;
    board.longest_wait = waits.back();
}

}  // namespace

const BoardTerms& board_terms() {
    static const auto terms = [] {
        const auto whole = service_data("services/section_136.json");
        const auto& board = whole.at("board").as_object();
        return BoardTerms{
            std::chrono::minutes{number_of(board, "fresh_minutes")},
            std::chrono::days{number_of(board, "days_back")}};
    }();
    return terms;
}

OnBoard on_board(
    Place place,
    std::vector<Word> said,
    const std::vector<Refusal>& refused,
    const std::vector<Stay>& stays,
    Instant now
) {
    OnBoard board{.place = std::move(place)};
    std::ranges::sort(said, std::greater{}, &Word::said_at);
    if (!said.empty()) {
        board.word = said.front();
        board.word->free = std::min(board.word->free, board.place.capacity);
        board.old_at = board.word->said_at + board_terms().fresh_for;
        board.is_old = now > *board.old_at;
        said.erase(said.begin());
    }
    board.earlier = std::move(said);
    board.refusals = counted(refused, now);
    for (const auto& [leg, is_there] : stays) {
        board.here += is_there;
        if (board.word && leg.arrived_at && *leg.arrived_at > board.word->said_at)
            ++board.came_since;
        if (!is_there || leg.is_kept || leg.taken_over_at || leg.police_released_at) continue;
        ++board.waiting;
        if (!board.waiting_since || *leg.arrived_at < *board.waiting_since)
            board.waiting_since = leg.arrived_at;
    }
    note_waits(board, stays, now - board_terms().looks_back);
    return board;
}

std::vector<FieldProblem> problems_of(
    const Place& place, const std::optional<Place>& before, const codes::CodeBook& codes, Day day
) {
    std::vector<FieldProblem> wrong;
    const bool is_kept_kind = before && before->kind == place.kind;
    if (!is_kept_kind && !codes.has(place_list, place.kind, day))
        wrong.push_back({"/kind", "unknown_code", "Choose what kind of place it is."});
    // Everybody sees the board; where somebody lives is no business of theirs.
    if (place.kind.starts_with("PRIV_") && (!is_kept_kind || place.is_active))
        wrong.push_back({"/kind", "dwelling", "A home is not put on the board."});
    if (trim(place.name).empty()) wrong.push_back({"/name", "required", "Give its name."});
    if (place.capacity < 0 || place.capacity > capacity_max)
        wrong.push_back({"/capacity", "range", "Give a number from 0 to 100."});
    if (place.min_age < 0 || place.min_age > age_max)
        wrong.push_back({"/min_age", "range", "Give an age from 0 to 120."});
    limit(wrong, "/name", place.name, name_max);
    limit(wrong, "/address", place.address, name_max);
    limit(wrong, "/phone", place.phone, name_max);
    limit(wrong, "/note", place.note, note_max);
    return wrong;
}

std::vector<FieldProblem> problems_of(
    const Word& word, const Place& place, const codes::CodeBook& codes, Day day
) {
    std::vector<FieldProblem> wrong;
    if (!codes.has("safety_place_state", word.state, day))
        wrong.push_back({"/state", "unknown_code", "Choose whether it is open."});
    if (word.free < 0 || word.free > place.capacity)
        wrong.push_back(
            {"/free",
             "range",
             "Give a number from 0 to " + std::to_string(place.capacity) + ", its capacity."}
        );
    const auto* state = codes.find("safety_place_state", word.state);
    if (state && state->parent == "closed" && word.free > 0)
        wrong.push_back({"/free", "contradiction", "A place that is closed has none free."});
    limit(wrong, "/note", word.note, note_max);
    return wrong;
}

}  // namespace waymark::detentions
