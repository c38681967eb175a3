// SPDX-License-Identifier: MIT
#include "people/register.hpp"

#include "people/register_store.hpp"
#include "sharing/sharing.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>

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

/// Says that somebody is at it, until it goes out of scope.
class Busy {
public:
    explicit Busy(std::atomic<bool>& flag) : flag_{flag} { flag_ = true; }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;
    ~Busy() { flag_ = false; }

private:
    std::atomic<bool>& flag_;
};

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

linkage::SourceMask Register::bit_of(const AgencyId& agency) {
    constexpr unsigned last = 63;
    const std::lock_guard lock{agencies_mutex_};
    const auto next = static_cast<unsigned>(agencies_.size());
    return linkage::SourceMask{1} << std::min(
               agencies_.try_emplace(agency, next).first->second, last
           );
}

linkage::SourceMask Register::mask_of(const std::vector<AgencyId>& agencies) {
    linkage::SourceMask mask = 0;
    for (const auto& agency : agencies)
        mask |= bit_of(agency);
    return mask;
}

void Register::put(const Registered& one, Day today) {
    index_.put(number_of(one.person.id), mask_of(one.seen_by), facts_of(one.person, today));
}

void Register::load(
    store::Database& database, Day today, const std::function<bool(std::uint64_t)>& told
) {
    // Before the lock: whoever comes meanwhile must not wait for it with a connection in hand.
    const Busy busy{is_loading_};
    const std::lock_guard lock{mutex_};
    if (is_read_) return;
    position_ = database.read([](store::Transaction& transaction) {
        return sharing::feed_end(transaction);
    });
    std::string after;
    for (std::uint64_t count = 0;;) {
        const auto people = database.read([&](store::Transaction& transaction) {
            return RegisterStore{transaction}.page(after, page_people);
        });
        for (const auto& one : people)
            put(one, today);
        count += people.size();
        if (!told(count)) return;
        if (people.size() < page_people) break;
        after = people.back().person.id.text;
    }
    is_read_ = true;
}

bool Register::catch_up(store::Transaction& transaction, Day today) {
    std::unique_lock lock{mutex_, std::defer_lock};
    // Who follows holds it for moments; who reads everybody, for as long as that takes.
    if (is_read_)
        lock.lock();
    else if (is_loading_ || !lock.try_lock())
        return false;
    RegisterStore store{transaction};
    if (!is_read_) {
        if (store.has_more_than(few_people)) return false;
        position_ = sharing::feed_end(transaction);
        for (const auto& one : store.page("", few_people))
            put(one, today);
        is_read_ = true;
    }
    const auto changed =
        sharing::changed_records(transaction, sharing::RecordKind::person, position_);
    std::set<std::string> ids;
    for (const auto& change : changed.changes)
        if (!beyond_.contains(change.position)) ids.insert(change.id);
    for (const auto& id : ids) {
        const auto found = store.one(id);
        if (found.empty()) index_.remove(number_of({id}));
        for (const auto& one : found)
            put(one, today);
    }
    // What is not settled is told again, and was brought in already.
    if (changed.position != position_) beyond_.clear();
    for (const auto& change : changed.changes)
        beyond_.insert(change.position);
    position_ = changed.position;
    return true;
}

std::optional<std::vector<Registered>> Register::changed_since(store::Transaction& transaction) {
    if (!is_read_) return std::nullopt;
    std::string position;
    {
        const std::lock_guard lock{mutex_};
        position = position_;
    }
    std::set<std::string> ids;
    for (const auto& change :
         sharing::changed_records(transaction, sharing::RecordKind::person, position).changes)
        ids.insert(change.id);
    std::vector<Registered> people;
    RegisterStore store{transaction};
    for (const auto& id : ids)
        for (auto& one : store.one(id))
            people.push_back(std::move(one));
    return people;
}

}  // namespace waymark::people
