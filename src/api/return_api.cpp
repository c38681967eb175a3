// SPDX-License-Identifier: MIT
#include "api/reading.hpp"
#include "api/return_fields.hpp"
#include "api/routes.hpp"
#include "exchange/return_document.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;

ReturnKind to_send(const returns::Definition& definition) {
    return {
        definition.kind,
        definition.title,
        definition.period,
        definition.source,
        definition.to_confirm};
}

Response get_book(Act& act, const Request&) {
    const auto book = returns::returns_made(act);
    if (!book) return to_response(book.problem());
    ReturnBook sent{.versions = book->versions};
    for (const auto* one : book->definitions)
        sent.kinds.push_back(to_send(*one));
    return json_response(encode(sent));
}

Response post_return(Act& act, const Request& request) {
    const auto form = read<returns::MakeForm>(request.json);
    if (!form) return to_response(form.problem());
    return answer_with(returns::make(act, *form), 201);
}

Response get_return(Act& act, const Request& request) {
    const auto whole = returns::open(act, request.at("id"));
    if (!whole) return to_response(whole.problem());
    ReturnOut sent{
        .version = whole->version,
        .kind = to_send(whole->definition),
        .tables = whole->tables,
        .missing = whole->missing,
        .earlier = whole->earlier,
        .change_count = whole->change_count};
    for (const auto& [changed, reference] : whole->changes)
        sent.changes.push_back(
            {changed.row.detention, reference, changed.difference, changed.fields}
        );
    return json_response(encode(sent));
}

Response get_document(Act& act, const Request& request) {
    const auto format = from_word<exchange::SheetFormat>(request.asked("format"));
    if (!format)
        return to_response(invalid(
            "return.format",
            "Choose a format.",
            {{"format", "unknown_code", "Choose csv, xlsx or ods."}}
        ));
    const auto whole = returns::take_away(act, request.at("id"));
    if (!whole) return to_response(whole.problem());
    const auto& version = whole->version;
    Response response{.body = exchange::document(*whole, *format)};
    response.content_type = exchange::media_type(*format);
    response.headers["Content-Disposition"] = "attachment; filename=\"section-136-" + version.kind +
                                              "-" + to_iso8601(version.period.from) + "-version-" +
                                              std::to_string(version.number) + "." +
                                              std::string{word_for(*format)} + "\"";
    return response;
}

constexpr auto make = Permission::make_return;

const Route routes[] = {
    {"GET",
     "/returns",
     "The statutory returns there are, and those that were made",
     Mode::read,
     make,
     get_book,
     nullptr,
     "",
     "ReturnBook"},
    {"POST",
     "/returns",
     "Make a return of a period, or make it again as its next version",
     Mode::change,
     make,
     post_return,
     nullptr,
     "ReturnForm",
     "ReturnVersion"},
    {"GET",
     "/returns/{id}",
     "A return with its tables, what is missing, and what changed since the version before",
     Mode::read,
     make,
     get_return,
     nullptr,
     "",
     "Return"},
    {"GET",
     "/returns/{id}/document",
     "The same as a file, with a row for each detention: format is csv (the rows), xlsx or ods",
     Mode::read,
     make,
     get_document,
     nullptr,
     "",
     "",
     "format",
     Trait::is_long},
};

}  // namespace

std::span<const Route> return_routes() {
    return routes;
}

}  // namespace waymark::api
