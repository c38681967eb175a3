// SPDX-License-Identifier: MIT
#include "app/own_services.hpp"

#include "base/resources.hpp"
#include "detentions/law.hpp"
#include "detentions/place.hpp"
#include "impact/measure.hpp"
#include "incidents/right_care.hpp"
#include "linkage/names.hpp"
#include "linkage/person_model.hpp"
#include "returns/definition.hpp"
#include "triage/assessment_form.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace waymark::app {

namespace {

namespace fs = std::filesystem;

/// Reads everything there is once, so that what cannot be used is told now and not at a desk.
void read_all() {
    (void)incidents::right_care_versions();
    (void)detentions::rules();
    (void)detentions::board_terms();
    (void)impact::street_triage_measures();
    (void)triage::form_on({});
    (void)returns::definitions();
    (void)linkage::name_lists();
    (void)linkage::person_model();
}

}  // namespace

void use_own_services(const std::string& data) {
    const auto folder = fs::path{data} / "services";
    std::string names;
    if (!fs::is_directory(folder)) return;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (!entry.is_regular_file()) continue;
        const auto path = "services/" + fs::relative(entry.path(), folder).generic_string();
        std::ifstream in{entry.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
        boost::system::error_code not_json;
        (void)boost::json::parse(bytes, not_json);
        if (not_json)
            throw std::runtime_error{fmt::format("{} is not JSON.", entry.path().string())};
        if (!replace_resource(path, bytes))
            throw std::runtime_error{fmt::format(
                "{} replaces nothing: the program has no file of this name.", entry.path().string()
            )};
        names += (names.empty() ? "" : ", ") + path;
    }
    try {
        read_all();
    } catch (const std::exception& wrong) {
        throw std::runtime_error{fmt::format(
            "The service data in {} ({}) cannot be used: {}", folder.string(), names, wrong.what()
        )};
    }
}

}  // namespace waymark::app
