// SPDX-License-Identifier: MIT
#include "linkage/person_index.hpp"

#include <algorithm>
#include <mutex>

namespace waymark::linkage {

namespace {

struct Held {
    PersonNumber who;
    Weighed weighed;
    PersonLines::Place place;
};

/// Of the best so far; the lightest is the first to go.
bool is_weightier(const Held& a, const Held& b) {
    return a.weighed.total != b.weighed.total ? a.weighed.total > b.weighed.total : a.who < b.who;
}

/// Rows that one look-up has come across.
class SeenRows {
public:
    /// False where it was there already.
    bool add(KeyTable::Row row) {
        constexpr std::uint32_t mix = 0x9E3779B1U;
        auto place = (row * mix) >> (32 - bits);
        while (places_[place] != 0 && places_[place] != row + 1)
            place = (place + 1) & ((1U << bits) - 1);
        const bool is_new = places_[place] == 0;
        places_[place] = row + 1;
        return is_new;
    }

private:
    static constexpr unsigned bits = 12;
    std::vector<std::uint32_t> places_ = std::vector<std::uint32_t>(std::size_t{1} << bits);
};

}  // namespace

PersonIndex::PersonIndex(const NameLists& lists, const PersonModel& model)
    : model_{model}, lines_{lists} {
}

void PersonIndex::take_out(Place place) {
    for (const auto& key : keys_of(lines_.facts_at(place)))
        keys_.remove(key.hash, place);
    frequencies_.count(lines_.at(place), lines_.books(), false);
    lines_.remove(place);
}

void PersonIndex::put(PersonNumber who, SourceMask sources, const PersonFacts& facts) {
    const auto keys = keys_of(facts);
    const std::unique_lock lock{mutex_};
    for (const auto& key : keys)
        keys_.call_for(key.hash);
    for (const auto& key : keys)
        keys_.call_for_rows(key.hash);
    if (const auto known = places_.find(who); known != places_.end()) {
        take_out(known->second);
        places_.erase(known);
    }
    const auto place = lines_.add(who, sources, facts);
    places_.emplace(who, place);
    frequencies_.count(lines_.at(place), lines_.books(), true);
    for (const auto& key : keys)
        keys_.add(key.hash, place);
}

bool PersonIndex::remove(PersonNumber who) {
    const std::unique_lock lock{mutex_};
    const auto known = places_.find(who);
    if (known == places_.end()) return false;
    take_out(known->second);
    places_.erase(known);
    return true;
}

std::vector<PersonIndex::Place> PersonIndex::candidates(
    const std::vector<PersonKey>& keys, const Seeking& seeking, std::size_t& left_out
) const {
    for (const auto& key : keys)
        keys_.call_for(key.hash);
    for (const auto& key : keys)
        keys_.call_for_rows(key.hash);
    // Few first, so that what is left out of a budget is what says least.
    std::vector<std::span<const Place>> telling, crowded, alone;
    std::size_t in_crowds = 0;
    bool is_all_alone = true;
    for (const auto& key : keys) {
        is_all_alone &= is_alone(key.kind);
        const auto rows = keys_.rows(key.hash);
        if (rows.empty()) continue;
        const bool is_crowded = rows.size() > rows_a_key_max;
        (is_alone(key.kind) ? alone : is_crowded ? crowded : telling).push_back(rows);
        if (!is_alone(key.kind) && is_crowded) in_crowds += rows.size();
    }
    const auto fewer = [](const auto& a, const auto& b) { return a.size() < b.size(); };
    for (auto* list : {&telling, &crowded, &alone})
        std::sort(list->begin(), list->end(), fewer);
    std::vector<Place> found;
    std::size_t rows_left = rows_read_max;
    SeenRows seen;
    const auto read = [&](std::span<const Place> rows) {
        if (rows.size() > rows_left || found.size() >= candidates_max) {
            left_out += rows.size();
            return;
        }
        rows_left -= rows.size();
        for (const auto place : rows)
            lines_.call_for(place);
        for (const auto place : rows) {
            const auto line = lines_.at(place);
            if ((line.sources() & seeking.sources) == 0 || line.who() == seeking.except) continue;
            if (found.size() >= candidates_max)
                ++left_out;
            else if (seen.add(place))
                found.push_back(place);
        }
    };
    for (const auto rows : telling)
        read(rows);
    if (!found.empty()) {
        left_out += in_crowds;
        return found;
    }
    const auto read_some = [&](std::span<const Place> rows) {
        const auto some = rows.first(std::min(rows.size(), rows_left));
        left_out += rows.size() - some.size();
        read(some);
    };
    for (const auto rows : crowded)
        read_some(rows);
    // Whoever is sought by more than one value is not among those who share just a common one.
    for (const auto rows : alone)
        if (is_all_alone || rows.size() <= rows_alone_max)
            read_some(rows);
        else
            left_out += rows.size();
    return found;
}

Sought PersonIndex::sought(const PersonFacts& facts) const {
    return {
        facts,
        lines_.books(),
        frequencies_,
        model_,
        [this](std::uint64_t key) { return static_cast<std::uint32_t>(keys_.rows(key).size()); },
        places_.size()};
}

FoundPerson PersonIndex::told(const Sought& one, const PersonLine& line, const Weighed& weighed)
    const {
    FoundPerson found{.who = line.who(), .bits = weighed.total};
    found.caution = one.caution(line, weighed);
    found.band = model_.band(weighed.total);
    if (found.band == Band::same && found.caution != Caution::none) found.band = Band::possible;
    for (std::size_t i = 0; i < facets; ++i) {
        const auto facet = static_cast<Facet>(i);
        const auto& level = model_.at(facet, weighed.levels[i]);
        if (weighed.levels[i] == 0) continue;
        found.reasons.push_back({facet, level.says, static_cast<double>(weighed.bits[i])});
    }
    std::stable_sort(
        found.reasons.begin(),
        found.reasons.end(),
        [](const Reason& a, const Reason& b) { return std::abs(a.bits) > std::abs(b.bits); }
    );
    return found;
}

Answer PersonIndex::find(const PersonFacts& facts, const Seeking& seeking) const {
    Answer answer;
    if (facts.is_empty() || seeking.most == 0) return answer;
    const auto keys = keys_to_find(facts);
    const std::shared_lock lock{mutex_};
    const auto places = candidates(keys, seeking, answer.left_out);
    answer.compared = places.size();
    const auto one = sought(facts);
    // Names take longest. Whoever has most of the rest comes first, so that of many most are left
    // out once ten are found that they cannot reach.
    std::vector<std::pair<Weighed, Place>> begun;
    begun.reserve(places.size());
    for (const auto place : places)
        begun.emplace_back(one.begin(lines_.at(place)), place);
    std::sort(begun.begin(), begun.end(), [](const auto& a, const auto& b) {
        return a.first.total > b.first.total;
    });
    std::vector<Held> best;  // A heap, the lightest on top.
    auto least = seeking.least_bits;
    // A little is left to what rounding takes, so that of two that weigh the same neither is lost.
    constexpr double rounding = 1e-3;
    for (const auto& [rest, place] : begun) {
        if (rest.total + one.most_of_names() + rounding < least) break;
        const auto line = lines_.at(place);
        const auto weighed = one.against(line, rest);
        if (weighed.total < least) continue;
        best.push_back({line.who(), weighed, place});
        std::push_heap(best.begin(), best.end(), is_weightier);
        if (best.size() > seeking.most) {
            std::pop_heap(best.begin(), best.end(), is_weightier);
            best.pop_back();
        }
        if (best.size() == seeking.most) least = std::max(least, best.front().weighed.total);
    }
    std::sort(best.begin(), best.end(), is_weightier);
    for (const auto& held : best)
        answer.found.push_back(told(one, lines_.at(held.place), held.weighed));
    return answer;
}

std::optional<FoundPerson> PersonIndex::weigh(const PersonFacts& facts, PersonNumber who) const {
    const std::shared_lock lock{mutex_};
    const auto known = places_.find(who);
    if (known == places_.end()) return std::nullopt;
    const auto one = sought(facts);
    const auto line = lines_.at(known->second);
    return told(one, line, one.against(line, one.begin(line)));
}

std::optional<PersonFacts> PersonIndex::facts_of(PersonNumber who) const {
    const std::shared_lock lock{mutex_};
    const auto known = places_.find(who);
    if (known == places_.end()) return std::nullopt;
    return lines_.facts_at(known->second);
}

std::size_t PersonIndex::size() const {
    const std::shared_lock lock{mutex_};
    return places_.size();
}

std::size_t PersonIndex::memory() const {
    const std::shared_lock lock{mutex_};
    constexpr std::size_t a_person = sizeof(PersonNumber) + sizeof(Place) + 4 * sizeof(void*);
    return lines_.memory() + keys_.memory() + places_.size() * a_person;
}

}  // namespace waymark::linkage
