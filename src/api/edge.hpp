// SPDX-License-Identifier: MIT
#pragma once

#include "api/http.hpp"

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace waymark::api {

/// Every route there is: the public surface. The OpenAPI document and the access tests are made
/// from it.
std::vector<Route> all_routes();

/// Answers requests: finds the route, checks the sender and the body, calls the handler inside its
/// transaction, and turns whatever goes wrong into one kind of answer.
class Edge {
public:
    /// `complain` is told of bugs and broken machinery, with a number the user was shown too.
    Edge(
        Server& server,
        std::function<void(const std::string& number, const std::string& what)> complain
    );

    /// Told the answer to a request, once. Must be quick: others' work waits behind it.
    using Reply = std::function<void(Response)>;

    /// Reads, and decides; call it on a thread that can wait. What must be durable before it may
    /// be told is not waited for: `reply` is called when it is, perhaps on another thread.
    void answer(Request request, const Reply& reply);

    /// The same, for whoever waits.
    Response answer(Request request);

    /// Whose session a request carries, for streams, which the transport serves itself.
    Result<sharing::SignedIn> whose(const Request& request);

private:
    struct Match {
        const Route* route = nullptr;
        Texts path;
        std::string allowed;  ///< Methods the path has, when none fits.
    };

    /// A request that has come as far as its handler's transaction. Whoever only reads is looked up
    /// there.
    struct Ready {
        const Route* route = nullptr;
        sharing::Caller caller{};
        std::string key{};  ///< The Idempotency-Key of a change; empty when there is none.
    };

    Match find(const Request& request) const;
    std::variant<Response, Ready> prepare(const Match& found, Request& request);
    std::variant<Response, Ready> prepare_route(const Route& route, Request& request);
    void run(const Ready& ready, const std::shared_ptr<Request>& request, const Reply& reply);
    Response broken_by(const std::exception_ptr& failure);

    Server& server_;
    std::function<void(const std::string&, const std::string&)> complain_;
    std::vector<Route> routes_;
};

/// "a=1&b=two%20words" by name. A name given twice keeps the first; bad escapes are a Problem.
Result<Texts> read_query(std::string_view query);

/// The session's token from a Cookie header; empty when there is none.
std::string session_token(const Request& request);

/// The Set-Cookie header that begins a session, or ends it when `token` is empty.
std::string session_cookie(const std::string& token, bool secure);

}  // namespace waymark::api
