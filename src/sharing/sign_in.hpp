// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"
#include "sharing/act.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

// Signing in with a local account, and the sessions that come of it.

namespace waymark::sharing {

/// How long a session lasts untouched, and at most: a control room's shift is twelve hours.
inline constexpr auto session_idle_max = std::chrono::minutes{60};
inline constexpr auto session_length_max = std::chrono::hours{12};

/// Failures before a wait begins, and the longest wait. There is no lock-out: shutting a control
/// room's account would itself endanger people.
inline constexpr int failures_free = 4;
inline constexpr auto wait_max = std::chrono::seconds{60};

/// How long to wait after this many failures in a row: 1, 2, 4… seconds, never above wait_max.
std::chrono::seconds wait_after(int failures);

struct Session {
    SessionId id;
    UserId user;
    Instant started_at;
    Instant seen_at;
    std::optional<Instant> ended_at{};
    std::string device;  ///< The browser's own description, shortened.
};

/// Someone signed in, as the pages need to know them.
struct SignedIn {
    Caller caller;
    std::string display_name;
    std::string agency_name;
    std::string agency_kind;
    bool must_change_password = false;
    bool has_totp = false;
    bool is_use_due = false;  ///< Whether it is time to note again that the session is in use.
};

struct Attempt {
    std::string sign_in_name;
    std::string password;
    std::string code;    ///< From an authenticator; empty when none was asked for yet.
    std::string origin;  ///< The address it came from. Kept only as a hash.
    std::string device;
};

/// Signs someone in, or says why not in words that do not tell whether the name exists. Takes as
/// long for a name nobody has. On success gives the new session's token, which is kept hashed.
Result<std::string> sign_in(const Workplace& place, Instant now, const Attempt& attempt);

/// Whose session this token is in this view of the data, or `unauthenticated`.
Result<SignedIn> holder_of(store::Transaction& transaction, Instant now, const std::string& token);

/// The same, in a view of its own. Notes at most once a minute that the session is used.
Result<SignedIn> authenticate(const Workplace& place, Instant now, const std::string& token);

/// Notes that a session is in use, where it is time to.
void note_use(const Workplace& place, Instant now, const SignedIn& who);

/// `consult_then` by whoever holds `token`, found in the same view of the data: one trip where
/// there were two. Without a session nothing is consulted, and `refuse(problem)` is the answer.
template <class Refuse, class Work, class Then>
void consult_as_then(
    const Workplace& place,
    Instant now,
    std::shared_ptr<const codes::CodeBook> codes,
    const std::string& token,
    Refuse refuse,
    Work work,
    Then then
) {
    Occasion occasion{place, {}, now, std::move(codes)};
    std::vector<AuditEntry> trail;
    SignedIn holder;
    auto answer = place.database.read([&](store::Transaction& transaction) {
        auto who = holder_of(transaction, now, token);
        if (!who) return refuse(who.problem());
        holder = std::move(*who);
        occasion.caller = holder.caller;
        Act act = occasion.in(transaction);
        auto found = work(act, holder);
        trail = std::move(act.trail);
        return found;
    });
    note_use(place, now, holder);
    keep_trail_then(std::move(occasion), std::move(trail), std::move(answer), std::move(then));
}

Result<Done> sign_out(Act& act);
std::vector<Session> list_sessions(Act& act);
Result<Done> end_session(Act& act, const SessionId& id);

/// The hash against which to check the caller's own password, before changing something that
/// matters. Check it outside any transaction: it is slow on purpose.
std::string own_password_hash(Act& act);

/// Keeps a new password and ends every other session of the user.
Result<Done> save_own_password(Act& act, const std::string& new_hash);

/// Turns on one-time codes when `code` proves that the authenticator holds `secret`.
Result<Done> start_totp(Act& act, const std::string& secret, const std::string& code);

}  // namespace waymark::sharing
