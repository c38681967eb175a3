// SPDX-License-Identifier: MIT
#include "clk/base64.hpp"
#include "clk/encoder.hpp"
#include "clk/keyed_hash.hpp"
#include "clk/tokens.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace waymark::clk {

namespace {

using Texts = std::vector<std::string>;

std::string hex(std::span<const unsigned char> bytes) {
    std::string text;
    for (const auto byte : bytes)
        text += fmt::format("{:02x}", byte);
    return text;
}

std::string hex(const std::string& bytes) {
    return hex({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

/// Every kind of feature at once, of six columns. The salt is "a salt", the info "some info".
std::string schema_text(int bits, int folds, const char* hash) {
    return fmt::format(
        R"({{"version": 3, "clkConfig": {{"l": {}, "xor_folds": {}, "kdf": {{"type": "HKDF",
            "hash": "{}", "salt": "YSBzYWx0", "info": "c29tZSBpbmZv", "keySize": 64}}}},
          "features": [
            {{"identifier": "id", "ignored": true}},
            {{"identifier": "given", "format": {{"type": "string"}}, "hashing": {{
              "comparison": {{"type": "ngram", "n": 2}}, "strategy": {{"bitsPerFeature": 60}},
              "hash": {{"type": "doubleHash"}}}}}},
            {{"identifier": "family", "format": {{"type": "string", "maxLength": 20}}, "hashing": {{
              "comparison": {{"type": "ngram", "n": 3}}, "strategy": {{"bitsPerToken": 7}},
              "hash": {{"type": "doubleHash", "prevent_singularity": true}}}}}},
            {{"identifier": "born", "format": {{"type": "date", "format": "%d/%m/%Y"}}, "hashing": {{
              "comparison": {{"type": "ngram", "n": 1, "positional": true}},
              "strategy": {{"bitsPerToken": 40}},
              "missingValue": {{"sentinel": "not known", "replaceWith": "20010101"}}}}}},
            {{"identifier": "sex", "format": {{"type": "enum", "values": ["F", "M"]}}, "hashing": {{
              "comparison": {{"type": "exact"}}, "strategy": {{"bitsPerFeature": 33}}}}}},
            {{"identifier": "income", "format": {{"type": "string", "pattern": "-?[0-9.]+"}}, "hashing": {{
              "comparison": {{"type": "numeric", "thresholdDistance": 8, "resolution": 2,
                "fractional_precision": 1}}, "strategy": {{"bitsPerFeature": 50}}}}}}]}})",
        bits,
        folds,
        hash
    );
}

std::string encoded(const Schema& schema, const Texts& values) {
    auto encoder = *Encoder::make(schema, "a secret of both");
    std::vector<std::uint8_t> bytes(encoder.bytes());
    const auto done = encoder.encode(values, bytes);
    return done ? base64_of(bytes) : done.problem().message;
}

std::string refusal_of(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    const auto schema = read_schema(text);
    if (schema) return "";
    const auto& fields = schema.problem().fields;
    return fields.empty() ? schema.problem().message : fields[0].field + ": " + fields[0].message;
}

}  // namespace

TEST_CASE("keyed hashes are those of their standards") {
    // RFC 5869, A.1.
    std::string secret(22, '\x0b'), salt, info;
    for (char c = 0; c <= 0x0c; ++c)
        salt += c;
    for (int c = 0xf0; c <= 0xf9; ++c)
        info += static_cast<char>(c);
    CHECK(
        hex(derived_bytes(secret, salt, info, false, 42)) ==
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    );
    // RFC 2202, the second of each.
    KeyedHash md5{KeyedHash::Kind::hmac_md5, "Jefe"};
    CHECK(hex(md5("what do ya want for nothing?")) == "750c783e6ab0b503eaa86e310a5db738");
    KeyedHash sha1{KeyedHash::Kind::hmac_sha1, "Jefe"};
    for (int again = 0; again < 2; ++again)
        CHECK(
            hex(sha1("what do ya want for nothing?")) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
        );
    // As Python's hashlib says of blake2b(b"mi", key=b"k" * 64, salt=b"1").
    KeyedHash blake{KeyedHash::Kind::blake2b, std::string(64, 'k'), "1"};
    CHECK(
        hex(blake("mi")) == "3bf02b430d8029a920f85332fa488e2d13e4db940fc90f416af31b2d4d27c134"
                            "3af125dd37d7c98978fa46396ed23f3864abb9e323a785ae5f57afe516f119d4"
    );
    CHECK_THROWS_AS(derived_bytes("a", "", "", false, 9'000), std::length_error);
}

TEST_CASE("base64 is read as it is written, and nothing is nothing") {
    const std::vector<std::uint8_t> bytes{0, 255, 7, 8};
    CHECK(base64_of(bytes) == "AP8HCA==");
    CHECK(from_base64("AP8HCA==") == bytes);
    CHECK(from_base64("") == std::vector<std::uint8_t>{});
    CHECK_FALSE(from_base64("AP8HCA"));
    CHECK_FALSE(from_base64("AP8 HCA=="));
}

TEST_CASE("values are cut into the tokens that clkhash describes") {
    const Tokens two{.length = 2};
    CHECK(tokens_of("clkhash", two) == Texts{" c", "cl", "lk", "kh", "ha", "as", "sh", "h "});
    CHECK(tokens_of("", two).empty());
    CHECK(
        tokens_of("clk", {.length = 2, .are_positional = true}) ==
        Texts{"1  c", "2 cl", "3 lk", "4 k "}
    );
    CHECK(tokens_of("Zoë", {.length = 1}) == Texts{"Z", "o", "ë"});
    CHECK(tokens_of("anna", {.kind = Tokens::Kind::whole}) == Texts{"anna"});
    const Tokens near{.kind = Tokens::Kind::number, .interval = 8, .resolution = 2};
    CHECK(tokens_of("25", near) == Texts{"88", "96", "104", "112", "120"});
    const Tokens tenths{
        .kind = Tokens::Kind::number, .interval = 80, .resolution = 2, .fraction_digits = 1};
    CHECK(tokens_of("-3", tenths) == Texts{"-240", "-160", "-80", "0", "80"});
    CHECK(tokens_of("25.4", tenths) == Texts{"880", "960", "1040", "1120", "1200"});
}

TEST_CASE("CLKs are the bytes that an independent program makes of the same") {
    // Made with Python's hmac and hashlib from the description of clkhash alone.
    const auto schema = *read_schema(schema_text(512, 0, "SHA256"));
    CHECK(
        encoded(schema, {"1", "Zoë", "O’Neill", "29/02/1984", "F", "25.4"}) ==
        "6nRnduev9jyuq5Pf1QfY/252PcX//K1nP6/jvO9e+l/TjZju/+4/ozevR+11sr/gzRy2r+HLNO/bd73/uu36fg=="
    );
    const char* second =
        "2V6+C9v185ueH4SVbw26j31Tp/mFP8vWhWJDf+9Co53Uf7bXnw4W6vWHEvf6+7LmetO3f5vD1077J3Xv+55Xng==";
    CHECK(encoded(schema, {"2", "", "Smith", "1/1/2001", "M", "-3"}) == second);
    CHECK(encoded(schema, {"2", "", "Smith", "not known", "M", "-3"}) == second);
    const auto folded = *read_schema(schema_text(128, 2, "SHA512"));
    CHECK(
        encoded(folded, {"1", "Zoë", "O’Neill", "29/02/1984", "F", "25.4"}) ==
        "CuPTUcT+Ih4ZqS2uTGou/w=="
    );
}

TEST_CASE("what is remembered and forgotten changes no byte") {
    // Filters of 8 kB, of which a thousand are kept.
    auto encoder = *Encoder::make(*read_schema(schema_text(4'096, 4, "SHA256")), "a secret");
    std::vector<std::uint8_t> first(encoder.bytes()), again(encoder.bytes());
    const Texts someone{"1", "anna", "bell", "01/02/1990", "F", "7"};
    REQUIRE(encoder.encode(someone, first));
    for (int i = 0; i < 3'000; ++i)
        REQUIRE(
            encoder.encode(Texts{"1", fmt::format("a{}", i), "b", "01/02/1990", "F", "7"}, again)
        );
    REQUIRE(encoder.encode(someone, again));
    CHECK(first == again);
}

TEST_CASE("a value that is not as the schema has it is refused without being told") {
    const auto schema = *read_schema(schema_text(512, 0, "SHA256"));
    const Texts sound{"1", "Zoe", "Secretname", "29/02/1984", "F", "25.4"};
    const auto with = [&](std::size_t at, const char* value) {
        auto values = sound;
        values[at] = value;
        auto words = encoded(schema, values);
        CHECK(words.find(value) == std::string::npos);
        return words;
    };
    CHECK(with(2, "Longerthantwentyletters").ends_with("It is too long."));
    CHECK(with(3, "30/02/1984").ends_with("It is not a date of the schema's form."));
    CHECK(with(3, "1984-02-03").ends_with("It is not a date of the schema's form."));
    CHECK(with(4, "Q").ends_with("It is none of the values the schema names."));
    CHECK(with(5, "1.2.3").ends_with("It is not a number, or has too many digits."));
    CHECK(with(5, "99999999999999999999").ends_with("too many digits."));
    CHECK(with(5, "1e5").ends_with("It does not match the schema's pattern."));
    CHECK(with(3, "1/2/84").ends_with("It is not a date of the schema's form."));
    CHECK(with(3, "01/02/0000").ends_with("It is not a date of the schema's form."));
    CHECK(with(2, std::string(10'001, 'x').c_str()).ends_with("It is too long."));
    CHECK(with(3, "29/02/1984x").find("\"born\"") != std::string::npos);
}

TEST_CASE("a schema that cannot be read is refused by the part that cannot") {
    const auto text = schema_text(512, 0, "SHA256");
    CHECK(refusal_of(text, "\"version\": 3", "\"version\": 1").starts_with("/version: "));
    CHECK(refusal_of(text, "512", "500") == "/clkConfig/l: This is not a multiple of 64.");
    CHECK(refusal_of(text, "512", "192").ends_with("has to be a power of two."));
    CHECK(
        refusal_of(text, "\"xor_folds\": 0", "\"xor_folds\": 9").starts_with("/clkConfig/xor_folds")
    );
    CHECK(refusal_of(text, "YSBzYWx0", "?").starts_with("/clkConfig/kdf/salt"));
    CHECK(refusal_of(text, "\"HKDF\"", "\"legacy\"").starts_with("/clkConfig/kdf/type"));
    CHECK(
        refusal_of(text, "{\"bitsPerFeature\": 60}", "{}") ==
        "/features/1/hashing/strategy/bitsPerToken: How many bits are set is missing."
    );
    CHECK(refusal_of(text, "\"n\": 2", "\"m\": 2").starts_with("/features/1/hashing/comparison/n"));
    CHECK(refusal_of(text, "%d/%m/%Y", "%d/%b/%Y").starts_with("/features/3/format/format"));
    CHECK(refusal_of(text, "%d/%m/%Y", "%m/%Y").starts_with("/features/3/format/format"));
    CHECK(refusal_of(text, "\"exact\"", "\"soundex\"").ends_with("Choose ngram, exact or numeric.")
    );
    CHECK(refusal_of(text, "\"enum\"", "\"picture\"").starts_with("/features/4/format/type"));
    CHECK(refusal_of(text, "{", "[") == "The schema is not JSON.");
    // What clkhash passes over would make filters that match nobody's.
    CHECK(refusal_of(text, "xor_folds\": 0", "xorFolds\": 1").starts_with("/clkConfig/xorFolds"));
    CHECK(refusal_of(text, "fractional_precision", "fractionalPrecision")
              .starts_with("/features/5/hashing/comparison/fractionalPrecision"));
    CHECK(refusal_of(text, "\"sex\"", "\"born\"") == "/features: \"born\" stands there twice.");
    CHECK(refusal_of(text, "\"thresholdDistance\": 8", "\"thresholdDistance\": 0.04")
              .ends_with("as far as the precision reaches."));
    auto missing = *read_schema(text);
    missing.features[5].missing = missing.features[5].missing_as = "NA";
    CHECK_FALSE(Encoder::make(missing, "a secret"));
    auto pattern = *read_schema(text);
    pattern.features[5].format.pattern = "(";
    CHECK_FALSE(Encoder::make(pattern, "a secret"));
    CHECK_FALSE(Encoder::make(*read_schema(text), ""));
}

}  // namespace waymark::clk
