// SPDX-License-Identifier: MIT
#include "linkage/word_pool.hpp"

#include <bit>
#include <stdexcept>

namespace waymark::linkage {

std::uint32_t WordPool::new_chunk(std::size_t words) {
    std::uint32_t number = 0;
    if (!free_chunks_.empty()) {
        number = free_chunks_.back();
        free_chunks_.pop_back();
    } else {
        if (chunks_.size() >= chunks_max)
            throw std::length_error{"there is no more room for words"};
        number = static_cast<std::uint32_t>(chunks_.size());
        chunks_.emplace_back();
    }
    chunks_[number].resize(words);
    bytes_ += words * sizeof(std::uint32_t);
    return number;
}

WordPool::Place WordPool::take(unsigned order) {
    if (order > order_max) throw std::length_error{"so many words in one stretch are too many"};
    const auto words = std::size_t{1} << order;
    if (order >= chunk_order) return new_chunk(words) << chunk_order;
    auto& free = free_[order];
    if (!free.empty()) {
        const auto place = free.back();
        free.pop_back();
        return place;
    }
    // On a boundary of its own size; what is left before it is handed out in smaller pieces.
    while (next_ % words != 0) {
        const auto smaller = static_cast<unsigned>(std::countr_zero(next_));
        free_[smaller].push_back(open_ << chunk_order | next_);
        next_ += 1U << smaller;
    }
    constexpr auto chunk_words = std::uint32_t{1} << chunk_order;
    if (next_ == chunk_words) {
        open_ = new_chunk(chunk_words);
        next_ = 0;
    }
    const auto place = open_ << chunk_order | next_;
    next_ += static_cast<std::uint32_t>(words);
    return place;
}

void WordPool::give_back(Place place, unsigned order) {
    if (order < chunk_order) {
        free_[order].push_back(place);
        return;
    }
    const auto number = place >> chunk_order;
    chunks_[number] = {};
    bytes_ -= (std::size_t{1} << order) * sizeof(std::uint32_t);
    free_chunks_.push_back(number);
}

unsigned WordPool::order_for(std::size_t words) {
    return words <= 1 ? 0U : static_cast<unsigned>(std::bit_width(words - 1));
}

}  // namespace waymark::linkage
