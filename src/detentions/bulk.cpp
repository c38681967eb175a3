// SPDX-License-Identifier: MIT
#include "detentions/bulk.hpp"

#include "detentions/detention_store.hpp"

namespace waymark::detentions {

void insert_bulk(store::Transaction& transaction, std::span<const BulkDetention> detentions) {
    DetentionStore store{transaction};
    for (const auto& [detention, entered] : detentions) {
        store.insert(detention);
        for (const auto& entry : entered)
            store.insert(detention.id, entry);
    }
}

void insert_bulk(store::Transaction& transaction, std::span<const Consideration> considerations) {
    DetentionStore store{transaction};
    for (const auto& one : considerations)
        store.insert(one);
}

}  // namespace waymark::detentions
