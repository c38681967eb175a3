// SPDX-License-Identifier: MIT
#include "base/random.hpp"

#include <sodium.h>

namespace waymark {

std::uint64_t SystemRandom::next() {
    // Asking the kernel costs a system call; a block at a time keeps ids off the profile.
    struct Block {
        std::uint64_t numbers[64];
        unsigned left = 0;
    };
    thread_local Block block;
    if (block.left == 0) {
        randombytes_buf(block.numbers, sizeof block.numbers);
        block.left = 64;
    }
    return block.numbers[--block.left];
}

std::uint64_t SeededRandom::next() {
    std::uint64_t mixed = (state_ += 0x9E3779B97F4A7C15U);
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
}

}  // namespace waymark
