// SPDX-License-Identifier: MIT
#include "linkage/names.hpp"

#include "base/resources.hpp"
#include "base/text.hpp"
#include "linkage/members.hpp"

#include <algorithm>
#include <stdexcept>

namespace waymark::linkage {

namespace {

constexpr std::size_t lists_bytes_max = 2'000'000;
constexpr std::size_t entries_max = 100'000;
constexpr std::string_view names_path = "services/linkage/names.json";

WordSet words_in(const Members& members, const char* name) {
    WordSet words;
    for (const auto& one : members.list(name, entries_max)) {
        if (!one.is_string()) members.refuse(name, "One of these is not a text.");
        words.insert(fold({one.get_string().data(), one.get_string().size()}));
    }
    return words;
}

NameLists lists_of(const json::value& value) {
    const Members members{value, ""};
    NameLists lists{
        .titles = words_in(members, "titles"),
        .endings = words_in(members, "endings"),
        .particles = words_in(members, "particles"),
        .bound = words_in(members, "bound"),
        .nobody = words_in(members, "nobody"),
        .nobody_alone = words_in(members, "nobody_alone")};
    for (const auto& beginning : words_in(members, "nobody_beginnings"))
        lists.nobody_beginnings.push_back(beginning);
    const auto* nicknames = value.get_object().if_contains("nicknames");
    if (!nicknames) return lists;
    if (!nicknames->is_object()) members.refuse("nicknames", "This is not an object.");
    for (const auto& [name, others] : nicknames->get_object()) {
        const auto whole = fold({name.data(), name.size()});
        const Members entry{*nicknames, "/nicknames"};
        lists.stands_for[whole].push_back(whole);
        for (const auto& other : words_in(entry, std::string{name}.c_str()))
            lists.stands_for[other].push_back(whole);
    }
    for (auto& [name, others] : lists.stands_for) {
        std::sort(others.begin(), others.end());
        others.erase(std::unique(others.begin(), others.end()), others.end());
    }
    return lists;
}

/// What stands between white space, in one spelling: the words of one with a hyphen are its parts.
struct Token {
    Words parts{};
    std::string rest{};  ///< "souza" of "d'souza": by which it is known as well.
};

std::string replaced(std::string text, std::initializer_list<std::string_view> from, char to) {
    for (const auto one : from)
        for (auto at = text.find(one); at != std::string::npos; at = text.find(one, at + 1))
            text.replace(at, one.size(), 1, to);
    return text;
}

bool is_number(std::string_view word) {
    return word.find_first_not_of("0123456789") == std::string_view::npos;
}

Token token_of(std::string_view text) {
    Token token;
    const auto apostrophe = text.find('\'');
    if (apostrophe == 1 && std::string_view{"dDlLnNmM"}.find(text[0]) != std::string_view::npos)
        token.rest = fold(text.substr(apostrophe + 1));
    std::string kept;
    for (const char c : text)
        if (c != '\'') kept += c;
    const auto folded = fold(kept);
    for (const auto word : words_of(folded))
        if (!is_number(word)) token.parts.emplace_back(word);
    return token;
}

/// The words of a name as it is written; a hyphen with space around it joins what it stands
/// between.
std::vector<Token> tokens_in(std::string_view text) {
    auto plain = replaced(std::string{text}, {"\u2019", "\u2018", "\u02BC", "`", "\u00B4"}, '\'');
    plain = replaced(std::move(plain), {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014"}, '-');
    for (std::size_t i = 0; i < plain.size();) {
        const bool is_beside = plain[i] == ' ' && ((i + 1 < plain.size() && plain[i + 1] == '-') ||
                                                   (i > 0 && plain[i - 1] == '-'));
        if (is_beside)
            plain.erase(i, 1);
        else
            ++i;
    }
    std::vector<Token> tokens;
    for (std::string_view rest = plain; !rest.empty();) {
        const auto end = rest.find_first_of(" \t,;");
        auto token = token_of(rest.substr(0, end));
        if (!token.parts.empty()) tokens.push_back(std::move(token));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return tokens;
}

bool is_one_of(const Token& token, const WordSet& words) {
    return token.parts.size() == 1 && words.contains(token.parts[0]);
}

std::string text_of(const std::vector<Token>& tokens) {
    std::string text;
    for (const auto& token : tokens)
        for (const auto& part : token.parts)
            text.append(text.empty() ? "" : " ").append(part);
    return text;
}

bool are_all(const std::vector<Token>& tokens, const WordSet& some, const WordSet& others) {
    return std::all_of(tokens.begin(), tokens.end(), [&](const Token& token) {
        return std::all_of(token.parts.begin(), token.parts.end(), [&](const std::string& part) {
            return some.contains(part) || others.contains(part);
        });
    });
}

bool are_nobody(const NameLists& lists, const std::vector<Token>& tokens) {
    const auto text = text_of(tokens);
    return lists.nobody.contains(text) || are_all(tokens, lists.nobody, lists.nobody) ||
           std::any_of(
               lists.nobody_beginnings.begin(),
               lists.nobody_beginnings.end(),
               [&](const std::string& beginning) { return text.starts_with(beginning); }
           );
}

void drop_titles(const NameLists& lists, std::vector<Token>& tokens) {
    const auto is_title = [&](const Token& token) { return is_one_of(token, lists.titles); };
    tokens.erase(tokens.begin(), std::find_if_not(tokens.begin(), tokens.end(), is_title));
}

void drop_endings(const NameLists& lists, std::vector<Token>& tokens) {
    while (tokens.size() > 1 && is_one_of(tokens.back(), lists.endings))
        tokens.pop_back();
}

/// The family name of these words: the whole, and the ways in which parts of it are left away.
void read_family(const NameLists& lists, const std::vector<Token>& tokens, PersonWords& words) {
    Words parts;
    for (const auto& token : tokens)
        parts.insert(parts.end(), token.parts.begin(), token.parts.end());
    std::string whole, bound;
    Words alone;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool is_last = i + 1 == parts.size();
        whole += parts[i];
        if (!is_last && lists.particles.contains(parts[i])) continue;
        bound += parts[i];
        if (!is_last && lists.bound.contains(parts[i])) continue;
        words.core += bound;
        alone.push_back(std::move(bound));
        bound.clear();
    }
    const auto add = [&](const std::string& name) {
        const bool is_there =
            std::find(words.family.begin(), words.family.end(), name) != words.family.end();
        // A single letter is no name among others.
        if (!is_there && (name.size() > 1 || words.family.empty())) words.family.push_back(name);
    };
    if (whole.empty()) return;
    add(whole);
    add(words.core);
    for (const auto& one : alone)
        add(one);
    for (const auto& token : tokens)
        if (!token.rest.empty()) add(token.rest);
}

void read_given(const NameLists& lists, const std::vector<Token>& tokens, PersonWords& words) {
    for (const auto& token : tokens)
        words.given.insert(words.given.end(), token.parts.begin(), token.parts.end());
    if (words.given.empty()) return;
    words.usual = usual_names(lists, words.given[0]);
    // "Anne-Marie" is "Annemarie" too, "Abdul Rahman" "Abdulrahman" and "Xiao Ming" "Xiaoming".
    if (words.given.size() > 1 && words.given[0].size() > 1 && words.given[1].size() > 1) {
        words.usual.push_back(words.given[0] + words.given[1]);
        std::sort(words.usual.begin(), words.usual.end());
    }
}

PersonWords words_from(
    const NameLists& lists, std::vector<Token> given, std::vector<Token> family
) {
    drop_titles(lists, given);
    if (family.size() > 1) drop_titles(lists, family);
    drop_endings(lists, family);
    if (are_nobody(lists, given)) given.clear();
    if (are_nobody(lists, family)) family.clear();
    if (are_all(given, lists.nobody_alone, lists.nobody) &&
        are_all(family, lists.nobody_alone, lists.nobody))
        return {};
    PersonWords words;
    read_given(lists, given, words);
    read_family(lists, family, words);
    return words;
}

}  // namespace

Result<NameLists> read_name_lists(std::string_view text) {
    return read_settings(text, lists_bytes_max, "linkage_names", "The lists of names", lists_of);
}

const NameLists& name_lists() {
    static const NameLists lists = [] {
        for (const auto& resource : resources_in(names_path)) {
            auto read = read_name_lists(resource.bytes);
            if (read) return std::move(*read);
            throw std::runtime_error{std::string{names_path} + ": " + in_one_line(read.problem())};
        }
        throw std::runtime_error{std::string{names_path} + " is missing"};
    }();
    return lists;
}

PersonWords person_words(const NameLists& lists, std::string_view given, std::string_view family) {
    return words_from(lists, tokens_in(given), tokens_in(family));
}

PersonWords person_words(const NameLists& lists, std::string_view whole) {
    if (const auto comma = whole.find(','); comma != std::string_view::npos) {
        auto after = tokens_in(whole.substr(comma + 1));
        std::erase_if(after, [&](const Token& token) { return is_one_of(token, lists.endings); });
        if (!after.empty()) return words_from(lists, after, tokens_in(whole.substr(0, comma)));
        whole = whole.substr(0, comma);
    }
    auto tokens = tokens_in(whole);
    drop_titles(lists, tokens);
    drop_endings(lists, tokens);
    if (tokens.empty() || are_nobody(lists, tokens)) return {};
    auto family = tokens.end() - 1;
    while (family - tokens.begin() > 1 &&
           (is_one_of(*(family - 1), lists.particles) || is_one_of(*(family - 1), lists.bound)))
        --family;
    return words_from(lists, {tokens.begin(), family}, {family, tokens.end()});
}

bool is_nobody(const NameLists& lists, std::string_view text) {
    const auto tokens = tokens_in(text);
    return !tokens.empty() && (are_all(tokens, lists.nobody, lists.nobody_alone) ||
                               lists.nobody.contains(text_of(tokens)));
}

Words usual_names(const NameLists& lists, std::string_view given) {
    const auto found = lists.stands_for.find(given);
    Words names = found == lists.stands_for.end() ? Words{} : found->second;
    if (std::find(names.begin(), names.end(), given) == names.end()) names.emplace_back(given);
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace waymark::linkage
