// SPDX-License-Identifier: MIT

// The negative control: a claim about CSV that is not true, which the fuzzer must find out.

#include "exchange/table.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace waymark;
    const auto table = exchange::read_csv_table(fuzz::text_of(data, size));
    if (!table) return 0;
    for (const auto& row : table->rows)
        for (const auto& cell : row)
            fuzz::require(cell.find('\n') == std::string::npos, "no cell holds a new line");
    return 0;
}
