// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <typeindex>

namespace waymark::store {

/// What modules keep in memory of one database, as long as it is open: one of each type, made when
/// it is first asked for. Whatever is kept here can be made anew from the database.
class Memory {
public:
    template <class Kept>
    Kept& of() {
        const std::lock_guard lock{mutex_};
        auto& kept = kept_[typeid(Kept)];
        if (!kept) kept = std::make_shared<Kept>();
        return *std::static_pointer_cast<Kept>(kept);
    }

private:
    std::mutex mutex_{};
    std::map<std::type_index, std::shared_ptr<void>> kept_{};
};

}  // namespace waymark::store
