// SPDX-License-Identifier: MIT
#include "sharing/agencies.hpp"

#include "base/text.hpp"
#include "sharing/admission.hpp"
#include "sharing/agency_store.hpp"
#include "sharing/session_store.hpp"

namespace waymark::sharing {

namespace {

std::vector<FieldProblem> problems_of(Act& act, const Agency& agency) {
    std::vector<FieldProblem> wrong;
    if (trim(agency.name).empty())
        wrong.push_back({"/name", "required", "Enter the agency's name."});
    if (length_of(agency.name) > agency_name_length_max)
        wrong.push_back({"/name", "too_long", "Use 200 characters or fewer."});
    const auto today = to_london(act.now).day;
    if (!act.codes.has("agency_kind", agency.kind, today))
        wrong.push_back({"/kind", "unknown", "Choose a kind of agency from the list."});
    if (agency.area) {
        const auto& area = *agency.area;
        if (!(area.min_lat < area.max_lat && area.min_lat >= -90 && area.max_lat <= 90))
            wrong.push_back(
                {"/area/min_lat", "range", "The southern edge must be south of the northern one."}
            );
        if (!(area.min_lon < area.max_lon && area.min_lon >= -180 && area.max_lon <= 180))
            wrong.push_back(
                {"/area/min_lon", "range", "The western edge must be west of the eastern one."}
            );
    }
    const auto same_name = AgencyStore{act.transaction}.find_by_name(agency.name);
    if (same_name && *same_name != agency.id)
        wrong.push_back({"/name", "taken", "There is already an agency of this name."});
    return wrong;
}

std::vector<FieldProblem> problems_of(const User& user) {
    std::vector<FieldProblem> wrong;
    if (user.sign_in_name.size() < 3 || user.sign_in_name.size() > sign_in_name_length_max ||
        user.sign_in_name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._@-") !=
            std::string::npos)
        wrong.push_back(
            {"/sign_in_name",
             "shape",
             "Use 3 to 120 small letters, digits, full stops, hyphens and @."}
        );
    if (trim(user.display_name).empty())
        wrong.push_back({"/display_name", "required", "Enter the person's name."});
    if (length_of(user.display_name) > display_name_length_max)
        wrong.push_back({"/display_name", "too_long", "Use 120 characters or fewer."});
    if (user.roles.empty()) wrong.push_back({"/roles", "required", "Choose at least one role."});
    return wrong;
}

}  // namespace

std::optional<FieldProblem> password_problem(
    const std::string& password, const std::string& sign_in_name, const std::string& field
) {
    const auto length = length_of(password);
    if (length < password_length_min)
        return FieldProblem{
            field, "too_short", "Use at least 15 characters. Three random words work well."};
    if (length > password_length_max)
        return FieldProblem{field, "too_long", "Use 128 characters or fewer."};
    const auto plain = fold(password);
    for (const std::string_view guess : {"password", "waymark", "qwerty", "123456789"})
        if (plain.find(guess) != std::string::npos)
            return FieldProblem{field, "too_common", "Choose something that is harder to guess."};
    if (sign_in_name.size() >= 4 && plain.find(fold(sign_in_name)) != std::string::npos)
        return FieldProblem{field, "too_common", "Do not use your sign-in name in your password."};
    return std::nullopt;
}

std::vector<Agency> list_agencies(Act& act) {
    return AgencyStore{act.transaction}.all();
}

Result<Agency> add_agency(Act& act, Agency agency) {
    const auto leave = admit_to(act, Permission::manage_agencies, Event::administration, "agency");
    if (!leave) return leave.problem();
    agency.id = {act.new_id()};
    agency.revision = 1;
    const auto wrong = problems_of(act, agency);
    if (!wrong.empty()) return invalid("agency.invalid", "This agency cannot be saved.", wrong);
    AgencyStore{act.transaction}.insert(agency);
    act.trail.back().object_id = agency.id.text;
    return agency;
}

Result<Agency> change_agency(Act& act, Agency agency) {
    const auto leave = admit_to(act, Permission::manage_agencies, Event::administration, "agency");
    if (!leave) return leave.problem();
    act.trail.back().object_id = agency.id.text;
    AgencyStore store{act.transaction};
    const auto kept = store.find(agency.id);
    if (!kept) return not_found("agency.not_found", "There is no such agency.");
    agency.has_users = kept->has_users;
    // Renaming a partner, or shutting its people out, is for the partner's own administrator.
    if (agency.id != act.caller.agency)
        return forbidden("agency.not_yours", "Only an administrator of that agency can change it.");
    const auto wrong = problems_of(act, agency);
    if (!wrong.empty()) return invalid("agency.invalid", "This agency cannot be saved.", wrong);
    if (!store.save(agency))
        return stale("agency.changed", "Someone else has just changed this agency. Load it again.");
    ++agency.revision;
    return agency;
}

Result<std::vector<User>> list_users(Act& act) {
    const auto leave = admit_to(act, Permission::manage_users, Event::administration, "user");
    if (!leave) return leave.problem();
    return AgencyStore{act.transaction}.users_of(act.caller.agency);
}

namespace {

Result<User> insert_user(Act& act, const AgencyId& agency, User user, const std::string& hash) {
    user.id = {act.new_id()};
    user.agency = agency;
    user.must_change_password = true;
    user.revision = 1;
    auto wrong = problems_of(user);
    AgencyStore store{act.transaction};
    if (wrong.empty() && store.has_sign_in_name(user.sign_in_name))
        wrong.push_back({"/sign_in_name", "taken", "Somebody already signs in by this name."});
    if (!wrong.empty()) return invalid("user.invalid", "This user cannot be saved.", wrong);
    store.insert(user, hash);
    act.trail.back().object_id = user.id.text;
    return user;
}

}  // namespace

Result<User> add_user(Act& act, User user, const std::string& password_hash) {
    const auto leave = admit_to(act, Permission::manage_users, Event::administration, "user");
    if (!leave) return leave.problem();
    return insert_user(act, act.caller.agency, std::move(user), password_hash);
}

Result<User> add_first_administrator(
    Act& act, const AgencyId& agency, User user, const std::string& password_hash
) {
    const auto leave = admit_to(act, Permission::manage_agencies, Event::administration, "user");
    if (!leave) return leave.problem();
    AgencyStore store{act.transaction};
    if (!store.find(agency)) return not_found("agency.not_found", "There is no such agency.");
    if (!store.users_of(agency).empty())
        return conflict(
            "agency.has_users",
            "This agency has users already. Its own administrator adds the others."
        );
    user.roles = {Role::administrator};
    return insert_user(act, agency, std::move(user), password_hash);
}

Result<User> change_user(Act& act, User user) {
    const auto leave = admit_to(act, Permission::manage_users, Event::administration, "user");
    if (!leave) return leave.problem();
    act.trail.back().object_id = user.id.text;
    AgencyStore store{act.transaction};
    const auto kept = store.find_user(act.caller.agency, user.id);
    if (!kept) return not_found("user.not_found", "There is no such user in your agency.");
    user.agency = kept->agency;
    user.sign_in_name = kept->sign_in_name;
    user.must_change_password = kept->must_change_password;
    user.has_totp = kept->has_totp;
    auto wrong = problems_of(user);
    if (user.id == act.caller.user &&
        (!user.is_active || !user.roles.contains(Role::administrator)))
        wrong.push_back({"/roles", "own_account", "You cannot take your own administration away."});
    if (!wrong.empty()) return invalid("user.invalid", "This user cannot be saved.", wrong);
    if (!store.save(user))
        return stale("user.changed", "Someone else has just changed this user. Load it again.");
    if (!user.is_active) SessionStore{act.transaction}.end_all(user.id, act.now);
    ++user.revision;
    return user;
}

Result<Done> remove_totp(Act& act, const UserId& user) {
    const auto leave = admit_to(act, Permission::manage_users, Event::administration, "user");
    if (!leave) return leave.problem();
    act.trail.back().object_id = user.text;
    AgencyStore store{act.transaction};
    if (!store.find_user(act.caller.agency, user))
        return not_found("user.not_found", "There is no such user in your agency.");
    store.save_totp(user, std::nullopt);
    SessionStore{act.transaction}.end_all(user, act.now);
    return Done{};
}

Result<User> set_up(
    store::Transaction& transaction,
    Random& random,
    Instant now,
    const Agency& agency,
    const User& administrator,
    const std::string& password_hash
) {
    AgencyStore store{transaction};
    if (store.has_users())
        return conflict("set_up.done", "Waymark is already set up. Sign in instead.");
    auto wrong = problems_of(administrator);
    if (trim(agency.name).empty())
        wrong.push_back({"/agency_name", "required", "Enter your agency's name."});
    if (!wrong.empty()) return invalid("set_up.invalid", "Waymark cannot be set up yet.", wrong);

    Agency first = agency;
    first.id = {new_uuid(now, random)};
    store.insert(first);
    User user = administrator;
    user.id = {new_uuid(now, random)};
    user.agency = first.id;
    store.insert(user, password_hash);
    return user;
}

bool is_set_up(store::Transaction& transaction) {
    return AgencyStore{transaction}.has_users();
}

}  // namespace waymark::sharing
