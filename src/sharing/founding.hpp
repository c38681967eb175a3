// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/agencies.hpp"

namespace waymark::sharing {

/// Writes an agency or a user without asking who asks: for filling an empty database before
/// anybody can sign in, and for nothing else.
void found(store::Transaction& transaction, const Agency& agency);
void found(store::Transaction& transaction, const User& user, const std::string& password_hash);

}  // namespace waymark::sharing
