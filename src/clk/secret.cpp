// SPDX-License-Identifier: MIT
#include "clk/secret.hpp"

#include <sodium.h>

namespace waymark::clk {

Secret::~Secret() {
    sodium_memzero(text_.data(), text_.size());
}

}  // namespace waymark::clk
