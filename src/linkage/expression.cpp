// SPDX-License-Identifier: MIT
#include "linkage/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace waymark::linkage {

namespace {

using Kind = Expression::Kind;

constexpr int operands_max = 100;

struct Unreadable {
    std::string why;
};

struct Token {
    enum class Kind { word, quoted, text, number, sign, end };
    Kind kind;
    std::string text;  ///< A word in small letters as well as it can be told from a name.
};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    std::size_t at = 0;
    const auto take_while = [&](auto holds) {
        const auto from = at;
        while (at < text.size() && holds(text[at]))
            ++at;
        return std::string{text.substr(from, at - from)};
    };
    const auto take_quoted = [&](char mark) {
        const auto end = text.find(mark, at + 1);
        if (end == std::string_view::npos) throw Unreadable{"quotation marks that do not end"};
        std::string inside{text.substr(at + 1, end - at - 1)};
        at = end + 1;
        return inside;
    };
    while (at < text.size()) {
        const char c = text[at];
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            ++at;
        } else if (is_letter(c)) {
            tokens.push_back({Token::Kind::word, take_while([](char one) {
                                  return is_letter(one) || is_digit(one);
                              })});
        } else if (is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]))) {
            tokens.push_back({Token::Kind::number, take_while([](char one) {
                                  return is_digit(one) || one == '.';
                              })});
        } else if (c == '"') {
            tokens.push_back({Token::Kind::quoted, take_quoted(c)});
        } else if (c == '\'') {
            tokens.push_back({Token::Kind::text, take_quoted(c)});
        } else {
            static constexpr std::string_view signs[] = {
                "<=",
                ">=",
                "<>",
                "!=",
                "->",
                "=",
                "<",
                ">",
                "(",
                ")",
                ",",
                "+",
                "-",
                "*",
                "[",
                "]",
                "."};
            const auto sign = std::ranges::find_if(signs, [&](std::string_view one) {
                return text.substr(at).starts_with(one);
            });
            if (sign == std::end(signs))
                throw Unreadable{fmt::format("the sign \"{}\"", text.substr(at, 1))};
            tokens.push_back({Token::Kind::sign, std::string{*sign}});
            at += sign->size();
        }
    }
    tokens.push_back({Token::Kind::end, ""});
    return tokens;
}

class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : tokens_{std::move(tokens)} {}

    Expression whole() {
        auto found = alternatives();
        if (now().kind != Token::Kind::end) refuse();
        return found;
    }

private:
    const Token& now() const { return tokens_[at_]; }
    [[noreturn]] void refuse() const {
        throw Unreadable{
            now().kind == Token::Kind::end ? "an end where something is missing"
                                           : fmt::format("\"{}\"", now().text)};
    }
    bool is_sign(std::string_view sign) const {
        return now().kind == Token::Kind::sign && now().text == sign;
    }
    bool is_word(std::string_view word) const {
        return now().kind == Token::Kind::word && in_small_letters(now().text) == word;
    }
    bool take_sign(std::string_view sign) {
        if (!is_sign(sign)) return false;
        ++at_;
        return true;
    }
    bool take_word(std::string_view word) {
        if (!is_word(word)) return false;
        ++at_;
        return true;
    }
    void need_sign(std::string_view sign) {
        if (!take_sign(sign)) refuse();
    }

    /// Keeps nesting within its limit, for as long as it lives.
    struct Deeper {
        explicit Deeper(int& depth) : depth_{depth} {
            if (++depth_ > nesting_max) throw Unreadable{"too many brackets inside each other"};
        }
        ~Deeper() { --depth_; }
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;
        int& depth_;
    };

    Expression alternatives() {
        const Deeper deeper{depth_};
        return joined("or", Kind::either, [this] { return conjunction(); });
    }

    Expression conjunction() {
        return joined("and", Kind::both, [this] { return negation(); });
    }

    template <class Next>
    Expression joined(std::string_view word, Kind kind, Next next) {
        auto first = next();
        if (!is_word(word)) return first;
        Expression all{.kind = kind};
        all.parts.push_back(std::move(first));
        while (take_word(word))
            all.parts.push_back(next());
        return all;
    }

    Expression negation() {
        const Deeper deeper{depth_};
        if (!take_word("not")) return comparison();
        Expression found{.kind = Kind::negation};
        found.parts.push_back(negation());
        return found;
    }

    Expression comparison() {
        auto left = sum();
        if (take_word("is")) {
            const bool is_not = take_word("not");
            if (!take_word("null")) refuse();
            Expression found{.kind = is_not ? Kind::is_not_null : Kind::is_null};
            found.parts.push_back(std::move(left));
            return found;
        }
        for (const char* sign : {"=", "<>", "!=", "<=", ">=", "<", ">"})
            if (take_sign(sign)) {
                Expression found{.kind = Kind::comparison, .name = sign};
                if (found.name == "!=") found.name = "<>";
                found.parts.push_back(std::move(left));
                found.parts.push_back(sum());
                return found;
            }
        return left;
    }

    Expression sum() {
        auto left = product();
        while (is_sign("+") || is_sign("-"))
            left = arithmetic(std::move(left), [this] { return product(); });
        return left;
    }

    Expression product() {
        auto left = single();
        while (is_sign("*"))
            left = arithmetic(std::move(left), [this] { return single(); });
        return left;
    }

    template <class Next>
    Expression arithmetic(Expression left, Next next) {
        if (++operands_ > operands_max) throw Unreadable{"too long a sum"};
        Expression found{.kind = Kind::arithmetic, .name = now().text};
        ++at_;
        found.parts.push_back(std::move(left));
        found.parts.push_back(next());
        return found;
    }

    Expression single() {
        const Deeper deeper{depth_};
        if (take_sign("-")) {
            Expression found{.kind = Kind::negative};
            found.parts.push_back(single());
            return found;
        }
        auto found = plain();
        while (take_sign("[")) {
            Expression element{.kind = Kind::element};
            element.parts.push_back(std::move(found));
            element.parts.push_back(sum());
            need_sign("]");
            found = std::move(element);
        }
        return found;
    }

    Expression plain() {
        if (take_sign("(")) {
            auto inside = alternatives();
            need_sign(")");
            return inside;
        }
        const auto token = now();
        ++at_;
        switch (token.kind) {
        case Token::Kind::number: return number(token.text);
        case Token::Kind::text: return {.kind = Kind::text, .name = token.text};
        case Token::Kind::quoted: return column(token.text);
        case Token::Kind::word: return word(token.text);
        case Token::Kind::sign:
        case Token::Kind::end: break;
        }
        --at_;
        refuse();
    }

    static Expression number(const std::string& text) {
        Expression found{.kind = Kind::number};
        const auto* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, found.number);
        if (error != std::errc{} || stop != end)
            throw Unreadable{fmt::format("the number \"{}\"", text)};
        return found;
    }

    static Expression column(const std::string& name) {
        const bool is_left = name.ends_with("_l");
        if (name.size() < 3 || (!is_left && !name.ends_with("_r")))
            throw Unreadable{fmt::format("\"{}\", which is of neither record", name)};
        return {
            .kind = Kind::column,
            .name = name.substr(0, name.size() - 2),
            .side = is_left ? Side::left : Side::right};
    }

    Expression word(const std::string& text) {
        const auto small = in_small_letters(text);
        if (small == "true" || small == "false" || small == "null")
            return {.kind = Kind::constant, .name = small};
        if ((small == "l" || small == "r") && take_sign(".")) {
            const auto name = now();
            if (name.kind != Token::Kind::word && name.kind != Token::Kind::quoted) refuse();
            ++at_;
            return {
                .kind = Kind::column,
                .name = name.text,
                .side = small == "l" ? Side::left : Side::right};
        }
        if (!take_sign("(")) return column(text);
        if (small == "list_reduce") return shared_frequency_product();
        return call(small);
    }

    Expression call(const std::string& name) {
        Expression found{.kind = Kind::call, .name = name};
        if (take_sign(")")) return found;
        do
            found.parts.push_back(alternatives());
        while (take_sign(","));
        if (name == "cast" && take_word("as") && !take_word("text") && !take_word("varchar"))
            refuse();
        need_sign(")");
        return found;
    }

    /// What stands in list_reduce(…) when it multiplies the relative frequencies of the elements
    /// of one list that the other has as well. It is a shape, not a language: anything else inside
    /// it cannot be read.
    Expression shared_frequency_product() {
        const auto need = [this](std::string_view shape) {
            for (const auto& wanted : tokens_of(shape))
                if (wanted.kind != Token::Kind::end) {
                    if (now().kind != wanted.kind || in_small_letters(now().text) != wanted.text)
                        refuse();
                    ++at_;
                }
        };
        need("list_prepend ( 1.0 , list_transform (");
        auto first = plain();
        need(", x -> case when array_contains ( list_transform (");
        auto second = plain();
        need(", y -> y . value ) , x . value ) then x . rel_freq else 1.0 end ) ) , ( p , q ) -> p "
             "* q )");
        if (first.kind != Kind::column || second.kind != Kind::column) refuse();
        Expression found{.kind = Kind::call, .name = "shared_frequency_product"};
        found.parts.push_back(std::move(first));
        found.parts.push_back(std::move(second));
        return found;
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    int operands_ = 0;
};

}  // namespace

Result<Expression> read_condition(std::string_view text) {
    const auto refused = [](const std::string& why) {
        return invalid("linkage_model.condition", "It holds " + why + ".", {});
    };
    if (text.size() > condition_bytes_max) return refused("more than 20,000 characters");
    try {
        return Parser{tokens_of(text)}.whole();
    } catch (const Unreadable& unreadable) {
        return refused(unreadable.why);
    }
}

std::string in_small_letters(std::string_view text) {
    std::string small{text};
    for (auto& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

bool is_call(const Expression& expression, std::string_view name, std::size_t parts) {
    return expression.kind == Kind::call && expression.name == name &&
           expression.parts.size() == parts;
}

const Expression& column_in(const Expression& expression) {
    return expression.kind == Kind::column || expression.parts.empty()
               ? expression
               : column_in(expression.parts[0]);
}

std::set<std::string> columns_in(const Expression& expression) {
    std::set<std::string> names;
    if (expression.kind == Kind::column) names.insert(expression.name);
    for (const auto& part : expression.parts)
        names.merge(columns_in(part));
    return names;
}

std::string spelling_of(const Expression& expression) {
    auto spelling = fmt::format(
        "{}:{}:{}(", static_cast<int>(expression.kind), expression.name, expression.number
    );
    for (const auto& part : expression.parts)
        spelling.append(spelling_of(part)).append(",");
    return spelling + ")";
}

}  // namespace waymark::linkage
