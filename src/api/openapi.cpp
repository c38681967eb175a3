// SPDX-License-Identifier: MIT
#include "api/openapi.hpp"

#include "api/admin_fields.hpp"
#include "api/assessment_fields.hpp"
#include "api/detention_fields.hpp"
#include "api/import_fields.hpp"
#include "api/incident_fields.hpp"
#include "api/place_fields.hpp"
#include "api/reading.hpp"
#include "api/report_fields.hpp"
#include "api/return_fields.hpp"
#include "api/service_fields.hpp"
#include "api/triage_fields.hpp"
#include "base/text.hpp"

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
    namespace d = detentions;
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
        triage::Asked,
        triage::Request,
        triage::Place,
        triage::Step,
        triage::StepForm,
        triage::TimeCorrection,
        triage::Course,
        triage::Waiting,
        triage::Unit,
        triage::Desk,
        UnitStatusForm,
        triage::FormField,
        triage::FormSection,
        triage::Form,
        triage::Assessment,
        triage::Answer,
        triage::Withdrawal,
        triage::WithdrawalForm,
        triage::Referral,
        triage::Outcome,
        triage::WholeAssessment,
        triage::BeginForm,
        triage::AnswerForm,
        triage::ReferralForm,
        triage::ReferralStepForm,
        triage::OutcomeForm,
        FieldProblem,
        d::Start,
        d::EntryForm,
        d::Entry,
        d::Detention,
        d::Standing,
        d::Leg,
        d::Rule,
        d::Finding,
        d::Judged,
        d::Whole,
        d::Consideration,
        d::OfIncident,
        d::TimeCorrection,
        triage::Hours,
        triage::ClinicalContact,
        triage::Service,
        triage::Member,
        triage::Duty,
        triage::Shift,
        triage::ServiceBook,
        triage::Colleague,
        triage::CallBack,
        CallBackResult,
        d::Place,
        d::Word,
        d::Refusals,
        d::OnBoard,
        ledger::Spell,
        ledger::Minutes,
        ledger::Ledger,
        ledger::Delay,
        ledger::PoliceTime,
        ReturnKind,
        returns::Period,
        returns::Version,
        ReturnBook,
        returns::MakeForm,
        returns::TableRow,
        returns::CrossTable,
        returns::Missing,
        returns::ChangedField,
        ReturnChange,
        ReturnOut,
        impact::Percentile,
        impact::DataProblem,
        impact::Kpi,
        impact::RecordLine,
        impact::Records,
        impact::Fact,
        impact::Measure,
        impact::Measures,
        MeasureOut,
        GroupOut,
        ReportOut,
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

/// What a route answers with, as `Route::answer` writes it.
json::object schema_of(std::string_view written) {
    if (written.ends_with("{}"))
        return {
            {"type", "object"},
            {"additionalProperties", schema_of(written.substr(0, written.size() - 2))}};
    if (written.ends_with("[]"))
        return {{"type", "array"}, {"items", schema_of(written.substr(0, written.size() - 2))}};
    if (written == upload) return {{"type", "string"}, {"format", "binary"}};
    return {{"$ref", "#/components/schemas/" + std::string{written}}};
}

json::object content(std::string_view type, std::string_view schema) {
    return {{std::string{type}, json::object{{"schema", schema_of(schema)}}}};
}

/// What an address may ask with, and what it means. One meaning for a name, whatever the route.
constexpr std::pair<std::string_view, std::string_view> query_names[] = {
    {"after", "Go on after this: what the page before gave as next"},
    {"batch", "Of this import"},
    {"dry_run", "yes (unless told) to check only, no to store"},
    {"format", "csv or xlsx; for a report also text, ods or html"},
    {"from", "The first day, like 2026-03-14"},
    {"grade", "A code of the list response_grade"},
    {"limit", "How many at a time, 1 to 200"},
    {"mapping", "The name of a mapping that was kept"},
    {"measure", "The name of a figure of the report"},
    {"mhri", "yes or no: mental-health related incidents, or others"},
    {"name", "What the file is called"},
    {"object", "The id of one record"},
    {"on", "A day, like 2026-03-14"},
    {"opening_category", "A code of the list opening_category"},
    {"outcome", "A code of the list incident_outcome"},
    {"page", "The page the views are of: incidents"},
    {"part", "numerator, denominator or rest"},
    {"place_type", "A code of the list place_type"},
    {"search", "A reference, log number, postcode, telephone, or the beginning of a place"},
    {"since", "A position the feed has given; nothing for the beginning"},
    {"source", "A code of the list incident_source"},
    {"status", "draft, open or closed"},
    {"to", "The last day"},
};

json::object parameter(
    std::string_view name, std::string_view in, bool required, std::string_view description
) {
    json::object made{
        {"name", name},
        {"in", in},
        {"required", required},
        {"schema", json::object{{"type", "string"}}}};
    if (!description.empty()) made["description"] = description;
    return made;
}

json::array parameters_of(const Route& route) {
    json::array parameters;
    for (std::size_t from = route.path.find('{'); from != std::string_view::npos;
         from = route.path.find('{', from + 1))
        parameters.push_back(parameter(
            route.path.substr(from + 1, route.path.find('}', from) - from - 1), "path", true, ""
        ));
    for (auto names = route.query; !names.empty();) {
        const auto name = take_until(names, ' ');
        for (const auto& [known, description] : query_names)
            if (known == name) parameters.push_back(parameter(name, "query", false, description));
    }
    if (route.mode == Mode::change)
        parameters.push_back(parameter(
            "Idempotency-Key",
            "header",
            false,
            "Of your making, up to 100 plain characters: the same key again gives the same answer, "
            "and is done once"
        ));
    if (route.trait == Trait::needs_revision)
        parameters.push_back(parameter(
            "If-Match",
            "header",
            true,
            "The revision you are changing, in quotation marks, as ETag gave it"
        ));
    return parameters;
}

json::object operation(const Route& route) {
    json::object made{{"summary", route.summary}};
    std::string id{route.method};
    for (const char c : route.path)
        id += c == '/' || c == '-' || c == '.' ? '_' : c == '{' || c == '}' ? '_' : c;
    made["operationId"] = id;
    if (auto parameters = parameters_of(route); !parameters.empty())
        made["parameters"] = std::move(parameters);
    if (!route.body.empty()) {
        const auto type = route.body == upload ? "application/octet-stream" : "application/json";
        made["requestBody"] =
            json::object{{"required", true}, {"content", content(type, route.body)}};
    }
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
