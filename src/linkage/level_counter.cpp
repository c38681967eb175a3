// SPDX-License-Identifier: MIT
#include "linkage/level_counter.hpp"

#include "base/random.hpp"
#include "linkage/exact_share.hpp"
#include "linkage/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <numeric>

namespace waymark::linkage {

namespace {

constexpr std::uint64_t pairs_a_piece = 65'536;
constexpr std::uint64_t pieces_a_round = 16;
constexpr std::size_t pairs_ahead = 12;
/// A level that so many random pairs reached is known to a twentieth of a bit.
constexpr std::uint64_t hits_enough = 1'000;

LevelCounts no_counts(const Model& model) {
    LevelCounts counts;
    for (const auto& comparison : model.comparisons)
        counts.emplace_back(comparison.levels.size());
    return counts;
}

void add(LevelCounts& into, const LevelCounts& more) {
    for (std::size_t i = 0; i < into.size(); ++i)
        for (std::size_t j = 0; j < into[i].size(); ++j)
            into[i][j] += more[i][j];
}

}  // namespace

Blocking LevelCounter::blocking(std::size_t first, std::size_t last, std::size_t rows_max) const {
    const auto& plans = fitted_.plans;
    using Step = std::ptrdiff_t;
    return {
        fitted_.table,
        *fitted_.sheet,
        {plans.begin() + static_cast<Step>(first), plans.begin() + static_cast<Step>(last)},
        {fitted_.model.link_type, rows_max, options_.threads}};
}

std::uint64_t LevelCounter::pairs(const Blocking& blocking) {
    std::atomic<std::uint64_t> all = 0;
    walk(blocking, [&](const Stretch& stretch, PairReader& reader) {
        std::uint64_t own = 0;
        blocking.for_each_pair(stretch, reader, [&](RowId, RowId) { ++own; });
        all += own;
    });
    return all;
}

std::optional<std::vector<Pattern>> LevelCounter::patterns(
    const Blocking& blocking, const std::vector<bool>& trained
) {
    const auto& comparisons = fitted_.model.comparisons;
    double ways = 1;
    for (std::size_t i = 0; i < comparisons.size(); ++i)
        if (trained[i]) ways *= static_cast<double>(comparisons[i].levels.size());
    if (ways > std::pow(2.0, 63)) return std::nullopt;
    std::map<std::uint64_t, std::uint64_t> all;
    walk(blocking, [&](const Stretch& stretch, PairReader& reader) {
        std::unordered_map<std::uint64_t, std::uint64_t> own;
        blocking.for_each_pair(stretch, reader, [&](RowId left, RowId right) {
            reader.set(fitted_.sheet->line(left), fitted_.sheet->line(right));
            std::uint64_t key = 0;
            for (std::size_t i = 0; i < comparisons.size(); ++i)
                if (trained[i])
                    key = key * comparisons[i].levels.size() + fitted_.scoring->level(reader, i);
            ++own[key];
        });
        const std::lock_guard lock{mutex_};
        for (const auto& [key, pairs] : own)
            all[key] += pairs;
    });
    std::vector<Pattern> found;
    for (const auto& [key, pairs] : all) {
        Pattern pattern{std::vector<std::uint8_t>(comparisons.size()), pairs};
        auto left = key;
        for (auto i = comparisons.size(); i-- > 0;)
            if (trained[i]) {
                pattern.levels[i] = static_cast<std::uint8_t>(left % comparisons[i].levels.size());
                left /= comparisons[i].levels.size();
            }
        found.push_back(std::move(pattern));
    }
    return found;
}

LevelCounts LevelCounter::random_levels(std::uint64_t& pairs) {
    const auto all = pairs_in(fitted_.table, fitted_.model.link_type);
    auto counts = no_counts(fitted_.model);
    std::vector<std::size_t> open(fitted_.model.comparisons.size());
    std::iota(open.begin(), open.end(), std::size_t{0});
    if (all <= options_.random_pairs_max) {
        pairs = all;
        in_pieces(0, fitted_.table.rows(), open, counts, [this](std::size_t row, auto take) {
            for (auto other = static_cast<RowId>(row + 1); other < fitted_.table.rows(); ++other)
                if (is_pair(static_cast<RowId>(row), other)) take(static_cast<RowId>(row), other);
        });
        return counts;
    }
    const auto pieces = options_.random_pairs_max / pairs_a_piece + 1;
    for (std::uint64_t piece = 0; piece < pieces && !open.empty(); piece += pieces_a_round) {
        const auto last = std::min(pieces, piece + pieces_a_round);
        in_pieces(piece, last, open, counts, [this](std::size_t number, auto take) {
            take_random(number, take);
        });
        pairs = last * pairs_a_piece;
        std::erase_if(open, [&](std::size_t i) { return is_enough(i, counts[i]); });
    }
    return counts;
}

bool LevelCounter::is_pair(RowId one, RowId other) const {
    return fitted_.model.link_type != LinkType::between ||
           fitted_.table.sources[one] != fitted_.table.sources[other];
}

template <class Take>
void LevelCounter::take_random(std::uint64_t piece, const Take& take) const {
    SeededRandom random{options_.seed * 0x9E3779B97F4A7C15ULL + piece};
    const auto rows = fitted_.table.rows();
    std::vector<std::pair<RowId, RowId>> pairs;
    pairs.reserve(pairs_a_piece);
    while (pairs.size() < pairs_a_piece) {
        const auto one = static_cast<RowId>(random.below(rows));
        const auto other = static_cast<RowId>(random.below(rows));
        if (one != other && is_pair(one, other)) pairs.emplace_back(std::minmax(one, other));
    }
    // Strangers stand anywhere in memory, so they are called for before their turn.
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto& [soon, too] = pairs[std::min(i + pairs_ahead, pairs.size() - 1)];
        fitted_.sheet->call_for(soon);
        fitted_.sheet->call_for(too);
        take(pairs[i].first, pairs[i].second);
    }
}

bool LevelCounter::is_enough(std::size_t comparison, const std::vector<std::uint64_t>& hits) const {
    const auto& levels = fitted_.model.comparisons[comparison].levels;
    for (std::size_t j = 0; j < levels.size(); ++j)
        if (!levels[j].is_missing && hits[j] < hits_enough) return false;
    return true;
}

template <class Pairs>
void LevelCounter::in_pieces(
    std::size_t first,
    std::size_t last,
    const std::vector<std::size_t>& open,
    LevelCounts& counts,
    Pairs pairs
) {
    for_each_of(last - first, options_.threads, [&](std::size_t piece) {
        auto reader = readers_.borrow();
        auto own = no_counts(fitted_.model);
        pairs(first + piece, [&](RowId left, RowId right) {
            reader->set(fitted_.sheet->line(left), fitted_.sheet->line(right));
            for (const auto i : open)
                ++own[i][fitted_.scoring->level(*reader, i)];
        });
        readers_.give_back(std::move(reader));
        const std::lock_guard lock{mutex_};
        add(counts, own);
    });
}

template <class Work>
void LevelCounter::walk(const Blocking& blocking, Work work) {
    const auto stretches = blocking.stretches(pairs_a_piece);
    for_each_of(stretches.size(), options_.threads, [&](std::size_t i) {
        auto reader = readers_.borrow();
        work(stretches[i], *reader);
        readers_.give_back(std::move(reader));
    });
}

}  // namespace waymark::linkage
