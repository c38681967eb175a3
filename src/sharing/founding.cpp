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

std::optional<Caller> named_caller(
    store::Transaction& transaction, const std::string& sign_in_name
) {
    AgencyStore store{transaction};
    const auto known = store.credentials(sign_in_name);
    if (!known || !known->is_active) return std::nullopt;
    return Caller{known->user, known->agency, store.roles_of(known->user)};
}

}  // namespace waymark::sharing
