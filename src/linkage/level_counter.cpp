// SPDX-License-Identifier: MIT
#include "linkage/level_counter.hpp"

#include "linkage/exact_share.hpp"
#include "linkage/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>

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
        counts.emplace_back(outcomes(comparison));
    return counts;
}

void add(LevelCounts& into, const LevelCounts& more) {
    for (std::size_t i = 0; i < into.size(); ++i)
        for (std::size_t j = 0; j < into[i].size(); ++j)
            into[i][j] += more[i][j];
}

}  // namespace

std::vector<std::size_t> sampled_levels(
    const Comparison& comparison, const std::vector<std::optional<double>>& exact
) {
    auto levels = telling(comparison);
    std::erase_if(levels, [&](std::size_t j) { return exact[j].has_value(); });
    return levels;
}

LevelCounter::LevelCounter(const Fitted& fitted, const TrainOptions& options)
    : fitted_{fitted}, options_{options}, readers_{fitted}, is_between_{
                                                                fitted.model.link_type ==
                                                                LinkType::between} {
    const auto& sources = fitted.table.sources;
    ends_.resize(fitted.table.source_names.size());
    for (std::size_t row = 0; row < sources.size(); ++row)
        ends_[sources[row]] = row + 1;
    for (std::size_t i = 0, begin = 0; i < ends_.size(); begin = ends_[i++]) {
        ends_[i] = std::max(ends_[i], begin);
        pairs_of_sources_ += (ends_[i] - begin) * (sources.size() - (ends_[i] - begin));
    }
}

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
        if (trained[i]) ways *= static_cast<double>(outcomes(comparisons[i]));
    if (ways > std::pow(2.0, 63)) return std::nullopt;
    std::map<std::uint64_t, std::uint64_t> all;
    walk(blocking, [&](const Stretch& stretch, PairReader& reader) {
        std::unordered_map<std::uint64_t, std::uint64_t> own;
        blocking.for_each_pair(stretch, reader, [&](RowId left, RowId right) {
            reader.set(fitted_.sheet->line(left), fitted_.sheet->line(right));
            std::uint64_t key = 0;
            for (std::size_t i = 0; i < comparisons.size(); ++i)
                if (trained[i])
                    key = key * outcomes(comparisons[i]) + fitted_.scoring->level(reader, i);
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
                pattern.levels[i] = static_cast<std::uint8_t>(left % outcomes(comparisons[i]));
                left /= outcomes(comparisons[i]);
            }
        found.push_back(std::move(pattern));
    }
    return found;
}

LevelCounts LevelCounter::random_levels(
    const std::vector<std::vector<std::optional<double>>>& exact, std::uint64_t& pairs
) {
    const auto all = pairs_in(fitted_.table, fitted_.model.link_type);
    auto counts = no_counts(fitted_.model);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < exact.size(); ++i)
        if (sampled_levels(fitted_.model.comparisons[i], exact[i]).size() > 1) open.push_back(i);
    pairs = 0;
    if (open.empty()) return counts;
    if (all <= options_.random_pairs_max) {
        pairs = all;
        in_pieces(0, fitted_.table.rows(), open, counts, [this](std::size_t row, auto take) {
            // Rows stand source after source, so those of others begin where this one's end.
            const auto from = is_between_ ? ends_[fitted_.table.sources[row]] : row + 1;
            for (auto other = from; other < fitted_.table.rows(); ++other)
                take(static_cast<RowId>(row), static_cast<RowId>(other));
        });
        return counts;
    }
    const auto wanted = options_.random_pairs_max;
    const auto pieces = (wanted + pairs_a_piece - 1) / pairs_a_piece;
    for (std::uint64_t piece = 0; piece < pieces && !open.empty(); piece += pieces_a_round) {
        const auto last = std::min(pieces, piece + pieces_a_round);
        in_pieces(piece, last, open, counts, [&](std::size_t number, auto take) {
            take_random(number, std::min(pairs_a_piece, wanted - number * pairs_a_piece), take);
        });
        pairs = std::min(wanted, last * pairs_a_piece);
        std::erase_if(open, [&](std::size_t i) {
            return std::ranges::all_of(
                sampled_levels(fitted_.model.comparisons[i], exact[i]),
                [&](std::size_t j) { return counts[i][j] >= hits_enough; }
            );
        });
    }
    return counts;
}

std::pair<RowId, RowId> LevelCounter::random_pair(SeededRandom& random) const {
    const auto rows = fitted_.table.rows();
    if (!is_between_) {
        const auto one = random.below(rows);
        const auto other = random.below(rows - 1);
        return std::minmax(static_cast<RowId>(one), static_cast<RowId>(other + (other >= one)));
    }
    // A source by how many pairs it is in, a row of it, and one of the others'.
    auto left = random.below(pairs_of_sources_);
    std::size_t source = 0, begin = 0;
    for (;; begin = ends_[source++]) {
        const auto own = (ends_[source] - begin) * (rows - (ends_[source] - begin));
        if (left < own) break;
        left -= own;
    }
    const auto own = ends_[source] - begin;
    const auto one = begin + random.below(own);
    auto other = random.below(rows - own);
    if (other >= begin) other += own;
    return std::minmax(static_cast<RowId>(one), static_cast<RowId>(other));
}

template <class Take>
void LevelCounter::take_random(std::uint64_t piece, std::uint64_t count, const Take& take) const {
    // Both are mixed, so that no two streams are one another's continuation.
    SeededRandom seeds{options_.seed}, pieces{~piece};
    SeededRandom random{seeds.next() ^ pieces.next()};
    std::vector<std::pair<RowId, RowId>> pairs;
    pairs.reserve(count);
    while (pairs.size() < count)
        pairs.push_back(random_pair(random));
    // Strangers stand anywhere in memory, so they are called for before their turn.
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto& [soon, too] = pairs[std::min(i + pairs_ahead, pairs.size() - 1)];
        fitted_.sheet->call_for(soon);
        fitted_.sheet->call_for(too);
        take(pairs[i].first, pairs[i].second);
    }
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
