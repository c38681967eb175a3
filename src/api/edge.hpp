// SPDX-License-Identifier: MIT
#pragma once

#include "api/http.hpp"

#include <functional>
#include <string>
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

    /// May take a while: runs on a thread that can wait. Never throws.
    Response answer(Request request);

    /// Whose session a request carries, for streams, which the transport serves itself.
    Result<sharing::SignedIn> whose(const Request& request);

private:
    struct Match {
        const Route* route = nullptr;
        Texts path;
        std::string allowed;  ///< Methods the path has, when none fits.
    };

    Match find(const Request& request) const;
    Response answer_route(const Route& route, Request& request);
    Response run(const Route& route, const Request& request, const sharing::SignedIn& who);

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
