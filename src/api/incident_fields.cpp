// SPDX-License-Identifier: MIT
#include "api/incident_fields.hpp"

namespace waymark::api {

using Answer = std::pair<std::string, std::string>;

void Codec<Answer>::decode(
    const json::value& value, const std::string& at, Problems& wrong, Answer& into
) {
    const auto* object = value.if_object();
    if (!object || object->size() != 2 || !object->contains("question") ||
        !object->contains("answer"))
        return wrong_type(wrong, at, "Give an object with question and answer.");
    api::decode(object->at("question"), at + "/question", wrong, into.first);
    api::decode(object->at("answer"), at + "/answer", wrong, into.second);
}

json::value Codec<Answer>::encode(const Answer& answer) {
    return json::object{{"question", answer.first}, {"answer", answer.second}};
}

json::value Codec<Answer>::schema() {
    json::object answer{{"type", "string"}, {"enum", json::array{"yes", "no", "unknown"}}};
    return json::object{
        {"type", "object"},
        {"properties", json::object{{"question", text_schema()}, {"answer", std::move(answer)}}}};
}

}  // namespace waymark::api
