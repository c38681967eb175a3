// SPDX-License-Identifier: MIT
#pragma once

// What a handler sees of HTTP. No handler knows of sockets.

#include "base/result.hpp"
#include "sharing/act.hpp"
#include "sharing/sign_in.hpp"

#include <boost/json.hpp>

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::codes {
class Library;
}

namespace waymark::api {

inline constexpr std::size_t body_bytes_max = 1024 * 1024;
inline constexpr std::size_t upload_bytes_max = 64 * 1024 * 1024;

using Texts = std::map<std::string, std::string, std::less<>>;

struct Request {
    std::string method;
    std::string target;  ///< As sent, query included.
    Texts headers{};     ///< Names in lower case.
    std::string body{};
    std::string origin{};  ///< The address it came from.

    // Filled in on the way to the handler.
    Texts path{};   ///< The {named} parts of the path.
    Texts query{};  ///< Decoded.
    boost::json::value json{};

    const std::string& at(std::string_view name) const { return path.find(name)->second; }
    std::string header(std::string_view name) const;
    std::string asked(std::string_view name) const;  ///< Of the query; empty when not given.
};

struct Response {
    int status = 200;
    std::string body{};
    std::string content_type = "application/json";
    std::string etag{};
    Texts headers{};

    /// Whether it happened: what a transaction looks at.
    explicit operator bool() const { return status < 400; }
};

/// What handlers work with that outlives a request.
struct Server {
    sharing::Workplace place;
    codes::Library& codes;
    Instant (*now)();
    bool secure_cookies = false;
    /// Runs work that takes long where it holds up no other request; where there is no such place,
    /// here and now.
    std::function<void(std::function<void()>)> elsewhere = [](const auto& work) { work(); };
    /// Whom the background of the map is from; nothing where the server has none.
    std::optional<std::string> map_credit{};
};

/// How far into the edge a request goes before its handler is called.
enum class Mode {
    read,    ///< Someone signed in, on one unchanging view of the data.
    change,  ///< Someone signed in, in one transaction, with Idempotency-Key.
    direct,  ///< Someone signed in; the handler opens its own transactions.
    open,    ///< Anybody; the handler opens its own transactions.
};

using ActHandler = Response (*)(sharing::Act&, const Request&);
using DirectHandler = Response (*)(Server&, const Request&, const sharing::SignedIn*);

/// What else the edge must know of a route.
enum class Trait {
    is_long,         ///< May take seconds, as an export may.
    needs_revision,  ///< Changes a record, whose revision If-Match must name.
};

/// The body of a route that takes a file as it is.
inline constexpr std::string_view upload = "file";

/// Who may come through a route, for the access test: someone with a permission, anyone signed in,
/// or anyone at all.
struct Route {
    std::string_view method;
    std::string_view path;  ///< Under /api/v1, with {named} parts.
    std::string_view summary;
    Mode mode;
    /// The permission the action behind it asks for; nothing when being signed in is enough.
    std::optional<sharing::Permission> needs;
    ActHandler act = nullptr;
    DirectHandler direct = nullptr;
    /// The schema of what is sent, in the OpenAPI document; or `upload`.
    std::string_view body{};
    /// The schema of what comes back: "Code", a list of them "Code[]", lists by name "Code[]{}".
    std::string_view answer{};
    std::string_view query{};  ///< The names the address may ask with, between spaces.
    std::optional<Trait> trait{};

    /// Whether it may hold up others: what is sent to a handler without a transaction is a
    /// password to hash or a file to read.
    bool may_take_long() const {
        return trait == Trait::is_long ||
               (method == "POST" && (mode == Mode::direct || mode == Mode::open));
    }
};

}  // namespace waymark::api
