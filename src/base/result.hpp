// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace waymark {

/// One input that was refused, by the place its sender gave it.
struct FieldProblem {
    std::string field;    ///< A JSON pointer into the body, as in "/location/postcode".
    std::string code;     ///< As in "required" or "too_long".
    std::string message;  ///< Plain English, shown beside the field.
};

/// Why a request could not be met, in words its sender can act on.
///
/// Bugs and broken machinery are not Problems: they throw, and the edge answers 500.
struct Problem {
    enum class Kind {
        malformed,        ///< The request could not be read at all.
        invalid,          ///< It was read, and some of its fields are wrong.
        unauthenticated,  ///< Nobody is signed in.
        forbidden,        ///< Someone is, and may not do this.
        not_found,
        conflict,  ///< It no longer fits what is stored.
        stale,     ///< Someone else saved first.
        too_large,
        too_many,     ///< Try again later.
        unavailable,  ///< The store cannot take it now: full, read-only or being replaced.
    };

    Kind kind;
    std::string code;     ///< Stable and machine-readable, as in "incident.already_closed".
    std::string message;  ///< Plain English. Never names or describes a person.
    std::vector<FieldProblem> fields{};
};

inline Problem malformed(std::string code, std::string message) {
    return {Problem::Kind::malformed, std::move(code), std::move(message)};
}

inline Problem invalid(std::string code, std::string message, std::vector<FieldProblem> fields) {
    return {Problem::Kind::invalid, std::move(code), std::move(message), std::move(fields)};
}

inline Problem forbidden(std::string code, std::string message) {
    return {Problem::Kind::forbidden, std::move(code), std::move(message)};
}

inline Problem not_found(std::string code, std::string message) {
    return {Problem::Kind::not_found, std::move(code), std::move(message)};
}

inline Problem conflict(std::string code, std::string message) {
    return {Problem::Kind::conflict, std::move(code), std::move(message)};
}

inline Problem stale(std::string code, std::string message) {
    return {Problem::Kind::stale, std::move(code), std::move(message)};
}

/// A value, or the Problem that stood in its way.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : outcome_{std::in_place_index<0>, std::move(value)} {}
    Result(Problem problem) : outcome_{std::in_place_index<1>, std::move(problem)} {}

    explicit operator bool() const { return outcome_.index() == 0; }
    const T& operator*() const& { return std::get<0>(outcome_); }
    T& operator*() & { return std::get<0>(outcome_); }
    T&& operator*() && { return std::get<0>(std::move(outcome_)); }
    const T* operator->() const { return &std::get<0>(outcome_); }
    T* operator->() { return &std::get<0>(outcome_); }
    const Problem& problem() const { return std::get<1>(outcome_); }

private:
    std::variant<T, Problem> outcome_;
};

/// What an action gives back when there is nothing to say but that it was done.
struct Done {
    friend bool operator==(const Done&, const Done&) = default;
};

}  // namespace waymark
