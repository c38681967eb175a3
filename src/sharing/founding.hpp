// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/agencies.hpp"

namespace waymark::sharing {

/// Writes an agency or a user without asking who asks: for filling an empty database before
/// anybody can sign in, and for nothing else.
void found(store::Transaction& transaction, const Agency& agency);
void found(store::Transaction& transaction, const User& user, const std::string& password_hash);

/// The user of this sign-in name, for commands given on the server itself, where whoever can read
/// the data folder needs no password. Nothing when there is none or they may not sign in.
std::optional<Caller> named_caller(
    store::Transaction& transaction, const std::string& sign_in_name
);

}  // namespace waymark::sharing
