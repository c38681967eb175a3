// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace waymark::testing {

/// A file system under SQLite that loses power. It keeps the bytes that were flushed apart from
/// those that were only written; at a chosen operation the process ends at once, and of what was
/// not flushed the disk holds nothing, some, or some with a write torn at a sector.
class PowerCut {
public:
    /// The file system's name, for Database::Settings::vfs. Registers it, once for the process.
    static const char* name();

    /// Begins to count operations: after this many the power goes. Call it in a process that was
    /// made for the purpose, for it ends there.
    static void arm(std::uint64_t seed, int after);
};

}  // namespace waymark::testing
