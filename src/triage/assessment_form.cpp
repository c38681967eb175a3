// SPDX-License-Identifier: MIT
#include "triage/assessment_form.hpp"

#include "base/service_data.hpp"

#include <algorithm>
#include <stdexcept>

namespace waymark::triage {

namespace {

namespace json = boost::json;

FormField read_field(const json::object& source) {
    return {
        .name = text_of(source, "name"),
        .label = text_of(source, "label"),
        .kind = text_of(source, "kind"),
        .list = text_of(source, "list"),
        .max = static_cast<int>(number_of(source, "max")),
        .is_needed = truth_of(source, "needed"),
        .is_opinion = truth_of(source, "opinion"),
        .is_confidential = truth_of(source, "confidential"),
        .shown_when = text_of(source, "shown_when"),
        .hidden_by = source.contains("hidden_by")
                         ? texts_of(source, "hidden_by")
                         : std::vector<std::string>{"no", "not_known", "not_asked"}};
}

std::vector<Form> read_forms() {
    std::vector<Form> forms;
    const auto whole = service_data("services/street_triage/assessment.json");
    for (const auto& version : whole.at("versions").as_array()) {
        const auto& source = version.as_object();
        Form form{.valid_from = parse_day(text_of(source, "valid_from")).value()};
        for (const auto& one : source.at("sections").as_array()) {
            const auto& section = one.as_object();
            form.sections.push_back({text_of(section, "name"), text_of(section, "title"), {}});
            for (const auto& field : section.at("fields").as_array())
                form.sections.back().fields.push_back(read_field(field.as_object()));
        }
        forms.push_back(std::move(form));
    }
    if (forms.empty()) throw std::logic_error{"the assessment has no version"};
    return forms;
}

}  // namespace

const FormField* Form::find(std::string_view name) const {
    for (const auto& section : sections)
        for (const auto& field : section.fields)
            if (field.name == name) return &field;
    return nullptr;
}

const Form& form_on(Day day) {
    static const auto forms = read_forms();
    const auto* found = &forms.front();
    for (const auto& form : forms)
        if (form.valid_from <= day) found = &form;
    return *found;
}

}  // namespace waymark::triage
