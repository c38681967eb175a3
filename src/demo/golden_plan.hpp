// SPDX-License-Identifier: MIT
#pragma once

// Which of Coventry's 225 contacts was what. The report gives counts and not which went with which,
// so that is arranged here: by figures that belong together, the rest spread evenly. Pure.

#include <map>
#include <string>
#include <vector>

namespace waymark::demo {

struct PlannedPerson {
    bool is_male = false;
    std::string ethnicity;
    int born_year = 1980;
};

struct PlannedContact {
    std::size_t person = 0;
    bool is_public = false;
    bool is_asked_for_s136 = false;  ///< It was being considered when the team was asked.
    std::string s136{};              ///< "used", "diverted", or empty.
    std::map<std::string, std::vector<std::string>> answers{};
    std::vector<std::string> referred{};  ///< The needs of referrals made.
    std::vector<std::string> outcomes{};
};

struct GoldenPlan {
    std::vector<PlannedPerson> people;
    std::vector<PlannedContact> contacts;  ///< In order of time.
};

GoldenPlan plan_golden();

}  // namespace waymark::demo
