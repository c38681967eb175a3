// SPDX-License-Identifier: MIT
#include "demo/population.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace waymark::demo {

namespace {

/// True so many times in a thousand.
bool chance(Random& random, std::uint64_t in_a_thousand) {
    return random.below(1'000) < in_a_thousand;
}

template <class List>
const auto& any_of(const List& list, Random& random) {
    return list[random.below(std::size(list))];
}

// Most family names are rare. These are made of what English ones are made of.
constexpr std::array<std::string_view, 64> beginnings{
    "Ash", "Ald",  "Ax",   "Bar",  "Beck", "Bex",  "Bold",  "Brack", "Bram", "Bur",  "Cal",
    "Car", "Chal", "Chip", "Clav", "Col",  "Cran", "Crom",  "Dal",   "Den",  "Dray", "Dun",
    "Eck", "El",   "Fal",  "Farn", "Fen",  "Gar",  "Glas",  "Gren",  "Hal",  "Har",  "Hax",
    "Hel", "Hin",  "Hol",  "Horn", "Ing",  "Kel",  "Kings", "Lam",   "Lan",  "Lin",  "Lox",
    "Mal", "Mar",  "Mel",  "Mor",  "Nor",  "Oak",  "Pem",   "Pen",   "Ram",  "Rav",  "Ros",
    "Sal", "Sel",  "Shel", "Stan", "Thur", "Tor",  "Wal",   "Wen",   "Whit"};
constexpr std::array<std::string_view, 24> middles{
    "",    "",   "",    "",   "er",  "en", "ing", "ber", "der", "ne",  "le",   "sen",
    "ter", "ri", "man", "wo", "cot", "ge", "mer", "lan", "ve",  "bor", "ster", "ham"};
constexpr std::array<std::string_view, 40> endings{
    "ton",    "ley",   "worth", "field",  "by",    "thorpe", "wick",   "shaw", "combe", "hurst",
    "den",    "stead", "ford",  "ham",    "well",  "more",   "bridge", "land", "wood",  "bourne",
    "cliffe", "croft", "dale",  "gate",   "grove", "hill",   "house",  "ing",  "kirk",  "low",
    "mere",   "ridge", "row",   "scough", "side",  "stock",  "tree",   "ward", "way",   "yard"};
/// Areas of the post, for homes; the rest of a postcode is drawn.
constexpr std::array<std::string_view, 40> areas{
    "B",  "BA", "BD", "BH", "BL", "BN", "BS", "CB", "CF", "CH", "CO", "CV", "DE", "DN",
    "EX", "GL", "GU", "HD", "HU", "IP", "L",  "LE", "LL", "LN", "LS", "M",  "ME", "MK",
    "NE", "NG", "NN", "NR", "OX", "PE", "PL", "PO", "RG", "S",  "SA", "WV"};

std::string family_name(const Material& material, Random& random) {
    constexpr std::uint64_t common = 450;
    if (chance(random, common)) return material.surnames.draw(random);
    // The lower of two draws: some of the rare are less rare than others.
    const auto lower = [&](std::uint64_t of) {
        const auto a = random.below(of), b = random.below(of);
        return a < b ? a : b;
    };
    // Drawn one after another: in a call, each compiler has an order of its own.
    const auto beginning = beginnings[lower(beginnings.size())];
    const auto middle = middles[random.below(middles.size())];
    const auto ending = endings[lower(endings.size())];
    return fmt::format("{}{}{}", beginning, middle, ending);
}

std::string postcode(const Material& material, Random& random) {
    if (chance(random, 100)) return any_of(material.postcodes, random).text;
    constexpr std::string_view inward = "ABDEFGHJLNPQRSTUWXYZ";
    const auto area = any_of(areas, random);
    const auto district = 1 + random.below(24), sector = random.below(10);
    const auto first = inward[random.below(inward.size())];
    const auto second = inward[random.below(inward.size())];
    return fmt::format("{}{} {}{}{}", area, district, sector, first, second);
}

/// Numbers that begin with 06 are kept for later times, and are nobody's.
std::string phone(Random& random) {
    return fmt::format("+446{:09}", random.below(1'000'000'000));
}

/// Of those that begin with 999, which are for tests; nothing once they are used up.
std::string nhs_number(std::uint64_t& next) {
    constexpr std::uint64_t last = 999'999;
    while (next <= last) {
        const auto nine = fmt::format("999{:06}", next++);
        for (char check = '0'; check <= '9'; ++check)
            if (auto number = normal_nhs_number(nine + check)) return *number;
    }
    return {};
}

std::string birthday(int year, Random& random) {
    constexpr unsigned months = 12, days = 28;
    const auto month = 1 + random.below(months), day = 1 + random.below(days);
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

struct Home {
    std::string address;
    std::string postcode;
};

class Town {
public:
    Town(
        std::uint64_t records,
        const Material& material,
        std::uint64_t seed,
        const std::function<void(const PopulationRecord&)>& take
    )
        : left_{records}, material_{material}, random_{seed}, take_{take} {}

    void make() {
        while (left_ > 0)
            make_household();
    }

private:
    Home new_home() {
        const auto number = 1 + random_.below(180);
        const auto& street = any_of(material_.streets, random_);
        return {fmt::format("{} {}", number, street), postcode(material_, random_)};
    }

    PopulationRecord somebody(const std::string& family, const Home& home, int from, int to) {
        PopulationRecord truth;
        truth.person = ++people_;
        truth.sex = chance(random_, 500) ? "F" : "M";
        truth.given = given_name(truth.sex);
        truth.family = chance(random_, 800) ? family : family_name(material_, random_);
        truth.born = birthday(
            from + static_cast<int>(random_.below(static_cast<std::uint64_t>(to - from))), random_
        );
        truth.address = home.address;
        truth.postcode = home.postcode;
        if (chance(random_, 550)) truth.phone = phone(random_);
        if (chance(random_, 400)) truth.nhs = nhs_number(next_nhs_);
        if (chance(random_, 10)) {
            truth.has_no_home = true;
            truth.address = "No fixed abode";
            truth.postcode = "ZZ99 3VZ";
        }
        return truth;
    }

    std::string given_name(const std::string& sex) {
        return (sex == "F" ? material_.women : material_.men).draw(random_);
    }

    void make_household() {
        const auto home = new_home();
        const auto family = family_name(material_, random_);
        const auto parent = somebody(family, home, 1935, 1990);
        write_down(parent);
        if (chance(random_, 550)) {
            auto spouse = somebody(family, home, 1935, 1990);
            if (chance(random_, 200)) spouse.phone = parent.phone;
            write_down(spouse);
        }
        for (auto children = random_.below(3); children > 0 && left_ > 0; --children) {
            auto child = somebody(family, home, 1975, 2014);
            // A child may have its parent's name and telephone.
            if (chance(random_, 20)) child.given = parent.given;
            if (chance(random_, 300)) child.phone = parent.phone;
            write_down(child);
            if (!chance(random_, 15)) continue;
            auto twin = somebody(family, home, 1975, 2014);
            twin.family = child.family;
            twin.born = child.born;
            while (twin.given == child.given)
                twin.given = given_name(twin.sex);
            write_down(twin);
        }
    }

    void write_down(PopulationRecord truth) {
        constexpr int records_max = 10;
        for (int turn = 0; turn < records_max && left_ > 0; ++turn, --left_) {
            if (turn > 0 && !chance(random_, 500)) return;
            if (turn > 0) live_on(truth);
            auto written = truth;
            if (turn > 0) slip(written);
            written.number = ++records_;
            take_(written);
        }
    }

    /// What changes in somebody's life between two records.
    void live_on(PopulationRecord& truth) {
        if (!truth.has_no_home && chance(random_, 200)) {
            const auto home = new_home();
            truth.address = home.address;
            truth.postcode = home.postcode;
        }
        if (chance(random_, 200)) truth.phone = phone(random_);
        if (truth.sex == "F" && chance(random_, 30)) {
            const auto married = family_name(material_, random_);
            truth.family = chance(random_, 200) ? truth.family + "-" + married : married;
        }
    }

    void slip(PopulationRecord& written) {
        if (chance(random_, 60)) written.given = short_form(written.given);
        if (chance(random_, 10)) std::swap(written.given, written.family);
        const auto one = [&](std::string& text, std::uint64_t slips, std::uint64_t missing) {
            if (chance(random_, missing))
                text.clear();
            else if (chance(random_, slips))
                text = with_slip(text, random_);
        };
        one(written.given, 120, 30);
        one(written.family, 120, 30);
        if (chance(random_, 10))
            written.born = chance(random_, 500) ? "1900-01-01" : "1970-01-01";
        else
            slip_birth(written.born);
        if (!written.has_no_home) one(written.postcode, 40, 120);
        one(written.phone, 20, 300);
        one(written.nhs, 30, 300);
        if (chance(random_, 5)) written.given = "Unknown";
    }

    void slip_birth(std::string& born) {
        constexpr std::size_t month = 5, day = 8, digits = 2;
        if (chance(random_, 80)) {
            born.clear();
        } else if (chance(random_, 15) && born.substr(day) <= "12") {
            const auto swapped = born.substr(day, digits);
            born.replace(day, digits, born.substr(month, digits));
            born.replace(month, digits, swapped);
        } else if (chance(random_, 80)) {
            // A digit of the year's end or of the day; what is then no date is written so too.
            const auto at = chance(random_, 500) ? 3 : day + 1;
            born[at] = static_cast<char>('0' + random_.below(10));
        }
    }

    std::string short_form(const std::string& given) {
        constexpr std::size_t letters = 4;
        return first_characters(given, letters - random_.below(2));
    }

    std::uint64_t left_;
    std::uint64_t records_ = 0;
    std::uint64_t people_ = 0;
    std::uint64_t next_nhs_ = 0;
    const Material& material_;
    SeededRandom random_;
    const std::function<void(const PopulationRecord&)>& take_;
};

}  // namespace

std::array<std::string, 10> cells_of(const PopulationRecord& record) {
    return {
        std::to_string(record.number),
        std::to_string(record.person),
        record.given,
        record.family,
        record.born,
        record.sex,
        record.address,
        record.postcode,
        record.phone,
        record.nhs};
}

std::string with_slip(const std::string& text, Random& random) {
    if (text.empty()) return text;
    auto slipped = text;
    const auto at = random.below(text.size());
    // Of a letter of several bytes none is left alone.
    const auto is_plain = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (!is_plain(text[at]) || (at + 1 < text.size() && !is_plain(text[at + 1]))) return text;
    const bool is_digit = text[at] >= '0' && text[at] <= '9';
    const auto other = static_cast<char>(
        is_digit ? '0' + static_cast<char>(random.below(10))
                 : 'a' + static_cast<char>(random.below(26))
    );
    const auto kind = random.below(100);
    if (kind < 35)
        slipped[at] = other;
    else if (kind < 60)
        slipped.erase(at, 1);
    else if (kind < 85)
        slipped.insert(at, 1, other);
    else if (at + 1 < slipped.size())
        std::swap(slipped[at], slipped[at + 1]);
    return slipped;
}

void make_population(
    std::uint64_t records,
    const Material& material,
    std::uint64_t seed,
    const std::function<void(const PopulationRecord&)>& take
) {
    Town{records, material, seed, take}.make();
}

}  // namespace waymark::demo
