// SPDX-License-Identifier: MIT
#include "base/secrets.hpp"
#include "sharing/agencies.hpp"
#include "sharing/founding.hpp"
#include "sharing/sign_in.hpp"
#include "support/fresh_database.hpp"

#include <doctest/doctest.h>

namespace waymark::sharing {

namespace {

const Instant noon = *parse_iso8601("2026-03-14T12:00:00Z");
constexpr const char* password = "three random words";

struct Desk {
    testing::FreshDatabase database;
    SeededRandom random{1};
    Workplace place{*database, random};
    UserId user;
    AgencyId agency;

    explicit Desk(store::Engine engine) : database{engine} {
        static const std::string hash = hash_password(password);
        database->write([&](store::Transaction& transaction) {
            const Agency force{.id = {new_uuid(noon, random)}, .name = "Force", .kind = "police"};
            found(transaction, force);
            agency = force.id;
            User one;
            one.id = user = {new_uuid(noon, random)};
            one.agency = force.id;
            one.sign_in_name = "priya";
            one.display_name = "Priya";
            one.roles = {Role::call_handler};
            found(transaction, one, hash);
            return true;
        });
    }

    Result<std::string> attempt(
        const std::string& name, const std::string& with, Instant now, const std::string& code = ""
    ) {
        return sign_in(place, now, {name, with, code, "127.0.0.1", "test"});
    }
};

}  // namespace

TEST_CASE("the right password opens a session, which ends when it is idle, too long, or signed out"
) {
    ON_EACH_ENGINE(engine) {
        Desk desk{engine};
        const auto token = desk.attempt("priya", password, noon);
        REQUIRE(token);
        const auto who = authenticate(desk.place, noon + std::chrono::minutes{59}, *token);
        REQUIRE(who);
        CHECK(who->caller.user == desk.user);
        CHECK_FALSE(authenticate(desk.place, noon + std::chrono::minutes{59 + 61}, *token));
        CHECK_FALSE(authenticate(desk.place, noon + std::chrono::hours{13}, *token));
        CHECK_FALSE(authenticate(desk.place, noon, *token + "x"));
        CHECK_FALSE(authenticate(desk.place, noon, ""));

        const codes::CodeBook none;
        const auto out =
            change(desk.place, who->caller, noon, none, [](Act& act) { return sign_out(act); });
        CHECK(out);
        CHECK_FALSE(authenticate(desk.place, noon, *token));
    }
}

TEST_CASE("a wrong password and an unknown name are refused in the same words") {
    ON_EACH_ENGINE(engine) {
        Desk desk{engine};
        const auto wrong = desk.attempt("priya", "wrong password here", noon);
        const auto unknown = desk.attempt("nobody", "wrong password here", noon);
        REQUIRE(!wrong);
        REQUIRE(!unknown);
        CHECK(wrong.problem().code == "sign_in.refused");
        CHECK(wrong.problem().message == unknown.problem().message);
    }
}

TEST_CASE("guessing is slowed down, and never locks the account for good") {
    ON_EACH_ENGINE(engine) {
        Desk desk{engine};
        for (int i = 0; i < failures_free; ++i)
            CHECK(desk.attempt("priya", "wrong", noon).problem().code == "sign_in.refused");
        CHECK(desk.attempt("priya", "wrong", noon).problem().code == "sign_in.refused");
        CHECK(desk.attempt("priya", password, noon).problem().code == "sign_in.wait");
        CHECK(desk.attempt("priya", password, noon + wait_max));
    }
    CHECK(wait_after(failures_free).count() == 0);
    CHECK(wait_after(failures_free + 1).count() == 1);
    CHECK(wait_after(failures_free + 3).count() == 4);
    CHECK(wait_after(1000) == wait_max);
}

TEST_CASE("a one-time code is asked for once it is set up, and is good once") {
    ON_EACH_ENGINE(engine) {
        Desk desk{engine};
        const auto secret = new_totp_secret();
        const Caller caller{desk.user, {}, {}, {}};
        const codes::CodeBook none;
        const auto started = change(desk.place, caller, noon, none, [&](Act& act) {
            return start_totp(act, secret, totp_code(secret, noon));
        });
        REQUIRE(started);

        CHECK(desk.attempt("priya", password, noon).problem().code == "sign_in.code_needed");
        CHECK(
            desk.attempt("priya", password, noon, totp_code(secret, noon)).problem().code ==
            "sign_in.refused"
        );
        const auto later = noon + std::chrono::minutes{5};
        CHECK(desk.attempt("priya", password, later, "000000").problem().code == "sign_in.refused");
        CHECK(desk.attempt("priya", password, later, totp_code(secret, later)));
        CHECK(
            desk.attempt("priya", password, later, totp_code(secret, later)).problem().code ==
            "sign_in.refused"
        );

        // Lost authenticators are taken off by an administrator; nobody replaces one in passing.
        CHECK_FALSE(change(desk.place, caller, later, none, [&](Act& act) {
            return start_totp(act, secret, totp_code(secret, later));
        }));
        const Caller administrator{desk.user, desk.agency, {Role::administrator}, {}};
        CHECK(change(desk.place, administrator, later, none, [&](Act& act) {
            return remove_totp(act, desk.user);
        }));
        CHECK(desk.attempt("priya", password, later));
    }
}

}  // namespace waymark::sharing
