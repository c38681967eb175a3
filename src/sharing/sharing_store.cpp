// SPDX-License-Identifier: MIT
#include "sharing/sharing_store.hpp"

namespace waymark::sharing {

namespace {

constexpr store::Sql select_share{"share.select_one", R"(
    SELECT to_agency_id FROM record_share
    WHERE object_id = $object_id AND to_agency_id = $agency_id AND object_kind = $object_kind
      AND ended_at IS NULL
)"};

constexpr store::Sql put_share{"share.put_one", R"(
    INSERT INTO record_share (object_kind, object_id, to_agency_id, shared_at, shared_by, reason)
    VALUES ($object_kind, $object_id, $agency_id, $now, $user_id, $reason)
    ON CONFLICT (object_id, to_agency_id) DO UPDATE
    SET shared_at = excluded.shared_at, shared_by = excluded.shared_by,
        reason = excluded.reason, ended_at = NULL
)"};

constexpr store::Sql close_share{"share.close_one", R"(
    UPDATE record_share SET ended_at = $now
    WHERE object_id = $object_id AND to_agency_id = $agency_id AND ended_at IS NULL
)"};

constexpr store::Sql select_shared_with{"share.select_agencies", R"(
    SELECT to_agency_id FROM record_share
    WHERE object_id = $object_id AND ended_at IS NULL ORDER BY shared_at LIMIT 200
)"};

constexpr store::Sql insert_audit{"audit.insert_one", R"(
    INSERT INTO audit_entry (occurred_at, event, user_id, agency_id, purpose, object_kind,
                             object_id, allowed, reason, owner_agency_id, recipient_agency_id, result_count,
                             detail)
    VALUES ($occurred_at, $event, $user_id, $agency_id, $purpose, $object_kind, $object_id,
            $allowed, $reason, $owner_agency_id, $recipient_agency_id, $result_count, $detail)
)"};

/// The lines of `arms`, the newest first, with the names a reader may see.
std::string trail_of(std::string_view arms) {
    return R"(
    SELECT trail.seq, trail.occurred_at, trail.event, trail.user_id, trail.agency_id,
           trail.purpose, trail.object_kind, trail.object_id, trail.allowed, trail.reason,
           trail.owner_agency_id, trail.recipient_agency_id, trail.result_count, trail.detail,
           u.display_name, a.name AS agency_name
    FROM ()" +
           std::string{arms} +
           R"() AS trail
    LEFT JOIN agency a ON a.id = trail.agency_id
    LEFT JOIN user_account u ON u.id = trail.user_id AND u.agency_id = $agency_id
    ORDER BY trail.seq DESC LIMIT $limit
)";
}

// Each arm is the beginning of one index, so that a trail of years answers as quickly as a new one.
const std::string whole_trail = trail_of(R"(
    SELECT * FROM (SELECT * FROM audit_entry WHERE agency_id = $agency_id
                   ORDER BY seq DESC LIMIT $limit) AS by_us
    UNION ALL
    SELECT * FROM (SELECT * FROM audit_entry
                   WHERE owner_agency_id = $agency_id
                     AND owner_agency_id IS DISTINCT FROM agency_id
                   ORDER BY seq DESC LIMIT $limit) AS by_others
)");

/// Opened by itself: one look into each stretch of the trail, as its index is laid out (migration
/// 0003). Shown in a list: lists and searches keep the ids they showed in their detail.
const std::string trail_of_one = trail_of(R"(
    SELECT * FROM (WITH RECURSIVE stretch (number) AS (
                       SELECT max(seq) >> 11 FROM audit_entry
                       UNION ALL
                       SELECT number - 1 FROM stretch WHERE number > 0)
                   SELECT entry.* FROM stretch CROSS JOIN audit_entry entry
                   WHERE (entry.seq >> 11) = stretch.number AND entry.object_id = $object_id
                     AND (entry.agency_id = $agency_id OR entry.owner_agency_id = $agency_id)
                   ORDER BY entry.seq DESC LIMIT $limit) AS opened
    UNION ALL
    SELECT * FROM (SELECT * FROM audit_entry
                   WHERE agency_id = $agency_id AND detail <> ''
                     AND detail LIKE $in_detail AND object_id <> $object_id
                   ORDER BY seq DESC LIMIT $limit) AS listed
)");

constexpr store::Sql insert_change{"change.insert_one", R"(
    INSERT INTO change_event (occurred_at, kind, object_id, agency_id, what)
    VALUES ($occurred_at, $kind, $object_id, $agency_id, $what)
)"};

// What comes after a place of the feed, in two halves that each walk the index: together, "later
// epoch, or the same and later in it" makes SQLite read the whole feed.

constexpr store::Sql select_changes{"change.select_since", R"(
    SELECT epoch, seq, occurred_at, kind, object_id, agency_id, what FROM (
      SELECT epoch, seq, occurred_at, kind, object_id, agency_id, what
      FROM change_event_settled
      WHERE epoch = $epoch AND seq > $seq AND agency_id = $agency_id
      UNION ALL
      SELECT epoch, seq, occurred_at, kind, object_id, agency_id, what
      FROM change_event_settled
      WHERE epoch > $epoch AND agency_id = $agency_id
    ) AS later
    ORDER BY epoch, seq
    LIMIT $limit
)"};

constexpr store::Sql select_changed{"change.select_changed", R"(
    SELECT epoch, seq, object_id FROM change_event
    WHERE epoch = $epoch AND seq > $seq AND kind = $kind
    UNION ALL
    SELECT epoch, seq, object_id FROM change_event
    WHERE epoch > $epoch AND kind = $kind
)"};

constexpr store::Sql select_last_change{"change.select_last", R"(
    SELECT epoch, seq FROM change_event_settled ORDER BY epoch DESC, seq DESC LIMIT 1
)"};

constexpr store::Sql select_answer{"idempotency.select_one", R"(
    SELECT route, body_hash, status, body, etag FROM idempotency
    WHERE user_id = $user_id AND key = $key
)"};

constexpr store::Sql insert_answer{"idempotency.insert_one", R"(
    INSERT INTO idempotency (key, user_id, route, body_hash, status, body, etag, occurred_at)
    VALUES ($key, $user_id, $route, $body_hash, $status, $body, $etag, $occurred_at)
)"};

constexpr store::Sql delete_answers{"idempotency.delete_old", R"(
    DELETE FROM idempotency WHERE occurred_at < $before
)"};

store::Values of_record(const Record& record, const AgencyId& agency) {
    return {{"object_kind", record.kind}, {"object_id", record.id}, {"agency_id", agency}};
}

std::string position_of(const store::Row& row) {
    return std::to_string(row.get<std::int64_t>("epoch")) + "-" +
           std::to_string(row.get<std::int64_t>("seq"));
}

}  // namespace

bool SharingStore::is_shared(const Record& record, const AgencyId& with) {
    return !transaction_.query(select_share, of_record(record, with)).empty();
}

void SharingStore::share(
    const Act& act, const Record& record, const AgencyId& with, const std::string& reason
) {
    auto values = of_record(record, with);
    values.insert(
        values.end(), {{"now", act.now}, {"user_id", act.caller.user}, {"reason", reason}}
    );
    transaction_.run(put_share, values);
}

bool SharingStore::end_share(const Act& act, const Record& record, const AgencyId& with) {
    auto values = of_record(record, with);
    values.emplace_back("now", act.now);
    return transaction_.run(close_share, values) == 1;
}

std::vector<AgencyId> SharingStore::shared_with(const Record& record) {
    std::vector<AgencyId> agencies;
    for (const auto& row : transaction_.query(select_shared_with, {{"object_id", record.id}}))
        agencies.push_back(row.get<AgencyId>("to_agency_id"));
    return agencies;
}

void SharingStore::append(const Act& act, const AuditEntry& entry) {
    transaction_.run(
        insert_audit,
        {{"occurred_at", act.now},
         {"event", entry.event},
         {"user_id", act.caller.user},
         {"agency_id", act.caller.agency},
         {"purpose", entry.purpose},
         {"object_kind", entry.object_kind},
         {"object_id", entry.object_id},
         {"allowed", entry.allowed},
         {"reason", entry.reason},
         {"owner_agency_id", entry.owner},
         {"recipient_agency_id", entry.recipient},
         {"result_count", entry.result_count},
         {"detail", entry.detail}}
    );
}

void SharingStore::append(const Act& act, const Change& change) {
    transaction_.run(
        insert_change,
        {{"occurred_at", act.now},
         {"kind", change.kind},
         {"object_id", change.object_id},
         {"agency_id", change.agency},
         {"what", change.what}}
    );
}

std::vector<TrailLine> SharingStore::trail(
    const AgencyId& agency, const std::string& object_id, int limit
) {
    std::vector<TrailLine> lines;
    const store::Values values{
        {"agency_id", agency},
        {"object_id", object_id},
        {"in_detail", "%" + object_id + "%"},
        {"limit", limit}};
    const store::Sql wanted{"audit.select_trail", object_id.empty() ? whole_trail : trail_of_one};
    for (const auto& row : transaction_.query(wanted, values))
        lines.push_back({
            .seq = row.get<std::int64_t>("seq"),
            .occurred_at = row.get<Instant>("occurred_at"),
            .user = row.id<UserId>("user_id"),
            .user_name = row.text("display_name"),
            .agency = row.id<AgencyId>("agency_id"),
            .agency_name = row.text("agency_name"),
            .entry =
                {.event = row.get<Event>("event"),
                 .purpose = row.get<Purpose>("purpose"),
                 .object_kind = row.text("object_kind"),
                 .object_id = row.text("object_id"),
                 .allowed = row.get<bool>("allowed"),
                 .reason = row.text("reason"),
                 .owner = row.id<AgencyId>("owner_agency_id"),
                 .recipient = row.id<AgencyId>("recipient_agency_id"),
                 .result_count = row.maybe<std::int64_t>("result_count"),
                 .detail = row.text("detail")},
        });
    return lines;
}

std::vector<FeedLine> SharingStore::feed(const AgencyId& agency, FeedPosition from, int limit) {
    const auto [epoch, seq] = from;
    std::vector<FeedLine> lines;
    const store::Values values{
        {"epoch", epoch}, {"seq", seq}, {"agency_id", agency}, {"limit", limit}};
    for (const auto& row : transaction_.query(select_changes, values))
        lines.push_back({
            .position = position_of(row),
            .occurred_at = row.get<Instant>("occurred_at"),
            .change =
                {row.text("kind"),
                 row.text("object_id"),
                 row.get<AgencyId>("agency_id"),
                 row.text("what")},
        });
    return lines;
}

std::vector<ChangedRecord> SharingStore::changed(RecordKind kind, FeedPosition from) {
    std::vector<ChangedRecord> changed;
    const store::Values values{{"epoch", from.epoch}, {"seq", from.seq}, {"kind", kind}};
    for (const auto& row : transaction_.query(select_changed, values))
        changed.push_back({position_of(row), row.text("object_id")});
    return changed;
}

std::string SharingStore::feed_end() {
    const auto rows = transaction_.query(select_last_change);
    return rows.empty() ? "0-0" : position_of(rows.front());
}

std::optional<RememberedAnswer> SharingStore::remembered(
    const UserId& user, const std::string& key
) {
    const auto rows = transaction_.query(select_answer, {{"user_id", user}, {"key", key}});
    if (rows.empty()) return std::nullopt;
    const auto& row = rows.front();
    return RememberedAnswer{
        .route = row.text("route"),
        .body_hash = row.text("body_hash"),
        .status = row.get<int>("status"),
        .body = row.text("body"),
        .etag = row.text("etag"),
    };
}

void SharingStore::remember(
    const Act& act, const std::string& key, const RememberedAnswer& answer
) {
    transaction_.run(
        insert_answer,
        {{"key", key},
         {"user_id", act.caller.user},
         {"route", answer.route},
         {"body_hash", answer.body_hash},
         {"status", answer.status},
         {"body", answer.body},
         {"etag", answer.etag},
         {"occurred_at", act.now}}
    );
}

void SharingStore::forget_before(Instant moment) {
    transaction_.run(delete_answers, {{"before", moment}});
}

void write_trail(Act& act) {
    SharingStore store{act.transaction};
    for (const auto& entry : act.trail)
        store.append(act, entry);
}

void write_changes(Act& act) {
    SharingStore store{act.transaction};
    for (const auto& change : act.changes)
        store.append(act, change);
}

}  // namespace waymark::sharing
