// SPDX-License-Identifier: MIT
#pragma once

// Hashes that need a key. The cryptography is OpenSSL's.

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace waymark::clk {

/// So many bytes derived from a secret (RFC 5869). Throws std::length_error beyond 255 digests.
std::string derived_bytes(
    std::string_view secret,
    std::string_view salt,
    std::string_view info,
    bool is_sha512,
    std::size_t bytes
);

/// One hash under one key, for many texts. Not for two threads at once.
class KeyedHash {
public:
    enum class Kind { hmac_md5, hmac_sha1, blake2b };
    static constexpr std::size_t digest_bytes_max = 64;

    /// `salt` is BLAKE2's, of 16 bytes at most, filled up with zeros; the others have none.
    KeyedHash(Kind kind, std::string_view key, std::string_view salt = {});
    KeyedHash(KeyedHash&&) noexcept;
    KeyedHash& operator=(KeyedHash&&) noexcept;
    ~KeyedHash();

    /// The digest: 16, 20 and 64 bytes. Good until the next one.
    std::span<const unsigned char> operator()(std::string_view text);

private:
    struct Context;
    std::unique_ptr<Context> context_;
    std::array<unsigned char, digest_bytes_max> digest_{};
};

}  // namespace waymark::clk
