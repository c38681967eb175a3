// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"

#include <stdexcept>

namespace waymark::demo {

/// What an action gave. The demonstration only does what is allowed, so a refusal is a fault of
/// ours.
template <class T>
T value_of(Result<T> result) {
    if (!result) throw std::logic_error{"the demonstration is refused: " + result.problem().code};
    return std::move(*result);
}

}  // namespace waymark::demo
