// SPDX-License-Identifier: MIT
#include "clk/encoder.hpp"

#include "clk/keyed_hash.hpp"
#include "clk/secret.hpp"
#include "clk/tokens.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

namespace waymark::clk {

namespace {

// What is remembered of one feature's values, and of its tokens, at most; then it begins anew.
constexpr std::size_t bytes_kept = 8'000'000;
constexpr std::size_t shorts_a_digest = 32;
constexpr std::size_t keys_each = 2;  ///< Of a feature, whether its hash uses both or not.

using Word = std::uint64_t;

/// Texts looked up without making one.
struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

/// Filters that were made, by what they are of.
class Kept {
public:
    explicit Kept(std::size_t words) : words_{words} {}

    const Word* find(std::string_view key) const {
        const auto found = places_.find(key);
        return found == places_.end() ? nullptr : filters_.data() + found->second;
    }
    /// An empty filter under that key. Any that were handed out before may be gone.
    Word* add(std::string_view key) {
        bytes_ += key.size() + words_ * sizeof(Word);
        if (bytes_ > bytes_kept) {
            places_.clear();
            filters_.clear();
            bytes_ = 0;
        }
        places_.emplace(key, filters_.size());
        filters_.resize(filters_.size() + words_);
        return filters_.data() + filters_.size() - words_;
    }

private:
    std::size_t words_;
    std::size_t bytes_ = 0;
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> places_;
    std::vector<Word> filters_;
};

void set_bit(Word* filter, std::size_t bit) {
    auto* bytes = reinterpret_cast<std::uint8_t*>(filter);
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | 0x80U >> (bit % 8));
}

void join(Word* into, const Word* more, std::size_t words) {
    for (std::size_t i = 0; i < words; ++i)
        into[i] |= more[i];
}

/// A digest as one large number, its first byte the highest, modulo `limit`.
std::size_t modulo(std::span<const unsigned char> digest, std::size_t limit) {
    std::size_t rest = 0;
    for (const auto byte : digest)
        rest = (rest << 8 | byte) % limit;
    return rest;
}

/// One feature's values, from text to filter.
class FeatureEncoder {
public:
    FeatureEncoder(
        const Feature& feature,
        Values values,
        std::string_view first_key,
        std::string_view second_key,
        std::size_t bits
    )
        : feature_{feature}, values_{std::move(values)}, first_key_{std::string{first_key}},
          bits_{bits}, words_{bits / 64}, by_value_{words_}, by_token_{words_}, filter_(words_) {
        if (!feature.is_double_hash) return;
        hashes_.emplace_back(KeyedHash::Kind::hmac_sha1, first_key);
        hashes_.emplace_back(KeyedHash::Kind::hmac_md5, second_key);
    }

    Result<const Word*> filter_of(std::string_view value) {
        if (const auto* known = by_value_.find(value)) return known;
        const auto formatted = values_.formatted(value);
        if (!formatted) return formatted.problem();
        const auto tokens = tokens_of(*formatted, feature_.tokens);
        std::fill(filter_.begin(), filter_.end(), 0);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            auto bits = static_cast<std::size_t>(feature_.bits);
            // The first ones set one more, where the bits cannot be shared evenly.
            if (!feature_.are_bits_each)
                bits = bits / tokens.size() + (i < bits % tokens.size() ? 1 : 0);
            join(filter_.data(), token_filter(tokens[i], bits), words_);
        }
        auto* kept = by_value_.add(value);
        std::copy(filter_.begin(), filter_.end(), kept);
        return kept;
    }

private:
    const Word* token_filter(const std::string& token, std::size_t bits) {
        key_.assign(token).append(1, '\0').append(
            reinterpret_cast<const char*>(&bits), sizeof bits
        );
        if (const auto* known = by_token_.find(key_)) return known;
        auto* filter = by_token_.add(key_);
        feature_.is_double_hash ? hash_twice(token, bits, filter) : hash_blake(token, bits, filter);
        return filter;
    }

    void hash_twice(const std::string& token, std::size_t bits, Word* filter) {
        const auto first = modulo(hashes_[0](token), bits_);
        auto step = modulo(hashes_[1](token), bits_);
        // A step of nothing would set one bit alone.
        for (char again = 0; step == 0 && feature_.prevents_singularity; ++again)
            step = modulo(hashes_[1](token + again), bits_);
        for (std::size_t i = 0; i < bits; ++i)
            set_bit(filter, (first + i * step) % bits_);
    }

    void hash_blake(const std::string& token, std::size_t bits, Word* filter) {
        for (std::size_t i = 0; i < bits; ++i) {
            const auto part = i / shorts_a_digest, place = i % shorts_a_digest;
            if (place == 0) {
                if (part == hashes_.size())
                    hashes_.emplace_back(
                        KeyedHash::Kind::blake2b, first_key_.text(), std::to_string(part)
                    );
                const auto digest = hashes_[part](token);
                for (std::size_t j = 0; j < shorts_a_digest; ++j)
                    shorts_[j] = static_cast<std::uint16_t>(digest[2 * j] | digest[2 * j + 1] << 8);
            }
            set_bit(filter, shorts_[place] % bits_);
        }
    }

    const Feature& feature_;
    Values values_;
    Secret first_key_;
    std::size_t bits_;
    std::size_t words_;
    std::vector<KeyedHash> hashes_{};
    std::array<std::uint16_t, shorts_a_digest> shorts_{};
    Kept by_value_;
    Kept by_token_;
    std::vector<Word> filter_;
    std::string key_{};
};

}  // namespace

struct Encoder::State {
    Schema schema;
    std::vector<std::unique_ptr<FeatureEncoder>> features{};  ///< None of those left aside.
    std::vector<Word> filter{};
};

Encoder::Encoder(std::unique_ptr<State> state) : state_{std::move(state)} {
}
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;

Result<Encoder> Encoder::make(const Schema& schema, std::string_view secret) {
    if (secret.empty()) return invalid("clk.secret", "The secret is empty.", {});
    auto state = std::unique_ptr<State>{new State{schema}};
    const auto key_size = schema.key_size;
    constexpr std::size_t derived_most = std::size_t{255} * 32;
    const auto wanted = schema.features.size() * keys_each * key_size;
    if (wanted > derived_most * (schema.is_sha512 ? 2 : 1))
        return invalid(
            "clk_schema.keys", "The schema has more features than one secret gives keys for.", {}
        );
    const Secret keys{derived_bytes(secret, schema.salt, schema.info, schema.is_sha512, wanted)};
    const auto bits = schema.bits << schema.folds;
    for (std::size_t i = 0; i < schema.features.size(); ++i) {
        const auto& feature = state->schema.features[i];
        state->features.push_back(nullptr);
        if (feature.is_ignored) continue;
        auto values = Values::make(feature);
        if (!values) return values.problem();
        state->features.back() = std::make_unique<FeatureEncoder>(
            feature,
            std::move(*values),
            keys.text().substr(i * keys_each * key_size, key_size),
            keys.text().substr((i * keys_each + 1) * key_size, key_size),
            bits
        );
    }
    state->filter.resize(bits / 64);
    return Encoder{std::move(state)};
}

std::size_t Encoder::bytes() const {
    return state_->schema.bits / 8;
}

Result<Done> Encoder::encode(std::span<const std::string> values, std::span<std::uint8_t> clk) {
    auto& filter = state_->filter;
    std::fill(filter.begin(), filter.end(), 0);
    for (std::size_t i = 0; i < state_->features.size(); ++i) {
        if (!state_->features[i]) continue;
        const auto own = state_->features[i]->filter_of(values[i]);
        if (!own) return own.problem();
        join(filter.data(), *own, filter.size());
    }
    for (auto words = filter.size(); words > bytes() / sizeof(Word); words /= 2)
        for (std::size_t i = 0; i < words / 2; ++i)
            filter[i] ^= filter[words / 2 + i];
    std::memcpy(clk.data(), filter.data(), bytes());
    return Done{};
}

}  // namespace waymark::clk
