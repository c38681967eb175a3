// SPDX-License-Identifier: MIT
#include "linkage/person_keys.hpp"

#include "linkage/identifiers.hpp"
#include "linkage/name_book.hpp"
#include "linkage/sounds.hpp"

#include <algorithm>
#include <set>

namespace waymark::linkage {

namespace {

constexpr std::size_t year_digits = 4, month_digits = 7;

/// Of each byte once; the halves are mixed well enough for a table of their own (MurmurHash3's
/// finaliser).
std::uint64_t mixed(std::uint64_t hash) {
    hash ^= hash >> 33;
    hash *= 0xFF51AFD7ED558CCDULL;
    hash ^= hash >> 33;
    hash *= 0xC4CEB9FE1A85EC53ULL;
    return hash ^ hash >> 33;
}

std::uint64_t with_text(std::uint64_t hash, std::string_view text) {
    constexpr std::uint64_t prime = 0x100000001B3ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * prime;
    return (hash ^ 0xFF) * prime;  // No byte of UTF-8, so that "ab","c" is not "a","bc".
}

class Keys {
public:
    explicit Keys(const PersonFacts& facts) : facts_{facts} {}

    void add_numbers() {
        for (const auto& number : facts_.nhs)
            add(KeyKind::nhs, number);
        for (const auto& number : facts_.nhs_near)
            add(KeyKind::nhs, number);
        for (const auto& id : facts_.pnc)
            add(KeyKind::pnc, id);
        for (const auto& id : facts_.cro)
            add(KeyKind::cro, id);
        for (const auto& number : facts_.phones)
            add(KeyKind::phone, number);
    }

    void add_name(const NameFacts& name) {
        const auto year = std::string_view{facts_.born}.substr(0, year_digits);
        const auto loose_given = loose_sound_of(name.given),
                   loose_family = loose_sound_of(name.core);
        if (!name.given.empty()) add(KeyKind::given_alone, name.given);
        if (!name.second.empty()) {
            add(KeyKind::given_alone, name.second);
            add(KeyKind::given_alone, name.given + name.second);
        }
        for (const auto& more : name.more)
            add(KeyKind::given_alone, more);
        for (const auto& family : name.families)
            add(KeyKind::family_alone, family);
        if (!name.given.empty() && !name.family.empty()) {
            add(KeyKind::name, name.given, name.family);
            for (const auto& usual : name.usual)
                for (const auto& family : name.families)
                    add(KeyKind::usual_part, usual, family);
            for (const auto& slip : with_slips(name.family))
                add(KeyKind::family_slip, slip, name.given);
            for (const auto& slip : with_slips(name.given))
                add(KeyKind::given_slip, slip, name.family);
            if (!year.empty()) {
                add(KeyKind::loose_year, loose_given, loose_family, year);
                for (const auto& slip : with_slips(name.family))
                    add(KeyKind::initial_slip, slip, name.given.substr(0, 1), year);
            }
        }
        add_birth(name, facts_.born, loose_given);
        for (const auto& postcode : facts_.postcodes) {
            const auto parts = postcode_parts(postcode);
            if (!parts) continue;
            if (!name.given.empty() && !parts->whole.empty())
                add(KeyKind::given_postcode, name.given, parts->whole);
            if (!name.family.empty() && !parts->sector.empty())
                add(KeyKind::family_sector, name.family, parts->sector);
        }
    }

    void add_birth(const NameFacts& name, std::string_view born, std::string_view loose_given) {
        if (born.empty() || facts_.born_known != DatePart::day) return;
        if (!name.family.empty()) {
            add(KeyKind::born_sound, born, sound_of(name.core));
            add(KeyKind::family_day, name.family, born.substr(year_digits));
        }
        if (!name.given.empty()) add(KeyKind::born_given, born, loose_given);
        if (!name.given.empty() && !name.family.empty())
            add(KeyKind::born_initials, born, name.given.substr(0, 1), name.core.substr(0, 1));
    }

    void add_place() {
        const auto year = std::string_view{facts_.born}.substr(0, year_digits);
        for (const auto& postcode : facts_.postcodes) {
            const auto parts = postcode_parts(postcode);
            if (!parts) continue;
            if (!parts->whole.empty()) {
                add(KeyKind::postcode_alone, parts->whole);
                if (!year.empty()) add(KeyKind::postcode_year, parts->whole, year);
            }
            if (!facts_.born.empty() && facts_.born_known == DatePart::day)
                add(KeyKind::born_district, facts_.born, parts->district);
        }
        if (!facts_.born.empty())
            add(KeyKind::born_alone,
                facts_.born_known == DatePart::day ? std::string_view{facts_.born}
                : facts_.born_known == DatePart::month
                    ? std::string_view{facts_.born}.substr(0, month_digits)
                    : year);
    }

    void add_swapped(const NameFacts& name) {
        if (!name.given.empty() && !name.family.empty())
            add(KeyKind::name, name.family, name.given);
        if (facts_.born_known == DatePart::day)
            add_birth(name, day_month_swapped(facts_.born), loose_sound_of(name.given));
    }

    std::vector<PersonKey> taken() {
        std::sort(keys_.begin(), keys_.end(), [](const PersonKey& a, const PersonKey& b) {
            return a.hash < b.hash;
        });
        keys_.erase(
            std::unique(
                keys_.begin(),
                keys_.end(),
                [](const PersonKey& a, const PersonKey& b) { return a.hash == b.hash; }
            ),
            keys_.end()
        );
        return std::move(keys_);
    }

private:
    void add(KeyKind kind, std::string_view a, std::string_view b = {}, std::string_view c = {}) {
        keys_.push_back({key_of(kind, a, b, c), kind});
    }

    const PersonFacts& facts_;
    std::vector<PersonKey> keys_{};
};

Keys keys_both(const PersonFacts& facts) {
    Keys keys{facts};
    keys.add_numbers();
    for (const auto& name : facts.names)
        keys.add_name(name);
    keys.add_place();
    return keys;
}

}  // namespace

std::uint64_t key_of(KeyKind kind, std::string_view a, std::string_view b, std::string_view c) {
    constexpr std::uint64_t basis = 0xCBF29CE484222325ULL;
    auto hash = basis + static_cast<std::uint64_t>(kind);
    hash = with_text(hash, a);
    hash = with_text(hash, b);
    return mixed(with_text(hash, c));
}

std::vector<PersonKey> keys_of(const PersonFacts& facts) {
    return keys_both(facts).taken();
}

std::vector<PersonKey> keys_to_find(const PersonFacts& facts) {
    auto keys = keys_both(facts);
    for (const auto& name : facts.names)
        keys.add_swapped(name);
    return keys.taken();
}

std::string day_month_swapped(std::string_view born) {
    constexpr std::size_t date_length = 10;
    if (born.size() != date_length) return {};
    const auto month = born.substr(5, 2), day = born.substr(8, 2);
    if (day > "12" || day == month) return {};
    return std::string{born.substr(0, 5)}.append(day).append("-").append(month);
}

}  // namespace waymark::linkage
