// SPDX-License-Identifier: MIT
#pragma once

// A model compiled against the records it is held against: what scoring and training both stand on.

#include "linkage/blocking.hpp"
#include "linkage/scoring.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace waymark::linkage {

struct Fitted {
    /// Compiles the model's comparisons and these rules. A column "a_b_concat" that the records
    /// lack is made of their columns a and b with a space between, missing where either is;
    /// `remarks` says so. Refused where the model or a rule does not fit the records.
    static Result<std::unique_ptr<Fitted>> make(
        Model model, Table table, const std::vector<BlockingRule>& rules, unsigned threads
    );

    /// The columns, and of those that were made of others these too.
    std::set<std::string> with_origins(std::set<std::string> columns) const;

    Model model;
    Table table;
    std::vector<std::string> remarks;  ///< What was made of the records.
    std::map<std::string, std::pair<std::string, std::string>> made_of{};
    Layout layout{table};
    Conditions conditions{layout};
    std::optional<Scoring> scoring{};
    std::vector<RulePlan> plans{};  ///< One a rule.
    std::optional<Sheet> sheet{};
};

/// Readers keep what they found out, so a thread takes one that was used before.
class Readers {
public:
    explicit Readers(const Fitted& fitted) : fitted_{fitted} {}

    std::unique_ptr<PairReader> borrow() {
        {
            const std::lock_guard lock{mutex_};
            if (!free_.empty()) {
                auto reader = std::move(free_.back());
                free_.pop_back();
                return reader;
            }
        }
        return std::make_unique<PairReader>(
            fitted_.conditions, *fitted_.sheet, fitted_.table.texts
        );
    }
    void give_back(std::unique_ptr<PairReader> reader) {
        const std::lock_guard lock{mutex_};
        free_.push_back(std::move(reader));
    }

private:
    const Fitted& fitted_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<PairReader>> free_;
};

}  // namespace waymark::linkage
