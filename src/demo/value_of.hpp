// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"

#include <stdexcept>

namespace waymark::demo {

/// What an action gave. The demonstration only does what is allowed, so a refusal is a fault of
/// ours.
template <class T>
T value_of(Result<T> result) {
    if (!result) {
        std::string why = "the demonstration is refused: " + result.problem().code;
        for (const auto& field : result.problem().fields)
            why += ", " + field.field + " " + field.code;
        throw std::logic_error{why};
    }
    return std::move(*result);
}

}  // namespace waymark::demo
