// SPDX-License-Identifier: MIT
#pragma once

#include "base/random.hpp"
#include "detentions/bulk.hpp"
#include "incidents/bulk.hpp"

namespace waymark::demo {

/// A detention of months ago, of the first person of the incident, from the power to its end. Of
/// some something is missing, as in life.
detentions::BulkDetention held_before(
    const incidents::BulkIncident& bulk, Instant used, const UserId& by, Random& random
);

}  // namespace waymark::demo
