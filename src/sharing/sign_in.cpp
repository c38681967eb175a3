// SPDX-License-Identifier: MIT
#include "sharing/sign_in.hpp"

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "sharing/agency_store.hpp"
#include "sharing/session_store.hpp"

#include <algorithm>
#include <atomic>

namespace waymark::sharing {

namespace {

constexpr std::size_t device_length_max = 120;

/// Someone at the same address may mistype; an address that keeps failing across names is guessing.
constexpr int origin_failures_free = 40;

/// After this long without a failure the count begins again.
constexpr auto failures_forgotten_after = std::chrono::minutes{15};

/// Sign-ins that may wait for their turn to check a password; more are sent away, so that a crowd
/// of them never takes every thread that imports and exports need.
constexpr int waiting_max = 12;
std::atomic<int> waiting{0};

struct Turn {
    Turn() : is_given{++waiting <= waiting_max} {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() { --waiting; }
    bool is_given;
};

/// What an unknown name is checked against, so that it takes as long as a known one.
const std::string& nobody_hash() {
    static const std::string hash = hash_password("nobody has this password");
    return hash;
}

Problem refused() {
    return {
        Problem::Kind::unauthenticated,
        "sign_in.refused",
        "The name, password or code is wrong. Check them and try again."};
}

Problem wait_first(Instant until, Instant now) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(until - now).count();
    return {
        Problem::Kind::too_many,
        "sign_in.wait",
        "Too many tries. Wait " + std::to_string(seconds) + " seconds and try again."};
}

/// What is counted: failures from one place, and failures at one name from one place.
struct Counted {
    std::string origin;
    std::string name_and_origin;
};

Counted counted(const Attempt& attempt) {
    return {
        sha256_hex("origin:" + attempt.origin),
        sha256_hex("name:" + attempt.sign_in_name + "\n" + attempt.origin)};
}

struct Known {
    std::optional<Credentials> credentials;
    std::optional<Instant> wait_until;
};

/// A line of the trail for a sign-in, which happens before there is an act to note it in.
void note_sign_in(
    store::Transaction& transaction,
    const Workplace& place,
    Instant now,
    const Caller& caller,
    bool allowed,
    std::string reason
) {
    static const codes::CodeBook no_codes;
    Act act{transaction, caller, now, place.random, no_codes};
    act.note({
        .event = Event::sign_in,
        .purpose = Purpose::sign_in,
        .object_kind = "session",
        .object_id = caller.session.text,
        .allowed = allowed,
        .reason = std::move(reason),
    });
    write_trail(act);
}

/// One failure more, unless the last was long enough ago for the count to begin again.
void count_failure(SessionStore& sessions, const std::string& what, int free, Instant now) {
    const auto last = sessions.origin_wait(what);
    const bool is_old = !last || *last < now - failures_forgotten_after;
    const int failures = (is_old ? 0 : sessions.origin_failures(what)) + 1;
    sessions.put_origin(what, failures, now + wait_after(failures - free + failures_free));
}

void keep_failure(const Workplace& place, Instant now, const Known& known, const Counted& what) {
    place.database.write([&](store::Transaction& transaction) {
        Caller caller;
        if (known.credentials) {
            caller.user = known.credentials->user;
            caller.agency = known.credentials->agency;
        }
        SessionStore sessions{transaction};
        count_failure(sessions, what.name_and_origin, failures_free, now);
        count_failure(sessions, what.origin, origin_failures_free, now);
        note_sign_in(transaction, place, now, caller, false, "refused");
        return true;
    });
}

}  // namespace

std::chrono::seconds wait_after(int failures) {
    if (failures <= failures_free) return std::chrono::seconds{0};
    const int doublings = std::min(failures - failures_free - 1, 10);
    return std::min(std::chrono::seconds{1LL << doublings}, wait_max);
}

Result<std::string> sign_in(const Workplace& place, Instant now, const Attempt& attempt) {
    const auto what = counted(attempt);
    const auto known = place.database.read([&](store::Transaction& transaction) {
        SessionStore sessions{transaction};
        return Known{
            AgencyStore{transaction}.credentials(attempt.sign_in_name),
            std::max(
                sessions.origin_wait(what.origin), sessions.origin_wait(what.name_and_origin)
            )};
    });
    const auto& credentials = known.credentials;
    if (known.wait_until && *known.wait_until > now) return wait_first(*known.wait_until, now);
    const Turn turn;
    if (!turn.is_given)
        return Problem{
            Problem::Kind::too_many,
            "sign_in.busy",
            "Many people are signing in just now. Try again in a moment."};

    const bool right_password =
        is_password(attempt.password, credentials ? credentials->password_hash : nobody_hash());
    if (!credentials || !right_password || !credentials->is_active) {
        keep_failure(place, now, known, what);
        return refused();
    }
    std::optional<std::int64_t> step;
    if (credentials->totp_secret) {
        if (attempt.code.empty())
            return Problem{
                Problem::Kind::unauthenticated,
                "sign_in.code_needed",
                "Enter the six-digit code from your authenticator."};
        step = totp_step(attempt.code, *credentials->totp_secret, now);
        if (!step) {
            keep_failure(place, now, known, what);
            return refused();
        }
    }

    const auto token = new_token();
    const SessionId session_id{new_uuid(now, place.random)};
    const bool opened = place.database.write([&](store::Transaction& transaction) {
        AgencyStore agencies{transaction};
        const auto latest = agencies.credentials(credentials->user);
        const bool still_so =
            latest && latest->is_active && latest->password_hash == credentials->password_hash;
        // A code is good once: one that was seen over a shoulder must not open a second session.
        if (!still_so || (step && !agencies.save_totp_step(credentials->user, *step))) return false;
        SessionStore sessions{transaction};
        sessions.put_origin(what.name_and_origin, 0, now);
        const Session session{
            .id = session_id,
            .user = credentials->user,
            .started_at = now,
            .seen_at = now,
            .device = first_characters(attempt.device, device_length_max),
        };
        sessions.insert(session, sha256_hex(token));
        note_sign_in(
            transaction,
            place,
            now,
            {credentials->user, credentials->agency, {}, session_id},
            true,
            step ? "password_and_code" : "password"
        );
        return true;
    });
    if (!opened) {
        keep_failure(place, now, known, what);
        return refused();
    }
    return token;
}

Result<SignedIn> holder_of(store::Transaction& transaction, Instant now, const std::string& token) {
    const Problem nobody{
        Problem::Kind::unauthenticated,
        "session.none",
        "Sign in to go on. What you typed is kept."};
    if (token.empty()) return nobody;
    auto found = SessionStore{transaction}.find(sha256_hex(token));
    if (!found || found->session.ended_at || !found->user_is_active) return nobody;
    if (now - found->session.seen_at > session_idle_max ||
        now - found->session.started_at > session_length_max)
        return Problem{
            Problem::Kind::unauthenticated,
            "session.ended",
            "Your session has ended. Sign in to go on. What you typed is kept."};
    found->who.is_use_due = now - found->session.seen_at > std::chrono::minutes{1};
    return std::move(found->who);
}

void note_use(const Workplace& place, Instant now, const SignedIn& who) {
    if (!who.is_use_due) return;
    place.database.write([&](store::Transaction& transaction) {
        SessionStore{transaction}.touch(who.caller.session, now);
        return true;
    });
}

Result<SignedIn> authenticate(const Workplace& place, Instant now, const std::string& token) {
    auto who = place.database.read([&](store::Transaction& transaction) {
        return holder_of(transaction, now, token);
    });
    if (who) note_use(place, now, *who);
    return who;
}

Result<Done> sign_out(Act& act) {
    act.note({
        .event = Event::sign_out,
        .purpose = Purpose::sign_in,
        .object_kind = "session",
        .object_id = act.caller.session.text,
        .reason = "own_session",
    });
    SessionStore{act.transaction}.end(act.caller.user, act.caller.session, act.now);
    return Done{};
}

std::vector<Session> list_sessions(Act& act) {
    return SessionStore{act.transaction}.open_of(act.caller.user, act.now - session_length_max);
}

Result<Done> end_session(Act& act, const SessionId& id) {
    act.note({
        .event = Event::sign_out,
        .purpose = Purpose::sign_in,
        .object_kind = "session",
        .object_id = id.text,
        .reason = "own_session",
    });
    if (!SessionStore{act.transaction}.end(act.caller.user, id, act.now))
        return not_found("session.not_found", "That session has already ended.");
    return Done{};
}

std::string own_password_hash(Act& act) {
    return AgencyStore{act.transaction}.credentials(act.caller.user)->password_hash;
}

Result<Done> save_own_password(Act& act, const std::string& new_hash) {
    act.note({
        .event = Event::administration,
        .purpose = Purpose::sign_in,
        .object_kind = "user",
        .object_id = act.caller.user.text,
        .reason = "own_password",
    });
    AgencyStore{act.transaction}.save_password(act.caller.user, new_hash);
    SessionStore sessions{act.transaction};
    for (const auto& session : sessions.open_of(act.caller.user, act.now - session_length_max))
        if (session.id != act.caller.session) sessions.end(act.caller.user, session.id, act.now);
    return Done{};
}

Result<Done> start_totp(Act& act, const std::string& secret, const std::string& code) {
    act.note({
        .event = Event::administration,
        .purpose = Purpose::sign_in,
        .object_kind = "user",
        .object_id = act.caller.user.text,
        .reason = "own_totp",
    });
    if (secret.size() != 32 ||
        secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != std::string::npos)
        return invalid(
            "totp.secret",
            "Begin again.",
            {{"/secret", "shape", "Begin again: the secret is damaged."}}
        );
    const auto step = totp_step(code, secret, act.now);
    if (!step)
        return invalid(
            "totp.code",
            "The code does not match.",
            {{"/code", "wrong", "Enter the six digits your authenticator shows now."}}
        );
    AgencyStore store{act.transaction};
    if (store.credentials(act.caller.user)->totp_secret)
        return conflict(
            "totp.already_on",
            "An authenticator is already set up. An administrator can take it off."
        );
    store.save_totp(act.caller.user, secret);
    store.save_totp_step(act.caller.user, *step);
    return Done{};
}

}  // namespace waymark::sharing
