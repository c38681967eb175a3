// SPDX-License-Identifier: MIT
#include "incidents/incident.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace waymark::incidents {

namespace {

constexpr auto future_allowed = std::chrono::minutes{5};  // Clocks of two systems differ.
constexpr auto age_max = std::chrono::days{365 * 60};

/// Applies one edit field by field, gathering what is wrong and what changed.
class Editor {
public:
    Editor(const Incident& incident, const codes::CodeBook& codes, Instant now)
        : edited_{incident, {}}, codes_{codes}, now_{now} {}

    void text(
        const char* field,
        std::string Incident::*member,
        const std::optional<std::string>& wanted,
        std::size_t max
    ) {
        if (!wanted) return;
        const std::string clean{trim(*wanted)};
        if (length_of(clean) > max)
            return refuse(field, "too_long", fmt::format("Use {} characters or fewer.", max));
        set(field, member, clean);
    }

    /// A code of `list` that could be chosen on the day the incident came in.
    void code(
        const char* field,
        std::string Incident::*member,
        const std::optional<std::string>& wanted,
        const char* list
    ) {
        if (!wanted) return;
        const auto day = to_london(edited_.incident.received_at).day;
        if (!wanted->empty() && !codes_.has(list, *wanted, day))
            return refuse(field, "unknown_code", "Choose one from the list.");
        set(field, member, *wanted);
    }

    void postcode(const std::optional<std::string>& wanted) {
        if (!wanted) return;
        if (trim(*wanted).empty()) return set("postcode", &Incident::postcode, "");
        const auto normal = normal_postcode(*wanted);
        if (!normal) return refuse("postcode", "shape", "Enter a UK postcode, like CV1 2AB.");
        set("postcode", &Incident::postcode, *normal);
    }

    void uprn(const std::optional<std::string>& wanted) {
        if (!wanted) return;
        if (wanted->size() > 12 || digits_of(*wanted) != *wanted)
            return refuse("uprn", "shape", "A UPRN has up to 12 digits.");
        set("uprn", &Incident::uprn, *wanted);
    }

    void phone(const std::optional<std::string>& wanted) {
        if (!wanted) return;
        if (trim(*wanted).empty()) return set("caller_phone", &Incident::caller_phone, "");
        const auto normal = normal_phone(*wanted);
        if (!normal)
            return refuse("caller_phone", "shape", "Enter a telephone number, like 07700 900123.");
        set("caller_phone", &Incident::caller_phone, *normal);
    }

    void lsoa(const std::optional<std::string>& wanted) {
        if (!wanted) return;
        const bool shaped = wanted->size() == 9 &&
                            (wanted->starts_with("E01") || wanted->starts_with("W01")) &&
                            digits_of(wanted->substr(1)).size() == 8;
        if (!wanted->empty() && !shaped)
            return refuse("lsoa", "shape", "Enter an LSOA code, like E01009642.");
        set("lsoa", &Incident::lsoa, *wanted);
    }

    void coordinates(const std::optional<double>& lat, const std::optional<double>& lon) {
        if (!lat && !lon) return;
        auto& incident = edited_.incident;
        const auto wanted_lat = lat ? lat : incident.lat;
        const auto wanted_lon = lon ? lon : incident.lon;
        if (!wanted_lat || !wanted_lon)
            return refuse(
                lat ? "lon" : "lat", "required", "Give both the latitude and the longitude."
            );
        if (!(*wanted_lat >= -90 && *wanted_lat <= 90))
            return refuse("lat", "range", "A latitude lies between -90 and 90.");
        if (!(*wanted_lon >= -180 && *wanted_lon <= 180))
            return refuse("lon", "range", "A longitude lies between -180 and 180.");
        note(
            "lat",
            incident.lat ? fmt::format("{}", *incident.lat) : "",
            fmt::format("{}", *wanted_lat)
        );
        note(
            "lon",
            incident.lon ? fmt::format("{}", *incident.lon) : "",
            fmt::format("{}", *wanted_lon)
        );
        incident.lat = wanted_lat;
        incident.lon = wanted_lon;
    }

    void received(const std::optional<Instant>& wanted) {
        if (!wanted) return;
        if (!is_believable("received_at", *wanted)) return;
        note("received_at", to_iso8601(edited_.incident.received_at), to_iso8601(*wanted));
        edited_.incident.received_at = *wanted;
    }

    void occurred(const std::optional<Instant>& wanted) {
        if (!wanted) return;
        if (!is_believable("occurred_from_at", *wanted)) return;
        if (*wanted > edited_.incident.received_at + future_allowed)
            return refuse(
                "occurred_from_at", "order", "It cannot have begun after it was reported."
            );
        const auto& before = edited_.incident.occurred_from_at;
        note("occurred_from_at", before ? to_iso8601(*before) : "", to_iso8601(*wanted));
        edited_.incident.occurred_from_at = *wanted;
    }

    void need_reason(const std::string& reason) {
        if (edited_.incident.status == Status::open && !edited_.changes.empty() &&
            trim(reason).empty())
            refuse("reason", "required", "Say why you are changing a recorded incident.");
    }

    Result<Edited> finish() {
        if (!wrong_.empty())
            return invalid("incident.invalid", "Some of this cannot be saved.", wrong_);
        return std::move(edited_);
    }

private:
    void refuse(const char* field, const char* code, std::string message) {
        wrong_.push_back({std::string{"/"} + field, code, std::move(message)});
    }

    void note(const char* field, std::string before, std::string after) {
        if (before != after)
            edited_.changes.push_back({field, std::move(before), std::move(after)});
    }

    void set(const char* field, std::string Incident::*member, const std::string& wanted) {
        auto& held = edited_.incident.*member;
        note(field, held, wanted);
        held = wanted;
    }

    bool is_believable(const char* field, Instant at) {
        if (at > now_ + future_allowed) {
            refuse(field, "future", "This time is in the future.");
            return false;
        }
        if (at < now_ - age_max) {
            refuse(field, "ancient", "Check the year: this is more than 60 years ago.");
            return false;
        }
        return true;
    }

    Edited edited_;
    const codes::CodeBook& codes_;
    Instant now_;
    std::vector<FieldProblem> wrong_;
};

}  // namespace

Result<Edited> edit(
    const Incident& incident, const Edit& wanted, const codes::CodeBook& codes, Instant now
) {
    if (incident.status == Status::closed)
        return conflict("incident.closed", "This incident is closed. Reopen it to change it.");
    Editor editor{incident, codes, now};
    editor.received(wanted.received_at);  // First: the lists are read as they stood on that day.
    editor.occurred(wanted.occurred_from_at);
    editor.code("source", &Incident::source, wanted.source, "incident_source");
    editor.text("caller_name", &Incident::caller_name, wanted.caller_name, short_text_max);
    editor.phone(wanted.caller_phone);
    editor.code(
        "caller_relation", &Incident::caller_relation, wanted.caller_relation, "caller_relation"
    );
    editor.text("location_text", &Incident::location_text, wanted.location_text, location_text_max);
    editor.uprn(wanted.uprn);
    editor.postcode(wanted.postcode);
    editor.coordinates(wanted.lat, wanted.lon);
    editor.lsoa(wanted.lsoa);
    editor.code("place_type", &Incident::place_type, wanted.place_type, "place_type");
    editor.code(
        "opening_category", &Incident::opening_category, wanted.opening_category, "opening_category"
    );
    editor.need_reason(wanted.reason);
    return editor.finish();
}

Result<Incident> record(Incident draft, bool has_narrative) {
    if (draft.status != Status::draft)
        return conflict("incident.already_recorded", "This incident is already recorded.");
    std::vector<FieldProblem> wrong;
    const auto need = [&](bool present, const char* field, const char* message) {
        if (!present) wrong.push_back({field, "required", message});
    };
    need(!draft.source.empty(), "/source", "Choose how the report came in.");
    need(
        !draft.location_text.empty() || !draft.postcode.empty() || draft.lat.has_value(),
        "/location_text",
        "Enter where it is happening."
    );
    need(!draft.place_type.empty(), "/place_type", "Choose what kind of place it is.");
    need(!draft.opening_category.empty(), "/opening_category", "Choose an opening category.");
    need(has_narrative, "/narrative", "Write what was reported.");
    if (!wrong.empty())
        return invalid("incident.incomplete", "This incident cannot be recorded yet.", wrong);
    draft.status = Status::open;
    return draft;
}

Result<Incident> close(
    Incident open, const std::string& outcome, const codes::CodeBook& codes, Instant now
) {
    if (open.status == Status::draft)
        return conflict("incident.not_recorded", "Record this incident before you close it.");
    if (open.status == Status::closed)
        return conflict("incident.already_closed", "This incident is already closed.");
    if (!codes.has("incident_outcome", outcome, to_london(now).day))
        return invalid(
            "incident.outcome",
            "Choose how the incident ended.",
            {{"/outcome",
              outcome.empty() ? "required" : "unknown_code",
              "Choose an outcome from the list."}}
        );
    open.status = Status::closed;
    open.outcome = outcome;
    open.closed_at = now;
    return open;
}

Result<Incident> reopen(Incident closed, const std::string& reason) {
    if (closed.status != Status::closed)
        return conflict("incident.not_closed", "This incident is not closed.");
    if (trim(reason).empty())
        return invalid(
            "incident.reopen_reason",
            "Say why the incident is opened again.",
            {{"/reason", "required", "Say why the incident is opened again."}}
        );
    closed.status = Status::open;
    closed.outcome.clear();
    closed.closed_at.reset();
    return closed;
}

std::string phone_key(const std::string& phone) {
    return normal_phone(phone).value_or(digits_of(phone));
}

}  // namespace waymark::incidents
