// SPDX-License-Identifier: MIT
#include "linkage/person_compare.hpp"

#include "linkage/person_keys.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace waymark::linkage {

namespace {

template <class Level>
std::size_t at(Level level) {
    return static_cast<std::size_t>(level);
}

bool is_text(TextId id) {
    return id != Texts::missing && id != Texts::empty;
}

bool has(std::span<const TextId> list, TextId id) {
    return std::find(list.begin(), list.end(), id) != list.end();
}

bool share_one(std::span<const TextId> a, std::span<const TextId> b) {
    return std::any_of(a.begin(), a.end(), [&](TextId id) { return has(b, id); });
}

void set(Weighed& weighed, Facet facet, std::size_t level, double bits) {
    weighed.levels[at(facet)] = static_cast<std::uint8_t>(level);
    weighed.bits[at(facet)] = static_cast<float>(bits);
}

/// YYYYMMDD, digit by digit.
using Digits = std::array<unsigned, 8>;

Digits digits_of(const std::chrono::year_month_day& date) {
    auto number = static_cast<unsigned>(static_cast<int>(date.year())) * 10'000 +
                  static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day());
    Digits digits{};
    for (auto at = digits.size(); at-- > 0; number /= 10)
        digits[at] = number % 10;
    return digits;
}

/// Whether one slip of the pen makes one date of the other: another digit, or two neighbours of the
/// year, the month or the day that changed places.
bool is_slip(const Digits& a, const Digits& b) {
    std::size_t first = a.size(), differing = 0;
    for (auto at = a.size(); at-- > 0;)
        if (a[at] != b[at]) {
            first = at;
            ++differing;
        }
    if (differing == 1) return true;
    constexpr std::size_t year_ends = 3, month_ends = 5;
    return differing == 2 && first != year_ends && first != month_ends &&
           a[first] == b[first + 1] && a[first + 1] == b[first];
}

}  // namespace

void Frequencies::change(std::vector<std::uint32_t>& counts, std::uint32_t id, bool is_added) {
    if (id >= counts.size()) counts.resize(std::max<std::size_t>(id + 1, counts.size() * 3 / 2));
    counts[id] += is_added ? 1U : ~0U;
}

void Frequencies::count(const PersonLine& line, const Books& books, bool is_added) {
    const std::uint64_t one = is_added ? 1 : ~std::uint64_t{0};
    line.names([&](const NameLine& name) {
        if (is_text(name.given)) change(given, name.given, is_added), givens += one;
        if (is_text(name.second)) change(second, name.second, is_added), seconds += one;
        if (is_text(name.family)) change(family, name.family, is_added), families += one;
        if (is_text(name.given) && is_text(name.family)) names += one;
    });
    if (line.born() != 0 && line.born_known() == DatePart::day)
        change(born, line.born(), is_added), births += one;
    for (const auto id : line.places()) {
        const auto [sector, district] = books.places.areas[id];
        change(place, district, is_added), districts += one;
        if (sector != Texts::missing && sector != district)
            change(place, sector, is_added), sectors += one;
        if (id != sector && id != district) change(place, id, is_added), wholes += one;
    }
    phones += one * line.phones();
}

double Frequencies::share_bits(
    std::uint32_t count, std::uint64_t among, const PersonModel& model, double exact_bits
) {
    double times = count;
    if (model.frequency_count_least > 0) {
        if (times < model.frequency_count_least) return exact_bits;
        times = model.frequency_count_least *
                std::exp2(std::floor(std::log2(times / model.frequency_count_least)));
        among = std::bit_floor(among);
    }
    const double all = static_cast<double>(among) + model.frequency_records;
    times += model.frequency_records * std::exp2(exact_bits);
    // Of what is there not once it is not known how rare it is.
    return all > 0 && times > 0 ? std::log2(times / all) : exact_bits;
}

double Sought::with_frequency(
    Facet facet, std::size_t level, std::uint32_t count, std::uint64_t among
) const {
    const auto& weight = model_.at(facet, level);
    if (!weight.has_frequency) return weight.bits;
    const auto share = std::max(
        weight.frequency_least_bits,
        Frequencies::share_bits(count, among, model_, weight.exact_bits)
    );
    return weight.bits + weight.frequency_share * (weight.exact_bits - share);
}

Sought::Sought(
    const PersonFacts& facts,
    const Books& books,
    const Frequencies& frequencies,
    const PersonModel& model,
    const Count& count,
    std::size_t people
)
    : books_{books}, frequencies_{frequencies}, model_{model},
      prior_bits_{
          -std::log2(std::max(model.people_least, static_cast<double>(std::bit_floor(people))))} {
    const auto& f = frequencies_;
    for (const auto& one : facts.names) {
        Name name{
            .given = books.names.find(one.given),
            .second = books.names.find(one.second),
            .family = books.names.find(one.family),
            .given_text = one.given,
            .second_text = one.second,
            .family_text = one.family,
            .given_letters = letters_of(one.given),
            .second_letters = letters_of(one.second),
            .family_letters = letters_of(one.family),
            .loose_given = loose_sound_number(one.given),
            .loose_family = loose_sound_number(one.core)};
        for (const auto& usual : one.usual)
            if (const auto id = books.names.find(usual); is_text(id)) name.usual.push_back(id);
        for (const auto& family : one.families)
            if (const auto id = books.names.find(family); is_text(id)) name.families.push_back(id);
        const auto family_count = f.of(f.family, name.family);
        name.same_bits = with_frequency(
            Facet::name,
            at(NameLevel::same),
            count(key_of(KeyKind::name, one.given, one.family)),
            f.names
        );
        name.usual_bits =
            with_frequency(Facet::name, at(NameLevel::usual), family_count, f.families);
        name.family_bits =
            with_frequency(Facet::name, at(NameLevel::family), family_count, f.families);
        name.given_bits =
            with_frequency(Facet::name, at(NameLevel::given), f.of(f.given, name.given), f.givens);
        name.second_bits = with_frequency(
            Facet::second_name, at(SecondLevel::same), f.of(f.second, name.second), f.seconds
        );
        names_.push_back(std::move(name));
    }
    for (const auto& level : model_.levels[at(Facet::name)])
        most_of_names_ = std::max(most_of_names_, level.bits);
    for (const auto& name : names_)
        most_of_names_ = std::max(
            {most_of_names_, name.same_bits, name.usual_bits, name.family_bits, name.given_bits}
        );
    born_ = birth_day_of(facts.born);
    born_known_ = facts.born_known;
    born_date_ = calendar_day(born_);
    if (born_ != 0 && born_known_ == DatePart::day) {
        born_swapped_ = birth_day_of(day_month_swapped(facts.born));
    }
    born_bits_ = with_frequency(Facet::born, at(BornLevel::same), f.of(f.born, born_), f.births);
    for (const auto& text : facts.postcodes) {
        const auto& texts = books.places.texts;
        Place place{.whole = texts.find(text)};
        const auto district = std::string_view{text}.substr(0, text.find(' '));
        place.district = texts.find(district);
        const auto space = text.find(' ');
        place.sector =
            space == std::string::npos ? Texts::missing : texts.find(text.substr(0, space + 2));
        // A sector or a district alone is no postcode.
        if (place.whole == place.sector || place.whole == place.district)
            place.whole = Texts::missing;
        const auto weight = [&](PlaceLevel level, TextId id, std::uint64_t among) {
            return with_frequency(Facet::place, at(level), f.of(f.place, id), among);
        };
        place.same_bits = weight(PlaceLevel::same, place.whole, f.wholes);
        place.sector_bits = weight(PlaceLevel::sector, place.sector, f.sectors);
        place.district_bits = weight(PlaceLevel::district, place.district, f.districts);
        places_.push_back(place);
    }
    for (const auto& number : facts.phones)
        phones_.push_back(
            {number_of(number),
             with_frequency(
                 Facet::phone, at(PhoneLevel::same), count(key_of(KeyKind::phone, number)), f.phones
             )}
        );
    for (const auto& number : facts.nhs)
        nhs_.push_back(number_of(number));
    for (const auto& number : facts.nhs_near)
        nhs_near_.push_back(number_of(number));
    has_pnc_ = !facts.pnc.empty();
    has_cro_ = !facts.cro.empty();
    for (const auto& id : facts.pnc)
        if (const auto found = books.numbers.find(id); is_text(found)) pnc_.push_back(found);
    for (const auto& id : facts.cro)
        if (const auto found = books.numbers.find(id); is_text(found)) cro_.push_back(found);
}

bool Sought::alike(std::string_view text, const Letters& letters, TextId id, double least) const {
    return jaro_winkler_at_most(letters, books_.names.letters(id)) >= least &&
           jaro_winkler(text, books_.names[id]) >= least;
}

NameLevel Sought::level_of(const Name& name, const NameLine& line) const {
    const bool given = !name.given_text.empty() && is_text(line.given);
    const bool family = !name.family_text.empty() && is_text(line.family);
    if (!given && !family) return NameLevel::missing;
    const bool same_given = given && name.given == line.given;
    const bool same_family = family && name.family == line.family;
    if (same_given && same_family) return NameLevel::same;
    const auto shares_usual = [&] {
        return given && (share_one(name.usual, books_.names.usual(line.given)) ||
                         share_one(name.usual, line.usual));
    };
    if (same_family && shares_usual()) return NameLevel::usual;
    if (is_text(line.given) && is_text(line.family) && name.given == line.family &&
        name.family == line.given)
        return NameLevel::swapped;
    constexpr double close = 0.9, far = 0.7;
    const auto both_alike = [&](double least) {
        return given && family &&
               (same_given || alike(name.given_text, name.given_letters, line.given, least)) &&
               (same_family || alike(name.family_text, name.family_letters, line.family, least));
    };
    if (both_alike(close)) return NameLevel::alike;
    const auto shares_part = [&] {
        return has(name.families, line.family) || has(name.families, line.core) ||
               share_one(name.families, line.families);
    };
    if (family && shares_part() && shares_usual()) return NameLevel::part;
    if (given && family && name.loose_given == books_.names.loose_sound(line.given) &&
        name.loose_family == books_.names.loose_sound(line.core))
        return NameLevel::sound;
    if (both_alike(far)) return NameLevel::distant;
    if (same_family) return NameLevel::family;
    if (same_given) return NameLevel::given;
    return NameLevel::other;
}

void Sought::weigh_names(const PersonLine& line, Weighed& weighed) const {
    bool is_first = true;
    line.names([&](const NameLine& other) {
        for (const auto& name : names_) {
            const auto level = level_of(name, other);
            if (level == NameLevel::missing) continue;
            const auto bits = level == NameLevel::same     ? name.same_bits
                              : level == NameLevel::usual  ? name.usual_bits
                              : level == NameLevel::family ? name.family_bits
                              : level == NameLevel::given  ? name.given_bits
                                                           : bits_of(Facet::name, at(level));
            if (is_first || bits > static_cast<double>(weighed.bits[at(Facet::name)]))
                set(weighed, Facet::name, at(level), bits);
            is_first = false;
        }
    });
}

void Sought::weigh_second(const PersonLine& line, Weighed& weighed) const {
    bool is_first = true;
    line.names([&](const NameLine& other) {
        for (const auto& name : names_) {
            if (name.second_text.empty() || !is_text(other.second)) continue;
            constexpr double close = 0.85;
            const auto level = name.second == other.second ? SecondLevel::same
                               : alike(name.second_text, name.second_letters, other.second, close)
                                   ? SecondLevel::alike
                                   : SecondLevel::other;
            const auto bits = level == SecondLevel::same ? name.second_bits
                                                         : bits_of(Facet::second_name, at(level));
            if (is_first || bits > static_cast<double>(weighed.bits[at(Facet::second_name)]))
                set(weighed, Facet::second_name, at(level), bits);
            is_first = false;
        }
    });
}

void Sought::weigh_born(const PersonLine& line, Weighed& weighed) const {
    const auto other = line.born();
    if (born_ == 0 || other == 0) return;
    const auto known = line.born_known();
    const auto weigh = [&](BornLevel level) {
        set(weighed, Facet::born, at(level), bits_of(Facet::born, at(level)));
    };
    if (born_known_ != DatePart::day || known != DatePart::day) {
        const auto date = calendar_day(other);
        const bool is_year = date.year() == born_date_.year();
        const bool has_months = born_known_ != DatePart::year && known != DatePart::year;
        if (has_months && is_year && date.month() == born_date_.month())
            return weigh(BornLevel::month);
        if (!has_months && is_year) return weigh(BornLevel::year);
        return weigh(BornLevel::partly_other);
    }
    if (born_ == other) return set(weighed, Facet::born, at(BornLevel::same), born_bits_);
    if (other == born_swapped_) return weigh(BornLevel::swapped);
    if (is_slip(digits_of(born_date_), digits_of(calendar_day(other))))
        return weigh(BornLevel::slip);
    constexpr BirthDay five_years = 1826;
    const auto days = born_ > other ? born_ - other : other - born_;
    weigh(days <= five_years ? BornLevel::near : BornLevel::other);
}

void Sought::weigh_place(const PersonLine& line, Weighed& weighed) const {
    bool is_first = true;
    for (const auto id : line.places()) {
        const auto [sector, district] = books_.places.areas[id];
        for (const auto& place : places_) {
            auto level = PlaceLevel::other;
            auto bits = bits_of(Facet::place, at(level));
            if (place.whole != Texts::missing && place.whole == id) {
                level = PlaceLevel::same;
                bits = place.same_bits;
            } else if (place.sector != Texts::missing && place.sector == sector) {
                level = PlaceLevel::sector;
                bits = place.sector_bits;
            } else if (place.district != Texts::missing && place.district == district) {
                level = PlaceLevel::district;
                bits = place.district_bits;
            }
            if (is_first || bits > static_cast<double>(weighed.bits[at(Facet::place)]))
                set(weighed, Facet::place, at(level), bits);
            is_first = false;
        }
    }
}

}  // namespace waymark::linkage
