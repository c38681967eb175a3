// SPDX-License-Identifier: MIT
#pragma once

// How reports travel.

#include "api/fields.hpp"
#include "impact/reports.hpp"

#include <variant>

namespace waymark::api {

/// A number, a text, or nothing where nothing was recorded.
using FigureValue = std::variant<std::monostate, double, std::string>;

template <>
struct Codec<FigureValue> {
    static json::value encode(const FigureValue& value) {
        if (const auto* number = std::get_if<double>(&value)) {
            const auto whole = static_cast<std::int64_t>(*number);
            if (static_cast<double>(whole) == *number) return json::value(whole);
            return json::value(*number);
        }
        if (const auto* text = std::get_if<std::string>(&value)) return json::value(*text);
        return json::value(nullptr);
    }
    static json::value schema() {
        return json::object{{"type", json::array{"number", "string", "null"}}};
    }
};

/// A figure with the period it is of, so that it can be lifted out of the report and still be read.
struct MeasureOut {
    std::string figure;
    std::string name;
    std::string title;
    std::string group;
    std::string kind;
    std::string unit;
    FigureValue value{};
    std::optional<std::int64_t> numerator{};
    std::optional<std::int64_t> denominator{};
    Day from{};
    Day to{};
    std::optional<std::vector<double>> interval{};  ///< Wilson 95 %, low and high, in per cent.
    std::optional<double> completeness{};
    std::vector<impact::Percentile> percentiles{};
    std::vector<std::string> flags{};
    std::vector<std::string> notes{};  ///< What each flag says.
    std::string records{};             ///< Where the contacts behind it are listed.
};

struct GroupOut {
    std::string name;
    std::string title;
};

struct ReportOut {
    std::string service;
    std::string title;
    std::string agency;
    Day from{};
    Day to{};
    Instant made_at{};
    std::int64_t contacts = 0;
    std::vector<GroupOut> groups{};
    std::vector<impact::Kpi> kpis;
    std::vector<MeasureOut> measures{};
    std::vector<impact::DataProblem> problems;
};

ReportOut to_send(const impact::ServiceReport& report);

template <>
struct Fields<impact::Percentile> {
    using T = impact::Percentile;
    static constexpr std::string_view name = "Percentile";
    static constexpr auto list = std::tuple{out("part", &T::part), out("value", &T::value)};
};

template <>
struct Fields<impact::DataProblem> {
    using T = impact::DataProblem;
    static constexpr std::string_view name = "DataProblem";
    static constexpr auto list =
        std::tuple{out("source", &T::source), out("says", &T::says), out("count", &T::count)};
};

template <>
struct Fields<MeasureOut> {
    using T = MeasureOut;
    static constexpr std::string_view name = "Measure";
    static constexpr auto list = std::tuple{
        out("figure", &T::figure),
        out("name", &T::name),
        out("title", &T::title),
        out("group", &T::group),
        out("kind", &T::kind),
        out("unit", &T::unit),
        out("value", &T::value),
        out("numerator", &T::numerator),
        out("denominator", &T::denominator),
        out("from", &T::from),
        out("to", &T::to),
        out("interval", &T::interval),
        out("completeness", &T::completeness),
        out("percentiles", &T::percentiles),
        out("flags", &T::flags),
        out("notes", &T::notes),
        out("records", &T::records)};
};

template <>
struct Fields<GroupOut> {
    using T = GroupOut;
    static constexpr std::string_view name = "MeasureGroup";
    static constexpr auto list = std::tuple{out("name", &T::name), out("title", &T::title)};
};

template <>
struct Fields<impact::Kpi> {
    using T = impact::Kpi;
    static constexpr std::string_view name = "Kpi";
    static constexpr auto list = std::tuple{
        out("name", &T::name),
        out("title", &T::title),
        out("target", &T::target),
        out("seen", &T::seen),
        out("applicable", &T::applicable),
        out("reached", &T::reached),
        out("reached_as", &T::reached_as),
        out("achieved", &T::achieved)};
};

template <>
struct Fields<ReportOut> {
    using T = ReportOut;
    static constexpr std::string_view name = "ServiceReport";
    static constexpr auto list = std::tuple{
        out("service", &T::service),
        out("title", &T::title),
        out("agency", &T::agency),
        out("from", &T::from),
        out("to", &T::to),
        out("made_at", &T::made_at),
        out("contacts", &T::contacts),
        out("groups", &T::groups),
        out("kpis", &T::kpis),
        out("measures", &T::measures),
        out("problems", &T::problems)};
};

template <>
struct Fields<impact::RecordLine> {
    using T = impact::RecordLine;
    static constexpr std::string_view name = "ReportRecord";
    static constexpr auto list = std::tuple{
        out("id", &T::id),
        out("is_assessment", &T::is_assessment),
        out("reference", &T::reference),
        out("at", &T::at)};
};

template <>
struct Fields<impact::Records> {
    using T = impact::Records;
    static constexpr std::string_view name = "ReportRecords";
    static constexpr auto list = std::tuple{
        out("title", &T::title),
        out("part", &T::part),
        out("count", &T::count),
        out("lines", &T::lines)};
};

template <>
struct Fields<impact::Fact> {
    using T = impact::Fact;
    static constexpr std::string_view name = "MeasureFact";
    static constexpr auto list = std::tuple{out("name", &T::name), out("meaning", &T::meaning)};
};

template <>
struct Fields<impact::Measure> {
    using T = impact::Measure;
    static constexpr std::string_view name = "MeasureDefinition";
    static constexpr auto list = std::tuple{
        out("name", &T::name),
        out("title", &T::title),
        out("figure", &T::figure),
        out("kind", &T::kind),
        out("unit", &T::unit),
        out("numerator", &T::says_numerator),
        out("denominator", &T::says_denominator),
        out("of", &T::of),
        out("decimals", &T::decimals)};
};

template <>
struct Fields<impact::Measures> {
    using T = impact::Measures;
    static constexpr std::string_view name = "MeasureDefinitions";
    static constexpr auto list = std::tuple{
        out("source", &T::source),
        out("contacts", &T::contacts),
        out("rounding", &T::rounding),
        out("facts", &T::facts),
        out("measures", &T::measures)};
};

}  // namespace waymark::api
