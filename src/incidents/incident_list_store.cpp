// SPDX-License-Identifier: MIT
#include "incidents/incident_list_store.hpp"

#include "base/text.hpp"
#include "incidents/incident_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace waymark::incidents {

namespace {

constexpr std::string_view columns = R"(
    SELECT i.id, i.agency_id, i.reference, i.status, i.source, i.received_at, i.occurred_from_at,
           i.call_taker_id, i.caller_name, i.caller_phone, i.caller_relation, i.location_text,
           i.uprn, i.postcode, i.lat, i.lon, i.lsoa, i.place_type, i.opening_category, i.grade,
           i.is_mhri, i.outcome, i.closed_at, i.import_batch_id, i.source_key, i.revision
)";

std::string in_capitals(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

/// The conditions of a filter. The text depends only on which filters are set, so there are few.
class Where {
public:
    explicit Where(const Filter& filter) {
        if (filter.status.empty())
            text_ += " AND i.status <> 'draft'";
        else
            of_status(filter.status);
        // In so many words where an index is kept only of the rows for which they are true.
        if (filter.is_mhri) text_ += *filter.is_mhri ? " AND i.is_mhri = 1" : " AND i.is_mhri = 0";
        equals("opening_category", filter.opening_category);
        equals("grade", filter.grade);
        equals("source", filter.source);
        equals("place_type", filter.place_type);
        equals("outcome", filter.outcome);
        if (!filter.outcome.empty()) text_ += " AND i.outcome <> ''";
        equals("import_batch_id", filter.batch);
        if (filter.from_on)
            add(" AND i.received_at >= $from_at", "from_at", from_london({*filter.from_on}));
        if (filter.to_on) {
            const Day next{std::chrono::sys_days{*filter.to_on} + std::chrono::days{1}};
            add(" AND i.received_at < $to_at", "to_at", from_london({next}));
        }
        search(std::string{trim(filter.search)});
        page_after(filter.after);
    }

    const std::string& text() const { return text_; }
    /// What a search would look up in one index of `s`; empty when it is none, or has no index.
    const std::string& look_up() const { return look_up_; }
    store::Values values(const sharing::Scope& scope, int limit) const {
        auto values = values_;
        values.emplace_back("agency_id", scope.agency());
        values.emplace_back("limit", limit);
        return values;
    }

private:
    void add(const std::string& condition, std::string_view name, store::Value value) {
        text_ += condition;
        values_.emplace_back(name, std::move(value));
    }

    void equals(std::string_view column, const std::string& wanted) {
        if (wanted.empty()) return;
        add(" AND i." + std::string{column} + " = $" + std::string{column}, column, wanted);
    }

    void of_status(const std::string& wanted) {
        equals("status", wanted);
        if (wanted != word_for(Status::closed)) text_ += " AND i.status <> 'closed'";
    }

    void search(const std::string& wanted) {
        if (wanted.empty()) return;
        if (const auto postcode = normal_postcode(wanted)) {
            equals("postcode", *postcode);
            look_up_ = "s.postcode = $postcode";
            return;
        }
        // What an incident is known by where it came from may look like anything.
        either(starts("source_key", wanted, "key_from", "key_to"), true);
        either(starts("source_key", in_capitals(wanted), "capitals_from", "capitals_to"), true);
        if (const auto phone = normal_phone(wanted)) {
            values_.emplace_back("phone", *phone);
            either("{0}.caller_phone_key = $phone AND {0}.caller_phone_key <> ''", false);
        } else if (wanted.find_first_not_of("0123456789-") == std::string::npos) {
            either(starts("reference", wanted, "from", "to"), true);
        } else {
            either(starts("place_key", fold(wanted), "from", "to"), false);
        }
        text_ += " AND (" + any_ + ")";
    }

    /// That the text of a column begins like `start`.
    std::string starts(
        std::string_view column,
        const std::string& start,
        std::string_view from,
        std::string_view to
    ) {
        values_.emplace_back(from, start);
        values_.emplace_back(to, start + "\x7f");
        return fmt::format("{{0}}.{0} >= ${1} AND {{0}}.{0} < ${2}", column, from, to);
    }

    /// One of the conditions of a search. Looked up by its own index, which begins with the agency
    /// or does not; a partner's list has other agencies' incidents, so there it is left out.
    void either(const std::string& condition, bool by_agency) {
        any_ += (any_.empty() ? "" : " OR ") + fmt::format(fmt::runtime(condition), "i");
        look_up_ += (look_up_.empty() ? "" : " OR ") +
                    std::string{by_agency ? "s.agency_id = $agency_id AND " : ""} +
                    fmt::format(fmt::runtime(condition), "s");
    }

    void page_after(const std::string& after) {
        const auto end = read_page_end(after);
        if (!end) return;  // The first page; a text that is neither was refused before.
        text_ += " AND (i.received_at < $after_at OR (i.received_at = $after_at AND i.id < "
                 "$after_id))";
        values_.emplace_back("after_at", end->received_at);
        values_.emplace_back("after_id", end->id);
    }

    std::string any_;
    std::string look_up_;
    std::string text_;
    store::Values values_;
};

/// Up to how many hits of a search are looked up; more are met soon enough by walking the list.
constexpr int few_hits = 5000;

/// Most searches find few of very many, and both engines would rather walk the whole list in order
/// of time: the few are looked up first, and joined in that order.
bool finds_few(store::Transaction& transaction, const sharing::Scope& scope, const Where& where) {
    if (where.look_up().empty()) return false;
    const std::string text =
        "SELECT count(*) AS total FROM (SELECT 1 AS one FROM incident s WHERE " + where.look_up() +
        " LIMIT $limit) AS found";
    const auto rows =
        transaction.query({"incident_list.hits", text}, where.values(scope, few_hits + 1));
    return rows.front().get<int>("total") <= few_hits;
}

std::string own(std::string_view select, const Where& where, bool few, std::string_view tail) {
    const std::string source = few ? "(SELECT s.id FROM incident s WHERE " + where.look_up() +
                                         ") AS hit CROSS JOIN incident i WHERE i.id = hit.id AND"
                                   : "incident i WHERE";
    return std::string{select} + " FROM " + source + " i.agency_id = $agency_id" + where.text() +
           std::string{tail};
}

std::string shared(std::string_view select, const Where& where, std::string_view tail) {
    return std::string{select} +
           " FROM record_share s JOIN incident i ON i.id = s.object_id"
           " WHERE s.to_agency_id = $agency_id AND s.object_kind = 'incident' AND s.ended_at IS "
           "NULL" +
           where.text() + std::string{tail};
}

constexpr std::string_view newest_first = " ORDER BY i.received_at DESC, i.id DESC LIMIT $limit";

}  // namespace

std::vector<Incident> IncidentListStore::page(
    const sharing::Scope& scope, const Filter& filter, int limit
) {
    const Where where{filter};
    const bool few = finds_few(transaction_, scope, where);
    std::vector<Incident> found;
    for (const auto& text :
         {own(columns, where, few, newest_first), shared(columns, where, newest_first)})
        for (const auto& row :
             transaction_.query({"incident_list.page", text}, where.values(scope, limit)))
            found.push_back(incident_from(row));
    std::sort(found.begin(), found.end(), [](const Incident& a, const Incident& b) {
        return std::tie(b.received_at, b.id.text) < std::tie(a.received_at, a.id.text);
    });
    if (found.size() > static_cast<std::size_t>(limit))
        found.resize(static_cast<std::size_t>(limit));
    return found;
}

int IncidentListStore::count(const sharing::Scope& scope, const Filter& filter, int limit) {
    Filter whole = filter;
    whole.after.clear();
    const Where where{whole};
    const bool few = finds_few(transaction_, scope, where);
    int total = 0;
    for (const auto& inner :
         {own("SELECT 1 AS one", where, few, " LIMIT $limit"),
          shared("SELECT 1 AS one", where, " LIMIT $limit")}) {
        const std::string text = "SELECT count(*) AS total FROM (" + inner + ") AS found";
        total += transaction_.query({"incident_list.count", text}, where.values(scope, limit))
                     .front()
                     .get<int>("total");
    }
    return std::min(total, limit);
}

void IncidentListStore::each_own(
    const sharing::Scope& scope,
    const Filter& filter,
    const std::function<void(const Incident&)>& take
) {
    const Where where{filter};
    const bool few = finds_few(transaction_, scope, where);
    const auto text = own(columns, where, few, newest_first);
    transaction_.stream(
        {"incident_list.each", text},
        where.values(scope, 10'000'000),
        [&](const store::Row& row) { take(incident_from(row)); }
    );
}

}  // namespace waymark::incidents
