// SPDX-License-Identifier: MIT
#include "api/import_fields.hpp"
#include "api/json_text.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"
#include "base/secrets.hpp"
#include "codes/codes.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;
using sharing::SignedIn;

constexpr std::size_t preview_rows = 5;
constexpr std::size_t preview_cell_max = 120;

Response post_preview(Server& server, const Request& request, const SignedIn* who) {
    const auto book = server.codes.book();
    const auto kept =
        sharing::consult(server.place, who->caller, server.now(), *book, exchange::kept_mappings);
    if (!kept) return to_response(kept.problem());
    const auto table = exchange::read_table(request.body);
    if (!table) return to_response(table.problem());
    const auto mapping = exchange::mapping_for(*kept, *table);
    json::array rows;
    for (std::size_t i = 0; i < std::min(preview_rows, table->rows.size()); ++i) {
        json::array row;
        for (const auto& cell : table->rows[i])
            row.emplace_back(first_characters(cell, preview_cell_max));
        rows.push_back(std::move(row));
    }
    json::array targets;
    for (const auto& target : exchange::targets())
        targets.push_back(json::object{
            {"name", target.name}, {"label", target.label}, {"needed", target.needed}});
    return json_response(json::object{
        {"columns", encode(table->columns)},
        {"rows", std::move(rows)},
        {"encoding", table->encoding},
        {"delimiter", table->delimiter},
        {"targets", std::move(targets)},
        {"mapping", exchange::to_json(mapping.mapping)},
        {"mapping_name", mapping.name}});
}

/// What is sent is the name and the mapping; the file is sent with the import itself.
Response put_mapping(Server& server, const Request& request, const SignedIn* who) {
    const auto sent = parse_json(request.body);
    if (!sent) return to_response(sent.problem());
    const auto* object = sent->if_object();
    const auto* name = object ? object->if_contains("name") : nullptr;
    const auto* held = object ? object->if_contains("mapping") : nullptr;
    if (!name || !name->is_string() || !held)
        return to_response(invalid(
            "mapping.invalid",
            "Send a name and a mapping.",
            {{"/name", "required", "Give the mapping a name."}}
        ));
    const auto mapping = exchange::read_mapping(*held);
    if (!mapping) return to_response(mapping.problem());
    const auto book = server.codes.book();
    return answer_done(sharing::change(
        server.place,
        who->caller,
        server.now(),
        *book,
        [&](Act& act) {
            return exchange::save_mapping(act, std::string{name->get_string()}, *mapping);
        }
    ));
}

Response post_import(Server& server, const Request& request, const SignedIn* who) {
    const auto book = server.codes.book();
    const auto now = server.now();
    const auto mapping = sharing::consult(server.place, who->caller, now, *book, [&](Act& act) {
        return exchange::load_mapping(act, request.asked("mapping"));
    });
    if (!mapping) return to_response(mapping.problem());
    const auto table = exchange::read_table(request.body);
    if (!table) return to_response(table.problem());
    const auto name = first_characters(request.asked("name"), 200);
    const auto report = exchange::import_incidents(
        {server.place, who->caller, now, *book},
        {name.empty() ? "file" : name, sha256_hex(request.body), *table, *mapping},
        request.asked("dry_run") != "no"
    );
    if (!report) return to_response(report.problem());
    auto answer = encode(*report);
    if (report->batch_id.empty()) answer.as_object()["batch_id"] = nullptr;
    return json_response(answer);
}

Response get_imports(Act& act, const Request&) {
    return answer_with(exchange::list_batches(act));
}

Response get_refused(Act& act, const Request& request) {
    auto rows = exchange::refused_rows(act, request.at("id"));
    if (!rows) return to_response(rows.problem());
    Response response{.body = std::move(*rows), .content_type = "text/csv; charset=utf-8"};
    response.headers["Content-Disposition"] = "attachment; filename=\"refused.csv\"";
    return response;
}

Response get_import(Act& act, const Request& request) {
    const auto report = exchange::report_of(act, request.at("id"));
    if (!report) return to_response(report.problem());
    return json_response(*report);
}

Response post_undo(Act& act, const Request& request) {
    return answer_with(exchange::undo_import(act, request.at("id")));
}

constexpr auto import_them = Permission::import_incidents;

const Route routes[] = {
    {"GET",
     "/imports",
     "The imports of your agency",
     Mode::read,
     import_them,
     get_imports,
     nullptr,
     "",
     "ImportBatch[]"},
    {"POST",
     "/imports/preview",
     "Look at a file: its columns, first rows and a suggested mapping",
     Mode::direct,
     import_them,
     nullptr,
     post_preview,
     upload},
    {"POST",
     "/imports",
     "Check a file, or store it with dry_run=no",
     Mode::direct,
     import_them,
     nullptr,
     post_import,
     upload,
     "ImportReport",
     "mapping name dry_run"},
    {"GET", "/imports/{id}", "What an import found", Mode::read, import_them, get_import},
    {"GET",
     "/imports/{id}/refused",
     "The rows of an import that were refused, with reasons, as CSV",
     Mode::read,
     import_them,
     get_refused},
    {"POST",
     "/imports/{id}/undo",
     "Take a whole import back",
     Mode::change,
     import_them,
     post_undo,
     nullptr,
     "",
     "UndoReport"},
    {"PUT",
     "/import-mappings",
     "Keep a mapping under a name",
     Mode::direct,
     import_them,
     nullptr,
     put_mapping},
};

}  // namespace

std::span<const Route> import_routes() {
    return routes;
}

}  // namespace waymark::api
