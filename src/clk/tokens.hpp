// SPDX-License-Identifier: MIT
#pragma once

// From a value as it stands in a file to the tokens that are hashed.

#include "clk/schema.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace waymark::clk {

/// The values of one feature. Holds its pattern compiled.
class Values {
public:
    /// Refused where its pattern cannot be read.
    static Result<Values> make(const Feature& feature);
    Values(Values&&) noexcept;
    Values& operator=(Values&&) noexcept;
    ~Values();

    /// The value as it is hashed: a whole number without its plus sign and leading zeros, a date
    /// as YYYYMMDD, what stands for a missing one. Refused, without saying the value, where it is
    /// not of the feature's format.
    Result<std::string> formatted(std::string_view value) const;

private:
    explicit Values(const Feature& feature);
    Result<std::string> in_format(std::string_view value) const;

    const Feature* feature_;
    std::unique_ptr<re2::RE2> pattern_;
};

/// The tokens of a formatted value, in order, those that come again told again; none of an empty
/// one. Letters count as characters, not bytes.
std::vector<std::string> tokens_of(std::string_view formatted, const Tokens& how);

}  // namespace waymark::clk
