// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

namespace waymark::linkage {

/// Calls `work` once for each number below `count`, on as many threads, in no particular order.
/// What `work` throws is thrown again, once, after the others have stopped.
void for_each_of(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace waymark::linkage
