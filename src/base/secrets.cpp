// SPDX-License-Identifier: MIT
#include "base/secrets.hpp"

#include <liboath/oath.h>
#include <sodium.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <semaphore>
#include <stdexcept>

namespace waymark {

namespace {

constexpr unsigned long long password_passes = 2;
constexpr std::size_t password_memory_bytes = 19U * 1024U * 1024U;
constexpr unsigned totp_step_seconds = 30;
constexpr unsigned totp_digits = 6;

/// libsodium has to be told once that it is wanted; forgetting would weaken its random numbers.
void require_sodium() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw std::runtime_error{"libsodium did not start"};
}

struct Seed {
    std::unique_ptr<char, decltype(&std::free)> bytes{nullptr, std::free};
    std::size_t size = 0;
};

Seed decode(const std::string& base32) {
    char* bytes = nullptr;
    std::size_t size = 0;
    if (oath_base32_decode(base32.data(), base32.size(), &bytes, &size) != OATH_OK)
        throw std::runtime_error{"a stored one-time-code secret is not base 32"};
    Seed seed;
    seed.bytes.reset(bytes);
    seed.size = size;
    return seed;
}

/// Two at once: each takes a core and 19 MiB, and signing in must not starve anything else.
std::counting_semaphore<2> hashing{2};

struct HashingTurn {
    HashingTurn() { hashing.acquire(); }
    HashingTurn(const HashingTurn&) = delete;
    HashingTurn& operator=(const HashingTurn&) = delete;
    ~HashingTurn() { hashing.release(); }
};

std::time_t seconds_of(Instant at) {
    return std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at));
}

}  // namespace

std::string hash_password(std::string_view password) {
    require_sodium();
    const HashingTurn turn;
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(
            hash.data(),
            password.data(),
            password.size(),
            password_passes,
            password_memory_bytes,
            crypto_pwhash_ALG_ARGON2ID13
        ) != 0)
        throw std::runtime_error{"not enough memory to hash a password"};
    return hash.data();
}

bool is_password(std::string_view password, const std::string& hash) {
    require_sodium();
    const HashingTurn turn;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string new_token() {
    require_sodium();
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 65> hex{};
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    return hex.data();
}

std::string new_totp_secret() {
    require_sodium();
    std::array<char, 20> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    char* text = nullptr;
    std::size_t size = 0;
    if (oath_base32_encode(bytes.data(), bytes.size(), &text, &size) != OATH_OK)
        throw std::runtime_error{"liboath could not encode a secret"};
    const std::unique_ptr<char, decltype(&std::free)> owned{text, std::free};
    return {text, size};
}

std::optional<std::int64_t> totp_step(
    std::string_view code, const std::string& base32_secret, Instant now
) {
    const auto seed = decode(base32_secret);
    const std::string asked{code};
    int offset = 0;
    const int found = oath_totp_validate2(
        seed.bytes.get(),
        seed.size,
        seconds_of(now),
        totp_step_seconds,
        0,
        1,
        &offset,
        asked.c_str()
    );
    if (found < 0) return std::nullopt;
    return seconds_of(now) / totp_step_seconds + offset;
}

std::string totp_code(const std::string& base32_secret, Instant at) {
    const auto seed = decode(base32_secret);
    std::array<char, totp_digits + 1> code{};
    if (oath_totp_generate(
            seed.bytes.get(),
            seed.size,
            seconds_of(at),
            totp_step_seconds,
            0,
            totp_digits,
            code.data()
        ) != OATH_OK)
        throw std::runtime_error{"liboath could not make a code"};
    return code.data();
}

}  // namespace waymark
