// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>

namespace waymark::linkage {

/// Hands on what several threads make, each piece in its turn.
template <class Piece>
class Turns {
public:
    explicit Turns(std::function<void(const Piece&)> take) : take_{std::move(take)} {}

    /// Waits while too much is held back. False once somebody failed.
    bool wait_for(std::size_t turn) {
        std::unique_lock lock{mutex_};
        moved_.wait(lock, [&] { return has_failed_ || turn < next_ + pieces_ahead; });
        return !has_failed_;
    }
    void hand_in(std::size_t turn, Piece piece) {
        const std::lock_guard lock{mutex_};
        held_.emplace(turn, std::move(piece));
        for (auto found = held_.find(next_); found != held_.end(); found = held_.find(next_)) {
            take_(found->second);
            held_.erase(found);
            ++next_;
        }
        moved_.notify_all();
    }
    void fail() {
        const std::lock_guard lock{mutex_};
        has_failed_ = true;
        moved_.notify_all();
    }

private:
    static constexpr std::size_t pieces_ahead = 32;  ///< So much is held back at most.

    std::function<void(const Piece&)> take_;
    std::mutex mutex_;
    std::condition_variable moved_;
    std::map<std::size_t, Piece> held_;
    std::size_t next_ = 0;
    bool has_failed_ = false;
};

}  // namespace waymark::linkage
