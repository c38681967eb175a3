// SPDX-License-Identifier: MIT
#include "clk/disclosure.hpp"

#include <algorithm>
#include <numeric>

namespace waymark::clk {

std::uint64_t rounded(std::uint64_t count) {
    return (count + told_step / 2) / told_step * told_step;
}

ToldCounts told(
    std::uint64_t records, std::uint64_t known, const std::vector<std::uint64_t>& classes
) {
    ToldCounts told{.records = rounded(records)};
    told.classes.resize(classes.size());
    if (known < told_least || records - known < told_least) return told;
    told.known = rounded(known);
    std::vector<std::size_t> by_size(classes.size());
    std::iota(by_size.begin(), by_size.end(), std::size_t{0});
    std::ranges::sort(by_size, {}, [&](std::size_t i) { return classes[i]; });
    std::uint64_t withheld = 0;
    std::size_t first_told = 0;
    const auto is_withheld_together = [&] { return first_told == 0 || withheld >= told_least; };
    while (first_told < by_size.size() &&
           (classes[by_size[first_told]] < told_least || !is_withheld_together()))
        withheld += classes[by_size[first_told++]];
    for (auto i = first_told; i < by_size.size(); ++i)
        told.classes[by_size[i]] = rounded(classes[by_size[i]]);
    return told;
}

}  // namespace waymark::clk
