// SPDX-License-Identifier: MIT
#include "sharing/admission.hpp"

#include <doctest/doctest.h>

namespace waymark::sharing {

TEST_CASE("a record is opened by its own agency, or by one it was shared with, to read") {
    struct Case {
        const char* when;
        Facts facts;
        bool allowed;
        const char* reason;
    };
    const Case cases[] = {
        {"own agency reads", {true, true, false, false}, true, "own_agency"},
        {"own agency changes", {true, true, false, true}, true, "own_agency"},
        {"own agency, wrong role", {false, true, false, false}, false, "role_not_allowed"},
        {"partner without a share", {true, false, false, false}, false, "not_shared"},
        {"partner with a share reads", {true, false, true, false}, true, "shared"},
        {"partner with a share changes", {true, false, true, true}, false, "shared_read_only"},
        {"partner with a share works together", {true, false, true, true, true}, true, "shared"},
        {"partner without a share works together",
         {true, false, false, true, true},
         false,
         "not_shared"},
        {"partner with a share, wrong role",
         {false, false, true, false},
         false,
         "role_not_allowed"},
        {"role not known", {std::nullopt, true, false, false}, false, "fact_unknown"},
        {"agency not known", {true, std::nullopt, true, false}, false, "fact_unknown"},
        {"share not known", {true, false, std::nullopt, false}, false, "fact_unknown"},
    };
    for (const auto& example : cases) {
        CAPTURE(example.when);
        const auto decision = decide(example.facts);
        CHECK(decision.allowed == example.allowed);
        CHECK(decision.reason == example.reason);
    }
}

TEST_CASE("taking any ground away never opens what was closed") {
    const std::optional<bool> values[] = {std::nullopt, false, true};
    int rows = 0;
    for (const auto role : values)
        for (const auto own : values)
            for (const auto shared : values)
                for (const bool change : {false, true})
                    for (const bool joint : {false, true}) {
                        ++rows;
                        const bool allowed = decide({role, own, shared, change, joint}).allowed;
                        // Whoever is let in has the role, and is of the agency or was shown the
                        // record; a partner changes nothing but in joint work.
                        const bool as_partner = shared == true && (!change || joint);
                        if (allowed) CHECK((role == true && (own == true || as_partner)));
                        CHECK((!allowed || role.has_value()));
                        if (!allowed) continue;
                        CHECK_FALSE(decide({false, own, shared, change, joint}).allowed);
                        CHECK_FALSE(decide({std::nullopt, own, shared, change, joint}).allowed);
                    }
    CHECK(rows == 108);
}

TEST_CASE("a refusal names the roles that could") {
    CHECK(
        explain("role_not_allowed", Permission::see_audit)
            .find("information governance officer or administrator") != std::string::npos
    );
    CHECK(
        explain("not_shared", Permission::see_incident).find("another agency") != std::string::npos
    );
}

TEST_CASE("an administrator runs the system and does not see the people in it") {
    for (const auto permission :
         {Permission::see_incident,
          Permission::see_person,
          Permission::record_incident,
          Permission::export_list})
        CHECK_FALSE(may({Role::administrator}, permission));
    CHECK(may({Role::administrator}, Permission::manage_users));
}

}  // namespace waymark::sharing
