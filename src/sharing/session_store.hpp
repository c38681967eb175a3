// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/sign_in.hpp"

namespace waymark::sharing {

/// Sessions and throttles as rows. Private to this module.
class SessionStore {
public:
    explicit SessionStore(store::Transaction& transaction) : transaction_{transaction} {}

    void insert(const Session& session, const std::string& token_hash);

    /// The session behind a token, with its user's agency and roles, whether or not it has ended.
    struct Found {
        Session session;
        SignedIn who;
        bool user_is_active = false;
    };
    std::optional<Found> find(const std::string& token_hash);
    void touch(const SessionId& id, Instant now);
    bool end(const UserId& user, const SessionId& id, Instant now);
    void end_all(const UserId& user, Instant now);
    std::vector<Session> open_of(const UserId& user, Instant started_after);

    std::optional<Instant> origin_wait(const std::string& origin_hash);
    int origin_failures(const std::string& origin_hash);
    void put_origin(const std::string& origin_hash, int failures, Instant wait_until);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::sharing
