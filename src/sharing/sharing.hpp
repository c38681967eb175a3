// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"
#include "sharing/admission.hpp"

#include <string>
#include <vector>

// What people do about sharing: show a partner a record, take that back, read the audit trail and
// the feed of changes, and the memory of answers already given.

namespace waymark::sharing {

inline constexpr std::size_t share_reason_length_max = 1000;
inline constexpr int feed_page_max = 1000;
inline constexpr int trail_page_max = 500;

/// Shows the record to `with`, to read, and to add to where agencies work together, until it is
/// taken back. Only the agency that recorded it can; a reason is needed.
Result<Done> share(Act& act, const Record& record, const AgencyId& with, const std::string& reason);

/// Takes a share back: the next look is refused.
Result<Done> end_share(Act& act, const Record& record, const AgencyId& with);

/// The partners that can see the record now.
std::vector<AgencyId> partners_of(Act& act, const Grant& grant);

/// A line of the audit trail, for reading.
struct TrailLine {
    std::int64_t seq = 0;
    Instant occurred_at{};
    UserId user{};
    std::string user_name{};  ///< Of the reader's own agency only; others answer for their people.
    AgencyId agency{};
    std::string agency_name{};
    AuditEntry entry{};
};

/// The newest lines of the caller's agency's trail, of one record when `object_id` is not empty.
Result<std::vector<TrailLine>> read_trail(Act& act, const std::string& object_id);

struct FeedPage {
    struct Line {
        std::string position;
        Instant occurred_at;
        Change change;
    };
    std::vector<Line> lines;
    std::string position;  ///< Ask for what comes after this next time.
};

/// What changed in the caller's agency after `position`; "" starts from the beginning.
Result<FeedPage> read_feed(Act& act, const std::string& position);

/// Records of one kind that changed, of every agency, for what is kept in memory of them.
struct ChangedRecord {
    std::string position;
    std::string id;
};
struct ChangedRecords {
    std::vector<ChangedRecord> changes;  ///< In no order; a record as often as it changed.
    std::string position;  ///< Ask from here next time: nothing can appear before it any more.
};

/// What changed after `position`, which must be one that the feed has given. What was saved but is
/// not settled yet, while others are still saving, is told now and again the next time.
ChangedRecords changed_records(
    store::Transaction& transaction, RecordKind kind, const std::string& position
);

/// Where the feed ends now, for someone who only wants what comes next.
std::string feed_end(store::Transaction& transaction);

/// An answer that was given once and is given again to the same key.
struct Answered {
    int status = 0;
    std::string body;
    std::string etag;
};

/// The answer kept for this key, or nothing. A Problem when the key was used for something else:
/// reusing a key for another request is a mistake of the sender's.
Result<std::optional<Answered>> answer_before(
    Act& act, const std::string& key, const std::string& route, const std::string& body_hash
);

/// Keeps the answer with the effect, in the same transaction.
void keep_answer(
    Act& act,
    const std::string& key,
    const std::string& route,
    const std::string& body_hash,
    const Answered& answer
);

/// Drops kept answers older than seven days.
void tidy_answers(store::Transaction& transaction, Instant now);

/// A list as someone likes to see it.
struct SavedView {
    std::string id;
    std::string page;
    std::string name;
    std::string filters;  ///< The query of an address, as in "mhri=yes&days=28".
};

Result<SavedView> save_view(Act& act, SavedView view);
std::vector<SavedView> saved_views(Act& act, const std::string& page);
Result<Done> drop_view(Act& act, const std::string& id);

}  // namespace waymark::sharing
