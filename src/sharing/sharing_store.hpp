// SPDX-License-Identifier: MIT
#pragma once

#include "sharing/act.hpp"
#include "sharing/admission.hpp"
#include "sharing/sharing.hpp"

#include <optional>
#include <string>
#include <vector>

namespace waymark::sharing {

/// The answer once given to a key; see `remember`.
struct RememberedAnswer {
    std::string route;
    std::string body_hash;
    int status = 0;
    std::string body;
    std::string etag;
};

/// A place in the feed.
struct FeedPosition {
    std::int64_t epoch = 0;
    std::int64_t seq = 0;
};

/// One line of the feed, and where it stands in it.
struct FeedLine {
    std::string position;  ///< Ask for what comes after this.
    Instant occurred_at;
    Change change;
};

/// Shares, the audit trail, the feed and remembered answers, as tables. Private to this module.
class SharingStore {
public:
    explicit SharingStore(store::Transaction& transaction) : transaction_{transaction} {}

    bool is_shared(const Record& record, const AgencyId& with);
    void share(
        const Act& act, const Record& record, const AgencyId& with, const std::string& reason
    );
    bool end_share(const Act& act, const Record& record, const AgencyId& with);
    std::vector<AgencyId> shared_with(const Record& record);

    void append(const Act& act, const AuditEntry& entry);
    void append(const Act& act, const Change& change);

    /// The audit trail of one agency's records and people, newest first.
    std::vector<TrailLine> trail(const AgencyId& agency, const std::string& object_id, int limit);

    /// What changed after `from` among the agency's own records.
    std::vector<FeedLine> feed(const AgencyId& agency, FeedPosition from, int limit);
    std::string feed_end();
    /// Of every agency, and what is not settled yet too.
    std::vector<ChangedRecord> changed(RecordKind kind, FeedPosition from);

    std::optional<RememberedAnswer> remembered(const UserId& user, const std::string& key);
    void remember(const Act& act, const std::string& key, const RememberedAnswer& answer);
    void forget_before(Instant moment);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::sharing
