// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Passwords, one-time codes and tokens. The cryptography is libsodium's and liboath's.

namespace waymark {

/// A password as it is kept: argon2id with 19 MiB and two passes (OWASP's floor), salt included.
/// Takes about 40 ms of a core and 19 MiB while it runs.
std::string hash_password(std::string_view password);

/// Whether `password` is the one behind `hash`. Costs what hash_password costs.
bool is_password(std::string_view password, const std::string& hash);

/// 256 bits of chance as 64 hexadecimal digits: a session, a reset link.
std::string new_token();

/// 160 bits of chance in base 32, as authenticator applications expect (RFC 4226 section 4).
std::string new_totp_secret();

/// The step (RFC 6238, 30 seconds) whose code this is, looking one step either side of `now`.
/// Nothing when the code is wrong. Keep the step: a code is good once.
std::optional<std::int64_t> totp_step(
    std::string_view code, const std::string& base32_secret, Instant now
);

/// The code an authenticator would show at `at`.
std::string totp_code(const std::string& base32_secret, Instant at);

}  // namespace waymark
