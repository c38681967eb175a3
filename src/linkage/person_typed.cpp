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

bool has_numbers(const PersonFacts& known) {
    return !known.nhs.empty() || !known.nhs_near.empty() || !known.pnc.empty() ||
           !known.cro.empty() || !known.phones.empty();
}

/// Whether few enough people have such a key for it to be a way in.
bool is_way_in(const PersonKey& key, const PersonFacts& known) {
    switch (key.kind) {
    case KeyKind::nhs:
    case KeyKind::pnc:
    case KeyKind::cro:
    case KeyKind::phone:
    case KeyKind::postcode_alone: return true;
    case KeyKind::born_alone: return known.born_known == DatePart::day;
    default: return false;
    }
}

}  // namespace

/// One search, while the index is not changed.
class TypedSearch {
public:
    TypedSearch(const PersonIndex& index, const TypedPerson& typed, const Seeking& seeking)
        : index_{index}, book_{index.lines_.books().names}, typed_{typed}, seeking_{seeking},
          has_numbers_{has_numbers(typed.known)} {}

    TypedAnswer run() {
        const auto count = std::min(typed_.words.size(), words_max);
        const Words first{
            typed_.words.begin(), typed_.words.begin() + static_cast<std::ptrdiff_t>(count)};
        for (const auto& way : ways_to_join(first)) {
            words_.clear();
            for (const auto& text : way)
                words_.push_back(&word_for(text));
            for (const auto& key : keys_of(typed_.known))
                if (is_way_in(key, typed_.known)) look_at(index_.keys_.rows(key.hash));
            // Through the word that fewest have; the others are looked for in whom it finds. One
            // letter is no way in.
            const Word* rarest = nullptr;
            for (const auto* word : words_)
                if (word->text.size() > 1 && (!rarest || word->people < rarest->people))
                    rarest = word;
            if (rarest) look_through(*rarest);
        }
        return answer();
    }

private:
    using Place = PersonLines::Place;

    std::span<const Place> rows_of(TextId name, KeyKind kind) const {
        return index_.keys_.rows(key_of(kind, book_[name]));
    }

    std::size_t people_of(TextId name) const {
        return rows_of(name, KeyKind::family_alone).size() +
               rows_of(name, KeyKind::given_alone).size();
    }

    const Word& word_for(const std::string& text) {
        const auto [at, is_new] = known_words_.try_emplace(text);
        auto& word = at->second;
        if (!is_new) return word;
        word.text = text;
        word.meant = book_.meant_by(text);
        for (const auto& [name, match] : word.meant) {
            word.means.emplace(name, match);
            word.people += people_of(name);
        }
        // Of a beginning of very many names it is enough that there are very many.
        constexpr std::size_t counted = 300;
        std::size_t names = 0;
        book_.beginning_with(text, [&](TextId name) {
            word.people += people_of(name);
            return ++names < counted;
        });
        if (names == counted) word.people += looked_at_max;
        return word;
    }

    void look_through(const Word& way_in) {
        const auto look = [&](TextId name) {
            look_at(rows_of(name, KeyKind::family_alone));
            look_at(rows_of(name, KeyKind::given_alone));
        };
        for (const auto& meant : way_in.meant)
            look(meant.name);
        std::size_t names = 0;
        book_.beginning_with(way_in.text, [&](TextId name) {
            if (!way_in.means.contains(name)) look(name);
            return ++names < names_max && left_ > 0;
        });
    }

    void look_at(std::span<const Place> rows) {
        const auto read = std::min(rows.size(), left_);
        left_out_ += rows.size() - read;
        left_ -= read;
        constexpr std::size_t ahead = 8;
        for (std::size_t i = 0; i < read; ++i) {
            if (i + ahead < read) index_.lines_.call_for(rows[i + ahead]);
            look_at(rows[i]);
        }
    }

    void look_at(Place place) {
        const auto line = index_.lines_.at(place);
        if ((line.sources() & seeking_.sources) == 0 || line.who() == seeking_.except) return;
        TypedFound one{.who = line.who()};
        std::optional<WordMatch> worst;
        bool are_all = true;
        for (const auto* word : words_) {
            const auto match = match_of(*word, line, book_);
            if (match) one.points += points_of(*match);
            are_all &= match.has_value();
            if (match && (!worst || *match > *worst)) worst = match;
        }
        if (!are_all && !has_numbers_) return;
        if (are_all && worst) one.matches.push_back(name_match(*worst));
        const bool is_birth_right = typed_.known.is_empty() ||
                                    weigh_known(typed_.known, index_.lines_.facts_at(place), one);
        const bool is_number_right = has(one.matches, TypedMatch::number) ||
                                     has(one.matches, TypedMatch::near_number) ||
                                     has(one.matches, TypedMatch::phone);
        if (one.matches.empty()) return;
        if (!is_number_right && (!are_all || !is_birth_right)) return;
        // Of several ways to read what was typed, the one that takes least for granted.
        auto& known = found_[place];
        if (known.matches.empty() || one.matches.front() < known.matches.front() ||
            (one.matches.front() == known.matches.front() && one.points > known.points))
            known = std::move(one);
    }

    TypedAnswer answer() {
        TypedAnswer answer{.left_out = left_out_};
        for (auto& [place, one] : found_)
            answer.found.push_back(std::move(one));
        std::sort(
            answer.found.begin(),
            answer.found.end(),
            [](const TypedFound& a, const TypedFound& b) {
                return a.points != b.points ? a.points > b.points : a.who < b.who;
            }
        );
        if (answer.found.size() > seeking_.most) answer.found.resize(seeking_.most);
        return answer;
    }

    const PersonIndex& index_;
    const NameBook& book_;
    const TypedPerson& typed_;
    const Seeking& seeking_;
    bool has_numbers_;
    std::map<std::string, Word> known_words_{};
    std::vector<const Word*> words_{};  ///< Of the way of reading that is being looked at.
    std::unordered_map<Place, TypedFound> found_{};
    std::size_t left_ = looked_at_max;
    std::size_t left_out_ = 0;
};

TypedAnswer PersonIndex::find_typed(const TypedPerson& typed, const Seeking& seeking) const {
    const std::shared_lock lock{mutex_};
    return TypedSearch{*this, typed, seeking}.run();
}

}  // namespace waymark::linkage
