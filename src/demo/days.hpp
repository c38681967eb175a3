// SPDX-License-Identifier: MIT
#pragma once

#include "demo/crowd.hpp"
#include "demo/partnership.hpp"
#include "incidents/bulk.hpp"

#include <map>

namespace waymark::demo {

/// Draws incidents one after another, oldest first.
class Days {
public:
    Days(
        const Settings& settings,
        const Material& material,
        const Crowd& crowd,
        AgencyId police,
        UserId call_taker,
        Random& random
    );

    /// Incident `number` of the settings' count, from 0.
    incidents::BulkIncident next(std::int64_t number);

    const std::map<std::string, std::int64_t>& last_references() const { return numbers_; }

private:
    void draw_moments();
    std::string reference(Day day);
    void judge(incidents::BulkIncident& bulk, bool is_mental_health);
    void end(incidents::BulkIncident& bulk, bool is_mental_health);

    const Settings& settings_;
    const Material& material_;
    const Crowd& crowd_;
    AgencyId police_;
    UserId call_taker_;
    Random& random_;
    std::vector<Instant> moments_;  ///< In order.
    Bag<const Narrative*> narratives_;
    std::map<std::string, std::int64_t> numbers_;  ///< The last reference of each day.
};

}  // namespace waymark::demo
