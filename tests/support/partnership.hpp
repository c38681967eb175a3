// SPDX-License-Identifier: MIT
#pragma once

// A small partnership to test with: a police force and an NHS trust, somebody in each role, and a
// way to call the server as any of them without a socket.

#include "api/edge.hpp"
#include "codes/codes.hpp"
#include "sharing/agencies.hpp"
#include "support/fresh_database.hpp"

#include <map>

namespace waymark::testing {

/// Noon on a fixed day; tests never ask a clock.
inline const Instant noon = *parse_iso8601("2026-03-14T12:00:00Z");

class Partnership {
public:
    explicit Partnership(store::Engine engine);

    /// Sends a request as the user of this role of the police (or "nurse", of the trust; or "" for
    /// nobody). The body is JSON, or empty.
    api::Response call(
        const std::string& as,
        const std::string& method,
        const std::string& path,
        const std::string& body = "",
        api::Texts headers = {}
    );

    /// The newest lines of the audit trail, oldest first, as "event kind allowed|refused reason".
    std::vector<std::string> trail();
    void forget_trail();

    /// The id of a draft incident of the police.
    std::string a_draft();
    /// The id of a recorded incident of the police.
    std::string an_incident();
    /// The id of a person of the police.
    std::string a_person(const std::string& given = "Amara", const std::string& family = "Test");

    /// The id of a detention under section 136, used at the present on a new person of the
    /// incident.
    std::string a_detention(const std::string& incident, const std::string& given = "Amara");

    sharing::Caller caller(const std::string& name) const;
    store::Database& database() { return *database_; }
    std::string agency(const std::string& name) const { return agencies_.at(name); }

    static Instant now;  ///< What the server takes for the present.

private:
    FreshDatabase database_;
    SeededRandom random_{1};
    std::unique_ptr<codes::Library> codes_;
    api::Server server_;
    std::unique_ptr<api::Edge> edge_;
    std::map<std::string, sharing::Caller> callers_;
    std::map<std::string, std::string> tokens_;
    std::map<std::string, std::string> agencies_;
};

/// The text at `pointer` of a JSON body, or "(none)".
std::string at(const api::Response& response, std::string_view pointer);

}  // namespace waymark::testing
