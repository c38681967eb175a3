// SPDX-License-Identifier: MIT
#include "base/secrets.hpp"

#include <doctest/doctest.h>

namespace waymark {

TEST_CASE("a password is kept so that only itself opens it") {
    const auto hash = hash_password("three random words");
    CHECK(hash.starts_with("$argon2id$"));
    CHECK(is_password("three random words", hash));
    CHECK_FALSE(is_password("three random word", hash));
}

TEST_CASE("a one-time code is that of RFC 6238, good for one step either side") {
    const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";  // RFC 6238, appendix B, SHA-1.
    const Instant t{std::chrono::seconds{59}};
    CHECK(totp_code(secret, t) == "287082");
    CHECK(totp_step("287082", secret, t) == 1);
    CHECK(totp_step("287082", secret, t + std::chrono::seconds{30}) == 1);
    CHECK(totp_step("287082", secret, t + std::chrono::seconds{90}) == std::nullopt);
    CHECK(totp_step("000000", secret, t) == std::nullopt);
}

}  // namespace waymark
