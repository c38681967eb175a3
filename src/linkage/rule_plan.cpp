// SPDX-License-Identifier: MIT
#include "linkage/blocking.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace waymark::linkage {

namespace {

using EKind = Expression::Kind;

std::vector<const Expression*> parts_of(const Expression& rule) {
    if (rule.kind != EKind::both) return {&rule};
    std::vector<const Expression*> parts;
    for (const auto& part : rule.parts)
        for (const auto* one : parts_of(part))
            parts.push_back(one);
    return parts;
}

bool is_equality(const Expression& part) {
    return part.kind == EKind::comparison && part.name == "=" && Layout::is_text(part.parts[0]) &&
           Layout::is_text(part.parts[1]) &&
           column_in(part.parts[0]).side != column_in(part.parts[1]).side;
}

/// The column of array_length(list_intersect(l.x, r.x)) >= 1, or nothing.
const Expression* shared_list(const Expression& part) {
    if (part.kind != EKind::comparison || part.name != ">=" || part.parts[1].number != 1)
        return nullptr;
    const auto& size = part.parts[0];
    if (!is_call(size, "array_length", 1) && !is_call(size, "len", 1)) return nullptr;
    const auto& lists = size.parts[0];
    const bool is_same =
        is_call(lists, "list_intersect", 2) && lists.parts[0].kind == EKind::column &&
        lists.parts[1].kind == EKind::column && lists.parts[0].name == lists.parts[1].name;
    return is_same ? &lists.parts[0] : nullptr;
}

}  // namespace

bool RulePlan::is_symmetric() const {
    return std::ranges::all_of(equal, [](const auto& one) { return one.first == one.second; });
}

Result<RulePlan> plan_of(const BlockingRule& rule, Layout& layout, Conditions& conditions) {
    RulePlan plan{.text = rule.text};
    Expression also{.kind = EKind::both};
    const auto refused = [&](const std::string& why) {
        return invalid(
            "linkage_model.rule",
            fmt::format("The rule \"{}\" cannot be used. {}", rule.text, why),
            {}
        );
    };
    for (const auto* part : parts_of(rule.when)) {
        if (const auto* list = shared_list(*part); list && !plan.shared) {
            const auto slot = layout.list_slot(*list);
            if (!slot) return refused(slot.problem().message);
            plan.shared = *slot;
        } else if (is_equality(*part)) {
            const bool is_turned = column_in(part->parts[0]).side == Side::right;
            const auto left = layout.text_slot(part->parts[is_turned ? 1 : 0]);
            const auto right = layout.text_slot(part->parts[is_turned ? 0 : 1]);
            if (!left) return refused(left.problem().message);
            if (!right) return refused(right.problem().message);
            plan.equal.emplace_back(*left, *right);
        } else {
            also.parts.push_back(*part);
        }
    }
    if (plan.shared && !plan.is_symmetric())
        return refused(
            "A list and columns that differ from left to right are not understood together."
        );
    if (plan.equal.empty() && !plan.shared)
        return refused(
            "Nothing in it has to be equal, so it compares every record with every other."
        );
    if (!also.parts.empty()) {
        const auto node = conditions.add(also);
        if (!node) return refused(node.problem().message);
        plan.also = *node;
    }
    return plan;
}

}  // namespace waymark::linkage
