// SPDX-License-Identifier: MIT
#include "clk/filters.hpp"

#include "clk/base64.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <bit>
#include <cstring>

namespace waymark::clk {

namespace {

constexpr std::size_t words_max = 64;

Problem unreadable(std::string message) {
    return invalid("clk.filters", std::move(message), {});
}

}  // namespace

void Filters::add(std::span<const std::uint8_t> clk) {
    const auto begin = bits.size();
    bits.resize(begin + words);
    std::memcpy(bits.data() + begin, clk.data(), words * sizeof(std::uint64_t));
    int count = 0;
    for (auto i = begin; i < bits.size(); ++i)
        count += std::popcount(bits[i]);
    counts.push_back(static_cast<std::uint16_t>(count));
}

Result<Filters> read_filters(std::string_view text) {
    boost::system::error_code error;
    const auto value = boost::json::parse({text.data(), text.size()}, error);
    const auto* object = error ? nullptr : value.if_object();
    const auto* found = object ? object->if_contains("clks") : nullptr;
    const auto* list = found ? found->if_array() : nullptr;
    if (!list) return unreadable(R"(This is not {"clks": ["…", …]} in JSON.)");
    Filters filters{.words = 0};
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto* one = (*list)[i].if_string();
        const auto bytes = one ? from_base64({one->data(), one->size()}) : std::nullopt;
        if (!bytes) return unreadable(fmt::format("CLK {} is not base64.", i));
        if (bytes->empty() || bytes->size() % sizeof(std::uint64_t) != 0 ||
            bytes->size() > words_max * sizeof(std::uint64_t))
            return unreadable(fmt::format("CLK {} has not a multiple of 64 bits, 4,096 at most.", i)
            );
        const auto words = bytes->size() / sizeof(std::uint64_t);
        if (filters.words == 0) filters.words = words;
        if (words != filters.words)
            return unreadable(fmt::format("CLK {} is not as long as the first.", i));
        filters.add(*bytes);
    }
    return filters;
}

}  // namespace waymark::clk
