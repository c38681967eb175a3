// SPDX-License-Identifier: MIT
#include "sharing/session_store.hpp"

#include "sharing/agency_store.hpp"

namespace waymark::sharing {

namespace {

constexpr store::Sql insert_session{"session.insert_one", R"(
    INSERT INTO session (id, token_hash, user_id, started_at, seen_at, device)
    VALUES ($id, $token_hash, $user_id, $started_at, $seen_at, $device)
)"};

constexpr store::Sql select_session{"session.select_by_token", R"(
    SELECT s.id, s.user_id, s.started_at, s.seen_at, s.ended_at, s.device,
           u.display_name, u.is_active, u.must_change,
           CASE WHEN u.totp_secret IS NULL THEN 0 ELSE 1 END AS has_totp,
           a.id AS agency_id, a.name AS agency_name, a.kind AS agency_kind,
           a.is_active AS agency_is_active, r.role
    FROM session s
    JOIN user_account u ON u.id = s.user_id
    JOIN agency a ON a.id = u.agency_id
    LEFT JOIN user_role r ON r.user_id = u.id
    WHERE s.token_hash = $token_hash
)"};

constexpr store::Sql touch_session{"session.touch", R"(
    UPDATE session SET seen_at = $now WHERE id = $id
)"};

constexpr store::Sql end_session_sql{"session.end_one", R"(
    UPDATE session SET ended_at = $now WHERE id = $id AND user_id = $user_id AND ended_at IS NULL
)"};

constexpr store::Sql end_sessions{"session.end_all", R"(
    UPDATE session SET ended_at = $now WHERE user_id = $user_id AND ended_at IS NULL
)"};

constexpr store::Sql select_sessions{"session.select_open", R"(
    SELECT id, user_id, started_at, seen_at, ended_at, device FROM session
    WHERE user_id = $user_id AND ended_at IS NULL AND started_at > $after
    ORDER BY seen_at DESC LIMIT 100
)"};

constexpr store::Sql select_origin{"sign_in.select_origin", R"(
    SELECT failures, wait_until FROM sign_in_throttle WHERE origin_hash = $origin_hash
)"};

constexpr store::Sql put_origin_sql{"sign_in.put_origin", R"(
    INSERT INTO sign_in_throttle (origin_hash, failures, wait_until)
    VALUES ($origin_hash, $failures, $wait_until)
    ON CONFLICT (origin_hash) DO UPDATE
    SET failures = excluded.failures, wait_until = excluded.wait_until
)"};

Session session_from(const store::Row& row) {
    return {
        .id = row.get<SessionId>("id"),
        .user = row.get<UserId>("user_id"),
        .started_at = row.get<Instant>("started_at"),
        .seen_at = row.get<Instant>("seen_at"),
        .ended_at = row.maybe<Instant>("ended_at"),
        .device = row.text("device"),
    };
}

}  // namespace

void SessionStore::insert(const Session& session, const std::string& token_hash) {
    transaction_.run(
        insert_session,
        {{"id", session.id},
         {"token_hash", token_hash},
         {"user_id", session.user},
         {"started_at", session.started_at},
         {"seen_at", session.seen_at},
         {"device", session.device}}
    );
}

std::optional<SessionStore::Found> SessionStore::find(const std::string& token_hash) {
    const auto rows = transaction_.query(select_session, {{"token_hash", token_hash}});
    if (rows.empty()) return std::nullopt;
    const auto& row = rows.front();
    Found found{.session = session_from(row), .who = {}};
    found.who.caller.user = found.session.user;
    found.who.caller.agency = row.get<AgencyId>("agency_id");
    found.who.caller.session = found.session.id;
    for (const auto& each : rows)
        if (const auto role = each.maybe<Role>("role")) found.who.caller.roles.insert(*role);
    found.who.display_name = row.text("display_name");
    found.who.agency_name = row.text("agency_name");
    found.who.agency_kind = row.text("agency_kind");
    found.who.must_change_password = row.get<bool>("must_change");
    found.who.has_totp = row.get<bool>("has_totp");
    found.user_is_active = row.get<bool>("is_active") && row.get<bool>("agency_is_active");
    return found;
}

void SessionStore::touch(const SessionId& id, Instant now) {
    transaction_.run(touch_session, {{"id", id}, {"now", now}});
}

bool SessionStore::end(const UserId& user, const SessionId& id, Instant now) {
    return transaction_.run(end_session_sql, {{"id", id}, {"user_id", user}, {"now", now}}) == 1;
}

void SessionStore::end_all(const UserId& user, Instant now) {
    transaction_.run(end_sessions, {{"user_id", user}, {"now", now}});
}

std::vector<Session> SessionStore::open_of(const UserId& user, Instant started_after) {
    std::vector<Session> sessions;
    const store::Values values{{"user_id", user}, {"after", started_after}};
    for (const auto& row : transaction_.query(select_sessions, values))
        sessions.push_back(session_from(row));
    return sessions;
}

std::optional<Instant> SessionStore::origin_wait(const std::string& origin_hash) {
    const auto rows = transaction_.query(select_origin, {{"origin_hash", origin_hash}});
    if (rows.empty()) return std::nullopt;
    return rows.front().get<Instant>("wait_until");
}

int SessionStore::origin_failures(const std::string& origin_hash) {
    const auto rows = transaction_.query(select_origin, {{"origin_hash", origin_hash}});
    return rows.empty() ? 0 : rows.front().get<int>("failures");
}

void SessionStore::put_origin(const std::string& origin_hash, int failures, Instant wait_until) {
    transaction_.run(
        put_origin_sql,
        {{"origin_hash", origin_hash}, {"failures", failures}, {"wait_until", wait_until}}
    );
}

}  // namespace waymark::sharing
