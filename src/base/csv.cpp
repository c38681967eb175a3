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

/// The state libcsv is in while it reads a field.
constexpr int field_begun = 2;

constexpr std::size_t portion_bytes = 1U << 16U;

}  // namespace

bool read_csv(
    std::string_view text,
    char delimiter,
    const std::function<bool(std::vector<std::string>&, std::size_t)>& take
) {
    csv_parser parser{};
    if (csv_init(&parser, 0) != 0) throw std::runtime_error{"libcsv did not start"};
    csv_set_delim(&parser, static_cast<unsigned char>(delimiter));
    Reading reading{take};
    while (!text.empty() && !reading.stopped) {
        const auto portion = text.substr(0, portion_bytes);
        csv_parse(&parser, portion.data(), portion.size(), on_field, on_row, &reading);
        text.remove_prefix(portion.size());
    }
    // libcsv's own check for an open quote comes only with its strict mode, which also refuses the
    // looser files that people have; its state says the same.
    const bool is_open_quote =
        !reading.stopped && parser.quoted != 0 && parser.pstate == field_begun;
    if (!reading.stopped) csv_fini(&parser, on_field, on_row, &reading);
    csv_free(&parser);
    if (reading.failure) std::rethrow_exception(reading.failure);
    return !is_open_quote;
}

}  // namespace waymark
