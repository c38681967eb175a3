// SPDX-License-Identifier: MIT
#include "impact/arithmetic.hpp"

#include <doctest/doctest.h>

namespace waymark::impact {

TEST_CASE("a percentage is rounded half up on the exact ratio") {
    CHECK(percentage(48, 81, 0) == 59);
    CHECK(percentage(1, 8, 0) == 13);   // 12.5
    CHECK(percentage(1, 40, 0) == 3);   // 2.5
    CHECK(percentage(1, 200, 0) == 1);  // 0.5, which binary fractions lose when multiplied
    CHECK(percentage(1, 201, 0) == 0);
    CHECK(percentage(67, 104, 1) == 64.4);
    CHECK(percentage(0, 5, 0) == 0);
    CHECK(percentage(292, 225, 0) == 130);
}

TEST_CASE("a number is rounded half up as it is written, whatever its binary form") {
    CHECK(half_up(2.5, 0) == 3);
    CHECK(half_up(0.285, 2) == 0.29);
    CHECK(half_up(1.005, 2) == 1.01);
    CHECK(half_up(43.444, 0) == 43);
    CHECK(half_up(-2.5, 0) == -3);
}

// Values of R's prop.test(…, correct = FALSE), as far as they are printed.
TEST_CASE("Wilson's interval is the one that is published") {
    const auto diverted = wilson(48, 81);
    CHECK(diverted.low == doctest::Approx(48.4).epsilon(0.001));
    CHECK(diverted.high == doctest::Approx(69.3).epsilon(0.001));
    const auto all = wilson(63, 63);
    CHECK(all.low == doctest::Approx(94.3).epsilon(0.001));
    CHECK(all.high == 100);
    const auto few = wilson(16, 16);
    CHECK(few.low == doctest::Approx(80.6).epsilon(0.001));
    const auto none = wilson(0, 10);
    CHECK(none.low == 0);
    CHECK(none.high == doctest::Approx(27.8).epsilon(0.002));
}

TEST_CASE("percentiles lie between ranks, as R's default has them") {
    const std::vector<double> four{1, 2, 3, 4};
    CHECK(percentile(four, 0.5) == 2.5);
    CHECK(percentile(four, 0.1) == doctest::Approx(1.3));
    CHECK(percentile(four, 1) == 4);
    CHECK(percentile({7}, 0.9) == 7);
}

}  // namespace waymark::impact
