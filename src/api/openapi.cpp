// SPDX-License-Identifier: MIT
#include "api/openapi.hpp"

#include "api/admin_fields.hpp"
#include "api/import_fields.hpp"
#include "api/incident_fields.hpp"
#include "api/reading.hpp"

namespace waymark::api {

namespace {

template <class... T>
json::object components() {
    json::object schemas;
    ((schemas[Fields<T>::name] = component<T>()), ...);
    return schemas;
}

json::object all_components() {
    namespace i = incidents;
    namespace p = people;
    namespace s = sharing;
    auto schemas = components<
        i::Incident,
        i::Edit,
        i::Note,
        i::Mhri,
        i::Thrive,
        i::RightCare,
        i::Marker,
        i::MarkerSet,
        i::Prompt,
        i::Involvement,
        i::Involved,
        i::KeptChange,
        i::StageTime,
        i::Following,
        i::Whole,
        i::Report,
        i::Ending,
        i::EarlierIncident,
        i::RepeatCount,
        i::Repeats,
        i::Page,
        p::Person,
        p::PersonName,
        p::PersonAddress,
        p::PersonPhone,
        p::PersonIdentifier,
        p::PersonSummary,
        NewPerson,
        PersonSearch,
        s::Area,
        s::Agency,
        s::User,
        NewUser,
        s::Session,
        SignInForm,
        PasswordForm,
        TotpForm,
        SetUpForm,
        codes::Code,
        ShareForm,
        s::SavedView,
        s::AuditEntry,
        s::TrailLine,
        s::Change,
        s::FeedPage,
        s::FeedPage::Line,
        Reason,
        exchange::Finding,
        exchange::UnknownCode,
        exchange::ImportReport,
        exchange::Batch,
        exchange::UndoReport>();
    schemas["Problem"] = json::object{
        {"type", "object"},
        {"properties",
         json::object{
             {"type", json::object{{"type", "string"}}},
             {"code", json::object{{"type", "string"}}},
             {"title", json::object{{"type", "string"}}},
             {"status", json::object{{"type", "integer"}}},
             {"fields",
              json::object{
                  {"type", "array"},
                  {"items",
                   json::object{
                       {"type", "object"},
                       {"properties",
                        json::object{
                            {"field", json::object{{"type", "string"}}},
                            {"code", json::object{{"type", "string"}}},
                            {"message", json::object{{"type", "string"}}}}}}}}}}},
    };
    return schemas;
}

json::object content(std::string_view type, std::string_view schema) {
    return {
        {std::string{type},
         json::object{
             {"schema", json::object{{"$ref", "#/components/schemas/" + std::string{schema}}}}}}};
}

json::object operation(const Route& route) {
    json::object made{{"summary", route.summary}};
    std::string id{route.method};
    for (const char c : route.path)
        id += c == '/' || c == '-' || c == '.' ? '_' : c == '{' || c == '}' ? '_' : c;
    made["operationId"] = id;
    json::array parameters;
    for (std::size_t from = route.path.find('{'); from != std::string_view::npos;
         from = route.path.find('{', from + 1))
        parameters.push_back(json::object{
            {"name", route.path.substr(from + 1, route.path.find('}', from) - from - 1)},
            {"in", "path"},
            {"required", true},
            {"schema", json::object{{"type", "string"}}}});
    if (!parameters.empty()) made["parameters"] = std::move(parameters);
    if (!route.body.empty())
        made["requestBody"] =
            json::object{{"required", true}, {"content", content("application/json", route.body)}};
    json::object good{{"description", "Done"}};
    if (!route.answer.empty()) good["content"] = content("application/json", route.answer);
    made["responses"] = json::object{
        {"2XX", std::move(good)},
        {"default",
         json::object{
             {"description", "A problem"},
             {"content", content("application/problem+json", "Problem")}}}};
    if (route.mode == Mode::open) made["security"] = json::array{};
    if (route.needs) made["x-permission"] = word_for(*route.needs);
    return made;
}

std::string lower(std::string_view method) {
    std::string text{method};
    for (char& c : text)
        c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace

json::value openapi(const std::vector<Route>& routes) {
    json::object paths;
    for (const auto& route : routes) {
        auto& path = paths["/api/v1" + std::string{route.path}];
        if (!path.is_object()) path = json::object{};
        path.as_object()[lower(route.method)] = operation(route);
    }
    json::object security{
        {"session",
         json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "__Host-waymark"}}}};
    json::array needed;
    needed.push_back(json::object{{"session", json::array{}}});
    return json::object{
        {"openapi", "3.1.0"},
        {"info", json::object{{"title", "Waymark"}, {"version", "1"}}},
        {"paths", std::move(paths)},
        {"components",
         json::object{{"schemas", all_components()}, {"securitySchemes", std::move(security)}}},
        {"security", std::move(needed)},
    };
}

}  // namespace waymark::api
