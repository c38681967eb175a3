// SPDX-License-Identifier: MIT
#include "exchange/row_reader.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace waymark::exchange {

namespace {

using Trouble = ReadMoment::Trouble;

constexpr std::size_t key_length_max = 200;
constexpr auto future_allowed = std::chrono::minutes{5};
constexpr auto age_max = std::chrono::days{365 * 60};

void note_clock(ReadRow& read, const ReadMoment& moment) {
    if (moment.trouble == Trouble::not_there) read.rules.emplace_back("clock_change_gap");
    if (moment.trouble == Trouble::twice) read.rules.emplace_back("clock_change_twice");
}

bool is_midnight(const LocalTime& local) {
    return local.hour == 0 && local.minute == 0 && local.second == 0;
}

std::optional<double> read_degrees(const std::string& text) {
    const auto trimmed = trim(text);
    double value = 0;
    const auto [end, wrong] =
        std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), value);
    if (wrong != std::errc{} || end != trimmed.data() + trimmed.size() ||
        !(value > -1000 && value < 1000))
        return std::nullopt;
    return value;
}

}  // namespace

RowReader::RowReader(const Table& table, const Mapping& mapping, const CheckContext& context)
    : mapping_{mapping}, context_{context}, month_first_{mapping.date_order == "mdy"} {
    for (const auto& [target, column] : mapping.columns) {
        const auto found = std::find(table.columns.begin(), table.columns.end(), column);
        columns_.emplace(target, static_cast<std::size_t>(found - table.columns.begin()));
    }
}

const std::string& RowReader::cell(std::string_view target) const {
    static const std::string nothing;
    const auto found = columns_.find(target);
    return found == columns_.end() ? nothing : (*row_)[found->second];
}

/// Our code for a word of theirs: what the mapping says, or the same code or label; empty if
/// neither.
std::string RowReader::find_code(const Target& target, const std::string& value) {
    const auto key = std::string{target.name} + " " + value;
    if (const auto known = found_codes_.find(key); known != found_codes_.end())
        return known->second;
    std::string code;
    if (const auto meanings = mapping_.codes.find(target.name); meanings != mapping_.codes.end())
        if (const auto said = meanings->second.find(value);
            said != meanings->second.end() && context_.codes.find(target.list, said->second))
            code = said->second;
    const auto folded = fold(value);
    for (const auto& entry : context_.codes.list(target.list)) {
        if (!code.empty()) break;
        if (fold(entry.code) == folded || fold(entry.label) == folded) code = entry.code;
    }
    found_codes_.emplace(key, code);
    return code;
}

std::string RowReader::code(ReadRow& read, std::string_view name) {
    const Target& target = *find_target(name);
    const std::string value{trim(cell(name))};
    const auto fallback = mapping_.defaults.find(name);
    const std::string otherwise = fallback == mapping_.defaults.end() ? "" : fallback->second;
    if (value.empty()) return otherwise;
    auto found = find_code(target, value);
    if (!found.empty()) return found;
    read.unknown.emplace_back(&target, value);
    if (!target.needed || !otherwise.empty()) read.rules.emplace_back("unknown_code");
    return otherwise;
}

/// That nobody was met stands before how the file closes it. The mapping says what each of its
/// words means; nothing, where somebody was met.
std::string RowReader::unmet_outcome(ReadRow& read) {
    const Target& target = *find_target("unmet_outcome");
    const std::string value{trim(cell(target.name))};
    if (value.empty()) return {};
    if (const auto meanings = mapping_.codes.find(target.name); meanings != mapping_.codes.end())
        if (const auto said = meanings->second.find(value); said != meanings->second.end()) {
            const bool is_known = context_.codes.find(target.list, said->second) != nullptr;
            if (is_known || said->second.empty()) return said->second;
        }
    read.unknown.emplace_back(&target, value);
    read.rules.emplace_back("unknown_code");
    return {};
}

void RowReader::read_received(ReadRow& read) {
    const auto& text = cell("received_at");
    if (trim(text).empty()) return read.rules.emplace_back("missing_received"), void();
    auto moment = read_moment(text, month_first_);
    if (moment.trouble == Trouble::unreadable)
        return read.rules.emplace_back("unreadable_date"), void();
    std::optional<int> seconds;
    if (!trim(cell("received_time")).empty()) seconds = read_time_of_day(cell("received_time"));
    if (const auto& hour = cell("received_hour"); !seconds && !trim(hour).empty())
        if (const auto read_hour = read_degrees(hour);
            read_hour && *read_hour >= 0 && *read_hour < 24)
            seconds = static_cast<int>(*read_hour) * 3600;
    if (seconds) {
        LocalTime local{moment.local.day, *seconds / 3600, *seconds / 60 % 60, *seconds % 60};
        moment = from_wall_clock(local);
    }
    note_clock(read, moment);
    if (moment.at > context_.now + future_allowed) read.rules.emplace_back("future_date");
    if (moment.at < context_.now - age_max) read.rules.emplace_back("ancient_date");
    if (!columns_.contains("received_hour") && is_midnight(moment.local))
        read.rules.emplace_back("received_at_midnight");
    read.incident.incident.received_at = moment.at;
}

void RowReader::read_coordinates(ReadRow& read) {
    const auto& lat_text = cell("lat");
    const auto& lon_text = cell("lon");
    if (trim(lat_text).empty() && trim(lon_text).empty()) return;
    const auto lat = read_degrees(lat_text);
    const auto lon = read_degrees(lon_text);
    if (!lat || !lon || *lat < -90 || *lat > 90 || *lon < -180 || *lon > 180) {
        read.rules.emplace_back("unreadable_coordinates");
    } else if (context_.area && !context_.area->contains(*lat, *lon)) {
        read.rules.emplace_back("coordinates_outside");
    } else {
        read.incident.incident.lat = lat;
        read.incident.incident.lon = lon;
    }
}

void RowReader::read_place(ReadRow& read) {
    auto& incident = read.incident.incident;
    incident.location_text = first_characters(trim(cell("location_text")), 500);
    incident.uprn = digits_of(cell("uprn")).substr(0, 12);
    incident.lsoa = first_characters(trim(cell("lsoa")), 9);
    incident.place_type = code(read, "place_type");
    if (const auto text = trim(cell("postcode")); !text.empty()) {
        if (const auto postcode = normal_postcode(text)) {
            incident.postcode = *postcode;
        } else {
            read.rules.emplace_back("unreadable_postcode");
            incident.location_text +=
                (incident.location_text.empty() ? "" : ", ") + std::string{text};
        }
    }
    read_coordinates(read);
}

void RowReader::read_times(ReadRow& read) {
    static constexpr std::pair<std::string_view, const char*> stages[] = {
        {"dispatch_at", "dispatch"},
        {"arrival_at", "arrival"},
        {"engagement_at", "engagement"},
        {"departure_at", "departure"}};
    auto& incident = read.incident.incident;
    Instant before = incident.received_at;
    const bool received_at_midnight = is_midnight(to_london(incident.received_at));
    const auto take = [&](std::string_view target) -> std::optional<Instant> {
        const auto& text = cell(target);
        if (trim(text).empty()) return std::nullopt;
        const auto moment = read_moment(text, month_first_);
        if (moment.trouble == Trouble::unreadable)
            return read.rules.emplace_back("unreadable_time"), std::nullopt;
        note_clock(read, moment);
        if (is_midnight(moment.local) && !received_at_midnight)
            return read.rules.emplace_back("midnight_placeholder"), std::nullopt;
        if (moment.at < before) return read.rules.emplace_back("time_order"), std::nullopt;
        return moment.at;
    };
    for (const auto& [target, stage] : stages)
        if (const auto at = take(target)) {
            read.incident.times.push_back({stage, *at});
            before = *at;
        }
    incident.closed_at = take("closed_at");
    if (const auto& text = cell("occurred_from_at"); !trim(text).empty()) {
        const auto moment = read_moment(text, month_first_);
        if (moment.trouble == Trouble::unreadable)
            read.rules.emplace_back("unreadable_time");
        else if (moment.at > incident.received_at)
            read.rules.emplace_back("time_order");
        else
            incident.occurred_from_at = moment.at;
    }
}

void RowReader::read_flag(ReadRow& read) {
    const auto flag = fold(cell("mhri"));
    const bool flagged =
        flag == "yes" || flag == "y" || flag == "true" || flag == "1" || flag == "mh";
    const auto fallback = mapping_.defaults.find("mhri");
    const bool by_default =
        flag.empty() && fallback != mapping_.defaults.end() && fallback->second == "yes";
    auto& incident = read.incident.incident;
    incident.is_mhri = flagged || by_default;
    if (flag.empty() && !by_default) return;
    read.incident.mhri.push_back(
        {.belief = incident.is_mhri ? "yes" : "no",
         .limb_a_vulnerability_central = incident.is_mhri,
         .is_mhri = incident.is_mhri,
         .source = "IMPORT",
         .reason = "Flagged so in the imported file."}
    );
}

void RowReader::read_narrative(ReadRow& read) {
    std::string text;
    for (const auto* name : {"narrative", "narrative_2", "narrative_3"})
        if (const auto part = trim(cell(name)); !part.empty())
            text += (text.empty() ? "" : "\n") + std::string{part};
    for (const auto& [target, value] : read.unknown)
        text += (text.empty() ? "" : "\n") + std::string{target->label} + ": " + value;
    if (!text.empty())
        read.incident.notes.push_back({.kind = "narrative", .text = std::move(text)});
}

Outline RowReader::outline(const std::vector<std::string>& row) {
    row_ = &row;
    return {
        first_characters(trim(cell("source_key")), key_length_max),
        read_moment(cell("received_at"), month_first_).at};
}

ReadRow RowReader::read(const std::vector<std::string>& row) {
    row_ = &row;
    ReadRow read;
    if (std::any_of(row.begin(), row.end(), [](const std::string& text) {
            return text.size() > cell_length_max;
        }))
        read.rules.emplace_back("too_long");
    auto& incident = read.incident.incident;
    read_received(read);
    incident.source = code(read, "source");
    incident.opening_category = code(read, "opening_category");
    if (incident.opening_category.empty())
        read.rules.emplace_back(
            trim(cell("opening_category")).empty() ? "missing_category" : "unknown_category"
        );
    incident.grade = code(read, "grade");
    incident.outcome = code(read, "outcome");
    if (auto unmet = unmet_outcome(read); !unmet.empty()) incident.outcome = std::move(unmet);
    incident.status =
        incident.outcome.empty() ? incidents::Status::open : incidents::Status::closed;
    incident.caller_name = first_characters(trim(cell("caller_name")), 200);
    if (const auto phone = trim(cell("caller_phone")); !phone.empty()) {
        if (const auto normal = normal_phone(phone))
            incident.caller_phone = *normal;
        else
            read.rules.emplace_back("unreadable_phone");
    }
    read_place(read);
    read_times(read);
    if (incident.status == incidents::Status::closed && !incident.closed_at)
        incident.closed_at =
            read.incident.times.empty() ? incident.received_at : read.incident.times.back().at;
    for (const auto* list : {"qualifier", "condition", "vulnerability"})
        if (auto found = code(read, list); !found.empty())
            read.incident.markers.push_back({.list = list, .code = std::move(found)});
    read_flag(read);
    read_narrative(read);
    return read;
}

}  // namespace waymark::exchange
