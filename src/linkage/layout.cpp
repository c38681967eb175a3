// SPDX-License-Identifier: MIT
#include "linkage/sheet.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

namespace waymark::linkage {

namespace {

using Kind = Expression::Kind;

constexpr std::size_t slots_max = 1'000;
constexpr std::size_t text_bytes_max = 1'000;
constexpr std::size_t list_bytes_max = 20'000;
constexpr std::int64_t pattern_bytes_max = 1 << 20;

Problem refusal(const std::string& message) {
    return invalid("linkage_model.condition", message, {});
}

bool is_substring(const Expression& one) {
    return (is_call(one, "substring", 3) || is_call(one, "substr", 3)) &&
           one.parts[1].kind == Kind::number && one.parts[2].kind == Kind::number;
}

bool is_extract(const Expression& one) {
    return (is_call(one, "regexp_extract", 3) || is_call(one, "regexp_extract", 2)) &&
           one.parts[1].kind == Kind::text;
}

bool is_null_if(const Expression& one) {
    return is_call(one, "nullif", 2) && one.parts[1].kind == Kind::text;
}

/// How many bytes the first `count` characters take. Texts of a table are UTF-8.
std::size_t bytes_of(std::string_view text, std::size_t count) {
    const auto goes_on = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count)
        for (++at; at < text.size() && goes_on(text[at]);)
            ++at;
    return at;
}

/// From the `first` character on, counted from 1.
std::string_view characters_of(std::string_view text, std::size_t first, std::size_t count) {
    text.remove_prefix(bytes_of(text, first - 1));
    return text.substr(0, bytes_of(text, count));
}

using TextMaker = std::function<TextId(TextId, Texts&)>;

/// What is made of the text that `inner` makes; nothing of a text is the text itself.
TextMaker after(TextMaker inner, TextMaker outer) {
    if (!inner) return outer;
    return [inner = std::move(inner), outer = std::move(outer)](TextId id, Texts& texts) {
        const auto made = inner(id, texts);
        return made == Texts::missing ? Texts::missing : outer(made, texts);
    };
}

Result<TextMaker> substring_of(const Expression& one) {
    const double first = one.parts[1].number, count = one.parts[2].number;
    if (first < 1 || count < 0 || first > 1000 || count > 1000)
        return refusal("It takes letters that no text has.");
    return TextMaker{[first, count](TextId id, Texts& texts) {
        return texts.add(characters_of(
            texts[id], static_cast<std::size_t>(first), static_cast<std::size_t>(count)
        ));
    }};
}

Result<TextMaker> extract_of(const Expression& one) {
    if (one.parts.size() == 3 && (one.parts[2].kind != Kind::number || one.parts[2].number != 0))
        return refusal("Of a pattern, only all that it finds is understood (group 0).");
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(pattern_bytes_max);
    // By itself first, so that its brackets are its own.
    const RE2 alone{one.parts[1].name, options};
    const auto pattern = std::make_shared<RE2>("(" + one.parts[1].name + ")", options);
    if (!alone.ok()) return refusal("Its pattern cannot be read: " + alone.error() + ".");
    if (!pattern->ok()) return refusal("Its pattern cannot be read: " + pattern->error() + ".");
    return TextMaker{[pattern](TextId id, Texts& texts) {
        const auto text = texts[id];
        re2::StringPiece found;
        const re2::StringPiece whole{text.data(), text.size()};
        if (!RE2::PartialMatch(whole, *pattern, &found)) return Texts::empty;
        return texts.add({found.data(), found.size()});
    }};
}

/// What makes the text of an expression from that of its column.
Result<TextMaker> maker_of(const Expression& one) {
    if (one.kind == Kind::column) return TextMaker{};
    if (is_call(one, "cast", 1)) return maker_of(one.parts[0]);
    if (!is_substring(one) && !is_extract(one) && !is_null_if(one))
        return refusal("It makes something of a column that is not understood.");
    auto inner = maker_of(one.parts[0]);
    if (!inner) return inner.problem();
    if (is_null_if(one))
        return after(std::move(*inner), [none = one.parts[1].name](TextId id, Texts& texts) {
            return texts[id] == none ? Texts::missing : id;
        });
    auto outer = is_substring(one) ? substring_of(one) : extract_of(one);
    if (!outer) return outer.problem();
    return after(std::move(*inner), std::move(*outer));
}

}  // namespace

bool Layout::is_text(const Expression& expression) {
    if (expression.kind == Kind::column) return true;
    const bool is_made = is_substring(expression) || is_extract(expression) ||
                         is_null_if(expression) || is_call(expression, "cast", 1);
    return is_made && is_text(expression.parts[0]);
}

Result<const Column*> Layout::column_of(const Expression& expression) const {
    const auto& column = column_in(expression);
    if (column.kind != Kind::column) return refusal("It does not name a column.");
    if (const auto* found = table_.find(column.name)) return found;
    return refusal(fmt::format("The records have no column \"{}\".", column.name));
}

Result<Slot> Layout::ask(Asked asked) {
    const auto is_same = [&](const Asked& other) {
        return other.kind == asked.kind && other.spelling == asked.spelling;
    };
    const auto found = std::ranges::find_if(asked_, is_same);
    const auto most = asked.kind == SlotKind::list ? list_bytes_max : text_bytes_max;
    if (found == asked_.end())
        for (const auto value : asked.column->values)
            if (table_.texts[value].size() > most)
                return refusal(fmt::format(
                    "The column \"{}\" holds more than {} bytes in one place, which is too much to "
                    "compare.",
                    asked.column->name,
                    most
                ));
    if (found == asked_.end() && asked_.size() >= slots_max)
        return refusal("It compares more things than there is room for.");
    const auto slot = static_cast<Slot>(found - asked_.begin());
    if (found == asked_.end()) asked_.push_back(std::move(asked));
    return slot;
}

Result<Slot> Layout::text_slot(const Expression& expression) {
    const auto column = column_of(expression);
    if (!column) return column.problem();
    auto make = maker_of(expression);
    if (!make) return make.problem();
    return ask({SlotKind::text, spelling_of(expression), *column, std::move(*make)});
}

Result<Slot> Layout::day_slot(const Expression& expression) {
    const auto* one = &expression;
    if (is_call(*one, "epoch", 1)) one = &one->parts[0];
    if (is_call(*one, "try_strptime", 2)) {
        if (one->parts[1].name != "%Y-%m-%d")
            return refusal(
                fmt::format("It reads days as \"{}\", which is not understood.", one->parts[1].name)
            );
        one = &one->parts[0];
    }
    int element = 0;
    if (one->kind == Kind::element) {
        const auto& index = one->parts[1];
        element = index.kind == Kind::number                                   ? 1
                  : index.kind == Kind::negative && index.parts[0].number == 1 ? -1
                                                                               : 0;
        if (element == 0 || (element == 1 && index.number != 1))
            return refusal("Of a list, only the first and the last element are understood.");
        one = &one->parts[0];
    }
    if (one->kind != Kind::column) return refusal("It makes a day of what is no column.");
    const auto column = column_of(*one);
    if (!column) return column.problem();
    return ask(
        {SlotKind::day, fmt::format("{}[{}]", (*column)->name, element), *column, {}, element}
    );
}

Result<Slot> Layout::list_slot(const Expression& expression) {
    if (expression.kind != Kind::column) return refusal("It makes a list of what is no column.");
    const auto column = column_of(expression);
    if (!column) return column.problem();
    for (const auto value : (*column)->values)
        if (value != Texts::missing && !table_.texts[value].starts_with('['))
            return refusal(fmt::format("The column \"{}\" does not hold lists.", (*column)->name));
    return ask({SlotKind::list, (*column)->name, *column});
}

Result<Slot> Layout::frequency_slot(const std::string& column) {
    const auto* found = table_.find(column);
    if (!found) return refusal(fmt::format("The records have no column \"{}\".", column));
    return ask({SlotKind::frequency, column, found});
}

}  // namespace waymark::linkage
