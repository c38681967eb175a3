// SPDX-License-Identifier: MIT
#include "api/admin_fields.hpp"
#include "api/reading.hpp"
#include "api/routes.hpp"
#include "base/secrets.hpp"
#include "codes/codes.hpp"
#include "sharing/admission.hpp"

namespace waymark::api {

namespace {

using sharing::Act;
using sharing::Permission;
using sharing::SignedIn;

Response get_agencies(Act& act, const Request&) {
    return json_response(encode(sharing::list_agencies(act)));
}

Response post_agency(Act& act, const Request& request) {
    auto agency = read<sharing::Agency>(request.json);
    if (!agency) return to_response(agency.problem());
    return answer_with(sharing::add_agency(act, std::move(*agency)), 201);
}

Response put_agency(Act& act, const Request& request) {
    auto agency = read<sharing::Agency>(request.json);
    if (!agency) return to_response(agency.problem());
    agency->id = {request.at("id")};
    agency->revision = *revision_in(request);
    return answer_with(sharing::change_agency(act, std::move(*agency)));
}

Response get_users(Act& act, const Request&) {
    return answer_with(sharing::list_users(act));
}

/// Adds a user by `add(act, user, hash)`. Hashing takes longer than a transaction should, so this
/// opens its own afterwards.
template <class Add>
Response add_user_by(
    Server& server, const Request& request, const SignedIn* who, Permission permission, Add add
) {
    const auto wanted = read<NewUser>(request.json);
    if (!wanted) return to_response(wanted.problem());
    const auto bad_password =
        sharing::password_problem(wanted->password, wanted->user.sign_in_name, "/password");
    const bool may_add = sharing::may(who->caller.roles, permission);
    const auto hash = may_add && !bad_password ? hash_password(wanted->password) : std::string{};
    const auto book = server.codes.book();
    auto added = sharing::change(
        server.place,
        who->caller,
        server.now(),
        *book,
        [&](Act& act) -> Result<sharing::User> {
            auto user = add(act, wanted->user, hash);
            auto problem =
                user ? invalid("user.invalid", "This user cannot be saved.", {}) : user.problem();
            if (problem.kind != Problem::Kind::invalid) return problem;
            for (auto& field : problem.fields)
                field.field = "/user" + field.field;
            if (bad_password) problem.fields.push_back(*bad_password);
            if (!problem.fields.empty()) return problem;
            return user;
        }
    );
    return answer_with(added, 201);
}

Response post_user(Server& server, const Request& request, const SignedIn* who) {
    return add_user_by(server, request, who, Permission::manage_users, sharing::add_user);
}

Response post_first_administrator(Server& server, const Request& request, const SignedIn* who) {
    return add_user_by(
        server,
        request,
        who,
        Permission::manage_agencies,
        [&](Act& act, const sharing::User& user, const std::string& hash) {
            return sharing::add_first_administrator(act, {request.at("id")}, user, hash);
        }
    );
}

Response put_user(Act& act, const Request& request) {
    auto user = read<sharing::User>(request.json);
    if (!user) return to_response(user.problem());
    user->id = {request.at("id")};
    user->revision = *revision_in(request);
    return answer_with(sharing::change_user(act, std::move(*user)));
}

Response post_remove_totp(Act& act, const Request& request) {
    return answer_done(sharing::remove_totp(act, {request.at("id")}));
}

/// Changing a list makes a new book for everyone once it is saved.
Response put_code(Server& server, const Request& request, const SignedIn* who) {
    auto code = read<codes::Code>(request.json);
    if (!code) return to_response(code.problem());
    code->revision = *revision_in(request);
    const auto book = server.codes.book();
    const auto done = sharing::change(
        server.place,
        who->caller,
        server.now(),
        *book,
        [&](Act& act) -> Result<Done> {
            const auto leave = sharing::admit_to(
                act, Permission::manage_codes, sharing::Event::administration, "code"
            );
            if (!leave) return leave.problem();
            act.trail.back().object_id = code->list + "/" + code->code;
            return codes::put(act.transaction, act.codes, *code);
        }
    );
    // After a refusal too: the book may be older than what is kept, with other servers about.
    server.codes.refresh();
    return answer_done(done);
}

const Route routes[] = {
    {"GET",
     "/agencies",
     "The agencies of the partnership",
     Mode::read,
     {},
     get_agencies,
     nullptr,
     "",
     "Agency[]"},
    {"POST",
     "/agencies",
     "Add an agency",
     Mode::change,
     Permission::manage_agencies,
     post_agency,
     nullptr,
     "Agency",
     "Agency"},
    {"PUT",
     "/agencies/{id}",
     "Change an agency",
     Mode::change,
     Permission::manage_agencies,
     put_agency,
     nullptr,
     "Agency",
     "Agency",
     "",
     Trait::needs_revision},
    {"POST",
     "/agencies/{id}/administrator",
     "Add the first user of an agency that has none: its administrator",
     Mode::direct,
     Permission::manage_agencies,
     nullptr,
     post_first_administrator,
     "NewUser",
     "User"},
    {"GET",
     "/users",
     "The users of your agency",
     Mode::read,
     Permission::manage_users,
     get_users,
     nullptr,
     "",
     "User[]"},
    {"POST",
     "/users",
     "Add a user to your agency",
     Mode::direct,
     Permission::manage_users,
     nullptr,
     post_user,
     "NewUser",
     "User"},
    {"PUT",
     "/users/{id}",
     "Change a user of your agency",
     Mode::change,
     Permission::manage_users,
     put_user,
     nullptr,
     "User",
     "User",
     "",
     Trait::needs_revision},
    {"POST",
     "/users/{id}/authenticator/remove",
     "Take the authenticator off a user's account",
     Mode::change,
     Permission::manage_users,
     post_remove_totp},
    {"PUT",
     "/codes",
     "Add or change an entry of a list",
     Mode::direct,
     Permission::manage_codes,
     nullptr,
     put_code,
     "Code",
     "",
     "",
     Trait::needs_revision},
};

}  // namespace

std::span<const Route> admin_routes() {
    return routes;
}

}  // namespace waymark::api
