// SPDX-License-Identifier: MIT
#include "clk/join.hpp"

#include "clk/lanes.hpp"
#include "linkage/parallel.hpp"
#include "linkage/turns.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <numeric>
#include <stdexcept>

namespace waymark::clk {

namespace {

constexpr std::uint16_t never = 0xFFFF;
constexpr std::size_t groups_a_tile = 16;  ///< 16 kB of 1,024-bit filters: they stay near.
constexpr std::size_t rows_a_run = 64;
// To find out whether halves decide: of so many runs so many groups each.
constexpr std::size_t runs_tried = 16, groups_tried = 64;
constexpr double undecided_share_most = 0.1;

/// By how many bits are set, and then by place.
std::vector<Place> by_count(const Filters& filters, std::vector<Place> order) {
    std::ranges::sort(order, [&](Place a, Place b) {
        return std::pair{filters.counts[a], a} < std::pair{filters.counts[b], b};
    });
    return order;
}

std::vector<Place> everybody(const Filters& filters) {
    std::vector<Place> order(filters.size());
    std::iota(order.begin(), order.end(), Place{0});
    return order;
}

/// How many bits two filters with so many bits together have to share at least, by the same
/// numbers that are told; one more than either can share where it cannot be.
std::vector<std::uint16_t> needs_of(const JoinOptions& options, std::size_t bits) {
    std::vector<std::uint16_t> needs(2 * bits + 1, never);
    unsigned need = 0;
    for (unsigned sum = 0; sum <= 2 * bits; ++sum) {
        // It grows with the sum, but for Hamming's, of which it never falls either.
        const auto most = sum / 2;
        const auto is_enough = [&](unsigned shared) {
            // How the sum is shared out between the two does not matter to any measure.
            return similarity_of(options.measure, shared, sum - most, most, bits) >= options.least;
        };
        while (need > 0 && is_enough(need - 1))
            --need;
        while (need <= most && !is_enough(need))
            ++need;
        if (need <= most) needs[sum] = static_cast<std::uint16_t>(need);
    }
    return needs;
}

/// Left records of one count, against all the right ones.
struct Run {
    std::size_t block = 0;
    std::size_t first = 0, last = 0;  ///< In the block's left order.
};

struct Prepared {
    std::vector<Place> left;
    std::vector<Place> right;
    Lanes lanes;
};

class Join {
public:
    Join(const Filters& left, const Filters& right, const JoinOptions& options)
        : left_{left}, right_{right}, options_{options}, bits_{left.words * 64}, needs_{needs_of(
                                                                                     options, bits_
                                                                                 )} {}

    void prepare(std::vector<Place> own, std::vector<Place> others) {
        if (own.empty() || others.empty()) return;
        auto left = by_count(left_, std::move(own));
        auto right = by_count(right_, std::move(others));
        Lanes lanes{right_, right};
        prepared_.push_back({std::move(left), std::move(right), std::move(lanes)});
        const auto& order = prepared_.back().left;
        for (std::size_t i = 0; i < order.size();) {
            auto end = i + 1;
            while (end < order.size() && end - i < rows_a_run &&
                   left_.counts[order[end]] == left_.counts[order[i]])
                ++end;
            runs_.push_back({prepared_.size() - 1, i, end});
            i = end;
        }
    }

    std::size_t runs() const { return runs_.size(); }

    std::vector<Match> matches_of(std::size_t number, Kernel kernel) const {
        const auto& run = runs_[number];
        const auto& [left, right, lanes] = prepared_[run.block];
        const auto own = left_.counts[left[run.first]];
        std::vector<std::uint16_t> needs(lanes.groups() * lanes_abreast, never);
        std::size_t first = right.size(), last = 0;
        for (std::size_t i = 0; i < right.size(); ++i) {
            const auto other = right_.counts[right[i]];
            const auto need = needs_[static_cast<std::size_t>(own) + other];
            if (need > std::min(own, other)) continue;
            needs[i] = need;
            first = std::min(first, i);
            last = i + 1;
        }
        if (first >= last) return {};
        std::vector<std::vector<Hit>> hits(run.last - run.first);
        const auto last_group = (last + lanes_abreast - 1) / lanes_abreast;
        for (auto tile = first / lanes_abreast; tile < last_group; tile += groups_a_tile)
            for (auto i = run.first; i < run.last; ++i)
                kernel(
                    {left_.of(left[i]),
                     rest_of(left[i]),
                     lanes,
                     needs.data(),
                     tile,
                     std::min(last_group, tile + groups_a_tile)},
                    hits[i - run.first]
                );
        std::vector<Match> found;
        for (auto i = run.first; i < run.last; ++i) {
            const auto begin = found.size();
            for (const auto& [lane, shared] : hits[i - run.first]) {
                const auto other = right_.counts[right[lane]];
                found.push_back(
                    {left[i],
                     right[lane],
                     similarity_of(options_.measure, shared, own, other, bits_)}
                );
            }
            if (options_.best > 0) keep_best(found, begin);
        }
        return found;
    }

    /// The quickest for these filters; all of them find the same. The widest is quickest, and
    /// halves pay where they decide, which hangs on how many bits are set and on the threshold.
    NamedKernel chosen() const {
        const auto kernels = kernels_for(left_.words);
        if (!options_.kernel.empty()) {
            for (const auto& kernel : kernels)
                if (options_.kernel == kernel.name) return kernel;
            throw std::invalid_argument{"this machine has no kernel " + options_.kernel};
        }
        const bool are_halves_of_use = undecided_share() < undecided_share_most;
        auto best = kernels.front();
        for (const auto& kernel : kernels)
            if (kernel.is_halved == are_halves_of_use || !kernel.is_halved) best = kernel;
        return best;
    }

private:
    std::uint16_t rest_of(Place place) const {
        int rest = 0;
        for (auto w = left_.words / 2; w < left_.words; ++w)
            rest += std::popcount(left_.of(place)[w]);
        return static_cast<std::uint16_t>(rest);
    }

    /// The share of groups that halves leave undecided, among some from all over.
    double undecided_share() const {
        std::size_t tried = 0, undecided = 0;
        const auto step = std::max<std::size_t>(runs_.size() / runs_tried, 1);
        for (std::size_t number = step / 2; number < runs_.size(); number += step) {
            const auto& run = runs_[number];
            const auto& [left, right, lanes] = prepared_[run.block];
            const auto row = left[run.first];
            const auto across = std::max<std::size_t>(lanes.groups() / groups_tried, 1);
            for (auto group = across / 2; group < lanes.groups(); group += across) {
                tried += 1;
                undecided += is_undecided(row, right, lanes, group);
            }
        }
        return tried > 0 ? static_cast<double>(undecided) / static_cast<double>(tried) : 1;
    }

    bool is_undecided(
        Place row, const std::vector<Place>& right, const Lanes& lanes, std::size_t group
    ) const {
        const auto end = std::min(right.size(), (group + 1) * lanes_abreast);
        for (auto i = group * lanes_abreast; i < end; ++i) {
            const auto own = left_.counts[row], other = right_.counts[right[i]];
            const auto need = needs_[static_cast<std::size_t>(own) + other];
            if (need > std::min(own, other)) continue;
            int shared = std::min(rest_of(row), lanes.rests()[i]);
            for (std::size_t w = 0; w < left_.words / 2; ++w)
                shared += std::popcount(left_.of(row)[w] & right_.of(right[i])[w]);
            if (shared >= need) return true;
        }
        return false;
    }

    /// Of the matches from `begin` on, which are of one record, the most alike.
    void keep_best(std::vector<Match>& found, std::size_t begin) const {
        const auto from = found.begin() + static_cast<std::ptrdiff_t>(begin);
        std::sort(from, found.end(), [](const Match& a, const Match& b) {
            return std::pair{-a.similarity, a.right} < std::pair{-b.similarity, b.right};
        });
        if (found.size() - begin > options_.best) found.resize(begin + options_.best);
    }

    const Filters& left_;
    const Filters& right_;
    const JoinOptions& options_;
    std::size_t bits_;
    std::vector<std::uint16_t> needs_;
    std::vector<Prepared> prepared_;
    std::vector<Run> runs_;
};

}  // namespace

double similarity_of(Measure measure, unsigned shared, unsigned a, unsigned b, std::size_t bits) {
    const double c = shared, sum = a + b;
    switch (measure) {
    case Measure::dice: return sum > 0 ? 2 * c / sum : 0;
    case Measure::jaccard: return sum > 0 ? c / (sum - c) : 0;
    case Measure::hamming: break;
    }
    const auto places = static_cast<double>(bits);
    return (places - (sum - 2 * c)) / places;
}

JoinReport join(
    const Filters& left,
    const Filters& right,
    const JoinOptions& options,
    const std::function<void(const std::vector<Match>&)>& take,
    const std::vector<Block>* blocks
) {
    JoinReport report;
    if (!(options.least > 0 && options.least <= 1))
        throw std::invalid_argument{"a threshold lies above 0 and not above 1"};
    if (left.size() == 0 || right.size() == 0) return report;
    if (left.words != right.words) throw std::invalid_argument{"filters of two lengths"};
    Join work{left, right, options};
    if (blocks)
        for (const auto& block : *blocks)
            work.prepare(block.left, block.right);
    else
        work.prepare(everybody(left), everybody(right));
    const auto kernel = work.chosen();
    report.kernel = kernel.name;
    linkage::Turns<std::vector<Match>> turns{[&](const std::vector<Match>& found) {
        report.matches += found.size();
        if (!found.empty()) take(found);
    }};
    linkage::for_each_of(work.runs(), options.threads, [&](std::size_t run) {
        if (!turns.wait_for(run)) return;
        try {
            turns.hand_in(run, work.matches_of(run, kernel.run));
        } catch (...) {
            turns.fail();
            throw;
        }
    });
    return report;
}

}  // namespace waymark::clk
