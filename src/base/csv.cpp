// SPDX-License-Identifier: MIT
#include "base/csv.hpp"

#include <csv.h>

#include <exception>
#include <stdexcept>

namespace waymark {

namespace {

struct Reading {
    const std::function<bool(std::vector<std::string>&, std::size_t)>& take;
    std::vector<std::string> row{};
    std::size_t number = 0;
    bool stopped = false;
    std::exception_ptr failure{};
};

void on_field(void* field, std::size_t size, void* context) {
    static_cast<Reading*>(context)->row.emplace_back(static_cast<const char*>(field), size);
}

/// Called by C code, through which nothing may be thrown.
void on_row(int, void* context) {
    auto& reading = *static_cast<Reading*>(context);
    if (reading.stopped) return;
    try {
        reading.stopped = !reading.take(reading.row, ++reading.number);
    } catch (...) {
        reading.failure = std::current_exception();
        reading.stopped = true;
    }
    reading.row.clear();
}

constexpr std::size_t portion_bytes = 1U << 16U;

}  // namespace

bool read_csv(
    std::string_view text,
    char delimiter,
    const std::function<bool(std::vector<std::string>&, std::size_t)>& take
) {
    csv_parser parser{};
    if (csv_init(&parser, CSV_STRICT_FINI) != 0) throw std::runtime_error{"libcsv did not start"};
    csv_set_delim(&parser, static_cast<unsigned char>(delimiter));
    Reading reading{take};
    while (!text.empty() && !reading.stopped) {
        const auto portion = text.substr(0, portion_bytes);
        csv_parse(&parser, portion.data(), portion.size(), on_field, on_row, &reading);
        text.remove_prefix(portion.size());
    }
    const bool ended_well = reading.stopped || csv_fini(&parser, on_field, on_row, &reading) == 0;
    csv_free(&parser);
    if (reading.failure) std::rethrow_exception(reading.failure);
    return ended_well;
}

}  // namespace waymark
