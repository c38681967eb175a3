// SPDX-License-Identifier: MIT
#include "demo/material.hpp"

#include "base/csv.hpp"
#include "base/resources.hpp"

#include <stdexcept>

namespace waymark::demo {

namespace {

template <class Take>
void each_row(const std::string& name, Take take) {
    const auto files = resources_in("demo/" + name);
    if (files.size() != 1) throw std::logic_error{"the program lacks demo/" + name};
    read_csv(files.front().bytes, ',', [&](std::vector<std::string>& row, std::size_t number) {
        if (number > 1) take(row);
        return true;
    });
}

}  // namespace

Material read_material() {
    Material material;
    each_row("forenames.csv", [&](auto& row) {
        (row.at(1) == "F" ? material.women : material.men).add(row.at(0), std::stoull(row.at(2)));
    });
    each_row("surnames.csv", [&](auto& row) {
        material.surnames.add(row.at(0), std::stoull(row.at(1)));
    });
    each_row("streets.csv", [&](auto& row) { material.streets.push_back(row.at(0)); });
    each_row("postcodes.csv", [&](auto& row) {
        material.postcodes.push_back({row.at(0), std::stod(row.at(1)), std::stod(row.at(2))});
    });
    each_row("narratives.csv", [&](auto& row) {
        material.narratives.push_back({row.at(0), row.at(1) == "1", row.at(2), row.at(3)});
    });
    return material;
}

}  // namespace waymark::demo
