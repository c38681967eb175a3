// SPDX-License-Identifier: MIT
#include "api/edge.hpp"

#include "api/json_text.hpp"
#include "api/problem.hpp"
#include "api/reading.hpp"
#include "base/text.hpp"
#include "codes/codes.hpp"
#include "sharing/admission.hpp"
#include "sharing/sharing.hpp"
#include "store/error.hpp"

#include <algorithm>

namespace waymark::api {

namespace {

constexpr std::string_view base_path = "/api/v1";
constexpr std::size_t key_length_max = 100;

bool is_unsafe(std::string_view method) {
    return method != "GET" && method != "HEAD";
}

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    take_until(path, '/');  // What stands before the first one: nothing.
    while (!path.empty())
        parts.push_back(take_until(path, '/'));
    return parts;
}

/// The {named} parts when `path` has the shape of `pattern`.
std::optional<Texts> match(std::string_view pattern, std::string_view path) {
    const auto wanted = parts_of(pattern);
    const auto given = parts_of(path);
    if (wanted.size() != given.size()) return std::nullopt;
    Texts named;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with('{'))
            named.emplace(wanted[i].substr(1, wanted[i].size() - 2), given[i]);
        else if (wanted[i] != given[i])
            return std::nullopt;
    }
    return named;
}

/// A page of another site must not be able to act in this one's name. Browsers say where a request
/// comes from; whoever is not a browser says nothing, and carries no cookie by accident.
bool is_from_another_site(const Request& request) {
    if (!is_unsafe(request.method)) return false;
    const auto site = request.header("sec-fetch-site");
    if (!site.empty()) return site != "same-origin" && site != "none";
    const auto origin = request.header("origin");
    if (origin.empty()) return false;
    const auto host = request.header("host");
    return origin != "http://" + host && origin != "https://" + host;
}

bool has_json_type(const Request& request) {
    const auto type = request.header("content-type");
    return type == "application/json" || type.starts_with("application/json;");
}

/// What to say of a store in trouble; nothing where the fault is ours.
std::optional<Problem> of_store(const store::StoreError& error) {
    using Kind = store::StoreError::Kind;
    switch (error.kind()) {
    case Kind::full:
        return Problem{
            Problem::Kind::unavailable,
            "store.full",
            "The disk is full, so nothing was saved. Tell whoever looks after the server."};
    case Kind::read_only:
        return Problem{
            Problem::Kind::unavailable,
            "store.read_only",
            "The data folder cannot be written to, so nothing was saved. Tell whoever looks after "
            "the server."};
    case Kind::try_again:
    case Kind::unavailable:
        return Problem{
            Problem::Kind::unavailable,
            "store.unavailable",
            "The database cannot be reached just now. It may or may not have been saved: try again "
            "with the same key, and it is saved once."};
    case Kind::duplicate:
    case Kind::broken_rule:
    case Kind::damaged:
    case Kind::other: break;
    }
    return std::nullopt;
}

bool is_key(std::string_view key) {
    return key.size() <= key_length_max &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127; });
}

/// A filter that nobody reads would answer with more than was asked for.
std::vector<FieldProblem> unknown_names(const Route& route, const Texts& query) {
    std::vector<FieldProblem> wrong;
    for (const auto& [name, value] : query) {
        auto known = route.query;
        bool is_known = false;
        while (!known.empty() && !is_known)
            is_known = take_until(known, ' ') == name;
        if (!is_known)
            wrong.push_back({name, "unknown", "This address does not ask with this name."});
    }
    return wrong;
}

Response with_parsed_body(const Route& route, Request& request) {
    if (request.body.empty() || route.body == upload) return {};
    if (!has_json_type(request))
        return to_response(malformed("body.type", "Send the body as application/json."), 415);
    auto value = parse_json(request.body);
    if (!value) return to_response(value.problem());
    request.json = std::move(*value);
    return {};
}

/// Why someone signed in may not come further yet, and a body that can be read.
Response held_back(const Route& route, Request& request, const sharing::SignedIn& who) {
    const bool may_pass = !who.must_change_password || route.path == "/session" ||
                          route.path == "/password" || route.path == "/codes";
    if (!may_pass)
        return to_response(forbidden("session.change_password", "Choose a new password first."));
    return with_parsed_body(route, request);
}

}  // namespace

std::string Request::header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
}

std::string Request::asked(std::string_view name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::string{} : found->second;
}

Result<Texts> read_query(std::string_view query) {
    const auto unescape = [](std::string_view text) -> std::optional<std::string> {
        const auto digit = [](char c) -> int {
            if (c >= '0' && c <= '9') return c - '0';
            if (c >= 'a' && c <= 'f') return c - 'a' + 10;
            if (c >= 'A' && c <= 'F') return c - 'A' + 10;
            return -1;
        };
        std::string plain;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '+') {
                plain += ' ';
            } else if (text[i] == '%') {
                if (i + 2 >= text.size() || digit(text[i + 1]) < 0 || digit(text[i + 2]) < 0)
                    return std::nullopt;
                plain += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
                i += 2;
            } else {
                plain += text[i];
            }
        }
        if (!is_utf8(plain) || plain.find('\0') != std::string::npos) return std::nullopt;
        return plain;
    };
    Texts texts;
    while (!query.empty()) {
        auto pair = take_until(query, '&');
        if (pair.empty()) continue;
        const auto name = unescape(take_until(pair, '='));
        const auto value = unescape(pair);
        if (!name || !value)
            return malformed("query.escape", "The address has an escape that is not UTF-8 text.");
        texts.emplace(*name, *value);
    }
    return texts;
}

std::string session_token(const Request& request) {
    const auto cookies = request.header("cookie");
    for (const std::string_view name : {"__Host-waymark=", "waymark="}) {
        auto at = cookies.find(name);
        while (at != std::string::npos && at > 0 && cookies[at - 1] != ' ' && cookies[at - 1] != ';'
        )
            at = cookies.find(name, at + 1);
        if (at == std::string::npos) continue;
        const auto from = at + name.size();
        return cookies.substr(from, std::min(cookies.find(';', from), cookies.size()) - from);
    }
    return {};
}

std::string session_cookie(const std::string& token, bool secure) {
    std::string cookie = (secure ? "__Host-waymark=" : "waymark=") + token;
    cookie += "; Path=/; HttpOnly; SameSite=Lax";
    if (secure) cookie += "; Secure";
    if (token.empty()) cookie += "; Max-Age=0";
    return cookie;
}

Edge::Edge(Server& server, std::function<void(const std::string&, const std::string&)> complain)
    : server_{server}, complain_{std::move(complain)}, routes_{all_routes()} {
}

Edge::Match Edge::find(const Request& request) const {
    Match found;
    const std::string_view target = request.target;
    auto path = target.substr(0, std::min(target.find('?'), target.size()));
    if (!path.starts_with(base_path)) return found;
    path.remove_prefix(base_path.size());
    for (const auto& route : routes_) {
        auto named = match(route.path, path);
        if (!named) continue;
        if (route.method == request.method) {
            found.route = &route;
            found.path = std::move(*named);
            return found;
        }
        found.allowed += (found.allowed.empty() ? "" : ", ") + std::string{route.method};
    }
    return found;
}

void Edge::answer(Request request, const Reply& reply) {
    const auto held = std::make_shared<Request>(std::move(request));
    Match found;
    try {
        found = find(*held);
    } catch (...) {
        return reply(broken_by(std::current_exception()));
    }
    auto work = [this, held, found, reply] {
        std::variant<Response, Ready> next;
        try {
            next = prepare(found, *held);
            if (const auto* ready = std::get_if<Ready>(&next)) return run(*ready, held, reply);
        } catch (...) {
            next = broken_by(std::current_exception());
        }
        reply(std::move(std::get<Response>(next)));
    };
    if (found.route && found.route->may_take_long()) return server_.elsewhere(std::move(work));
    work();
}

Response Edge::answer(Request request) {
    return sharing::wait_for<Response>([&](auto then) {
        answer(std::move(request), [then](Response response) {
            then(std::exception_ptr{}, std::optional{std::move(response)});
        });
    });
}

Response Edge::broken_by(const std::exception_ptr& failure) {
    std::string what;
    try {
        std::rethrow_exception(failure);
    } catch (const store::StoreError& error) {
        if (const auto problem = of_store(error)) return to_response(*problem);
        what = error.what();
    } catch (const std::exception& error) {
        what = error.what();
    }
    const auto number = new_uuid(server_.now(), server_.place.random);
    complain_(number, what);
    return broken(number);
}

std::variant<Response, Edge::Ready> Edge::prepare(const Match& found, Request& request) {
    if (!found.route && !found.allowed.empty()) {
        auto response = to_response(
            malformed("method.not_allowed", "This address does not take that method."), 405
        );
        response.headers["Allow"] = found.allowed;
        return response;
    }
    if (!found.route) return to_response(not_found("route.not_found", "There is no such address."));
    for (const auto& [name, value] : found.path)
        if ((name == "id" || name.ends_with("_id")) && !is_uuid(value))
            return to_response(not_found("route.not_found", "There is no such record."));
    request.path = found.path;
    return prepare_route(*found.route, request);
}

Result<sharing::SignedIn> Edge::whose(const Request& request) {
    return sharing::authenticate(server_.place, server_.now(), session_token(request));
}

std::variant<Response, Edge::Ready> Edge::prepare_route(const Route& route, Request& request) {
    if (is_from_another_site(request))
        return to_response(forbidden("request.another_site", "This request came from another site.")
        );
    if (const auto mark = request.target.find('?'); mark != std::string::npos) {
        auto query = read_query(std::string_view{request.target}.substr(mark + 1));
        if (!query) return to_response(query.problem());
        auto wrong = unknown_names(route, *query);
        if (!wrong.empty())
            return to_response(
                invalid("query.unknown", "The address asks for something unknown.", wrong)
            );
        request.query = std::move(*query);
    }
    if (route.mode == Mode::open) {
        if (auto bad = with_parsed_body(route, request); !bad) return bad;
        return route.direct(server_, request, nullptr);
    }
    if (route.mode == Mode::read) return Ready{&route};
    auto who = whose(request);
    if (!who) return to_response(who.problem());
    if (auto bad = held_back(route, request, *who); !bad) return bad;
    if (route.trait == Trait::needs_revision && !revision_in(request)) return revision_needed();
    if (route.mode == Mode::direct) return route.direct(server_, request, &*who);
    auto key = request.header("idempotency-key");
    if (route.mode == Mode::change && !is_key(key))
        return to_response(
            malformed("idempotency.key", "An Idempotency-Key has at most 100 plain characters.")
        );
    return Ready{&route, std::move(who->caller), std::move(key)};
}

namespace {

/// The answer this key was given before, where there is one and it may still be seen.
std::optional<Response> answered_before(
    sharing::Act& act,
    const Route& route,
    const std::string& key,
    const std::string& address,
    const std::string& hash
) {
    auto before = sharing::answer_before(act, key, address, hash);
    if (!before) return to_response(before.problem());
    if (!*before) return std::nullopt;
    // What was answered once is shown again, so leave is asked again.
    if (route.needs) {
        const auto leave =
            sharing::admit_to(act, *route.needs, sharing::Event::consultation, "answer");
        if (!leave) return to_response(leave.problem());
    }
    Response again{.status = (**before).status, .body = (**before).body, .etag = (**before).etag};
    again.headers["Idempotent-Replay"] = "true";
    return again;
}

}  // namespace

void Edge::run(const Ready& ready, const std::shared_ptr<Request>& request, const Reply& reply) {
    const auto& route = *ready.route;
    auto then = [this, reply](const std::exception_ptr& failure, std::optional<Response> answer) {
        reply(failure ? broken_by(failure) : std::move(*answer));
    };
    if (route.mode == Mode::read)
        return sharing::consult_as_then(
            server_.place,
            server_.now(),
            server_.codes.book(),
            session_token(*request),
            [](const Problem& problem) { return to_response(problem); },
            [&](sharing::Act& act, const sharing::SignedIn& who) {
                auto bad = held_back(route, *request, who);
                return bad ? route.act(act, *request) : bad;
            },
            std::move(then)
        );
    const sharing::Occasion occasion{
        server_.place, ready.caller, server_.now(), server_.codes.book()};
    sharing::change_then(
        occasion,
        [&route, key = ready.key, request](sharing::Act& act) -> Response {
            if (key.empty()) return route.act(act, *request);
            const std::string address = std::string{route.method} + " " + request->target;
            const auto hash = sha256_hex(request->body);
            if (auto before = answered_before(act, route, key, address, hash)) return *before;
            auto response = route.act(act, *request);
            if (response)
                sharing::keep_answer(
                    act, key, address, hash, {response.status, response.body, response.etag}
                );
            return response;
        },
        std::move(then)
    );
}

}  // namespace waymark::api
