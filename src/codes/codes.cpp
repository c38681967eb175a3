// SPDX-License-Identifier: MIT
#include "codes/codes.hpp"

#include "base/text.hpp"
#include "codes/code_store.hpp"

#include <map>

namespace waymark::codes {

namespace {

constexpr std::size_t code_length_max = 60;
constexpr std::size_t label_length_max = 200;
/// Far beyond any that is kept, and far below where adding one would overflow.
constexpr std::int64_t revision_max = 1'000'000'000;

bool is_same(const Code& a, const Code& b) {
    return a.label == b.label && a.hint == b.hint && a.parent == b.parent &&
           a.ordinal == b.ordinal && a.valid_from == b.valid_from && a.valid_to == b.valid_to &&
           a.source == b.source && a.is_official == b.is_official;
}

Problem changed_meanwhile() {
    return stale(
        "code.changed",
        "Someone else has just changed this entry. Look at it again before you save."
    );
}

}  // namespace

void install(store::Transaction& transaction) {
    CodeStore store{transaction};
    const CodeBook kept{store.all()};
    for (auto code : shipped_codes()) {
        const Code* known = kept.find(code.list, code.code);
        if (known && (known->is_local || is_same(*known, code))) continue;
        if (known) code.revision = known->revision;
        store.put(code);
    }
}

Result<Done> put(store::Transaction& transaction, const CodeBook& book, Code code) {
    std::vector<FieldProblem> wrong;
    if (book.list(code.list).empty())
        wrong.push_back({"/list", "unknown", "There is no such list."});
    if (code.code.empty() || code.code.size() > code_length_max ||
        code.code.find_first_not_of(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
        ) != std::string::npos)
        wrong.push_back(
            {"/code", "shape", "Use letters, digits, hyphens and underscores, 60 at most."}
        );
    if (code.label.empty()) wrong.push_back({"/label", "required", "Enter what people will read."});
    if (length_of(code.label) > label_length_max)
        wrong.push_back({"/label", "too_long", "Use 200 characters or fewer."});
    if (!code.valid_from.ok() || int{code.valid_from.year()} < 1900)
        wrong.push_back({"/valid_from", "required", "Enter the first day it may be chosen."});
    if (code.valid_to &&
        std::chrono::sys_days{*code.valid_to} <= std::chrono::sys_days{code.valid_from})
        wrong.push_back({"/valid_to", "order", "The last day must come after the first."});
    if (!wrong.empty()) return invalid("code.invalid", "This entry cannot be saved.", wrong);

    if (code.revision < 0 || code.revision > revision_max) return changed_meanwhile();
    if (const Code* known = book.find(code.list, code.code)) {
        code.ordinal = known->ordinal;
        if (code.source.empty()) code.source = known->source;
    } else {
        if (code.revision != 0) return changed_meanwhile();
        code.ordinal = book.list(code.list).back().ordinal + 1;
    }
    if (code.source.empty()) code.source = "local";
    code.is_local = true;
    if (!CodeStore{transaction}.put(code)) return changed_meanwhile();
    return Done{};
}

std::shared_ptr<const CodeBook> Library::book() const {
    const std::lock_guard lock{mutex_};
    return book_;
}

void Library::refresh() {
    // One at a time, so that an older book never takes the place of a newer one.
    const std::lock_guard turn{refresh_mutex_};
    auto fresh = std::make_shared<const CodeBook>(
        database_.read([](store::Transaction& transaction) { return CodeStore{transaction}.all(); })
    );
    const std::lock_guard lock{mutex_};
    book_ = std::move(fresh);
}

}  // namespace waymark::codes
