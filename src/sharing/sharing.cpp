// SPDX-License-Identifier: MIT
#include "sharing/sharing.hpp"

#include "base/text.hpp"
#include "sharing/agency_store.hpp"
#include "sharing/sharing_store.hpp"
#include "sharing/view_store.hpp"

#include <charconv>

namespace waymark::sharing {

namespace {

constexpr auto answers_kept_for = std::chrono::hours{24 * 7};
constexpr std::size_t view_name_length_max = 80;
constexpr std::size_t view_filters_length_max = 2000;

/// "12-345" as epoch and number; the beginning for nothing at all.
std::optional<FeedPosition> read_position(const std::string& position) {
    FeedPosition read;
    if (position.empty()) return read;
    const char* end = position.data() + position.size();
    const auto [dash, wrong] = std::from_chars(position.data(), end, read.epoch);
    if (wrong != std::errc{} || dash == end || *dash != '-') return std::nullopt;
    const auto [last, bad] = std::from_chars(dash + 1, end, read.seq);
    if (bad != std::errc{} || last != end) return std::nullopt;
    return read;
}

}  // namespace

Result<Done> share(
    Act& act, const Record& record, const AgencyId& with, const std::string& reason
) {
    const auto grant = admit(act, record, Permission::share_record, Event::disclosure);
    if (!grant) return grant.problem();

    std::vector<FieldProblem> wrong;
    if (trim(reason).empty())
        wrong.push_back({"/reason", "required", "Say why the partner needs to see this."});
    if (length_of(reason) > share_reason_length_max)
        wrong.push_back({"/reason", "too_long", "Use 1,000 characters or fewer."});
    if (with == act.caller.agency)
        wrong.push_back({"/agency_id", "own_agency", "Choose another agency than your own."});
    else if (!AgencyStore{act.transaction}.find(with))
        wrong.push_back({"/agency_id", "unknown", "Choose an agency from the list."});
    if (!wrong.empty()) return invalid("share.invalid", "This cannot be shared yet.", wrong);

    SharingStore{act.transaction}.share(act, record, with, reason);
    act.trail.back().recipient = with;
    act.changed(std::string{word_for(record.kind)}, record.id, "shared");
    return Done{};
}

Result<Done> end_share(Act& act, const Record& record, const AgencyId& with) {
    const auto grant = admit(act, record, Permission::share_record, Event::alteration);
    if (!grant) return grant.problem();
    if (!SharingStore{act.transaction}.end_share(act, record, with))
        return conflict("share.not_shared", "This record is not shared with that agency.");
    act.changed(std::string{word_for(record.kind)}, record.id, "share_ended");
    return Done{};
}

std::vector<AgencyId> partners_of(Act& act, const Grant& grant) {
    return SharingStore{act.transaction}.shared_with({grant.kind(), grant.id(), grant.owner()});
}

Result<std::vector<TrailLine>> read_trail(Act& act, const std::string& object_id) {
    const auto leave = admit_to(act, Permission::see_audit, Event::consultation, "audit");
    if (!leave) return leave.problem();
    return SharingStore{act.transaction}.trail(act.caller.agency, object_id, trail_page_max);
}

Result<FeedPage> read_feed(Act& act, const std::string& position) {
    const auto scope = admit_to_list(act, RecordKind::incident, Permission::see_incident);
    if (!scope) return scope.problem();
    const auto from = read_position(position);
    if (!from)
        return invalid(
            "feed.position",
            "Ask from a position the feed has given.",
            {{"since", "shape", "Give a position, like 0-12, or nothing for the beginning."}}
        );
    FeedPage page;
    page.position = position;
    for (auto& line : SharingStore{act.transaction}.feed(act.caller.agency, *from, feed_page_max)) {
        page.position = line.position;
        page.lines.push_back({line.position, line.occurred_at, std::move(line.change)});
    }
    return page;
}

ChangedRecords changed_records(
    store::Transaction& transaction, RecordKind kind, const std::string& position
) {
    const auto from = read_position(position);
    if (!from) throw std::logic_error{"not a position of the feed"};
    SharingStore store{transaction};
    const auto end = store.feed_end();
    // Whoever looks at the data as they were earlier does not turn the clock back.
    const auto settled = read_position(end);
    const bool is_later =
        std::pair{settled->epoch, settled->seq} > std::pair{from->epoch, from->seq};
    return {store.changed(kind, *from), is_later ? end : position};
}

std::string feed_end(store::Transaction& transaction) {
    return SharingStore{transaction}.feed_end();
}

Result<std::optional<Answered>> answer_before(
    Act& act, const std::string& key, const std::string& route, const std::string& body_hash
) {
    auto kept = SharingStore{act.transaction}.remembered(act.caller.user, key);
    if (!kept) return std::optional<Answered>{};
    if (kept->route != route || kept->body_hash != body_hash)
        return invalid(
            "idempotency.key_reused",
            "This Idempotency-Key was used for a different request. Use a new key.",
            {{"Idempotency-Key", "reused", "Use a new key for each new request."}}
        );
    return std::optional{Answered{kept->status, std::move(kept->body), std::move(kept->etag)}};
}

void keep_answer(
    Act& act,
    const std::string& key,
    const std::string& route,
    const std::string& body_hash,
    const Answered& answer
) {
    SharingStore{act.transaction}.remember(
        act, key, {route, body_hash, answer.status, answer.body, answer.etag}
    );
}

void tidy_answers(store::Transaction& transaction, Instant now) {
    SharingStore{transaction}.forget_before(now - answers_kept_for);
}

Result<SavedView> save_view(Act& act, SavedView view) {
    std::vector<FieldProblem> wrong;
    if (trim(view.name).empty()) wrong.push_back({"/name", "required", "Give the view a name."});
    if (length_of(view.name) > view_name_length_max)
        wrong.push_back({"/name", "too_long", "Use 80 characters or fewer."});
    if (view.page != "incidents")
        wrong.push_back({"/page", "unknown", "There is no such page to save a view of."});
    if (view.filters.size() > view_filters_length_max)
        wrong.push_back({"/filters", "too_long", "This view has too many filters."});
    if (!wrong.empty()) return invalid("saved_view.invalid", "This view cannot be saved.", wrong);
    view.id = act.new_id();
    view.id = ViewStore{act.transaction}.put(act, view);
    return view;
}

std::vector<SavedView> saved_views(Act& act, const std::string& page) {
    return ViewStore{act.transaction}.of(act.caller.user, page);
}

Result<Done> drop_view(Act& act, const std::string& id) {
    if (!ViewStore{act.transaction}.drop(act.caller.user, id))
        return not_found("saved_view.not_found", "There is no such view.");
    return Done{};
}

}  // namespace waymark::sharing
