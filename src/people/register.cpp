// SPDX-License-Identifier: MIT
#include "people/register.hpp"

#include "people/register_store.hpp"
#include "sharing/sharing.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <charconv>

namespace waymark::people {

namespace {

constexpr int page_people = 2'000;
/// So many are read while somebody waits: well under a second.
constexpr int few_people = 20'000;

std::string born_text(const Person& person) {
    if (!person.born_on) return {};
    constexpr std::size_t year = 4, month = 7;
    const auto text = to_iso8601(*person.born_on);
    switch (person.born_precision) {
    case BornPrecision::unknown:  // Of somebody who is not saved yet.
    case BornPrecision::day: return text;
    case BornPrecision::month: return text.substr(0, month);
    case BornPrecision::year:
    case BornPrecision::estimated: return text.substr(0, year);
    }
    return {};
}

linkage::SourceMask mask_of(const std::vector<AgencyId>& agencies) {
    linkage::SourceMask mask = 0;
    for (const auto& agency : agencies)
        mask |= bit_of(agency);
    return mask;
}

}  // namespace

linkage::PersonNumber number_of(const PersonId& id) {
    linkage::PersonNumber number;
    int digits = 0;
    for (const char c : id.text) {
        if (c == '-') continue;
        const auto value = static_cast<std::uint64_t>(c >= 'a' ? c - 'a' + 10 : c - '0') & 15;
        auto& half = digits++ < 16 ? number.high : number.low;
        half = half << 4 | value;
    }
    return number;
}

PersonId id_of(const linkage::PersonNumber& number) {
    const auto digits = fmt::format("{:016x}{:016x}", number.high, number.low);
    return {fmt::format(
        "{}-{}-{}-{}-{}",
        digits.substr(0, 8),
        digits.substr(8, 4),
        digits.substr(12, 4),
        digits.substr(16, 4),
        digits.substr(20)
    )};
}

linkage::SourceMask bit_of(const AgencyId& agency) {
    constexpr std::size_t bits = 64;
    return linkage::SourceMask{1} << std::hash<std::string>{}(agency.text) % bits;
}

linkage::PersonFacts facts_of(const Person& person, Day today) {
    linkage::WrittenPerson written{.born = born_text(person)};
    for (const auto& name : person.names)
        written.names.push_back({name.given, name.family});
    for (const auto& address : person.addresses)
        written.postcodes.push_back(address.postcode);
    for (const auto& phone : person.phones)
        written.phones.push_back(phone.number);
    for (const auto& identifier : person.identifiers) {
        if (identifier.kind == "nhs_number") written.nhs.push_back(identifier.value);
        if (identifier.kind == "pnc_id") written.pnc.push_back(identifier.value);
        if (identifier.kind == "cro_number") written.cro.push_back(identifier.value);
    }
    return linkage::facts_of(linkage::name_lists(), written, static_cast<int>(today.year()));
}

Register::Register() : index_{linkage::name_lists(), linkage::person_model()} {
}

void Register::load(
    store::Database& database, Day today, const std::function<bool(std::uint64_t)>& told
) {
    const std::lock_guard lock{mutex_};
    if (is_read_) return;
    is_loading_ = true;
    position_ = database.read([](store::Transaction& transaction) {
        return sharing::feed_end(transaction);
    });
    std::string after;
    for (std::uint64_t count = 0;;) {
        const auto people = database.read([&](store::Transaction& transaction) {
            return RegisterStore{transaction}.page(after, page_people);
        });
        for (const auto& [person, seen_by] : people)
            index_.put(number_of(person.id), mask_of(seen_by), facts_of(person, today));
        count += people.size();
        if (!told(count)) break;
        if (people.size() < page_people) {
            is_read_ = true;
            break;
        }
        after = people.back().person.id.text;
    }
    is_loading_ = false;
}

bool Register::catch_up(store::Transaction& transaction, Day today) {
    if (is_loading_) return false;
    const std::lock_guard lock{mutex_};
    RegisterStore store{transaction};
    const auto put = [&](const Registered& one) {
        index_.put(number_of(one.person.id), mask_of(one.seen_by), facts_of(one.person, today));
    };
    if (!is_read_) {
        if (store.has_more_than(few_people)) return false;
        position_ = sharing::feed_end(transaction);
        for (const auto& one : store.page("", few_people))
            put(one);
        is_read_ = true;
    }
    const auto changed =
        sharing::changed_records(transaction, sharing::RecordKind::person, position_);
    for (const auto& id : changed.ids) {
        const auto found = store.one(id);
        if (found.empty()) index_.remove(number_of({id}));
        for (const auto& one : found)
            put(one);
    }
    position_ = changed.position;
    return true;
}

}  // namespace waymark::people
