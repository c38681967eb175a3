// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"
#include "sharing/act.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The agencies of the partnership and the people who sign in for them.

namespace waymark::sharing {

/// A corner-to-corner box in degrees (WGS 84) that the agency's incidents should lie in.
struct Area {
    double min_lat = 0;
    double max_lat = 0;
    double min_lon = 0;
    double max_lon = 0;

    bool contains(double lat, double lon) const {
        return lat >= min_lat && lat <= max_lat && lon >= min_lon && lon <= max_lon;
    }
};

struct Agency {
    AgencyId id;
    std::string name;
    std::string kind;  ///< Of the list agency_kind: police, nhs_trust, council, charity…
    bool is_active = true;
    std::optional<Area> area{};
    std::int64_t revision = 1;
    bool has_users = false;  ///< Filled in where agencies are read; never written from here.
};

struct User {
    UserId id;
    AgencyId agency;
    std::string sign_in_name;
    std::string display_name;
    Roles roles;
    bool is_active = true;
    bool must_change_password = false;
    bool has_totp = false;
    std::int64_t revision = 1;
};

inline constexpr std::size_t agency_name_length_max = 200;
inline constexpr std::size_t sign_in_name_length_max = 120;
inline constexpr std::size_t display_name_length_max = 120;
inline constexpr std::size_t password_length_min = 15;
inline constexpr std::size_t password_length_max = 128;

/// What is wrong with a password, if anything. Length over shape: no rules about symbols.
std::optional<FieldProblem> password_problem(
    const std::string& password, const std::string& sign_in_name, const std::string& field
);

/// Everyone signed in may know who the partners are.
std::vector<Agency> list_agencies(Act& act);
Result<Agency> add_agency(Act& act, Agency agency);
Result<Agency> change_agency(Act& act, Agency agency);

/// Users of the caller's own agency.
Result<std::vector<User>> list_users(Act& act);

/// A new user of the caller's agency, who must choose a new password at first sign-in.
/// `password_hash` is made beforehand, since hashing takes longer than a transaction should.
Result<User> add_user(Act& act, User user, const std::string& password_hash);

/// The first user of an agency that has none yet: its administrator, who adds the others. From then
/// on only the agency's own administrators decide who signs in for it.
Result<User> add_first_administrator(
    Act& act, const AgencyId& agency, User user, const std::string& password_hash
);

/// Changes name, roles and whether they may sign in; ends their sessions when they may not.
Result<User> change_user(Act& act, User user);

/// Takes the authenticator off a user's account, for somebody who has lost theirs. Ends their
/// sessions, so that whoever holds it is out too.
Result<Done> remove_totp(Act& act, const UserId& user);

/// The first agency and its administrator, while there is no user at all.
Result<User> set_up(
    store::Transaction& transaction,
    Random& random,
    Instant now,
    const Agency& agency,
    const User& administrator,
    const std::string& password_hash
);

/// Whether anybody can sign in yet.
bool is_set_up(store::Transaction& transaction);

}  // namespace waymark::sharing
