// SPDX-License-Identifier: MIT
#include "sharing/agency_store.hpp"

namespace waymark::sharing {

namespace {

constexpr store::Sql select_agencies{"agency.select_all", R"(
    SELECT id, name, kind, is_active, min_lat, max_lat, min_lon, max_lon, revision,
           CASE WHEN EXISTS (SELECT 1 FROM user_account u WHERE u.agency_id = agency.id)
                THEN 1 ELSE 0 END AS has_users
    FROM agency ORDER BY name LIMIT 1000
)"};

constexpr store::Sql select_agency{"agency.select_one", R"(
    SELECT id, name, kind, is_active, min_lat, max_lat, min_lon, max_lon, revision,
           CASE WHEN EXISTS (SELECT 1 FROM user_account u WHERE u.agency_id = agency.id)
                THEN 1 ELSE 0 END AS has_users
    FROM agency WHERE id = $id
)"};

constexpr store::Sql select_agency_by_name{"agency.select_by_name", R"(
    SELECT id FROM agency WHERE name = $name
)"};

constexpr store::Sql insert_agency{"agency.insert_one", R"(
    INSERT INTO agency (id, name, kind, is_active, min_lat, max_lat, min_lon, max_lon, revision)
    VALUES ($id, $name, $kind, $is_active, $min_lat, $max_lat, $min_lon, $max_lon, $revision)
)"};

constexpr store::Sql update_agency{"agency.update_one", R"(
    UPDATE agency
    SET name = $name, kind = $kind, is_active = $is_active, min_lat = $min_lat,
        max_lat = $max_lat, min_lon = $min_lon, max_lon = $max_lon, revision = revision + 1
    WHERE id = $id AND revision = $revision
)"};

constexpr store::Sql select_users{"user.select_of_agency", R"(
    SELECT id, agency_id, sign_in_name, display_name, is_active, must_change,
           CASE WHEN totp_secret IS NULL THEN 0 ELSE 1 END AS has_totp, revision
    FROM user_account WHERE agency_id = $agency_id ORDER BY display_name, id LIMIT 10000
)"};

constexpr store::Sql select_user{"user.select_one", R"(
    SELECT id, agency_id, sign_in_name, display_name, is_active, must_change,
           CASE WHEN totp_secret IS NULL THEN 0 ELSE 1 END AS has_totp, revision
    FROM user_account WHERE id = $id AND agency_id = $agency_id
)"};

constexpr store::Sql select_name_taken{"user.select_name", R"(
    SELECT id FROM user_account WHERE sign_in_name = $sign_in_name
)"};

constexpr store::Sql select_any_user{"user.select_any", "SELECT id FROM user_account LIMIT 1"};

constexpr store::Sql insert_user{"user.insert_one", R"(
    INSERT INTO user_account (id, agency_id, sign_in_name, display_name, password_hash, is_active,
                              must_change, revision)
    VALUES ($id, $agency_id, $sign_in_name, $display_name, $password_hash, $is_active,
            $must_change, $revision)
)"};

constexpr store::Sql update_user{"user.update_one", R"(
    UPDATE user_account
    SET display_name = $display_name, is_active = $is_active, revision = revision + 1
    WHERE id = $id AND agency_id = $agency_id AND revision = $revision
)"};

constexpr store::Sql select_roles{"user.select_roles", R"(
    SELECT role FROM user_role WHERE user_id = $user_id ORDER BY role LIMIT 50
)"};

constexpr store::Sql delete_roles{"user.delete_roles", R"(
    DELETE FROM user_role WHERE user_id = $user_id
)"};

constexpr store::Sql insert_role{"user.insert_role", R"(
    INSERT INTO user_role (user_id, role) VALUES ($user_id, $role)
)"};

constexpr store::Sql select_credentials{"user.select_credentials", R"(
    SELECT id, agency_id, display_name, password_hash, totp_secret, totp_last_step, is_active,
           must_change
    FROM user_account WHERE sign_in_name = $sign_in_name
)"};

constexpr store::Sql select_credentials_by_id{"user.select_credentials_by_id", R"(
    SELECT id, agency_id, display_name, password_hash, totp_secret, totp_last_step, is_active,
           must_change
    FROM user_account WHERE id = $id
)"};

constexpr store::Sql update_password{"user.update_password", R"(
    UPDATE user_account SET password_hash = $password_hash, must_change = 0 WHERE id = $id
)"};

constexpr store::Sql update_totp{"user.update_totp", R"(
    UPDATE user_account SET totp_secret = $totp_secret, totp_last_step = NULL WHERE id = $id
)"};

constexpr store::Sql update_totp_step{"user.update_totp_step", R"(
    UPDATE user_account SET totp_last_step = $step
    WHERE id = $id AND (totp_last_step IS NULL OR totp_last_step < $step)
)"};

Agency agency_from(const store::Row& row) {
    Agency agency{
        .id = row.get<AgencyId>("id"),
        .name = row.text("name"),
        .kind = row.text("kind"),
        .is_active = row.get<bool>("is_active"),
        .has_users = row.get<bool>("has_users"),
    };
    if (const auto min_lat = row.maybe<double>("min_lat"))
        agency.area = Area{
            *min_lat,
            row.get<double>("max_lat"),
            row.get<double>("min_lon"),
            row.get<double>("max_lon")};
    agency.revision = row.get<std::int64_t>("revision");
    return agency;
}

store::Values values_of(const Agency& agency) {
    const auto corner = [&](double Area::*side) {
        return agency.area ? store::Value{(*agency.area).*side} : store::Value{};
    };
    return {
        {"id", agency.id},
        {"name", agency.name},
        {"kind", agency.kind},
        {"is_active", agency.is_active},
        {"min_lat", corner(&Area::min_lat)},
        {"max_lat", corner(&Area::max_lat)},
        {"min_lon", corner(&Area::min_lon)},
        {"max_lon", corner(&Area::max_lon)},
        {"revision", agency.revision},
    };
}

User user_from(const store::Row& row) {
    User user{
        .id = row.get<UserId>("id"),
        .agency = row.get<AgencyId>("agency_id"),
        .sign_in_name = row.text("sign_in_name"),
        .display_name = row.text("display_name"),
        .roles = {},
    };
    user.is_active = row.get<bool>("is_active");
    user.must_change_password = row.get<bool>("must_change");
    user.has_totp = row.get<bool>("has_totp");
    user.revision = row.get<std::int64_t>("revision");
    return user;
}

Credentials credentials_from(const store::Row& row) {
    Credentials found;
    found.user = row.get<UserId>("id");
    found.agency = row.get<AgencyId>("agency_id");
    found.display_name = row.text("display_name");
    found.password_hash = row.text("password_hash");
    found.totp_secret = row.maybe<std::string>("totp_secret");
    found.totp_last_step = row.maybe<std::int64_t>("totp_last_step");
    found.is_active = row.get<bool>("is_active");
    found.must_change = row.get<bool>("must_change");
    return found;
}

}  // namespace

std::vector<Agency> AgencyStore::all() {
    std::vector<Agency> agencies;
    for (const auto& row : transaction_.query(select_agencies))
        agencies.push_back(agency_from(row));
    return agencies;
}

std::optional<Agency> AgencyStore::find(const AgencyId& id) {
    const auto rows = transaction_.query(select_agency, {{"id", id}});
    if (rows.empty()) return std::nullopt;
    return agency_from(rows.front());
}

std::optional<AgencyId> AgencyStore::find_by_name(const std::string& name) {
    const auto rows = transaction_.query(select_agency_by_name, {{"name", name}});
    if (rows.empty()) return std::nullopt;
    return rows.front().get<AgencyId>("id");
}

void AgencyStore::insert(const Agency& agency) {
    transaction_.run(insert_agency, values_of(agency));
}

bool AgencyStore::save(const Agency& agency) {
    return transaction_.run(update_agency, values_of(agency)) == 1;
}

std::vector<User> AgencyStore::users_of(const AgencyId& agency) {
    std::vector<User> users;
    for (const auto& row : transaction_.query(select_users, {{"agency_id", agency}})) {
        users.push_back(user_from(row));
        users.back().roles = roles_of(users.back().id);
    }
    return users;
}

std::optional<User> AgencyStore::find_user(const AgencyId& agency, const UserId& id) {
    const auto rows = transaction_.query(select_user, {{"id", id}, {"agency_id", agency}});
    if (rows.empty()) return std::nullopt;
    auto user = user_from(rows.front());
    user.roles = roles_of(user.id);
    return user;
}

bool AgencyStore::has_sign_in_name(const std::string& name) {
    return !transaction_.query(select_name_taken, {{"sign_in_name", name}}).empty();
}

bool AgencyStore::has_users() {
    return !transaction_.query(select_any_user).empty();
}

void AgencyStore::insert(const User& user, const std::string& password_hash) {
    transaction_.run(
        insert_user,
        {{"id", user.id},
         {"agency_id", user.agency},
         {"sign_in_name", user.sign_in_name},
         {"display_name", user.display_name},
         {"password_hash", password_hash},
         {"is_active", user.is_active},
         {"must_change", user.must_change_password},
         {"revision", user.revision}}
    );
    put_roles(user);
}

bool AgencyStore::save(const User& user) {
    const bool saved = transaction_.run(
                           update_user,
                           {{"id", user.id},
                            {"agency_id", user.agency},
                            {"display_name", user.display_name},
                            {"is_active", user.is_active},
                            {"revision", user.revision}}
                       ) == 1;
    if (saved) put_roles(user);
    return saved;
}

Roles AgencyStore::roles_of(const UserId& user) {
    Roles roles;
    for (const auto& row : transaction_.query(select_roles, {{"user_id", user}}))
        roles.insert(row.get<Role>("role"));
    return roles;
}

void AgencyStore::put_roles(const User& user) {
    transaction_.run(delete_roles, {{"user_id", user.id}});
    for (const Role role : user.roles)
        transaction_.run(insert_role, {{"user_id", user.id}, {"role", role}});
}

std::optional<Credentials> AgencyStore::credentials(const std::string& sign_in_name) {
    const auto rows = transaction_.query(select_credentials, {{"sign_in_name", sign_in_name}});
    if (rows.empty()) return std::nullopt;
    return credentials_from(rows.front());
}

std::optional<Credentials> AgencyStore::credentials(const UserId& user) {
    const auto rows = transaction_.query(select_credentials_by_id, {{"id", user}});
    if (rows.empty()) return std::nullopt;
    return credentials_from(rows.front());
}

void AgencyStore::save_password(const UserId& user, const std::string& hash) {
    transaction_.run(update_password, {{"id", user}, {"password_hash", hash}});
}

void AgencyStore::save_totp(const UserId& user, const std::optional<std::string>& secret) {
    transaction_.run(update_totp, {{"id", user}, {"totp_secret", secret}});
}

bool AgencyStore::save_totp_step(const UserId& user, std::int64_t step) {
    return transaction_.run(update_totp_step, {{"id", user}, {"step", step}}) == 1;
}

}  // namespace waymark::sharing
