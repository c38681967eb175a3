// SPDX-License-Identifier: MIT
#pragma once

// The people of one database, kept in memory so that they are found at once, however they were
// written. What is saved by this server or another comes in with the feed of changes.

#include "linkage/person_index.hpp"
#include "people/person.hpp"
#include "sharing/act.hpp"

#include <atomic>
#include <functional>
#include <mutex>
#include <string>

namespace waymark::people {

/// A person's number in the index, and back.
linkage::PersonNumber number_of(const PersonId& id);
PersonId id_of(const linkage::PersonNumber& number);

/// A bit for an agency; two agencies may have the same, so who may see what is asked once more.
linkage::SourceMask bit_of(const AgencyId& agency);

/// What the index compares of a person.
linkage::PersonFacts facts_of(const Person& person, Day today);

class Register {
public:
    Register();

    /// Reads everybody, a few thousand at a time; `told` is called with how many so far, and stops
    /// it by answering false. Until it is done, whoever searches does without. Once is enough.
    void load(store::Database& database, Day today, const std::function<bool(std::uint64_t)>& told);

    /// Brings in what changed since, by one who reads the database anyway; reads everybody at first
    /// where they are few. False while they are many and not read yet.
    bool catch_up(store::Transaction& transaction, Day today);

    const linkage::PersonIndex& index() const { return index_; }

private:
    linkage::PersonIndex index_;
    std::mutex mutex_{};  ///< Of those who bring in; readers of the index need none.
    std::string position_ = "0-0";
    bool is_read_ = false;
    std::atomic<bool> is_loading_ = false;
};

}  // namespace waymark::people
