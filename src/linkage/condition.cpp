// SPDX-License-Identifier: MIT
#include "linkage/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace waymark::linkage {

namespace {

using EKind = Expression::Kind;

constexpr int cost_of_similarity = 20;
constexpr int cost_of_lists = 10;

Problem refusal(const std::string& message) {
    return invalid("linkage_model.condition", message, {});
}

Problem not_understood(const Expression& expression) {
    if (expression.kind == EKind::call)
        return refusal(fmt::format("The function \"{}\" is not understood so.", expression.name));
    return refusal("It compares things in a way that is not understood.");
}

bool is_size(const Expression& expression) {
    return is_call(expression, "len", 1) || is_call(expression, "array_length", 1);
}

}  // namespace

Conditions::Node Conditions::keep(Step step, const std::vector<Node>& parts) {
    const auto is_same = [&](const Step& other) {
        return other.kind == step.kind && other.side_a == step.side_a &&
               other.side_b == step.side_b && other.a == step.a && other.b == step.b &&
               (is_similarity(step.kind) || other.number == step.number) &&
               std::equal(
                   parts_.begin() + other.first,
                   parts_.begin() + other.first + other.count,
                   parts.begin(),
                   parts.end()
               );
    };
    const auto found = std::ranges::find_if(steps_, is_same);
    const auto at = static_cast<Node>(found - steps_.begin());
    if (found != steps_.end()) return at;
    step.first = static_cast<std::uint32_t>(parts_.size());
    step.count = static_cast<std::uint32_t>(parts.size());
    parts_.insert(parts_.end(), parts.begin(), parts.end());
    steps_.push_back(step);
    return at;
}

/// Where a similarity is used otherwise than against a number, all of it has to be known.
void Conditions::unbound(Node node) {
    auto& step = steps_[node];
    if (!is_similarity(step.kind)) {
        for (auto i = step.first; i < step.first + step.count; ++i)
            unbound(parts_[i]);
        return;
    }
    const bool is_share = step.kind == Kind::jaro || step.kind == Kind::jaro_winkler;
    step.number = is_share ? 0 : std::numeric_limits<double>::infinity();
}

/// What a level asks of a similarity at least, or of a distance at most. Of several levels the
/// widest limit counts.
void Conditions::bound(Node node, bool is_at_least, double limit) {
    auto& step = steps_[node];
    const bool is_share = step.kind == Kind::jaro || step.kind == Kind::jaro_winkler;
    if (!is_similarity(step.kind) || is_share != is_at_least)
        unbound(node);
    else
        step.number = is_share ? std::min(step.number, limit) : std::max(step.number, limit);
}

int Conditions::cost(Node node) const {
    const auto& step = steps_[node];
    int all = 1;
    if (is_similarity(step.kind)) all = cost_of_similarity;
    if (step.kind == Kind::shared || step.kind == Kind::shared_frequency) all = cost_of_lists;
    for (auto i = step.first; i < step.first + step.count; ++i)
        all += cost(parts_[i]);
    return all;
}

Result<Conditions::Node> Conditions::add(const Expression& expression) {
    switch (expression.kind) {
    case EKind::both: return of_parts(Kind::all, expression, false);
    case EKind::either: return of_parts(Kind::any, expression, false);
    case EKind::negation: return of_parts(Kind::negation, expression, false);
    case EKind::is_null: return is_missing(expression.parts[0]);
    case EKind::is_not_null: {
        const auto missing = is_missing(expression.parts[0]);
        if (!missing) return missing.problem();
        return keep({.kind = Kind::negation}, {*missing});
    }
    case EKind::comparison: return compared(expression);
    case EKind::constant:
        return keep(
            {.kind = Kind::constant,
             .a = static_cast<Slot>(
                 expression.name == "true"    ? 1
                 : expression.name == "false" ? 0
                                              : 2
             )}
        );
    case EKind::call:
        if (is_call(expression, "coalesce", 2) && expression.parts[1].kind == EKind::constant &&
            expression.parts[1].name != "null") {
            const auto inner = add(expression.parts[0]);
            if (!inner) return inner.problem();
            const auto otherwise = static_cast<Slot>(expression.parts[1].name == "true");
            return keep({.kind = Kind::otherwise, .a = otherwise}, {*inner});
        }
        return not_understood(expression);
    case EKind::column:
    case EKind::text:
    case EKind::number:
    case EKind::arithmetic:
    case EKind::negative:
    case EKind::element: break;
    }
    return not_understood(expression);
}

Result<Conditions::Node> Conditions::of_parts(
    Kind kind, const Expression& expression, bool are_numbers
) {
    std::vector<Node> parts;
    for (const auto& part : expression.parts) {
        const auto node = are_numbers ? number_of(part) : add(part);
        if (!node) return node.problem();
        parts.push_back(*node);
    }
    return keep({.kind = kind}, parts);
}

Result<Conditions::Node> Conditions::is_missing(const Expression& expression) {
    if (Layout::is_text(expression)) {
        const auto slot = layout_.text_slot(expression);
        if (!slot) return slot.problem();
        return keep({.kind = Kind::lacks_text, .side_a = column_in(expression).side, .a = *slot});
    }
    if (!is_call(expression, "try_strptime", 2) && !is_call(expression, "epoch", 1))
        return not_understood(expression);
    const auto slot = layout_.day_slot(expression);
    if (!slot) return slot.problem();
    return keep({.kind = Kind::lacks_day, .side_a = column_in(expression).side, .a = *slot});
}

Result<Conditions::Node> Conditions::compared(const Expression& expression) {
    const auto& a = expression.parts[0];
    const auto& b = expression.parts[1];
    const auto& sign = expression.name;
    if (Layout::is_text(a) && Layout::is_text(b) && (sign == "=" || sign == "<>"))
        return of_texts(sign == "=" ? Kind::same_text : Kind::other_text, a, b);
    const auto left = number_of(a);
    if (!left) return left.problem();
    const auto right = number_of(b);
    if (!right) return right.problem();
    if (b.kind == EKind::number && sign == ">=")
        bound(*left, true, b.number);
    else if (b.kind == EKind::number && sign == "<=")
        bound(*left, false, b.number);
    else
        unbound(*left), unbound(*right);
    if (sign == ">" || sign == ">=")
        return keep({.kind = sign == ">" ? Kind::less : Kind::at_most}, {*right, *left});
    const auto kind = sign == "="    ? Kind::equal
                      : sign == "<>" ? Kind::unequal
                      : sign == "<"  ? Kind::less
                                     : Kind::at_most;
    return keep({.kind = kind}, {*left, *right});
}

Result<Conditions::Node> Conditions::of_texts(Kind kind, const Expression& a, const Expression& b) {
    if (!Layout::is_text(a) || !Layout::is_text(b)) return not_understood(a);
    const auto first = layout_.text_slot(a);
    if (!first) return first.problem();
    const auto second = layout_.text_slot(b);
    if (!second) return second.problem();
    Step step{
        .kind = kind,
        .side_a = column_in(a).side,
        .side_b = column_in(b).side,
        .a = *first,
        .b = *second};
    // Nobody has asked yet: no value is too small, or too far, to be told from another.
    if (kind == Kind::jaro || kind == Kind::jaro_winkler) step.number = 1;
    return keep(step);
}

Result<Conditions::Node> Conditions::of_lists(Kind kind, const Expression& a, const Expression& b) {
    const auto first = layout_.list_slot(a);
    if (!first) return first.problem();
    const auto second = layout_.list_slot(b);
    if (!second) return second.problem();
    return keep(
        {.kind = kind,
         .side_a = column_in(a).side,
         .side_b = column_in(b).side,
         .a = *first,
         .b = *second}
    );
}

Result<Conditions::Node> Conditions::of_day(const Expression& expression) {
    const auto slot = layout_.day_slot(expression);
    if (!slot) return slot.problem();
    return keep({.kind = Kind::seconds, .side_a = column_in(expression).side, .a = *slot});
}

Result<Conditions::Node> Conditions::number_of(const Expression& expression) {
    switch (expression.kind) {
    case EKind::number: return keep({.kind = Kind::number, .number = expression.number});
    case EKind::negative: return of_parts(Kind::negative, expression, true);
    case EKind::arithmetic: {
        const auto kind = expression.name == "+"   ? Kind::plus
                          : expression.name == "-" ? Kind::minus
                                                   : Kind::times;
        return of_parts(kind, expression, true);
    }
    case EKind::call: return called(expression);
    default: return not_understood(expression);
    }
}

Result<Conditions::Node> Conditions::called(const Expression& expression) {
    static constexpr std::pair<std::string_view, Kind> similarities[] = {
        {"jaro_winkler_similarity", Kind::jaro_winkler},
        {"jaro_similarity", Kind::jaro},
        {"levenshtein", Kind::levenshtein},
        {"damerau_levenshtein", Kind::damerau_levenshtein},
        {"shared_frequency_product", Kind::shared_frequency}};
    const auto& parts = expression.parts;
    for (const auto& [name, kind] : similarities)
        if (is_call(expression, name, 2))
            return kind == Kind::shared_frequency ? of_lists(kind, parts[0], parts[1])
                                                  : of_texts(kind, parts[0], parts[1]);
    if (is_call(expression, "abs", 1)) return of_parts(Kind::absolute, expression, true);
    if (is_call(expression, "epoch", 1)) return of_day(expression);
    if (is_call(expression, "datediff", 3) && parts[0].name == "day") {
        const auto from = of_day(parts[1]);
        if (!from) return from.problem();
        const auto to = of_day(parts[2]);
        if (!to) return to.problem();
        return keep({.kind = Kind::days_between}, {*from, *to});
    }
    if (is_size(expression) && is_call(parts[0], "list_intersect", 2))
        return of_lists(Kind::shared, parts[0].parts[0], parts[0].parts[1]);
    if (is_size(expression)) {
        const auto slot = layout_.list_slot(parts[0]);
        if (!slot) return slot.problem();
        return keep({.kind = Kind::list_size, .side_a = column_in(parts[0]).side, .a = *slot});
    }
    return not_understood(expression);
}

}  // namespace waymark::linkage
