// SPDX-License-Identifier: MIT
#include "linkage/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace waymark::linkage {

void for_each_of(
    std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work
) {
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failure;
    std::mutex failing;
    const auto run = [&] {
        for (auto at = next++; at < count; at = next++) {
            try {
                work(at);
            } catch (...) {
                const std::lock_guard lock{failing};
                if (!failure) failure = std::current_exception();
                next = count;
            }
        }
    };
    std::vector<std::thread> others;
    const auto wanted = std::min<std::size_t>(std::max(threads, 1U), count);
    for (std::size_t i = 1; i < wanted; ++i)
        others.emplace_back(run);
    run();
    for (auto& one : others)
        one.join();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace waymark::linkage
