// SPDX-License-Identifier: MIT

// A model and records as anybody may send them: refused by what is wrong, or linked, and never
// more. The input is the model, a line of four dashes, and the records.

#include "fuzz.hpp"
#include "linkage/linker.hpp"

#include <set>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace waymark;
    const auto text = fuzz::text_of(data, size);
    const auto cut = text.find("\n----\n");
    if (cut == std::string::npos) return 0;
    auto model = linkage::read_model(text.substr(0, cut));
    auto table = linkage::read_table({{"a.csv", text.substr(cut + 6)}}, "unique_id");
    if (!model || !table || table->rows() > 200) return 0;
    const auto linker =
        linkage::Linker::make(std::move(*model), std::move(*table), {.block_rows_max = 4});
    if (!linker) {
        fuzz::require(!linker.problem().message.empty(), "a refusal says why");
        return 0;
    }
    std::set<std::pair<linkage::RowId, linkage::RowId>> told;
    linker->predict([&](const linkage::ScoredPairs& pairs) {
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            fuzz::require(pairs.left[i] < pairs.right[i], "the first record is on the left");
            fuzz::require(
                told.emplace(pairs.left[i], pairs.right[i]).second, "no pair is told twice"
            );
        }
    });
    return 0;
}
