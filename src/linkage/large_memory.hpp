// SPDX-License-Identifier: MIT
#pragma once

// Memory for tables that are read here and there: where it is large, the system is asked for large
// pages, or else finding the page takes as long as reading what is on it.

#include <sys/mman.h>

#include <cstddef>
#include <new>

namespace waymark::linkage {

inline constexpr std::size_t large_page = std::size_t{2} << 20;

/// Bytes on a boundary of a line of cache, or of a large page where they fill one. Throws
/// std::bad_alloc.
inline void* large_memory(std::size_t bytes) {
    constexpr std::size_t line = 64;
    const auto boundary = bytes >= large_page ? large_page : line;
    void* const memory = ::operator new (bytes, std::align_val_t{boundary});
    // That it may do without is no fault: the answer is the same, later.
    if (bytes >= large_page) (void)madvise(memory, bytes, MADV_HUGEPAGE);
    return memory;
}

inline void give_back_memory(void* memory, std::size_t bytes) {
    constexpr std::size_t line = 64;
    ::operator delete (memory, std::align_val_t{bytes >= large_page ? large_page : line});
}

/// For vectors.
template <class T>
struct LargeMemory {
    using value_type = T;

    LargeMemory() = default;
    template <class Other>
    LargeMemory(const LargeMemory<Other>& /*other*/) {}

    T* allocate(std::size_t count) { return static_cast<T*>(large_memory(count * sizeof(T))); }
    void deallocate(T* at, std::size_t count) { give_back_memory(at, count * sizeof(T)); }

    friend bool operator==(const LargeMemory&, const LargeMemory&) { return true; }
};

}  // namespace waymark::linkage
