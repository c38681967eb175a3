// SPDX-License-Identifier: MIT
#pragma once

#include "demo/crowd.hpp"
#include "demo/partnership.hpp"
#include "incidents/bulk.hpp"

#include <unordered_map>

namespace waymark::demo {

/// Draws incidents one after another, oldest first.
class Days {
public:
    Days(const Settings& settings, const Material& material, const Crowd& crowd, AgencyId police,
         UserId call_taker, Random& random);

    /// The next incident of `total`.
    incidents::BulkIncident next(std::int64_t number, std::int64_t total);

private:
    Instant moment(std::int64_t number, std::int64_t total);
    std::string reference(Day day);
    void judge(incidents::BulkIncident& bulk, bool is_mental_health);
    void end(incidents::BulkIncident& bulk, bool is_mental_health);

    const Settings& settings_;
    const Material& material_;
    const Crowd& crowd_;
    AgencyId police_;
    UserId call_taker_;
    Random& random_;
    Bag<int> hours_;
    Bag<const Narrative*> narratives_;
    std::unordered_map<std::string, int> numbers_;
};

}  // namespace waymark::demo
