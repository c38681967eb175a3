// SPDX-License-Identifier: MIT
#include "sharing/founding.hpp"

#include "sharing/agency_store.hpp"

namespace waymark::sharing {

void found(store::Transaction& transaction, const Agency& agency) {
    AgencyStore{transaction}.insert(agency);
}

void found(store::Transaction& transaction, const User& user, const std::string& password_hash) {
    AgencyStore{transaction}.insert(user, password_hash);
}

}  // namespace waymark::sharing
