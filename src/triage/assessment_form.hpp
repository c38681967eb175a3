// SPDX-License-Identifier: MIT
#pragma once

// What a joint assessment asks: services/street_triage/assessment.json, dated. Measures count what
// is answered here by the names of its fields. Pure.

#include "base/time.hpp"

#include <string>
#include <vector>

namespace waymark::triage {

struct FormField {
    std::string name;
    std::string label;
    std::string kind;         ///< "code", "codes", "yes_no", "number", "time", "day" or "text".
    std::string list;         ///< Of a code or codes.
    int max = 0;              ///< Characters of a text.
    bool is_needed = false;   ///< Before the assessment can be finished.
    bool is_opinion = false;  ///< A judgement, not a fact (Data Protection Act 2018 s38(2)).
    bool is_confidential = false;  ///< Read only by those who assess.
    std::string shown_when;  ///< The field that has to be answered first for this to make sense.
    std::vector<std::string> hidden_by{};  ///< Answers of that field after which it does not.
};

struct FormSection {
    std::string name;
    std::string title;
    std::vector<FormField> fields;
};

struct Form {
    Day valid_from{};
    std::vector<FormSection> sections{};

    const FormField* find(std::string_view name) const;
};

/// The form that stood on `day`; the first one for days before it.
const Form& form_on(Day day);

}  // namespace waymark::triage
