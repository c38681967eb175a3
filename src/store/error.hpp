// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace waymark::store {

/// The machinery failed, or a constraint of the schema stopped a mistake of ours. Holds the
/// statement's name and the engine's words, never a row's contents.
class StoreError : public std::runtime_error {
public:
    enum class Kind {
        duplicate,    ///< A unique index refused the row.
        broken_rule,  ///< Another constraint did.
        try_again,    ///< Another transaction was in the way.
        full,         ///< No room left on the device.
        read_only,    ///< The folder, file or server takes no writes.
        unavailable,  ///< No connection, or it was lost: what was sent may or may not be kept.
        damaged,      ///< The file is not a database, or is corrupt.
        other,
    };

    StoreError(Kind kind, const std::string& words) : std::runtime_error{words}, kind_{kind} {}
    Kind kind() const { return kind_; }

private:
    Kind kind_;
};

}  // namespace waymark::store
