// SPDX-License-Identifier: MIT
#pragma once

#include "codes/code_book.hpp"
#include "store/transaction.hpp"

#include <vector>

namespace waymark::codes {

/// The lists as rows. Private to this module.
class CodeStore {
public:
    explicit CodeStore(store::Transaction& transaction) : transaction_{transaction} {}

    std::vector<Code> all();
    /// Keeps an entry as the next revision; false when the one kept is not of its revision.
    bool put(const Code& code);

private:
    store::Transaction& transaction_;
};

}  // namespace waymark::codes
