// SPDX-License-Identifier: MIT
#include "exchange/mapping.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <set>

namespace waymark::exchange {

namespace {

namespace json = boost::json;
using enum TargetKind;

constexpr Target all_targets[] = {
    {"source_key",
     "Their own number",
     text,
     "",
     false,
     "id case no number incident number log reference ref event number"},
    {"received_at",
     "Received: date, or date and time",
     moment,
     "",
     true,
     "received reported request created call date time date date time date time received"},
    {"received_time",
     "Received: time of day, where it has a column of its own",
     text,
     "",
     false,
     "time received time call time"},
    {"received_hour", "Received: hour of the day", number, "", false, "hour event hour"},
    {"occurred_from_at", "Began", moment, "", false, "occurred from start began"},
    {"source", "How it came in", code, "incident_source", false, "source method origin channel"},
    {"opening_category",
     "Opening category",
     code,
     "opening_category",
     true,
     "category type nature event type incident reason class opening code reason for dispatch 1"},
    {"location_text", "Address or place", text, "", false, "location address street place city"},
    {"place_type", "Kind of place", code, "place_type", false, "place type premises location type"},
    {"postcode", "Postcode", text, "", false, "postcode post code"},
    {"uprn", "UPRN", text, "", false, "uprn"},
    {"lat", "Latitude", number, "", false, "lat latitude"},
    {"lon", "Longitude", number, "", false, "lon long longitude lng"},
    {"lsoa", "LSOA", text, "", false, "lsoa"},
    {"caller_phone", "Caller's telephone", text, "", false, "phone telephone caller number"},
    {"caller_name", "Caller's name", text, "", false, "caller caller name"},
    {"mhri",
     "Flagged mental-health related",
     yes_no,
     "",
     false,
     "mhri mental health mh flag mh coded mental health flag"},
    {"qualifier", "Qualifier", code, "qualifier", false, "qualifier tag"},
    {"condition", "Condition", code, "condition", false, "condition diagnosis"},
    {"vulnerability", "Vulnerability", code, "vulnerability", false, "vulnerability"},
    {"grade", "Response grade", code, "response_grade", false, "grade priority response"},
    {"narrative",
     "Narrative",
     text,
     "",
     false,
     "narrative comments description summary remarks notes text"},
    {"narrative_2", "Narrative, second column", text, "", false, "reason for dispatch 2"},
    {"narrative_3", "Narrative, third column", text, "", false, "reason for dispatch 3"},
    {"dispatch_at", "Dispatched", moment, "", false, "dispatch dispatched dispatch date time"},
    {"arrival_at",
     "Arrived at scene",
     moment,
     "",
     false,
     "arrival arrived on scene arrival on scene date time"},
    {"engagement_at",
     "Met the person",
     moment,
     "",
     false,
     "engagement engagement with client date time"},
    {"departure_at",
     "Left the scene",
     moment,
     "",
     false,
     "departure cleared departed mcit departure date time"},
    {"outcome",
     "Outcome",
     code,
     "incident_outcome",
     false,
     "outcome disposition result status closing code"},
    {"unmet_outcome",
     "How it ended where nobody was met",
     code,
     "incident_outcome",
     false,
     "end point"},
    {"closed_at", "Closed", moment, "", false, "closed closed at"},
};

void read_texts(
    const json::value& value, const std::string& at, std::vector<FieldProblem>& wrong, Texts& into
) {
    const auto* object = value.if_object();
    if (!object) {
        wrong.push_back({at, "type", "Give an object of texts."});
        return;
    }
    for (const auto& [name, held] : *object) {
        if (const auto* text_held = held.if_string())
            into[std::string{name}] = std::string{*text_held};
        else
            wrong.push_back({at + "/" + std::string{name}, "type", "Give text."});
    }
}

void check_targets(const std::string& at, const Texts& texts, std::vector<FieldProblem>& wrong) {
    for (const auto& [name, unused] : texts)
        if (!find_target(name))
            wrong.push_back(
                {std::string{at}.append("/").append(name),
                 "unknown",
                 "There is no field of this name."}
            );
}

/// How well a heading fits a target: shared words, more for sharing all of them.
std::size_t fit(const Target& target, const std::string& heading) {
    const auto folded = fold(heading);
    if (folded.empty()) return 0;
    if (folded == fold(target.name) || folded == fold(target.label)) return 100;
    const std::string known = " " + std::string{target.words} + " ";
    if (known.find(" " + folded + " ") != std::string::npos) return 50 + folded.size();
    std::size_t score = 0;
    for (const auto word : words_of(folded))
        if (word.size() > 2 && known.find(" " + std::string{word} + " ") != std::string::npos)
            score += 3;
    return score;
}

}  // namespace

std::span<const Target> targets() {
    return all_targets;
}

const Target* find_target(std::string_view name) {
    for (const auto& target : all_targets)
        if (target.name == name) return &target;
    return nullptr;
}

Result<Mapping> read_mapping(const json::value& value) {
    const auto* object = value.if_object();
    if (!object) return malformed("mapping.type", "A mapping is a JSON object.");
    Mapping mapping;
    std::vector<FieldProblem> wrong;
    for (const auto& [key, held] : *object) {
        if (key == "columns") {
            read_texts(held, "/columns", wrong, mapping.columns);
        } else if (key == "defaults") {
            read_texts(held, "/defaults", wrong, mapping.defaults);
        } else if (key == "codes" && held.is_object()) {
            for (const auto& [target, meanings] : held.get_object())
                read_texts(
                    meanings,
                    "/codes/" + std::string{target},
                    wrong,
                    mapping.codes[std::string{target}]
                );
        } else if (key == "date_order" && (held == "dmy" || held == "mdy")) {
            mapping.date_order = std::string{held.get_string()};
        } else if (key != "name") {
            wrong.push_back(
                {"/" + std::string{key},
                 "unknown",
                 "A mapping has columns, codes, defaults and date_order (dmy or mdy)."}
            );
        }
    }
    check_targets("/columns", mapping.columns, wrong);
    check_targets("/defaults", mapping.defaults, wrong);
    for (const auto& [target, meanings] : mapping.codes)
        check_targets("/codes", {{target, ""}}, wrong);
    std::erase_if(mapping.columns, [](const auto& pair) { return pair.second.empty(); });
    if (!wrong.empty()) return invalid("mapping.invalid", "The mapping cannot be used.", wrong);
    return mapping;
}

json::value to_json(const Mapping& mapping) {
    const auto texts = [](const Texts& from) {
        json::object object;
        for (const auto& [name, held] : from)
            object[name] = held;
        return object;
    };
    json::object codes;
    for (const auto& [target, meanings] : mapping.codes)
        codes[target] = texts(meanings);
    return json::object{
        {"columns", texts(mapping.columns)},
        {"codes", std::move(codes)},
        {"defaults", texts(mapping.defaults)},
        {"date_order", mapping.date_order}};
}

Mapping suggest_mapping(const Table& table) {
    struct Guess {
        std::size_t score;
        const Target* target;
        const std::string* column;
    };
    std::vector<Guess> guesses;
    for (const auto& target : all_targets)
        for (const auto& column : table.columns)
            if (const auto score = fit(target, column); score > 0)
                guesses.push_back({score, &target, &column});
    std::stable_sort(guesses.begin(), guesses.end(), [](const Guess& a, const Guess& b) {
        return a.score > b.score;
    });
    Mapping mapping;
    std::set<std::string> used;
    for (const auto& guess : guesses) {
        const std::string name{guess.target->name};
        if (mapping.columns.contains(name) || used.contains(*guess.column)) continue;
        mapping.columns[name] = *guess.column;
        used.insert(*guess.column);
    }
    mapping.defaults["source"] = "other";
    mapping.defaults["place_type"] = "unknown";
    return mapping;
}

}  // namespace waymark::exchange
