// SPDX-License-Identifier: MIT
#include "api/admin_fields.hpp"
#include "api/edge.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"
#include "base/secrets.hpp"
#include "codes/codes.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::SignedIn;

json::value session_json(const SignedIn& who) {
    json::array permissions;
    for (const auto& [permission, word] : Words<sharing::Permission>::list)
        if (sharing::may(who.caller.roles, permission)) permissions.emplace_back(word);
    return json::object{
        {"user_id", who.caller.user.text},
        {"display_name", who.display_name},
        {"agency_id", who.caller.agency.text},
        {"agency_name", who.agency_name},
        {"agency_kind", who.agency_kind},
        {"roles", encode(who.caller.roles)},
        {"permissions", std::move(permissions)},
        {"must_change_password", who.must_change_password},
        {"has_totp", who.has_totp},
    };
}

Response get_session(Server&, const Request&, const SignedIn* who) {
    return json_response(session_json(*who));
}

Response begin_session(Server& server, const Request& request, const SignInForm& form) {
    auto token = sharing::sign_in(
        server.place,
        server.now(),
        {form.sign_in_name, form.password, form.code, request.origin, request.header("user-agent")}
    );
    if (!token) return to_response(token.problem());
    const auto who = sharing::authenticate(server.place, server.now(), *token);
    if (!who) return to_response(who.problem());
    auto response = json_response(session_json(*who), 201);
    response.headers["Set-Cookie"] = session_cookie(*token, server.secure_cookies);
    return response;
}

Response post_session(Server& server, const Request& request, const SignedIn*) {
    const auto form = read<SignInForm>(request.json);
    if (!form) return to_response(form.problem());
    return begin_session(server, request, *form);
}

Response delete_session(Server& server, const Request&, const SignedIn* who) {
    const auto book = server.codes.book();
    const auto done = sharing::change(server.place, who->caller, server.now(), *book, [](Act& act) {
        return sharing::sign_out(act);
    });
    auto response = answer_done(done);
    response.headers["Set-Cookie"] = session_cookie("", server.secure_cookies);
    response.headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    return response;
}

Response get_sessions(Act& act, const Request&) {
    auto sessions = encode(sharing::list_sessions(act));
    return json_response(json::object{
        {"sessions", std::move(sessions)}, {"own", act.caller.session.text}});
}

Response end_one(Act& act, const Request& request) {
    return answer_done(sharing::end_session(act, {request.at("id")}));
}

Response post_password(Server& server, const Request& request, const SignedIn* who) {
    const auto parsed = read<PasswordForm>(request.json);
    if (!parsed) return to_response(parsed.problem());
    Problems wrong;
    if (const auto problem =
            sharing::password_problem(parsed->new_password, who->display_name, "/new_password"))
        wrong.push_back(*problem);
    const auto book = server.codes.book();
    const auto hash =
        sharing::consult(server.place, who->caller, server.now(), *book, [](Act& act) {
            return sharing::own_password_hash(act);
        });
    if (!is_password(parsed->old_password, hash))
        wrong.push_back({"/old_password", "wrong", "This is not your password."});
    if (!wrong.empty())
        return to_response(invalid("password.invalid", "Your password was not changed.", wrong));
    const auto fresh = hash_password(parsed->new_password);
    return answer_done(sharing::change(
        server.place,
        who->caller,
        server.now(),
        *book,
        [&](Act& act) { return sharing::save_own_password(act, fresh); }
    ));
}

Response get_totp(Server&, const Request&, const SignedIn* who) {
    const auto secret = new_totp_secret();
    return json_response(json::object{
        {"secret", secret},
        {"address", "otpauth://totp/Waymark?issuer=Waymark&digits=6&period=30&secret=" + secret},
        {"has_totp", who->has_totp},
    });
}

Response post_totp(Act& act, const Request& request) {
    const auto form = read<TotpForm>(request.json);
    if (!form) return to_response(form.problem());
    return answer_done(sharing::start_totp(act, form->secret, form->code));
}

Response get_set_up(Server& server, const Request&, const SignedIn*) {
    const bool ready = server.place.database.read([](store::Transaction& transaction) {
        return sharing::is_set_up(transaction);
    });
    return json_response(json::object{{"is_set_up", ready}});
}

/// The first-run page: makes the first agency and its administrator, and signs them in.
Response post_set_up(Server& server, const Request& request, const SignedIn*) {
    const auto form = read<SetUpForm>(request.json);
    if (!form) return to_response(form.problem());
    if (const auto problem =
            sharing::password_problem(form->password, form->sign_in_name, "/password"))
        return to_response(invalid("set_up.invalid", "Waymark cannot be set up yet.", {*problem}));
    const bool is_done = server.place.database.read([](store::Transaction& transaction) {
        return sharing::is_set_up(transaction);
    });
    if (is_done)
        return to_response(conflict("set_up.done", "Waymark is already set up. Sign in instead."));
    const auto hash = hash_password(form->password);
    sharing::Agency agency;
    agency.name = form->agency_name;
    agency.kind = form->agency_kind;
    sharing::User user;
    user.sign_in_name = form->sign_in_name;
    user.display_name = form->display_name;
    user.roles = {sharing::Role::administrator};
    const auto made = server.place.database.write([&](store::Transaction& transaction) {
        return sharing::set_up(transaction, server.place.random, server.now(), agency, user, hash);
    });
    if (!made) return to_response(made.problem());
    return begin_session(server, request, {form->sign_in_name, form->password});
}

const Route routes[] = {
    {"GET",
     "/set-up",
     "Whether Waymark has its first administrator",
     Mode::open,
     {},
     nullptr,
     get_set_up},
    {"POST",
     "/set-up",
     "Make the first agency and administrator",
     Mode::open,
     {},
     nullptr,
     post_set_up,
     "SetUp"},
    {"POST", "/session", "Sign in", Mode::open, {}, nullptr, post_session, "SignIn"},
    {"GET", "/session", "Who is signed in", Mode::direct, {}, nullptr, get_session},
    {"DELETE", "/session", "Sign out", Mode::direct, {}, nullptr, delete_session},
    {"GET", "/sessions", "Where you are signed in", Mode::read, {}, get_sessions},
    {"DELETE", "/sessions/{id}", "End one of your sessions", Mode::change, {}, end_one},
    {"POST",
     "/password",
     "Change your password",
     Mode::direct,
     {},
     nullptr,
     post_password,
     "PasswordChange"},
    {"GET", "/totp", "Begin to use an authenticator", Mode::direct, {}, nullptr, get_totp},
    {"POST",
     "/totp",
     "Finish setting up an authenticator",
     Mode::change,
     {},
     post_totp,
     nullptr,
     "TotpStart"},
};

}  // namespace

std::span<const Route> session_routes() {
    return routes;
}

}  // namespace waymark::api
