// SPDX-License-Identifier: MIT
#pragma once

// Members of a settings file in JSON, read one by one; what is refused is named by its pointer.

#include "base/result.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <optional>
#include <string>

namespace waymark::linkage {

namespace json = boost::json;

/// What a settings file is refused for, thrown from within its reading.
struct Refused {
    std::string pointer;
    std::string message;
};

/// Reads members of one object, and names it in what it refuses.
class Members {
public:
    Members(const json::value& value, std::string pointer)
        : pointer_{std::move(pointer)}, object_{value.if_object()} {
        if (!object_) throw Refused{pointer_, "This is not an object."};
    }

    std::optional<std::string> text(const char* name) const {
        const auto* value = given(name);
        if (!value) return std::nullopt;
        const auto* text = value->if_string();
        if (!text) refuse(name, "This is not a text.");
        return std::string{*text};
    }
    std::optional<double> number(const char* name, double least, double most) const {
        const auto* value = given(name);
        if (!value) return std::nullopt;
        if (!value->is_number()) refuse(name, "This is not a number.");
        const auto number = value->to_number<double>();
        if (!(number >= least && number <= most))
            refuse(name, fmt::format("This is not a number from {} to {}.", least, most));
        return number;
    }
    std::optional<int> whole(const char* name, int least, int most) const {
        const auto found = number(name, least, most);
        if (found && *found != static_cast<int>(*found))
            refuse(name, "This is not a whole number.");
        return found ? std::optional{static_cast<int>(*found)} : std::nullopt;
    }
    /// An object within this one; nothing where there is none.
    std::optional<Members> part(const char* name) const {
        const auto* value = given(name);
        if (!value) return std::nullopt;
        return Members{*value, pointer_ + "/" + name};
    }
    Members needed_part(const char* name) const {
        auto found = part(name);
        if (!found) refuse(name, "This is missing.");
        return *found;
    }
    bool flag(const char* name) const {
        const auto* value = given(name);
        if (!value) return false;
        if (!value->is_bool()) refuse(name, "This is neither true nor false.");
        return value->get_bool();
    }
    const json::array& list(const char* name, std::size_t most) const {
        static const json::array none;
        const auto* value = given(name);
        if (!value) return none;
        const auto* list = value->if_array();
        if (!list) refuse(name, "This is not a list.");
        if (list->size() > most) refuse(name, fmt::format("This has more than {} parts.", most));
        return *list;
    }
    [[noreturn]] void refuse(const char* name, std::string message) const {
        throw Refused{pointer_ + "/" + name, std::move(message)};
    }
    std::string at(const char* name, std::size_t number) const {
        return fmt::format("{}/{}/{}", pointer_, name, number);
    }

private:
    const json::value* given(const char* name) const {
        const auto* value = object_->if_contains(name);
        return value && !value->is_null() ? value : nullptr;
    }

    std::string pointer_;
    const json::object* object_;
};

/// Reads a settings file: `make` is handed its value. `kind` begins the codes of refusals, and
/// `what` is what the file is called in their words.
template <class Make>
auto read_settings(
    std::string_view text, std::size_t bytes_max, const char* kind, const char* what, Make make
) -> Result<decltype(make(json::value{}))> {
    const auto code = [&](const char* end) { return fmt::format("{}.{}", kind, end); };
    if (text.size() > bytes_max)
        return invalid(
            code("too_large"), fmt::format("{} is larger than {} kB.", what, bytes_max / 1000), {}
        );
    boost::system::error_code error;
    const auto value = json::parse(json::string_view{text.data(), text.size()}, error);
    if (error) return invalid(code("json"), fmt::format("{} is not JSON.", what), {});
    try {
        return make(value);
    } catch (const Refused& refused) {
        return invalid(
            code("invalid"),
            fmt::format("{} cannot be used.", what),
            {{refused.pointer, "unreadable", refused.message}}
        );
    }
}

/// What keeps a file from being used, with the part of it, in one line.
inline std::string in_one_line(const Problem& problem) {
    if (problem.fields.empty()) return problem.message;
    return fmt::format(
        "{} {}: {}", problem.message, problem.fields[0].field, problem.fields[0].message
    );
}

}  // namespace waymark::linkage
