// SPDX-License-Identifier: MIT
#pragma once

// How agencies, users, sessions, codes and the audit trail travel.

#include "api/fields.hpp"
#include "codes/code_book.hpp"
#include "sharing/agencies.hpp"
#include "sharing/sharing.hpp"
#include "sharing/sign_in.hpp"

namespace waymark::api {

template <>
struct Codec<sharing::Roles> {
    static void decode(
        const json::value& value, const std::string& at, Problems& wrong, sharing::Roles& into
    ) {
        std::vector<sharing::Role> roles;
        api::decode(value, at, wrong, roles);
        into = {roles.begin(), roles.end()};
    }
    static json::value encode(const sharing::Roles& roles) {
        return api::encode(std::vector<sharing::Role>{roles.begin(), roles.end()});
    }
    static json::value schema() { return Schema<std::vector<sharing::Role>>::of(); }
};

template <>
struct Fields<sharing::Area> {
    using T = sharing::Area;
    static constexpr std::string_view name = "Area";
    static constexpr auto list = std::tuple{
        field("min_lat", &T::min_lat),
        field("max_lat", &T::max_lat),
        field("min_lon", &T::min_lon),
        field("max_lon", &T::max_lon)};
};

template <>
struct Fields<sharing::Agency> {
    using T = sharing::Agency;
    static constexpr std::string_view name = "Agency";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        field("name", &T::name),
        field("kind", &T::kind, "agency_kind"),
        field("is_active", &T::is_active),
        field("area", &T::area),
        out("has_users", &T::has_users),
        out("revision", &T::revision)};
};

template <>
struct Fields<sharing::User> {
    using T = sharing::User;
    static constexpr std::string_view name = "User";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("agency_id", &T::agency),
        field("sign_in_name", &T::sign_in_name),
        field("display_name", &T::display_name),
        field("roles", &T::roles),
        field("is_active", &T::is_active),
        out("must_change_password", &T::must_change_password),
        out("has_totp", &T::has_totp),
        out("revision", &T::revision)};
};

struct NewUser {
    sharing::User user;
    std::string password;
};
template <>
struct Fields<NewUser> {
    using T = NewUser;
    static constexpr std::string_view name = "NewUser";
    static constexpr auto list =
        std::tuple{field("user", &T::user), field("password", &T::password)};
};

template <>
struct Fields<sharing::Session> {
    using T = sharing::Session;
    static constexpr std::string_view name = "Session";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("started_at", &T::started_at),
        out("seen_at", &T::seen_at),
        out("device", &T::device)};
};

struct SignInForm {
    std::string sign_in_name;
    std::string password;
    std::string code{};
};
template <>
struct Fields<SignInForm> {
    using T = SignInForm;
    static constexpr std::string_view name = "SignIn";
    static constexpr auto list = std::tuple{
        field("sign_in_name", &T::sign_in_name),
        field("password", &T::password),
        field("code", &T::code)};
};

struct PasswordForm {
    std::string old_password;
    std::string new_password;
};
template <>
struct Fields<PasswordForm> {
    using T = PasswordForm;
    static constexpr std::string_view name = "PasswordChange";
    static constexpr auto list = std::tuple{
        field("old_password", &T::old_password), field("new_password", &T::new_password)};
};

struct TotpForm {
    std::string secret;
    std::string code;
};
template <>
struct Fields<TotpForm> {
    using T = TotpForm;
    static constexpr std::string_view name = "TotpStart";
    static constexpr auto list = std::tuple{field("secret", &T::secret), field("code", &T::code)};
};

struct SetUpForm {
    std::string agency_name;
    std::string agency_kind = "police";
    std::string sign_in_name;
    std::string display_name;
    std::string password;
};
template <>
struct Fields<SetUpForm> {
    using T = SetUpForm;
    static constexpr std::string_view name = "SetUp";
    static constexpr auto list = std::tuple{
        field("agency_name", &T::agency_name),
        field("agency_kind", &T::agency_kind, "agency_kind"),
        field("sign_in_name", &T::sign_in_name),
        field("display_name", &T::display_name),
        field("password", &T::password)};
};

template <>
struct Fields<codes::Code> {
    using T = codes::Code;
    static constexpr std::string_view name = "Code";
    static constexpr auto list = std::tuple{
        field("list", &T::list),
        field("code", &T::code),
        field("label", &T::label),
        field("hint", &T::hint),
        field("parent", &T::parent),
        out("ordinal", &T::ordinal),
        field("valid_from", &T::valid_from),
        field("valid_to", &T::valid_to),
        field("source", &T::source),
        out("is_official", &T::is_official),
        out("is_local", &T::is_local),
        out("revision", &T::revision)};
};

struct ShareForm {
    AgencyId agency;
    std::string reason;
};
template <>
struct Fields<ShareForm> {
    using T = ShareForm;
    static constexpr std::string_view name = "Share";
    static constexpr auto list =
        std::tuple{field("agency_id", &T::agency), field("reason", &T::reason)};
};

template <>
struct Fields<sharing::SavedView> {
    using T = sharing::SavedView;
    static constexpr std::string_view name = "SavedView";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        field("page", &T::page),
        field("name", &T::name),
        field("filters", &T::filters)};
};

template <>
struct Fields<sharing::AuditEntry> {
    using T = sharing::AuditEntry;
    static constexpr std::string_view name = "AuditEntry";
    static constexpr auto list = std::tuple{
        out("event", &T::event),
        out("purpose", &T::purpose),
        out("object_kind", &T::object_kind),
        out("object_id", &T::object_id),
        out("allowed", &T::allowed),
        out("reason", &T::reason),
        out("recipient_agency_id", &T::recipient),
        out("result_count", &T::result_count),
        out("detail", &T::detail)};
};

template <>
struct Fields<sharing::TrailLine> {
    using T = sharing::TrailLine;
    static constexpr std::string_view name = "TrailLine";
    static constexpr auto list = std::tuple{
        out("seq", &T::seq),
        out("occurred_at", &T::occurred_at),
        out("user_id", &T::user),
        out("user_name", &T::user_name),
        out("agency_id", &T::agency),
        out("agency_name", &T::agency_name),
        out("entry", &T::entry)};
};

template <>
struct Fields<sharing::Change> {
    using T = sharing::Change;
    static constexpr std::string_view name = "Change";
    static constexpr auto list =
        std::tuple{out("kind", &T::kind), out("object_id", &T::object_id), out("what", &T::what)};
};

template <>
struct Fields<sharing::FeedPage::Line> {
    using T = sharing::FeedPage::Line;
    static constexpr std::string_view name = "FeedLine";
    static constexpr auto list = std::tuple{
        out("position", &T::position),
        out("occurred_at", &T::occurred_at),
        out("change", &T::change)};
};

template <>
struct Fields<sharing::FeedPage> {
    using T = sharing::FeedPage;
    static constexpr std::string_view name = "FeedPage";
    static constexpr auto list = std::tuple{out("lines", &T::lines), out("position", &T::position)};
};

}  // namespace waymark::api
