// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/agencies.hpp"

namespace waymark::sharing {

/// What signing in needs to know of a user, secrets included. Never leaves this module.
struct Credentials {
    UserId user;
    AgencyId agency;
    std::string display_name;
    std::string password_hash;
    std::optional<std::string> totp_secret;
    std::optional<std::int64_t> totp_last_step;
    bool is_active = false;
    bool must_change = false;
};

/// Agencies and users as rows. Private to this module.
class AgencyStore {
public:
    explicit AgencyStore(store::Transaction& transaction) : transaction_{transaction} {}

    std::vector<Agency> all();
    std::optional<Agency> find(const AgencyId& id);
    std::optional<AgencyId> find_by_name(const std::string& name);
    void insert(const Agency& agency);
    bool save(const Agency& agency);

    std::vector<User> users_of(const AgencyId& agency);
    std::optional<User> find_user(const AgencyId& agency, const UserId& id);
    bool has_sign_in_name(const std::string& name);
    bool has_users();
    void insert(const User& user, const std::string& password_hash);
    bool save(const User& user);
    Roles roles_of(const UserId& user);

    std::optional<Credentials> credentials(const std::string& sign_in_name);
    std::optional<Credentials> credentials(const UserId& user);
    void save_password(const UserId& user, const std::string& hash);
    void save_totp(const UserId& user, const std::optional<std::string>& secret);
    /// False when a code of this step or a later one has been used already.
    bool save_totp_step(const UserId& user, std::int64_t step);

private:
    void put_roles(const User& user);

    store::Transaction& transaction_;
};

}  // namespace waymark::sharing
