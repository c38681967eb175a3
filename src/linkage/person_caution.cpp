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
            if (has(nhs_near_, number) || (!is_right && has(nhs_, number))) level = NhsLevel::near;
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

void Sought::be_cautious(const PersonLine& line, Weighed& weighed) const {
    const bool is_number_same = is_at(weighed, Facet::nhs, NhsLevel::same) ||
                                is_at(weighed, Facet::police, PoliceLevel::same);
    if (is_at(weighed, Facet::nhs, NhsLevel::other)) weighed.caution = Caution::nhs;
    if (is_number_same) return;
    const bool is_home_same = is_at(weighed, Facet::place, PlaceLevel::same);
    if (is_home_same && is_at(weighed, Facet::born, BornLevel::same)) {
        // Of each two names: one family, and first names that are not one name.
        bool is_one_family = false, is_one_given = false;
        constexpr double close = 0.9;
        line.names([&](const NameLine& other) {
            for (const auto& name : names_) {
                if (name.family_text.empty() || name.family != other.family) continue;
                if (name.given_text.empty() || other.given == Texts::empty) continue;
                is_one_family = true;
                const auto usual = books_.names.usual(other.given);
                const auto is_usual = [&](TextId id) {
                    return has(usual, id) || has(other.usual, id);
                };
                is_one_given |= std::any_of(name.usual.begin(), name.usual.end(), is_usual) ||
                                alike(name.given_text, name.given_letters, other.given, close);
            }
        });
        if (is_one_family && !is_one_given) {
            weighed.caution = Caution::twins;
            weighed.total = std::min(weighed.total, model_.twins_bits);
            return;
        }
    }
    const bool is_another_birth = is_at(weighed, Facet::born, BornLevel::near) ||
                                  is_at(weighed, Facet::born, BornLevel::other);
    if (is_another_birth && weighed.caution == Caution::none)
        weighed.caution = Caution::other_birth;
}

std::optional<Weighed> Sought::against(const PersonLine& line, double least) {
    Weighed weighed;
    // Names take longest, so they come once the rest has left a chance.
    weigh_numbers(line, weighed);
    weigh_born(line, weighed);
    weigh_place(line, weighed);
    weigh_second(line, weighed);
    double rest = model_.prior_bits;
    for (const auto bits : weighed.bits)
        rest += static_cast<double>(bits);
    if (rest + most_of_names_ < least) return std::nullopt;
    weigh_names(line, weighed);
    weighed.total = rest + static_cast<double>(weighed.bits[at(Facet::name)]);
    be_cautious(line, weighed);
    if (weighed.total < least) return std::nullopt;
    return weighed;
}

}  // namespace waymark::linkage
