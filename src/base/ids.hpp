// SPDX-License-Identifier: MIT
#pragma once

#include "base/random.hpp"
#include "base/time.hpp"

#include <compare>
#include <string>
#include <string_view>

namespace waymark {

/// The name of one record. Each kind has a type of its own, so a person's id can never be passed
/// where an incident's is wanted.
template <class Tag>
struct Id {
    std::string text;

    bool empty() const { return text.empty(); }
    friend auto operator<=>(const Id&, const Id&) = default;  // NOLINT(modernize-use-nullptr)
};

using AgencyId = Id<struct AgencyTag>;
using BatchId = Id<struct BatchTag>;
using IncidentId = Id<struct IncidentTag>;
using PersonId = Id<struct PersonTag>;
using SessionId = Id<struct SessionTag>;
using UserId = Id<struct UserTag>;

/// A version 7 UUID (RFC 9562): the moment first, so that new records sort together, then chance.
std::string new_uuid(Instant now, Random& random);

/// Whether `text` has the shape of a UUID in lower case. Anything else never reaches the store.
bool is_uuid(std::string_view text);

}  // namespace waymark
