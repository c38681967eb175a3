// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/sharing.hpp"

namespace waymark::sharing {

/// Saved views as rows. Private to this module.
class ViewStore {
public:
    explicit ViewStore(store::Transaction& transaction) : transaction_{transaction} {}

    /// Keeps the view, in place of one of the same name; gives the id it is kept under.
    std::string put(const Act& act, const SavedView& view);
    std::vector<SavedView> of(const UserId& user, const std::string& page);
    bool drop(const UserId& user, const std::string& id);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::sharing
