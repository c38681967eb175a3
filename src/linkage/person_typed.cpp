// SPDX-License-Identifier: MIT
#include "linkage/person_typed.hpp"

#include "linkage/person_index.hpp"
#include "linkage/person_keys.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_map>

namespace waymark::linkage {

namespace {

/// One search looks at so many people and names at most; whoever types a beginning that more have
/// will type on.
constexpr std::size_t looked_at_max = 200'000;
constexpr std::size_t names_max = 20'000;
constexpr std::size_t words_max = 8;

/// A typed word, and the names it may mean but for those that only begin with it.
struct Word {
    std::string text{};
    std::vector<NameBook::Meant> meant{};
    std::unordered_map<TextId, WordMatch> means{};
    std::size_t people = 0;  ///< Who have one of these names, or one that begins so; about.
};

constexpr int points_of(WordMatch match) {
    switch (match) {
    case WordMatch::exact: return 8;
    case WordMatch::beginning: return 6;
    case WordMatch::usual: return 5;
    case WordMatch::slip: return 3;
    case WordMatch::sound: return 2;
    }
    return 0;
}

/// How a word is one of a person's names; nothing where it is none.
std::optional<WordMatch> match_of(const Word& word, const PersonLine& line, const NameBook& book) {
    std::optional<WordMatch> best;
    const auto look = [&](TextId name) {
        if (name == Texts::empty) return;
        const auto found = word.means.find(name);
        std::optional<WordMatch> match;
        if (found != word.means.end()) match = found->second;
        if (match != WordMatch::exact && book[name].starts_with(word.text))
            match = WordMatch::beginning;
        if (match && (!best || *match < *best)) best = match;
    };
    line.names([&](const NameLine& name) {
        look(name.given);
        look(name.second);
        look(name.family);
        look(name.core);
        for (const auto part : name.families)
            look(part);
        for (const auto usual : name.usual)
            look(usual);
        for (const auto more : name.more)
            look(more);
    });
    return best;
}

/// Names may be written as one or as two: "sean o brien" is "sean", "obrien".
std::vector<Words> ways_to_join(const Words& words) {
    std::vector<Words> ways{words};
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        Words joined{words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i)};
        joined.push_back(words[i] + words[i + 1]);
        joined.insert(
            joined.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 2, words.end()
        );
        ways.push_back(std::move(joined));
    }
    return ways;
}

template <class List, class Value>
bool has(const List& list, const Value& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// Adds what a person has of dates, places and numbers; false where they have another date of
/// birth.
bool weigh_known(const PersonFacts& typed, const PersonFacts& person, TypedFound& found) {
    const auto add = [&](TypedMatch match, int points) {
        found.matches.push_back(match);
        found.points += points;
    };
    const auto any = [](const Words& a, const Words& b) {
        return std::any_of(a.begin(), a.end(), [&](const std::string& one) { return has(b, one); });
    };
    if (any(typed.nhs, person.nhs) || any(typed.pnc, person.pnc) || any(typed.cro, person.cro))
        add(TypedMatch::number, 20);
    else if (any(typed.nhs_near, person.nhs) || any(typed.nhs, person.nhs_near))
        add(TypedMatch::near_number, 12);
    if (any(typed.phones, person.phones)) add(TypedMatch::phone, 12);
    const auto area_of = [](const std::string& place) { return place.substr(0, place.find(' ')); };
    if (any(typed.postcodes, person.postcodes))
        add(TypedMatch::postcode, 6);
    else if (std::any_of(typed.postcodes.begin(), typed.postcodes.end(), [&](const auto& one) {
                 return std::any_of(
                     person.postcodes.begin(),
                     person.postcodes.end(),
                     [&](const auto& other) { return area_of(one) == area_of(other); }
                 );
             }))
        add(TypedMatch::area, 2);
    if (typed.born.empty() || person.born.empty()) return true;
    constexpr std::size_t year = 4, month = 7;
    const auto known = std::max(typed.born_known, person.born_known);
    const auto digits = known == DatePart::day     ? typed.born.size()
                        : known == DatePart::month ? month
                                                   : year;
    if (typed.born.compare(0, digits, person.born, 0, digits) == 0) {
        known == DatePart::day ? add(TypedMatch::born, 8) : add(TypedMatch::born_part, 4);
        return true;
    }
    if (known != DatePart::day) return false;
    if (day_month_swapped(typed.born) != person.born &&
        damerau_levenshtein(typed.born, person.born, 1) > 1)
        return false;
    add(TypedMatch::near_born, 3);
    return true;
}

TypedMatch name_match(WordMatch worst) {
    switch (worst) {
    case WordMatch::exact:
    case WordMatch::beginning: return TypedMatch::name;
    case WordMatch::usual: return TypedMatch::short_name;
    case WordMatch::slip: return TypedMatch::close_name;
    case WordMatch::sound: break;
    }
    return TypedMatch::sound_name;
}

}  // namespace

TypedAnswer PersonIndex::find_typed(const TypedPerson& typed, const Seeking& seeking) const {
    TypedAnswer answer;
    const std::shared_lock lock{mutex_};
    const auto& book = lines_.books().names;
    std::unordered_map<Place, TypedFound> found;
    std::size_t left = looked_at_max;
    const auto& numbers = typed.known;
    const bool has_numbers = !numbers.nhs.empty() || !numbers.nhs_near.empty() ||
                             !numbers.pnc.empty() || !numbers.cro.empty() ||
                             !numbers.phones.empty();

    const auto look_at = [&](Place place, const std::vector<const Word*>& words) {
        const auto line = lines_.at(place);
        if ((line.sources() & seeking.sources) == 0 || line.who() == seeking.except) return;
        TypedFound one{.who = line.who()};
        std::optional<WordMatch> worst;
        bool are_all = true;
        for (const auto* word : words) {
            const auto match = match_of(*word, line, book);
            if (match) one.points += points_of(*match);
            are_all &= match.has_value();
            if (match && (!worst || *match > *worst)) worst = match;
        }
        if (!are_all && !has_numbers) return;
        if (are_all && worst) one.matches.push_back(name_match(*worst));
        const bool is_birth_right =
            typed.known.is_empty() || weigh_known(typed.known, lines_.facts_at(place), one);
        const bool is_number_right = has(one.matches, TypedMatch::number) ||
                                     has(one.matches, TypedMatch::near_number) ||
                                     has(one.matches, TypedMatch::phone);
        if (one.matches.empty()) return;
        if (!is_number_right && (!are_all || !is_birth_right)) return;
        // Of several ways to read what was typed, the one that takes least for granted.
        auto& known = found[place];
        if (known.matches.empty() || one.matches.front() < known.matches.front() ||
            (one.matches.front() == known.matches.front() && one.points > known.points))
            known = std::move(one);
    };
    const auto look_at_rows = [&](std::span<const Place> rows,
                                  const std::vector<const Word*>& words) {
        const auto read = std::min(rows.size(), left);
        answer.left_out += rows.size() - read;
        left -= read;
        constexpr std::size_t ahead = 8;
        for (std::size_t i = 0; i < read; ++i) {
            if (i + ahead < read) lines_.call_for(rows[i + ahead]);
            look_at(rows[i], words);
        }
    };

    const auto rows_of = [&](TextId name, KeyKind kind) {
        return keys_.rows(key_of(kind, book[name]));
    };
    const auto people_of = [&](TextId name) {
        return rows_of(name, KeyKind::family_alone).size() +
               rows_of(name, KeyKind::given_alone).size();
    };
    std::map<std::string, Word> known_words;
    const auto word_for = [&](const std::string& text) -> const Word* {
        const auto [at, is_new] = known_words.try_emplace(text);
        auto& word = at->second;
        if (!is_new) return &word;
        word.text = text;
        word.meant = book.meant_by(text);
        for (const auto& [name, match] : word.meant) {
            word.means.emplace(name, match);
            word.people += people_of(name);
        }
        // Of a beginning of very many names it is enough that there are very many.
        constexpr std::size_t counted = 300;
        std::size_t names = 0;
        book.beginning_with(text, [&](TextId name) {
            word.people += people_of(name);
            return ++names < counted;
        });
        if (names == counted) word.people += looked_at_max;
        return &word;
    };
    // Through one word; the others are looked for in whom it finds.
    const auto look_through = [&](const Word& way_in, const std::vector<const Word*>& words) {
        const auto look = [&](TextId name) {
            for (const auto kind : {KeyKind::family_alone, KeyKind::given_alone})
                look_at_rows(rows_of(name, kind), words);
        };
        for (const auto& meant : way_in.meant)
            look(meant.name);
        std::size_t names = 0;
        book.beginning_with(way_in.text, [&](TextId name) {
            if (!way_in.means.contains(name)) look(name);
            return ++names < names_max && left > 0;
        });
    };
    const Words typed_words{
        typed.words.begin(),
        typed.words.begin() + static_cast<std::ptrdiff_t>(std::min(typed.words.size(), words_max))};
    for (const auto& way : ways_to_join(typed_words)) {
        std::vector<const Word*> words;
        for (const auto& text : way)
            words.push_back(word_for(text));
        for (const auto& key : keys_of(typed.known))
            if (key.kind == KeyKind::nhs || key.kind == KeyKind::pnc || key.kind == KeyKind::cro ||
                key.kind == KeyKind::phone || key.kind == KeyKind::postcode_alone ||
                (key.kind == KeyKind::born_alone && typed.known.born_known == DatePart::day))
                look_at_rows(keys_.rows(key.hash), words);
        // The one that fewest have. One letter is no way in.
        const Word* rarest = nullptr;
        for (const auto* word : words)
            if (word->text.size() > 1 && (!rarest || word->people < rarest->people)) rarest = word;
        if (rarest) look_through(*rarest, words);
    }
    for (auto& [place, one] : found)
        answer.found.push_back(std::move(one));
    const auto better = [](const TypedFound& a, const TypedFound& b) {
        return a.points != b.points ? a.points > b.points : a.who < b.who;
    };
    std::sort(answer.found.begin(), answer.found.end(), better);
    if (answer.found.size() > seeking.most) answer.found.resize(seeking.most);
    return answer;
}

}  // namespace waymark::linkage
