// SPDX-License-Identifier: MIT
#include "linkage/condition.hpp"
#include "linkage/similarity.hpp"

#include <algorithm>
#include <cmath>

namespace waymark::linkage {

namespace {

constexpr double seconds_a_day = 24.0 * 60 * 60;
constexpr double unknown_number = std::numeric_limits<double>::quiet_NaN();
constexpr double edits_max = 1000;  ///< No text is further from another that is compared.

Truth truth_of(bool is_so) {
    return is_so ? Truth::yes : Truth::no;
}

}  // namespace

Truth PairReader::truth(Conditions::Node node) {
    const auto& step = steps_[node];
    switch (step.kind) {
    case Kind::all:
    case Kind::any: {
        const auto decisive = step.kind == Kind::all ? Truth::no : Truth::yes;
        auto sum = step.kind == Kind::all ? Truth::yes : Truth::no;
        for (std::size_t i = 0; i < step.count; ++i) {
            const auto one = truth(part(step, i));
            if (one == decisive) return decisive;
            if (one == Truth::unknown) sum = Truth::unknown;
        }
        return sum;
    }
    case Kind::negation: {
        const auto one = truth(part(step, 0));
        return one == Truth::unknown ? one : truth_of(one == Truth::no);
    }
    case Kind::otherwise: {
        const auto one = truth(part(step, 0));
        return one == Truth::unknown ? truth_of(step.a == 1) : one;
    }
    case Kind::constant: return static_cast<Truth>(step.a);
    case Kind::same_text:
    case Kind::other_text: {
        const auto a = text_in(line(step.side_a), step.a);
        const auto b = text_in(line(step.side_b), step.b);
        if (a == Texts::missing || b == Texts::missing) return Truth::unknown;
        return truth_of((a == b) == (step.kind == Kind::same_text));
    }
    case Kind::lacks_text: return truth_of(text_in(line(step.side_a), step.a) == Texts::missing);
    case Kind::lacks_day: return truth_of(day_in(line(step.side_a), step.a) == no_day);
    default: return truth_of_numbers(step);
    }
}

Truth PairReader::truth_of_numbers(const Step& step) {
    const auto a = number(part(step, 0));
    const auto b = number(part(step, 1));
    if (std::isnan(a) || std::isnan(b)) return Truth::unknown;
    switch (step.kind) {
    case Kind::equal: return truth_of(a == b);
    case Kind::unequal: return truth_of(a != b);
    case Kind::less: return truth_of(a < b);
    default: return truth_of(a <= b);
    }
}

double PairReader::number(Conditions::Node node) {
    const auto& step = steps_[node];
    switch (step.kind) {
    case Kind::number: return step.number;
    case Kind::jaro:
    case Kind::jaro_winkler:
    case Kind::levenshtein:
    case Kind::damerau_levenshtein: {
        auto& known = known_[node];
        if (known.pair != pair_) known = {pair_, similarity(step)};
        return known.value;
    }
    case Kind::seconds: {
        const auto day = day_in(line(step.side_a), step.a);
        return day == no_day ? unknown_number : day * seconds_a_day;
    }
    case Kind::days_between: return (number(part(step, 1)) - number(part(step, 0))) / seconds_a_day;
    case Kind::list_size: {
        const auto own = line(step.side_a);
        return sheet_.has_list(own, step.a) ? static_cast<double>(sheet_.list(own, step.a).size())
                                            : unknown_number;
    }
    case Kind::shared:
    case Kind::shared_frequency: return of_lists(step);
    case Kind::absolute: return std::abs(number(part(step, 0)));
    case Kind::negative: return -number(part(step, 0));
    case Kind::plus: return number(part(step, 0)) + number(part(step, 1));
    case Kind::minus: return number(part(step, 0)) - number(part(step, 1));
    default: return number(part(step, 0)) * number(part(step, 1));
    }
}

double PairReader::similarity(const Step& step) {
    const auto a = text_in(line(step.side_a), step.a);
    const auto b = text_in(line(step.side_b), step.b);
    if (a == Texts::missing || b == Texts::missing) return unknown_number;
    const bool is_share = step.kind == Kind::jaro || step.kind == Kind::jaro_winkler;
    if (a == b) return is_share ? 1 : 0;
    if (!is_share) {
        const auto one = texts_[a], other = texts_[b];
        const auto most = static_cast<std::size_t>(std::min(step.number, edits_max));
        return static_cast<double>(
            step.kind == Kind::levenshtein ? levenshtein(one, other, most)
                                           : damerau_levenshtein(one, other, most)
        );
    }
    // Less than any level asks for is as good as nothing.
    if (jaro_winkler_at_most(sheet_.letters(a), sheet_.letters(b)) < step.number) return 0;
    return memory_.recall(static_cast<std::uint32_t>(step.kind), a, b, [&] {
        return step.kind == Kind::jaro ? jaro(texts_[a], texts_[b])
                                       : jaro_winkler(texts_[a], texts_[b]);
    });
}

double PairReader::of_lists(const Step& step) const {
    const auto a = line(step.side_a), b = line(step.side_b);
    const bool is_product = step.kind == Kind::shared_frequency;
    if (!sheet_.has_list(a, step.a)) return unknown_number;
    if (!sheet_.has_list(b, step.b)) return is_product ? 1 : unknown_number;
    const auto own = sheet_.list(a, step.a);
    const auto others = sheet_.list(b, step.b);
    double count = 0, product = 1;
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (std::ranges::find(others, own[i].text, &Element::text) == others.end()) continue;
        product *= own[i].frequency;
        // list_intersect tells each text once.
        const auto before = own.first(i);
        count += std::ranges::find(before, own[i].text, &Element::text) == before.end();
    }
    return is_product ? product : count;
}

}  // namespace waymark::linkage
