// SPDX-License-Identifier: MIT
#pragma once

// Checks a table row by row against a mapping: what can be stored, what is refused and why, and
// what is odd about the rest. Pure: nothing is read or written here.

#include "codes/code_book.hpp"
#include "exchange/mapping.hpp"
#include "incidents/bulk.hpp"
#include "sharing/agencies.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waymark::exchange {

/// One rule, and the rows it spoke of.
struct Finding {
    std::string rule;
    bool refuses = false;  ///< Whether its rows are left out; otherwise they are stored.
    std::string words;
    std::int64_t count = 0;
    std::vector<std::int64_t> rows{};  ///< The first of them; the heading is row 1.
};

/// A word of the file that no list knows.
struct UnknownCode {
    std::string target;
    std::string list;
    std::string value;
    std::int64_t count = 0;
    std::string nearest{};  ///< The code it is most like; empty when none is near.
};

struct Refusal {
    std::int64_t row = 0;
    std::string rule;
    std::string reason;
    std::string text;  ///< The row as CSV.
};

/// A row that can be stored.
struct Ready {
    std::int64_t row = 0;
    incidents::BulkIncident incident;
};

struct Checked {
    std::vector<Ready> ready;
    std::vector<Refusal> refusals;
    std::vector<Finding> findings;
    std::vector<UnknownCode> unknown_codes;
    std::int64_t rows_read = 0;  ///< Always ready + refusals.
};

inline constexpr std::size_t finding_rows_shown = 20;

struct CheckContext {
    const codes::CodeBook& codes;
    std::optional<sharing::Area> area;  ///< Where the agency's incidents should lie.
    Instant now;
};

/// Whether the table has every column the mapping names, and the mapping all it must have; each one
/// that is missing is named.
Result<Done> fits(const Table& table, const Mapping& mapping);

/// Some rows, checked.
struct CheckedPart {
    std::vector<Ready> ready{};
    std::vector<Refusal> refusals{};
};

/// Checks a table part by part, so that one part can be stored while the next is checked, and
/// roughly in order of time, in which they are stored quickest. Borrows everything it is given; the
/// mapping must fit.
class Checker {
public:
    Checker(const Table& table, const Mapping& mapping, const CheckContext& context);
    ~Checker();

    bool has_more() const;
    /// Checks up to `rows` rows more.
    CheckedPart next(std::size_t rows);
    /// What was found up to here, without the rows themselves.
    Checked findings() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The whole table at once, in its own order; its mapping must fit, or the answer names every
/// column that does not.
Result<Checked> check(const Table& table, const Mapping& mapping, const CheckContext& context);

}  // namespace waymark::exchange
