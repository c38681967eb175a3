// SPDX-License-Identifier: MIT

// A linkage schema and values as anybody may send them: refused by what is wrong, or encoded, the
// same each time. The input is the schema, a line of four dashes, and values, a line each; or CLKs.

#include "clk/encoder.hpp"
#include "clk/filters.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace waymark;
    const auto text = fuzz::text_of(data, size);
    const auto cut = text.find("\n----\n");
    if (cut == std::string::npos) {
        const auto filters = clk::read_filters(text);
        if (!filters) fuzz::require(!filters.problem().message.empty(), "a refusal says why");
        return 0;
    }
    const auto schema = clk::read_schema(text.substr(0, cut));
    if (!schema) {
        fuzz::require(!schema.problem().message.empty(), "a refusal says why");
        return 0;
    }
    auto encoder = clk::Encoder::make(*schema, "a secret");
    if (!encoder) return 0;
    std::vector<std::string> values;
    values.emplace_back(text.substr(cut + 6));
    for (auto at = values.back().find('\n'); at != std::string::npos;
         at = values.back().find('\n')) {
        values.push_back(values.back().substr(at + 1));
        values[values.size() - 2].resize(at);
    }
    values.resize(schema->features.size());
    std::vector<std::uint8_t> once(encoder->bytes()), again(encoder->bytes());
    const auto done = encoder->encode(values, once);
    const auto twice = encoder->encode(values, again);
    fuzz::require(bool{done} == bool{twice} && once == again, "the same gives the same");
    return 0;
}
