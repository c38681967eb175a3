// SPDX-License-Identifier: MIT
#pragma once

// The door for many contacts at once, for a demonstration or an extract. Each must be sound and
// have its ids; nothing is judged here.

#include "store/transaction.hpp"
#include "triage/assessment.hpp"
#include "triage/request.hpp"

#include <span>

namespace waymark::triage {

/// A request that has ended, and the assessment that came of it.
struct BulkContact {
    Request request;
    std::vector<Step> steps{};
    Assessment assessment{};
    std::vector<Answer> answers{};  ///< The newest of each field, in the order of the form.
    std::vector<Referral> referrals{};
    std::vector<Outcome> outcomes{};
};

void insert_bulk(store::Transaction& transaction, std::span<const BulkContact> contacts);

}  // namespace waymark::triage
