// SPDX-License-Identifier: MIT
#pragma once

// The arithmetic of reports. Pure.

#include <cstdint>
#include <vector>

namespace waymark::impact {

/// A range in per cent.
struct Interval {
    double low = 0;
    double high = 0;
};

/// Wilson's score interval at 95 % for `numerator` of `denominator`, in per cent (Wilson 1927,
/// without continuity correction). The denominator is not 0, nor less than the numerator.
Interval wilson(std::int64_t numerator, std::int64_t denominator);

/// `value` to `decimals` places, halves away from zero. What is a half in decimals counts as one
/// although its binary form lies a little below.
double half_up(double value, int decimals);

/// numerator ÷ denominator in per cent, half up on the exact ratio.
double percentage(std::int64_t numerator, std::int64_t denominator, int decimals);

/// The value below which `part` (0 to 1) of `ordered` lies, linear between ranks (Hyndman and Fan's
/// type 7, the default of R). `ordered` is not empty.
double percentile(const std::vector<double>& ordered, double part);

}  // namespace waymark::impact
