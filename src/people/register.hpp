// SPDX-License-Identifier: MIT
#pragma once

// The people of one database, kept in memory so that they are found at once, however they were
// written. What is saved by this server or another comes in with the feed of changes.

#include "linkage/person_index.hpp"
#include "people/person.hpp"
#include "sharing/act.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace waymark::people {

/// A person as the register keeps them.
struct Registered {
    Person person{};
    std::vector<AgencyId>
        seen_by{};  ///< The agency whose record it is, and those it is shared with.
};

/// A person's number in the index, and back.
linkage::PersonNumber number_of(const PersonId& id);
PersonId id_of(const linkage::PersonNumber& number);

/// What the index compares of a person.
linkage::PersonFacts facts_of(const Person& person, Day today);

/// All functions may be called from any thread.
class Register {
public:
    Register();

    /// Reads everybody, a few thousand at a time; `told` is called with how many so far, and stops
    /// it by answering false. Until it is done, whoever searches does without. Once is enough;
    /// after a throw it may be tried again.
    void load(store::Database& database, Day today, const std::function<bool(std::uint64_t)>& told);

    /// Brings in what changed since, by one who reads what is committed; reads everybody at first
    /// where they are few. False while they are many and not read yet. Not for a transaction that
    /// writes: what it sees may be given up.
    bool catch_up(store::Transaction& transaction, Day today);

    /// People who changed since the register last followed, for one who writes: they are to be
    /// looked at beside the register. Nothing where it is not read.
    std::optional<std::vector<Registered>> changed_since(store::Transaction& transaction);

    const linkage::PersonIndex& index() const { return index_; }

    /// The bit of an agency, each its own until there are 63 of them; the rest have one together,
    /// so who may see whom is asked once more.
    linkage::SourceMask bit_of(const AgencyId& agency);

private:
    void put(const Registered& one, Day today);
    linkage::SourceMask mask_of(const std::vector<AgencyId>& agencies);

    linkage::PersonIndex index_;
    std::mutex mutex_{};  ///< Of those who bring in; readers of the index need none.
    std::string position_ = "0-0";
    std::set<std::string> beyond_{};  ///< Changes after the position that were brought in.
    std::atomic<bool> is_read_ = false;
    std::atomic<bool> is_loading_ = false;

    std::mutex agencies_mutex_{};
    std::map<AgencyId, unsigned> agencies_{};
};

}  // namespace waymark::people
