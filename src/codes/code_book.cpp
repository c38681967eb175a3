// SPDX-License-Identifier: MIT
#include "codes/code_book.hpp"

#include "base/csv.hpp"
#include "base/resources.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <stdexcept>

namespace waymark::codes {

namespace {

Day day_in(const std::string& text, std::string_view file) {
    const auto day = parse_day(text);
    if (!day) throw std::logic_error{"bad date in " + std::string{file}};
    return *day;
}

void read_list(const Resource& file, std::vector<Code>& codes) {
    auto name = file.path.substr(file.path.find('/') + 1);
    name.remove_suffix(std::string_view{".csv"}.size());
    read_csv(file.bytes, ',', [&](std::vector<std::string>& fields, std::size_t number) {
        if (number == 1) return true;  // The headings.
        if (fields.size() != 8)
            throw std::logic_error{"wrong number of fields in " + std::string{file.path}};
        Code code;
        code.list = name;
        code.code = fields[0];
        code.label = fields[1];
        code.hint = fields[2];
        code.parent = fields[3];
        code.ordinal = static_cast<int>(number) - 1;
        code.valid_from = day_in(fields[4], file.path);
        if (!fields[5].empty()) code.valid_to = day_in(fields[5], file.path);
        code.source = fields[6];
        code.is_official = fields[7] == "yes";
        codes.push_back(std::move(code));
        return true;
    });
}

}  // namespace

bool is_current(const Code& code, Day day) {
    const std::chrono::sys_days asked{day};
    return std::chrono::sys_days{code.valid_from} <= asked &&
           (!code.valid_to || asked < std::chrono::sys_days{*code.valid_to});
}

CodeBook::CodeBook(std::vector<Code> codes) {
    for (auto& code : codes)
        lists_[code.list].push_back(std::move(code));
    for (auto& [name, entries] : lists_)
        std::stable_sort(entries.begin(), entries.end(), [](const Code& a, const Code& b) {
            return a.ordinal < b.ordinal;
        });
}

const Code* CodeBook::find(std::string_view list_name, std::string_view code) const {
    for (const auto& entry : list(list_name))
        if (entry.code == code) return &entry;
    return nullptr;
}

bool CodeBook::has(std::string_view list_name, std::string_view code, Day day) const {
    const Code* entry = find(list_name, code);
    return entry && is_current(*entry, day);
}

std::string CodeBook::label(std::string_view list_name, std::string_view code) const {
    const Code* entry = find(list_name, code);
    return entry ? entry->label : std::string{code};
}

const std::vector<Code>& CodeBook::list(std::string_view name) const {
    static const std::vector<Code> none;
    const auto found = lists_.find(name);
    return found == lists_.end() ? none : found->second;
}

std::vector<std::string> CodeBook::lists() const {
    std::vector<std::string> names;
    for (const auto& [name, entries] : lists_)
        names.push_back(name);
    return names;
}

const Code* CodeBook::nearest(std::string_view list_name, std::string_view text, Day day) const {
    const auto wanted = fold(text);
    if (wanted.empty()) return nullptr;
    const Code* best = nullptr;
    // A third of the letters may differ; beyond that a suggestion misleads more than it helps.
    std::size_t fewest = std::max<std::size_t>(2, wanted.size() / 3) + 1;
    for (const auto& entry : list(list_name)) {
        if (!is_current(entry, day)) continue;
        const auto label = fold(entry.label);
        const auto edits = std::min(
            edits_between(wanted, label, fewest), edits_between(wanted, fold(entry.code), fewest)
        );
        const bool within =
            wanted.size() >= 4 && (" " + label + " ").find(" " + wanted + " ") != std::string::npos;
        const auto distance = within ? std::min<std::size_t>(edits, 1) : edits;
        if (distance < fewest) {
            fewest = distance;
            best = &entry;
        }
    }
    return best;
}

std::vector<Code> shipped_codes() {
    std::vector<Code> codes;
    for (const auto& file : resources_in("codes/"))
        if (file.path.ends_with(".csv")) read_list(file, codes);
    return codes;
}

}  // namespace waymark::codes
