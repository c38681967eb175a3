// SPDX-License-Identifier: MIT
#include "people/finding.hpp"

#include "base/text.hpp"
#include "people/person_store.hpp"
#include "people/register.hpp"

#include <algorithm>

namespace waymark::people {

namespace {

using linkage::TypedMatch;
using sharing::Act;
using sharing::Scope;

/// More than are shown, since some may not be seen.
constexpr std::size_t candidates_max = 3 * search_results_max;

/// Gathers candidates in order of how much they mean, each once, with what matched.
class Ranking {
public:
    void add(const PersonId& id, const std::string& why, linkage::Band band = linkage::Band::no) {
        const auto known = std::find_if(found_.begin(), found_.end(), [&](const auto& one) {
            return one.id == id;
        });
        if (known == found_.end()) {
            found_.push_back({.id = id, .why = why, .likeness = band});
            return;
        }
        known->likeness = std::min(known->likeness, band);
        if (known->why.find(why) == std::string::npos) known->why += "; " + why;
    }
    void add(const std::vector<PersonId>& ids, const char* why) {
        for (const auto& id : ids)
            add(id, why);
    }

    bool is_empty() const { return found_.empty(); }

    /// Those who may be seen, the likeliest first.
    std::vector<PersonSummary> summaries(Act& act, const Scope& scope) {
        std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
            return a.likeness < b.likeness;
        });
        PersonStore store{act.transaction};
        PersonSearchStore search{act.transaction};
        std::vector<PersonSummary> people;
        for (const auto& [id, why, likeness] : found_) {
            if (people.size() == search_results_max) break;
            if (!search.is_within(scope, id)) continue;
            people.push_back(store.summary(id));
            people.back().why = why;
            people.back().likeness = likeness;
        }
        return people;
    }

private:
    struct Found {
        PersonId id{};
        std::string why{};
        linkage::Band likeness = linkage::Band::no;
    };
    std::vector<Found> found_{};
};

const char* words_for(TypedMatch match) {
    switch (match) {
    case TypedMatch::name: return "name";
    case TypedMatch::short_name: return "short form or other spelling of the name";
    case TypedMatch::close_name: return "name with a letter or so different";
    case TypedMatch::sound_name: return "name that sounds alike";
    case TypedMatch::number: return "same number";
    case TypedMatch::near_number: return "NHS number with one slip";
    case TypedMatch::phone: return "same telephone number";
    case TypedMatch::born: return "date of birth";
    case TypedMatch::near_born: return "date of birth with one slip";
    case TypedMatch::born_part: return "year or month of birth";
    case TypedMatch::postcode: return "postcode";
    case TypedMatch::area: return "same area";
    }
    return "";
}

/// The register, up to date; null where nothing is kept in memory or it is not read yet. For
/// whoever reads.
Register* register_for(Act& act) {
    if (!act.memory) return nullptr;
    auto& people = act.memory->of<Register>();
    return people.catch_up(act.transaction, to_london(act.now).day) ? &people : nullptr;
}

linkage::Seeking seeking_within(Register& people, const Scope& scope) {
    return {.sources = people.bit_of(scope.agency()), .most = candidates_max};
}

/// The words that are names: "mr" is none, and "van der" is left away as often as it is said.
linkage::Words names_in(const std::vector<std::string>& words) {
    const auto& lists = linkage::name_lists();
    linkage::Words names;
    for (const auto& word : words)
        if (!lists.titles.contains(word) && !lists.particles.contains(word) &&
            !lists.endings.contains(word))
            names.push_back(word);
    return names.empty() ? words : names;
}

/// A query as the register is asked it.
linkage::TypedPerson typed_person(const PersonQuery& query, Day today) {
    linkage::WrittenPerson written;
    if (query.born_on)
        written.born = to_iso8601(*query.born_on);
    else if (query.born_year)
        written.born = std::to_string(*query.born_year);
    if (query.phone) written.phones.push_back(*query.phone);
    if (query.postcode) written.postcodes.push_back(*query.postcode);
    if (query.identifier) {
        written.nhs.push_back(*query.identifier);
        written.pnc.push_back(*query.identifier);
        written.cro.push_back(*query.identifier);
    }
    return {
        names_in(query.words),
        linkage::facts_of(linkage::name_lists(), written, static_cast<int>(today.year()))};
}

/// What is the same to the letter. What the register takes for a placeholder is found by it too.
void find_same_in_tables(Ranking& ranking, Act& act, const Scope& scope, const PersonQuery& query) {
    PersonSearchStore store{act.transaction};
    constexpr auto limit = static_cast<int>(candidates_max);
    // Numbers of other systems are in the tables alone.
    if (query.identifier)
        ranking.add(store.by_identifier(scope, *query.identifier, limit), "same number");
    if (query.phone)
        ranking.add(store.by_phone(scope, *query.phone, limit), "same telephone number");
    if (!query.words.empty()) return;
    if (query.born_on) ranking.add(store.by_birth(scope, *query.born_on, limit), "date of birth");
    if (query.postcode) ranking.add(store.by_postcode(scope, *query.postcode, limit), "postcode");
}

void find_names_in_tables(
    Ranking& ranking, Act& act, const Scope& scope, const PersonQuery& query
) {
    if (query.words.empty()) return;
    constexpr auto limit = static_cast<int>(candidates_max);
    ranking.add(PersonSearchStore{act.transaction}.by_names(scope, query, limit), "name");
}

void find_alike_in_tables(Ranking& ranking, Act& act, const Scope& scope, const Person& person) {
    PersonSearchStore search{act.transaction};
    for (const auto& name : person.names) {
        PersonQuery query;
        for (const auto* part : {&name.given, &name.family}) {
            const auto folded = fold(*part);
            if (!folded.empty()) query.words.push_back(folded);
        }
        query.born_on = person.born_on;
        if (query.words.size() == 2)
            ranking.add(
                search.by_names(scope, query, search_results_max),
                person.born_on ? "same name, and no other date of birth" : "same name"
            );
    }
}

const char* words_for(linkage::Caution caution) {
    switch (caution) {
    case linkage::Caution::none: return "";
    case linkage::Caution::nhs: return "but their NHS numbers are two";
    case linkage::Caution::twins: return "but other first names: perhaps a twin";
    case linkage::Caution::given: return "but their names do not say that they are one";
    case linkage::Caution::birth: return "but no date of birth says that they are one";
    }
    return "";
}

/// What speaks for two being one, weightiest first, and what keeps them two.
std::string reasons_of(const linkage::FoundPerson& found) {
    std::string why;
    const auto add = [&](std::string_view reason) {
        if (!reason.empty()) why.append(why.empty() ? "" : "; ").append(reason);
    };
    for (const auto& reason : found.reasons)
        if (reason.bits > 0) add(reason.says);
    add(words_for(found.caution));
    return why;
}

}  // namespace

std::vector<PersonSummary> found_by(Act& act, const Scope& scope, const PersonQuery& query) {
    Ranking ranking;
    if (auto* people = register_for(act)) {
        const auto answer = people->index().find_typed(
            typed_person(query, to_london(act.now).day), seeking_within(*people, scope)
        );
        for (const auto& found : answer.found) {
            std::string why;
            for (const auto match : found.matches)
                why.append(why.empty() ? "" : "; ").append(words_for(match));
            ranking.add(id_of(found.who), why);
        }
    }
    find_same_in_tables(ranking, act, scope, query);
    if (ranking.is_empty()) find_names_in_tables(ranking, act, scope, query);
    return ranking.summaries(act, scope);
}

std::vector<PersonSummary> alike(
    Act& act, const Scope& scope, const Person& person, bool is_writing
) {
    Ranking ranking;
    const auto today = to_london(act.now).day;
    const auto facts = facts_of(person, today);
    const auto look_in = [&](const linkage::PersonIndex& index, linkage::Seeking seeking) {
        seeking.least_bits = linkage::person_model().shown_bits;
        if (!person.id.empty()) seeking.except = number_of(person.id);
        for (const auto& found : index.find(facts, seeking).found)
            ranking.add(id_of(found.who), reasons_of(found), found.band);
    };
    if (!is_writing) {
        if (auto* people = register_for(act))
            look_in(people->index(), seeking_within(*people, scope));
        else
            find_alike_in_tables(ranking, act, scope, person);
    } else if (act.memory) {
        auto& people = act.memory->of<Register>();
        if (const auto changed = people.changed_since(act.transaction)) {
            look_in(people.index(), seeking_within(people, scope));
            // What the register has not followed yet is looked at by itself, and not kept.
            linkage::PersonIndex later{linkage::name_lists(), linkage::person_model()};
            for (const auto& one : *changed)
                later.put(
                    number_of(one.person.id), ~linkage::SourceMask{0}, facts_of(one.person, today)
                );
            look_in(later, {.most = candidates_max});
        } else {
            find_alike_in_tables(ranking, act, scope, person);
        }
    } else {
        find_alike_in_tables(ranking, act, scope, person);
    }
    PersonSearchStore search{act.transaction};
    for (const auto& identifier : person.identifiers)
        ranking.add(
            search.by_identifier(scope, identifier.value, search_results_max), "same number"
        );
    return ranking.summaries(act, scope);
}

}  // namespace waymark::people
