// SPDX-License-Identifier: MIT
#pragma once

#include "base/random.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace waymark::demo {

/// Things to draw from, each as often as its weight says.
template <class T>
class Bag {
public:
    void add(T item, std::uint64_t weight) {
        total_ += weight;
        items_.push_back(std::move(item));
        sums_.push_back(total_);
    }

    const T& draw(Random& random) const {
        const auto wanted = random.below(total_);
        const auto found = std::upper_bound(sums_.begin(), sums_.end(), wanted);
        return items_[static_cast<std::size_t>(found - sums_.begin())];
    }

    const std::vector<T>& items() const { return items_; }

private:
    std::vector<T> items_;
    std::vector<std::uint64_t> sums_;
    std::uint64_t total_ = 0;
};

struct Postcode {
    std::string text;
    double lat;
    double lon;
};

struct Narrative {
    std::string category;
    bool is_mental_health;
    std::string place_type;
    std::string text;  ///< {relation} stands for whoever the caller is speaking of.
};

/// What demo/*.csv holds; every name, street and account there is free to use.
struct Material {
    Bag<std::string> women;
    Bag<std::string> men;
    Bag<std::string> surnames;
    std::vector<std::string> streets;
    std::vector<Postcode> postcodes;
    std::vector<Narrative> narratives;
};

Material read_material();

}  // namespace waymark::demo
