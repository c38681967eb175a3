// SPDX-License-Identifier: MIT
#include "linkage/person_lines.hpp"

#include "linkage/identifiers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace waymark::linkage {

namespace {

constexpr std::chrono::sys_days before_all{
    std::chrono::year{1849} / std::chrono::December / std::chrono::day{31}};

int number_at(std::string_view text, std::size_t at, std::size_t length) {
    int number = 0;
    std::from_chars(text.data() + at, text.data() + at + length, number);
    return number;
}

bool has(std::span<const TextId> list, TextId id) {
    return std::find(list.begin(), list.end(), id) != list.end();
}

}  // namespace

BirthDay birth_day_of(std::string_view date) {
    constexpr std::size_t length = 10;
    if (date.size() != length) return 0;
    const auto calendar = std::chrono::year{number_at(date, 0, 4)} /
                          std::chrono::month{static_cast<unsigned>(number_at(date, 5, 2))} /
                          std::chrono::day{static_cast<unsigned>(number_at(date, 8, 2))};
    if (!calendar.ok()) return 0;
    const std::chrono::sys_days day{calendar};
    return day > before_all ? static_cast<BirthDay>((day - before_all).count()) : 0;
}

std::chrono::year_month_day calendar_day(BirthDay day) {
    return {before_all + std::chrono::days{day}};
}

std::string date_of(BirthDay day) {
    if (day == 0) return {};
    const auto date = calendar_day(day);
    return fmt::format(
        "{:04}-{:02}-{:02}",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day())
    );
}

std::uint64_t number_of(std::string_view digits) {
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

TextId PlaceBook::add(std::string_view place) {
    const auto id = texts.add(place);
    if (id < areas.size()) return id;
    Areas of_place;
    if (const auto parts = postcode_parts(place)) {
        of_place.district = texts.add(parts->district);
        if (!parts->sector.empty()) of_place.sector = texts.add(parts->sector);
    }
    const auto before = areas.size();
    areas.resize(texts.size());
    // What was added with it are areas themselves.
    for (auto i = std::max<std::size_t>(before, 2); i < areas.size(); ++i)
        areas[i] = {
            of_place.sector == i ? static_cast<TextId>(i) : Texts::missing, of_place.district};
    areas[id] = of_place;
    return id;
}

void PersonLines::write_name(std::vector<std::uint32_t>& words, const NameFacts& name) {
    auto& names = books_.names;
    const auto given = names.add(name.given), family = names.add(name.family);
    const auto second = names.add(name.second), core = names.add(name.core);
    std::vector<TextId> families, usual;
    for (const auto& one : name.families)
        if (const auto id = names.add(one); id != family && id != core) families.push_back(id);
    for (const auto& one : name.usual) {
        const auto id = names.add(one);
        if (!has(names.usual(given), id)) usual.push_back(id);
    }
    auto flags = static_cast<std::uint32_t>(
        families.size() << PersonLine::families_at | usual.size() << PersonLine::usual_at |
        name.more.size() << PersonLine::more_at
    );
    if (second != Texts::empty) flags |= PersonLine::has_second;
    if (core != family) flags |= PersonLine::has_core;
    words.insert(words.end(), {given, family, flags});
    if (second != Texts::empty) words.push_back(second);
    if (core != family) words.push_back(core);
    words.insert(words.end(), families.begin(), families.end());
    words.insert(words.end(), usual.begin(), usual.end());
    for (const auto& one : name.more)
        words.push_back(names.add(one));
}

PersonLines::Place PersonLines::add(
    PersonNumber who, SourceMask sources, const PersonFacts& facts
) {
    std::vector<std::uint32_t> words(PersonLine::head_words);
    const auto put = [&](std::size_t at, std::uint64_t pair) {
        words[at] = static_cast<std::uint32_t>(pair >> 32);
        words[at + 1] = static_cast<std::uint32_t>(pair);
    };
    const auto push = [&](const Words& numbers) {
        for (const auto& one : numbers) {
            words.insert(words.end(), {0, 0});
            put(words.size() - 2, number_of(one));
        }
    };
    for (const auto& name : facts.names)
        write_name(words, name);
    for (const auto& place : facts.postcodes)
        words.push_back(books_.places.add(place));
    for (const auto& id : facts.pnc)
        words.push_back(books_.numbers.add(id));
    for (const auto& id : facts.cro)
        words.push_back(books_.numbers.add(id));
    push(facts.phones);
    push(facts.nhs);
    push(facts.nhs_near);
    const auto order = WordPool::order_for(words.size());
    std::uint64_t packed = birth_day_of(facts.born);
    packed |= std::uint64_t{static_cast<std::uint8_t>(facts.born_known)} << PersonLine::known_at;
    packed |= std::uint64_t{order} << PersonLine::order_at;
    unsigned at = PersonLine::counts_at;
    for (const auto count :
         {facts.names.size(),
          facts.postcodes.size(),
          facts.pnc.size(),
          facts.cro.size(),
          facts.phones.size(),
          facts.nhs.size(),
          facts.nhs_near.size()}) {
        packed |= std::uint64_t{count} << at;
        at += PersonLine::count_bits;
    }
    put(0, who.high);
    put(2, who.low);
    put(4, sources);
    put(6, packed);
    const auto place = pool_.take(order);
    std::copy(words.begin(), words.end(), pool_.at(place));
    return place;
}

PersonFacts PersonLines::facts_at(Place place) const {
    const auto line = at(place);
    const auto& names = books_.names;
    PersonFacts facts;
    line.names([&](const NameLine& one) {
        NameFacts name;
        name.given = names[one.given];
        name.second = names[one.second];
        name.family = names[one.family];
        name.core = names[one.core];
        if (one.family != Texts::empty) name.families.push_back(name.family);
        // A single letter is no name among others.
        if (one.core != one.family && name.core.size() > 1) name.families.push_back(name.core);
        for (const auto id : one.families)
            name.families.emplace_back(names[id]);
        if (one.given != Texts::empty)
            for (const auto id : names.usual(one.given))
                name.usual.emplace_back(names[id]);
        for (const auto id : one.usual)
            name.usual.emplace_back(names[id]);
        for (const auto id : one.more)
            name.more.emplace_back(names[id]);
        std::sort(name.usual.begin(), name.usual.end());
        facts.names.push_back(std::move(name));
    });
    facts.born = date_of(line.born());
    facts.born_known = line.born_known();
    for (const auto id : line.places())
        facts.postcodes.emplace_back(books_.places.texts[id]);
    for (const auto id : line.pnc())
        facts.pnc.emplace_back(books_.numbers[id]);
    for (const auto id : line.cro())
        facts.cro.emplace_back(books_.numbers[id]);
    for (std::size_t i = 0; i < line.phones(); ++i)
        facts.phones.push_back(fmt::format("+{}", line.phone(i)));
    for (std::size_t i = 0; i < line.nhs(); ++i)
        facts.nhs.push_back(fmt::format("{:010}", line.nhs(i)));
    for (std::size_t i = 0; i < line.nhs_near(); ++i)
        facts.nhs_near.push_back(fmt::format("{:010}", line.nhs_near(i)));
    return facts;
}

std::size_t PersonLines::memory() const {
    constexpr std::size_t a_text = 40;
    return pool_.memory() + books_.names.memory() +
           (books_.places.texts.size() + books_.numbers.size()) * a_text;
}

}  // namespace waymark::linkage
