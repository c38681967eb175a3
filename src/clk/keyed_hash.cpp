// SPDX-License-Identifier: MIT
#include "clk/keyed_hash.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>

#include <array>
#include <stdexcept>
#include <vector>

namespace waymark::clk {

namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t sha256_bytes = 32, sha512_bytes = 64, digests_max = 255;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

OSSL_PARAM octets(const char* name, std::string_view value) {
    return OSSL_PARAM_construct_octet_string(
        name, const_cast<char*>(value.data()), value.size()  // NOLINT: OpenSSL only reads it.
    );
}

OSSL_PARAM name_of(const char* name, const char* value) {
    return OSSL_PARAM_construct_utf8_string(
        name, const_cast<char*>(value), 0  // NOLINT: OpenSSL only reads it.
    );
}

void require(bool is_done) {
    if (!is_done) throw std::runtime_error{"OpenSSL did not do as told"};
}

}  // namespace

std::string derived_bytes(
    std::string_view secret,
    std::string_view salt,
    std::string_view info,
    bool is_sha512,
    std::size_t bytes
) {
    if (bytes > digests_max * (is_sha512 ? sha512_bytes : sha256_bytes))
        throw std::length_error{"too many bytes to be derived from one secret"};
    const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf{
        EVP_KDF_fetch(nullptr, "HKDF", nullptr), EVP_KDF_free};
    require(kdf != nullptr);
    const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context{
        EVP_KDF_CTX_new(kdf.get()), EVP_KDF_CTX_free};
    require(context != nullptr);
    std::vector<OSSL_PARAM> settings{
        name_of(OSSL_KDF_PARAM_DIGEST, is_sha512 ? "SHA512" : "SHA256"),
        octets(OSSL_KDF_PARAM_KEY, secret)};
    if (!salt.empty()) settings.push_back(octets(OSSL_KDF_PARAM_SALT, salt));
    if (!info.empty()) settings.push_back(octets(OSSL_KDF_PARAM_INFO, info));
    settings.push_back(OSSL_PARAM_construct_end());
    std::string derived(bytes, '\0');
    require(
        EVP_KDF_derive(
            context.get(),
            reinterpret_cast<unsigned char*>(derived.data()),
            derived.size(),
            settings.data()
        ) > 0
    );
    return derived;
}

struct KeyedHash::Context {
    std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> mac{nullptr, EVP_MAC_free};
    std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> one{nullptr, EVP_MAC_CTX_free};
};

KeyedHash::KeyedHash(Kind kind, std::string_view key, std::string_view salt)
    : context_{std::make_unique<Context>()} {
    const bool is_blake = kind == Kind::blake2b;
    context_->mac.reset(EVP_MAC_fetch(nullptr, is_blake ? "BLAKE2BMAC" : "HMAC", nullptr));
    require(context_->mac != nullptr);
    context_->one.reset(EVP_MAC_CTX_new(context_->mac.get()));
    require(context_->one != nullptr);
    std::string filled{salt};
    filled.resize(salt_bytes);
    const std::array settings{
        is_blake ? octets(OSSL_MAC_PARAM_SALT, filled)
                 : name_of(OSSL_MAC_PARAM_DIGEST, kind == Kind::hmac_md5 ? "MD5" : "SHA1"),
        OSSL_PARAM_construct_end()};
    require(EVP_MAC_init(context_->one.get(), bytes_of(key), key.size(), settings.data()) == 1);
}

KeyedHash::KeyedHash(KeyedHash&&) noexcept = default;
KeyedHash& KeyedHash::operator=(KeyedHash&&) noexcept = default;
KeyedHash::~KeyedHash() = default;

std::span<const unsigned char> KeyedHash::operator()(std::string_view text) {
    auto* context = context_->one.get();
    std::size_t length = 0;
    require(EVP_MAC_init(context, nullptr, 0, nullptr) == 1);
    require(EVP_MAC_update(context, bytes_of(text), text.size()) == 1);
    require(EVP_MAC_final(context, digest_.data(), &length, digest_.size()) == 1);
    return {digest_.data(), length};
}

}  // namespace waymark::clk
