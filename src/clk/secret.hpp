// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace waymark::clk {

/// A text that is wiped from memory when it is done with.
class Secret {
public:
    explicit Secret(std::string text) : text_{std::move(text)} {}
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    std::string_view text() const { return text_; }

private:
    std::string text_;
};

}  // namespace waymark::clk
