// SPDX-License-Identifier: MIT
#pragma once

#include "people/register.hpp"
#include "store/transaction.hpp"

#include <string>
#include <vector>

namespace waymark::people {

/// Reads people for the register. Private to this module.
class RegisterStore {
public:
    explicit RegisterStore(store::Transaction& transaction) : transaction_{transaction} {}

    /// In order of id, those after `after`.
    std::vector<Registered> page(const std::string& after, int limit);
    /// Nothing where there is no such person.
    std::vector<Registered> one(const std::string& id);

    /// Whether there are more people than that.
    bool has_more_than(int count);

private:
    void read_parts(std::vector<Registered>& people);

    store::Transaction& transaction_;
};

}  // namespace waymark::people
