// SPDX-License-Identifier: MIT
#include "linkage/person_compare.hpp"

#include <algorithm>

namespace waymark::linkage {

namespace {

template <class Level>
std::size_t at(Level level) {
    return static_cast<std::size_t>(level);
}

template <class Level>
bool is_at(const Weighed& weighed, Facet facet, Level level) {
    return weighed.levels[at(facet)] == static_cast<std::uint8_t>(level);
}

template <class List, class Value>
bool has(const List& list, Value value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

void Sought::weigh_numbers(const PersonLine& line, Weighed& weighed) const {
    const auto set = [&](Facet facet, auto level, double bits) {
        weighed.levels[at(facet)] = static_cast<std::uint8_t>(level);
        weighed.bits[at(facet)] = static_cast<float>(bits);
    };
    if (!phones_.empty() && line.phones() > 0) {
        auto level = PhoneLevel::other;
        auto bits = bits_of(Facet::phone, at(level));
        for (std::size_t i = 0; i < line.phones(); ++i)
            for (const auto& phone : phones_)
                if (phone.number == line.phone(i) &&
                    (level == PhoneLevel::other || phone.bits > bits)) {
                    level = PhoneLevel::same;
                    bits = phone.bits;
                }
        set(Facet::phone, level, bits);
    }
    const auto readable = line.nhs(), near = line.nhs_near();
    if ((!nhs_.empty() || !nhs_near_.empty()) && readable + near > 0) {
        auto level = nhs_.empty() || readable == 0 ? NhsLevel::unread : NhsLevel::other;
        for (std::size_t i = 0; i < readable + near; ++i) {
            const bool is_right = i < readable;
            const auto number = is_right ? line.nhs(i) : line.nhs_near(i - readable);
            if (is_right && has(nhs_, number)) {
                level = NhsLevel::same;
                break;
            }
            // One of the two has to be right: what both are near to is a guess.
            if (is_right ? has(nhs_near_, number) : has(nhs_, number)) level = NhsLevel::near;
        }
        set(Facet::nhs, level, bits_of(Facet::nhs, at(level)));
    }
    const auto pnc = line.pnc(), cro = line.cro();
    const bool is_held = (has_pnc_ && !pnc.empty()) || (has_cro_ && !cro.empty());
    if (!is_held) return;
    const auto any = [](const auto& mine, const auto& other) {
        return std::any_of(mine.begin(), mine.end(), [&](TextId id) { return has(other, id); });
    };
    const auto level = any(pnc_, pnc) || any(cro_, cro) ? PoliceLevel::same : PoliceLevel::other;
    set(Facet::police, level, bits_of(Facet::police, at(level)));
}

GivenLikeness Sought::likeness_of(const Name& name, const NameLine& line) const {
    const auto& book = books_.names;
    if (name.given_text.empty() || line.given == Texts::empty) return GivenLikeness::unknown;
    const auto& mine = name.given_text;
    const auto other = book[line.given];
    const auto is_usual = [&](TextId id) {
        return has(book.usual(line.given), id) || has(line.usual, id);
    };
    const bool is_initial = (mine.size() == 1 || other.size() == 1) && mine[0] == other[0];
    // Some go by their second name.
    const bool is_second = mine == book[line.second] || name.second_text == other;
    if (is_initial || is_second || mine == other ||
        std::any_of(name.usual.begin(), name.usual.end(), is_usual))
        return GivenLikeness::one;
    // "Paul" and "Paula", "Daniel" and "Danielle": one letter or so at the end makes another's
    // name.
    constexpr std::size_t ending = 2;
    const auto shorter = std::min(mine.size(), other.size());
    const auto same = static_cast<std::size_t>(
        std::mismatch(
            mine.begin(), mine.begin() + static_cast<std::ptrdiff_t>(shorter), other.begin()
        )
            .first -
        mine.begin()
    );
    constexpr double close = 0.9;
    const bool is_close = damerau_levenshtein(mine, other, 1) <= 1 ||
                          alike(mine, name.given_letters, line.given, close);
    const bool sounds_alike = name.loose_given == book.loose_sound(line.given);
    if (same + ending >= shorter && (is_close || same == shorter)) return GivenLikeness::unsure;
    return is_close || sounds_alike ? GivenLikeness::one : GivenLikeness::other;
}

void Sought::be_cautious(const PersonLine& line, Weighed& weighed) const {
    auto given = GivenLikeness::unknown;
    line.names([&](const NameLine& other) {
        for (const auto& name : names_)
            given = std::max(given, likeness_of(name, other));
    });
    const auto is_born = [&](BornLevel level) { return is_at(weighed, Facet::born, level); };
    const bool is_birthday =
        is_born(BornLevel::same) || is_born(BornLevel::swapped) || is_born(BornLevel::slip);
    const bool is_number = is_at(weighed, Facet::nhs, NhsLevel::same) ||
                           is_at(weighed, Facet::police, PoliceLevel::same);
    const auto name = static_cast<NameLevel>(weighed.levels[at(Facet::name)]);
    const bool is_name = name >= NameLevel::same && name <= NameLevel::sound;
    if (is_at(weighed, Facet::nhs, NhsLevel::other))
        weighed.caution = Caution::nhs;
    else if (given == GivenLikeness::other)
        weighed.caution = is_birthday ? Caution::twins : Caution::given;
    else if (is_number)
        weighed.caution = Caution::none;
    else if (given != GivenLikeness::one || !is_name)
        weighed.caution = Caution::given;
    else if (!is_birthday && !is_born(BornLevel::month) && !is_born(BornLevel::year))
        weighed.caution = Caution::birth;
    const bool is_one_home =
        name == NameLevel::family && is_at(weighed, Facet::place, PlaceLevel::same);
    if (weighed.caution == Caution::twins && is_born(BornLevel::same) && is_one_home && !is_number)
        weighed.total = std::min(weighed.total, model_.twins_bits);
}

std::optional<Weighed> Sought::against(const PersonLine& line, double least) {
    Weighed weighed;
    // Names take longest, so they come once the rest has left a chance.
    weigh_numbers(line, weighed);
    weigh_born(line, weighed);
    weigh_place(line, weighed);
    weigh_second(line, weighed);
    double rest = prior_bits_;
    for (const auto bits : weighed.bits)
        rest += static_cast<double>(bits);
    // A little is left to what rounding takes, so that of two that weigh the same neither is lost.
    constexpr double rounding = 1e-3;
    if (rest + most_of_names_ + rounding < least) return std::nullopt;
    weigh_names(line, weighed);
    weighed.total = rest + static_cast<double>(weighed.bits[at(Facet::name)]);
    be_cautious(line, weighed);
    if (weighed.total < least) return std::nullopt;
    return weighed;
}

}  // namespace waymark::linkage
