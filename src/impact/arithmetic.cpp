// SPDX-License-Identifier: MIT
#include "impact/arithmetic.hpp"

#include <algorithm>
#include <cmath>

namespace waymark::impact {

namespace {

constexpr double z_95 = 1.959963984540054;  ///< The normal distribution's 97.5th percentile.

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

}  // namespace

Interval wilson(std::int64_t numerator, std::int64_t denominator) {
    const auto n = static_cast<double>(denominator);
    const auto p = static_cast<double>(numerator) / n;
    const auto z2 = z_95 * z_95;
    const auto middle = p + z2 / (2 * n);
    const auto reach = z_95 * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    const auto scale = 100 / (1 + z2 / n);
    return {
        std::clamp((middle - reach) * scale, 0.0, 100.0),
        std::clamp((middle + reach) * scale, 0.0, 100.0)};
}

double half_up(double value, int decimals) {
    const auto scale = static_cast<double>(power_of_ten(decimals));
    const auto scaled = std::abs(value) * scale;
    const auto rounded = std::floor(scaled + 0.5 + 1e-9 * std::max(1.0, scaled));
    return std::copysign(rounded / scale, value);
}

double percentage(std::int64_t numerator, std::int64_t denominator, int decimals) {
    const auto scale = power_of_ten(decimals);
    const auto halves = (2 * 100 * scale * numerator + denominator) / (2 * denominator);
    return static_cast<double>(halves) / static_cast<double>(scale);
}

double percentile(const std::vector<double>& ordered, double part) {
    const auto place = part * static_cast<double>(ordered.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, ordered.size() - 1);
    return ordered[below] +
           (place - static_cast<double>(below)) * (ordered[above] - ordered[below]);
}

}  // namespace waymark::impact
