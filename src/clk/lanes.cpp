// SPDX-License-Identifier: MIT
#include "clk/lanes.hpp"

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace waymark::clk {

namespace {

constexpr std::size_t line_bytes = 64;
constexpr std::uint16_t half_a_byte = 4;

/// How few bits the first half may share where the whole shares `need`.
inline int least_of_half(const Query& query, std::size_t lane) {
    const auto rest = std::min(query.rest, query.lanes.rests()[lane]);
    return static_cast<int>(query.needs[lane]) - static_cast<int>(rest);
}

// The same work for any machine: eight counts side by side.
template <bool is_halved>
void plain(const Query& query, std::vector<Hit>& hits) {
    const auto words = query.lanes.words();
    for (auto group = query.first_group; group < query.last_group; ++group) {
        const auto* at = query.lanes.group(group);
        int shared[lanes_abreast] = {};
        for (std::size_t w = 0; w < words; ++w) {
            if (is_halved && w == words / 2) {
                bool is_any_left = false;
                for (std::size_t i = 0; i < lanes_abreast; ++i)
                    is_any_left |= shared[i] >= least_of_half(query, group * lanes_abreast + i);
                if (!is_any_left) break;
            }
            for (std::size_t i = 0; i < lanes_abreast; ++i)
                shared[i] += std::popcount(query.filter[w] & at[w * lanes_abreast + i]);
        }
        for (std::size_t i = 0; i < lanes_abreast; ++i)
            if (shared[i] >= query.needs[group * lanes_abreast + i])
                hits.push_back(
                    {static_cast<std::uint32_t>(group * lanes_abreast + i),
                     static_cast<std::uint32_t>(shared[i])}
                );
    }
}

#if defined(__x86_64__)

void take_hits(
    std::size_t group, unsigned mask, const std::uint64_t* shared, std::vector<Hit>& hits
) {
    for (; mask != 0; mask &= mask - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(mask));
        hits.push_back(
            {static_cast<std::uint32_t>(group * lanes_abreast + i),
             static_cast<std::uint32_t>(shared[i])}
        );
    }
}

/// How many bits each byte has, by a table of half bytes.
__attribute__((target("avx2"))) inline __m256i counted(__m256i bits) {
    const auto table = _mm256_setr_epi8(
        0,
        1,
        1,
        2,
        1,
        2,
        2,
        3,
        1,
        2,
        2,
        3,
        2,
        3,
        3,
        4,
        0,
        1,
        1,
        2,
        1,
        2,
        2,
        3,
        1,
        2,
        2,
        3,
        2,
        3,
        3,
        4
    );
    const auto mask = _mm256_set1_epi8(0x0F);
    const auto small = _mm256_shuffle_epi8(table, _mm256_and_si256(bits, mask));
    const auto large =
        _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(bits, half_a_byte), mask));
    return _mm256_add_epi8(small, large);
}

/// A word of the one filter with that of four others.
__attribute__((target("avx2"))) inline __m256i shared_avx2(
    const std::uint64_t* filter, const std::uint64_t* at, std::size_t word
) {
    return _mm256_and_si256(
        _mm256_set1_epi64x(static_cast<long long>(filter[word])),
        _mm256_load_si256(reinterpret_cast<const __m256i*>(at + word * lanes_abreast))
    );
}

/// Adds three bits at each place: what is left there, and into `carry` what goes to the next.
__attribute__((target("avx2"))) inline __m256i added(
    __m256i a, __m256i b, __m256i c, __m256i& carry
) {
    const auto odd = _mm256_xor_si256(a, b);
    carry = _mm256_or_si256(_mm256_and_si256(a, b), _mm256_and_si256(odd, c));
    return _mm256_xor_si256(odd, c);
}

/// How many bits four filters share with the one in so many words. Of eight words only four are
/// counted, since carries are saved until there are ones, twos, fours and eights.
__attribute__((target("avx2"))) inline __m256i sum_avx2(
    const std::uint64_t* filter, const std::uint64_t* at, std::size_t words
) {
    const auto zero = _mm256_setzero_si256();
    auto sum = zero;
    std::size_t w = 0;
    for (; w + 8 <= words; w += 8) {
        __m256i two[4], four[2];
        auto ones = added(shared_avx2(filter, at, w), shared_avx2(filter, at, w + 1), zero, two[0]);
        ones = added(shared_avx2(filter, at, w + 2), shared_avx2(filter, at, w + 3), ones, two[1]);
        ones = added(shared_avx2(filter, at, w + 4), shared_avx2(filter, at, w + 5), ones, two[2]);
        ones = added(shared_avx2(filter, at, w + 6), shared_avx2(filter, at, w + 7), ones, two[3]);
        auto twos = added(two[0], two[1], zero, four[0]);
        twos = added(two[2], two[3], twos, four[1]);
        const auto fours = _mm256_xor_si256(four[0], four[1]);
        const auto eights = _mm256_and_si256(four[0], four[1]);
        // At most eight of each in a byte, so 8·(1 + 2 + 4 + 8), which a byte holds.
        auto bytes = _mm256_add_epi8(counted(ones), _mm256_slli_epi16(counted(twos), 1));
        bytes = _mm256_add_epi8(bytes, _mm256_slli_epi16(counted(fours), 2));
        bytes = _mm256_add_epi8(bytes, _mm256_slli_epi16(counted(eights), 3));
        sum = _mm256_add_epi64(sum, _mm256_sad_epu8(bytes, zero));
    }
    auto bytes = zero;
    for (; w < words; ++w)
        bytes = _mm256_add_epi8(bytes, counted(shared_avx2(filter, at, w)));
    return _mm256_add_epi64(sum, _mm256_sad_epu8(bytes, zero));
}

__attribute__((target("avx2"))) inline unsigned reached_avx2(
    __m256i low, __m256i high, __m128i needs
) {
    const auto first = _mm256_cvtepu16_epi64(needs);
    const auto last = _mm256_cvtepu16_epi64(_mm_srli_si128(needs, 8));
    const auto misses_low = _mm256_cmpgt_epi64(first, low);
    const auto misses_high = _mm256_cmpgt_epi64(last, high);
    const auto missed = static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(misses_low))) |
                        static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(misses_high)))
                            << 4;
    return ~missed & 0xFFU;
}

template <bool is_halved>
__attribute__((target("avx2"))) void avx2(const Query& query, std::vector<Hit>& hits) {
    const auto words = query.lanes.words();
    const auto first_words = is_halved ? words / 2 : words;
    const auto own_rest = _mm_set1_epi16(static_cast<short>(query.rest));
    for (auto group = query.first_group; group < query.last_group; ++group) {
        const auto* at = query.lanes.group(group);
        auto low = sum_avx2(query.filter, at, first_words);
        auto high = sum_avx2(query.filter, at + 4, first_words);
        const auto needs =
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(query.needs + group * lanes_abreast));
        if (is_halved) {
            const auto rests = _mm_loadu_si128(
                reinterpret_cast<const __m128i*>(query.lanes.rests() + group * lanes_abreast)
            );
            // No less than nothing, which every half shares.
            const auto least = _mm_subs_epu16(needs, _mm_min_epu16(rests, own_rest));
            if (reached_avx2(low, high, least) == 0) continue;
            const auto* later = at + first_words * lanes_abreast;
            const auto* filter = query.filter + first_words;
            low = _mm256_add_epi64(low, sum_avx2(filter, later, words - first_words));
            high = _mm256_add_epi64(high, sum_avx2(filter, later + 4, words - first_words));
        }
        const auto mask = reached_avx2(low, high, needs);
        if (mask == 0) continue;
        alignas(line_bytes) std::uint64_t shared[lanes_abreast];
        _mm256_store_si256(reinterpret_cast<__m256i*>(shared), low);
        _mm256_store_si256(reinterpret_cast<__m256i*>(shared + 4), high);
        take_hits(group, mask, shared, hits);
    }
}

#if defined(__GNUC__) && !defined(__clang__)
// GCC 12 takes the undefined vector in its own header for one that was forgotten (bug 105593).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

__attribute__((target("avx512f,avx512vl,avx512bw,avx512vpopcntdq"))) inline __m512i shared_avx512(
    const std::uint64_t* filter, const std::uint64_t* at, std::size_t word
) {
    return _mm512_popcnt_epi64(_mm512_and_si512(
        _mm512_set1_epi64(static_cast<long long>(filter[word])),
        _mm512_load_si512(at + word * lanes_abreast)
    ));
}

__attribute__((target("avx512f,avx512vl,avx512bw,avx512vpopcntdq"))) inline __m512i sum_avx512(
    const std::uint64_t* filter, const std::uint64_t* at, std::size_t words
) {
    auto sum = _mm512_setzero_si512(), other = _mm512_setzero_si512();
    std::size_t w = 0;
    for (; w + 1 < words; w += 2) {  // Two sums, so that one does not wait for the other.
        sum = _mm512_add_epi64(sum, shared_avx512(filter, at, w));
        other = _mm512_add_epi64(other, shared_avx512(filter, at, w + 1));
    }
    if (w < words) sum = _mm512_add_epi64(sum, shared_avx512(filter, at, w));
    return _mm512_add_epi64(sum, other);
}

template <bool is_halved>
__attribute__((target("avx512f,avx512vl,avx512bw,avx512vpopcntdq"))) void avx512(
    const Query& query, std::vector<Hit>& hits
) {
    const auto words = query.lanes.words();
    const auto first_words = is_halved ? words / 2 : words;
    const auto own_rest = _mm_set1_epi16(static_cast<short>(query.rest));
    for (auto group = query.first_group; group < query.last_group; ++group) {
        const auto* at = query.lanes.group(group);
        auto sum = sum_avx512(query.filter, at, first_words);
        const auto needs =
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(query.needs + group * lanes_abreast));
        if (is_halved) {
            const auto rests = _mm_loadu_si128(
                reinterpret_cast<const __m128i*>(query.lanes.rests() + group * lanes_abreast)
            );
            const auto least = _mm_subs_epu16(needs, _mm_min_epu16(rests, own_rest));
            if (_mm512_cmpge_epu64_mask(sum, _mm512_cvtepu16_epi64(least)) == 0) continue;
            sum = _mm512_add_epi64(
                sum,
                sum_avx512(
                    query.filter + first_words,
                    at + first_words * lanes_abreast,
                    words - first_words
                )
            );
        }
        const unsigned mask = _mm512_cmpge_epu64_mask(sum, _mm512_cvtepu16_epi64(needs));
        if (mask == 0) continue;
        alignas(line_bytes) std::uint64_t shared[lanes_abreast];
        _mm512_store_si512(shared, sum);
        take_hits(group, mask, shared, hits);
    }
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#endif

}  // namespace

Lanes::Lanes(const Filters& filters, std::span<const Place> order)
    : words_{filters.words}, groups_{(order.size() + lanes_abreast - 1) / lanes_abreast},
      store_(groups_ * words_ * lanes_abreast + line_bytes / sizeof(std::uint64_t)),
      rests_(groups_ * lanes_abreast) {
    const auto past = reinterpret_cast<std::uintptr_t>(store_.data()) % line_bytes;
    first_ = store_.data() + (past == 0 ? 0 : (line_bytes - past) / sizeof(std::uint64_t));
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto* filter = filters.of(order[i]);
        auto* at = first_ + i / lanes_abreast * words_ * lanes_abreast + i % lanes_abreast;
        int rest = 0;
        for (std::size_t w = 0; w < words_; ++w) {
            at[w * lanes_abreast] = filter[w];
            if (w >= words_ / 2) rest += std::popcount(filter[w]);
        }
        rests_[i] = static_cast<std::uint16_t>(rest);
    }
}

std::vector<NamedKernel> kernels_for(std::size_t words) {
    std::vector<NamedKernel> kernels{{"plain", false, plain<false>}};
    if (words >= 2) kernels.push_back({"plain, halved", true, plain<true>});
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        kernels.push_back({"avx2", false, avx2<false>});
        if (words >= 2) kernels.push_back({"avx2, halved", true, avx2<true>});
    }
    if (__builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw")) {
        kernels.push_back({"avx512", false, avx512<false>});
        if (words >= 2) kernels.push_back({"avx512, halved", true, avx512<true>});
    }
#endif
    return kernels;
}

}  // namespace waymark::clk
