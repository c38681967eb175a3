// SPDX-License-Identifier: MIT
#include "sharing/view_store.hpp"

namespace waymark::sharing {

namespace {

constexpr store::Sql put_view{"saved_view.put_one", R"(
    INSERT INTO saved_view (id, user_id, page, name, filters, created_at)
    VALUES ($id, $user_id, $page, $name, $filters, $now)
    ON CONFLICT (user_id, page, name) DO UPDATE
    SET filters = excluded.filters, created_at = excluded.created_at
    RETURNING id
)"};

constexpr store::Sql select_views{"saved_view.select_all", R"(
    SELECT id, page, name, filters FROM saved_view
    WHERE user_id = $user_id AND page = $page ORDER BY name LIMIT 100
)"};

constexpr store::Sql delete_view{"saved_view.delete_one", R"(
    DELETE FROM saved_view WHERE id = $id AND user_id = $user_id
)"};

}  // namespace

std::string ViewStore::put(const Act& act, const SavedView& view) {
    const auto rows = transaction_.query(
        put_view,
        {{"id", view.id},
         {"user_id", act.caller.user},
         {"page", view.page},
         {"name", view.name},
         {"filters", view.filters},
         {"now", act.now}}
    );
    return rows.front().text("id");
}

std::vector<SavedView> ViewStore::of(const UserId& user, const std::string& page) {
    std::vector<SavedView> views;
    for (const auto& row : transaction_.query(select_views, {{"user_id", user}, {"page", page}}))
        views.push_back({row.text("id"), row.text("page"), row.text("name"), row.text("filters")});
    return views;
}

bool ViewStore::drop(const UserId& user, const std::string& id) {
    return transaction_.run(delete_view, {{"id", id}, {"user_id", user}}) == 1;
}

}  // namespace waymark::sharing
