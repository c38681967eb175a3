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

bool is_number_same(const Weighed& weighed) {
    return is_at(weighed, Facet::nhs, NhsLevel::same) ||
           is_at(weighed, Facet::police, PoliceLevel::same);
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

GivenLikeness Sought::likeness_of(const PersonLine& line) const {
    auto given = GivenLikeness::unknown;
    line.names([&](const NameLine& other) {
        for (const auto& name : names_)
            given = std::max(given, likeness_of(name, other));
    });
    return given;
}

bool Sought::are_twins_at_home(const PersonLine& line, const Weighed& weighed) const {
    return is_at(weighed, Facet::name, NameLevel::family) &&
           is_at(weighed, Facet::born, BornLevel::same) &&
           is_at(weighed, Facet::place, PlaceLevel::same) && !is_number_same(weighed) &&
           !is_at(weighed, Facet::nhs, NhsLevel::other) &&
           likeness_of(line) == GivenLikeness::other;
}

Caution Sought::caution(const PersonLine& line, const Weighed& weighed) const {
    const auto is_born = [&](BornLevel level) { return is_at(weighed, Facet::born, level); };
    const bool is_birthday =
        is_born(BornLevel::same) || is_born(BornLevel::swapped) || is_born(BornLevel::slip);
    const auto name = static_cast<NameLevel>(weighed.levels[at(Facet::name)]);
    const bool is_name = name >= NameLevel::same && name <= NameLevel::sound;
    const auto given = likeness_of(line);
    if (is_at(weighed, Facet::nhs, NhsLevel::other)) return Caution::nhs;
    if (given == GivenLikeness::other) return is_birthday ? Caution::twins : Caution::given;
    if (is_number_same(weighed)) return Caution::none;
    if (given != GivenLikeness::one || !is_name) return Caution::given;
    if (!is_birthday && !is_born(BornLevel::month) && !is_born(BornLevel::year))
        return Caution::birth;
    return Caution::none;
}

Weighed Sought::begin(const PersonLine& line) const {
    Weighed weighed;
    weigh_numbers(line, weighed);
    weigh_born(line, weighed);
    weigh_place(line, weighed);
    weigh_second(line, weighed);
    weighed.total = prior_bits_;
    for (const auto bits : weighed.bits)
        weighed.total += static_cast<double>(bits);
    return weighed;
}

Weighed Sought::against(const PersonLine& line, Weighed begun) const {
    weigh_names(line, begun);
    begun.total += static_cast<double>(begun.bits[at(Facet::name)]);
    if (are_twins_at_home(line, begun)) begun.total = std::min(begun.total, model_.twins_bits);
    return begun;
}

}  // namespace waymark::linkage
