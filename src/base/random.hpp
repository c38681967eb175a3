// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace waymark {

/// Where chance comes from. Rules never ask for it; actions are handed it, so a test or the
/// demonstration can be run again with the same numbers.
class Random {
public:
    Random() = default;
    Random(const Random&) = delete;
    Random& operator=(const Random&) = delete;
    virtual ~Random() = default;

    virtual std::uint64_t next() = 0;

    /// A number from 0 up to, not including, `limit`, which must be above 0.
    std::uint64_t below(std::uint64_t limit) { return next() % limit; }
};

/// The kernel's generator, through libsodium. Safe to share between threads.
class SystemRandom final : public Random {
public:
    std::uint64_t next() override;
};

/// The same numbers for the same seed, on every machine (SplitMix64). Not for secrets.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_{seed} {}
    std::uint64_t next() override;

private:
    std::uint64_t state_;
};

}  // namespace waymark
