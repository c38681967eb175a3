// SPDX-License-Identifier: MIT
#pragma once

// Checked rows on their way into the tables, part by part.

#include "exchange/imports.hpp"

#include <future>

namespace waymark::exchange {

/// Runs one transaction of an import, with its trail.
template <class Work>
auto in_one(const ImportRun& run, Work work) {
    return sharing::change(run.place, run.caller, run.now, run.codes, std::move(work));
}

/// How many of these rows the agency has already.
std::int64_t count_known(const ImportRun& run, const std::vector<Ready>& rows);

/// Whether the import is still wanted: somebody may undo it while it runs.
Result<Done> still_wanted(sharing::Act& act, const std::string& batch);

/// Stores one part on a thread of its own while the caller checks the next.
class Storing {
public:
    /// Counts what it stores in `batch`, which nobody else may touch before `end`.
    Storing(const ImportRun& run, Batch& batch) : run_{run}, id_{batch.id}, batch_{batch} {}
    Storing(const Storing&) = delete;
    Storing& operator=(const Storing&) = delete;

    /// Begins to store a part with its refusals and counts, once those before it are stored. A
    /// Problem is of those before.
    Result<Done> take(CheckedPart part);
    /// Waits for the last part.
    Result<Done> end();

private:
    const ImportRun& run_;
    const std::string id_;
    Batch& batch_;
    std::future<Result<Done>> last_{};
};

}  // namespace waymark::exchange
