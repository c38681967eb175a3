// SPDX-License-Identifier: MIT
#include "exchange/imports.hpp"
#include "exchange/moment.hpp"
#include "sharing/founding.hpp"
#include "support/partnership.hpp"

#include <doctest/doctest.h>
#include <xlsxwriter.h>

#include <fstream>
#include <iterator>
#include <map>

namespace waymark::exchange {

namespace {

using testing::at;
using testing::Partnership;

const Instant noon = testing::noon;

std::string shown(const char* text, bool month_first = false) {
    const auto read = read_moment(text, month_first);
    return read.trouble == ReadMoment::Trouble::unreadable ? "unreadable"
                                                           : to_iso8601(read.at).substr(0, 19);
}

/// Our own small invented extract, dirty in every way that the report has a rule for.
constexpr const char* dirty =
    "Log No;Received;Type;Place;Postcode;Lat;Lon;Dispatched;Arrived;Phone;Notes;Result\r\n"
    "A1;14/03/2026 09:00;Concern for safety;1 Ash Road;cv1 2ab;52.4;-1.5;14/03/2026 "
    "09:05;14/03/2026 09:20;07700 900001;\"Says \"\"help\"\"; twice\";Taken or returned home\r\n"
    "A2;;Alarm;2 Ash Road;;;;;;;;\r\n"
    "A3;31/02/2026;Alarm;;;;;;;;;\r\n"
    "A4;14/03/2030 09:00;Alarm;;;;;;;;;\r\n"
    "A5;14/03/1901 09:00;Alarm;;;;;;;;;\r\n"
    "A6;13/03/2026 10:00;;;;;;;;;;\r\n"
    "A7;13/03/2026 10:00;Dragon;;;;;;;;;\r\n"
    "A1;14/03/2026 11:00;Alarm;;;;;;;;;\r\n"
    "A8;13/03/2026 10:00;alarm;3 Ash Road;nowhere;10;10;13/03/2026 09:00;13/03/2026 "
    "00:00;12;;Vanished\r\n"
    "A9;29/03/2025 01:30;ALARM;;;x;y;;soon;;;\r\n"
    "A10;30/03/2025 01:30;ALARM;;;;;;;;;\r\n"
    "A11;26/10/2025 01:30;ALARM;;;;;;;;;\r\n"
    "A12;13/03/2026;ALARM;;;;;;;;;\r\n";

Mapping dirty_mapping() {
    Mapping mapping;
    mapping.columns = {
        {"source_key", "Log No"},
        {"received_at", "Received"},
        {"opening_category", "Type"},
        {"location_text", "Place"},
        {"postcode", "Postcode"},
        {"lat", "Lat"},
        {"lon", "Lon"},
        {"dispatch_at", "Dispatched"},
        {"arrival_at", "Arrived"},
        {"caller_phone", "Phone"},
        {"narrative", "Notes"},
        {"outcome", "Result"}};
    mapping.defaults = {{"source", "other"}, {"place_type", "unknown"}};
    return mapping;
}

void keep_mapping(Partnership& them) {
    const std::string mapping =
        R"({"name":"ours","mapping":)" + boost::json::serialize(to_json(dirty_mapping())) + "}";
    REQUIRE(them.call("analyst", "PUT", "/import-mappings", mapping).status == 200);
}

api::Response send_dirty(Partnership& them, const char* dry) {
    return them.call(
        "analyst",
        "POST",
        std::string{"/imports?mapping=ours&name=dirty.csv&dry_run="} + dry,
        dirty,
        {{"content-type", "application/octet-stream"}}
    );
}

Checked check_dirty(const std::string& text) {
    const codes::CodeBook book{codes::shipped_codes()};
    const auto table = read_table(text);
    REQUIRE(table);
    auto checked =
        check(*table, dirty_mapping(), {book, sharing::Area{52.3, 52.5, -1.7, -1.35}, noon});
    REQUIRE(checked);
    return std::move(*checked);
}

std::map<std::string, std::int64_t> counts(const Checked& checked) {
    std::map<std::string, std::int64_t> found;
    for (const auto& finding : checked.findings)
        found[finding.rule] = finding.count;
    return found;
}

std::string an_xlsx() {
    testing::ScratchFolder folder;
    const auto path = folder.path() + "/small.xlsx";
    lxw_workbook* book = workbook_new(path.c_str());
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Extract");
    lxw_format* dates = workbook_add_format(book);
    format_set_num_format(dates, "dd/mm/yyyy hh:mm");
    const char* heading[] = {"Log No", "Received", "Type", "Place"};
    for (lxw_col_t i = 0; i < 4; ++i)
        worksheet_write_string(sheet, 0, i, heading[i], nullptr);
    lxw_datetime when{2026, 3, 14, 9, 30, 0};
    worksheet_write_string(sheet, 1, 0, "X1", nullptr);
    worksheet_write_datetime(sheet, 1, 1, &when, dates);
    worksheet_write_string(sheet, 1, 2, "Alarm", nullptr);
    worksheet_write_string(sheet, 1, 3, "Café Ün", nullptr);
    workbook_close(book);
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("dates are read as forces write them") {
    CHECK(shown("14/03/2026 21:07") == "2026-03-14T21:07:00");
    CHECK(shown("14/07/2026 21:07") == "2026-07-14T20:07:00");
    CHECK(shown("2026-03-14 21:07:09") == "2026-03-14T21:07:09");
    CHECK(shown("2026-07-14T21:07:09Z") == "2026-07-14T21:07:09");
    CHECK(shown("14 March 2026") == "2026-03-14T00:00:00");
    CHECK(shown("14-Mar-26 9:07 PM") == "2026-03-14T21:07:00");
    CHECK(shown("March 14, 2026 21.07") == "2026-03-14T21:07:00");
    CHECK(shown("3/14/2026 9:07 AM", true) == "2026-03-14T09:07:00");
    for (const char* bad :
         {"",
          "soon",
          "31/02/2026",
          "14/13/2026",
          "14/03/2026 25:00",
          "14/03/2026 9:07 XM",
          "14/03",
          "99"}) {
        CAPTURE(bad);
        CHECK(shown(bad) == "unreadable");
    }
}

TEST_CASE("every rule of the report finds its rows, and rows in are rows kept and rows refused") {
    const auto checked = check_dirty(dirty);
    CHECK(checked.rows_read == 13);
    CHECK(checked.ready.size() + checked.refusals.size() == 13);
    const std::map<std::string, std::int64_t> expected = {
        {"missing_received", 1},
        {"unreadable_date", 1},
        {"future_date", 1},
        {"ancient_date", 1},
        {"missing_category", 1},
        {"unknown_category", 1},
        {"duplicate_key", 1},
        {"unknown_code", 1},
        {"midnight_placeholder", 1},
        {"time_order", 1},
        {"unreadable_time", 1},
        {"clock_change_gap", 1},
        {"clock_change_twice", 1},
        {"coordinates_outside", 1},
        {"unreadable_coordinates", 1},
        {"unreadable_postcode", 1},
        {"unreadable_phone", 1},
        {"received_at_midnight", 1}};
    auto found = counts(checked);
    found.erase("received_at_midnight"
    );  // Rows without a day are at the epoch; only A12 matters below.
    auto wanted = expected;
    wanted.erase("received_at_midnight");
    CHECK(found == wanted);
    REQUIRE(checked.unknown_codes.size() == 2);
    for (const auto& finding : checked.findings)
        if (finding.rule == "duplicate_key") CHECK(finding.rows == std::vector<std::int64_t>{9});
}

TEST_CASE("what a good row says is kept as it was said") {
    const auto checked = check_dirty(dirty);
    const auto& first = checked.ready.front().incident;
    CHECK(first.incident.source_key == "A1");
    CHECK(first.incident.opening_category == "CONCERN_FOR_SAFETY");
    CHECK(first.incident.postcode == "CV1 2AB");
    CHECK(first.incident.caller_phone == "+447700900001");
    CHECK(first.incident.outcome == "taken_home");
    CHECK(first.notes.at(0).text == "Says \"help\"; twice");
    CHECK(first.times.size() == 2);
}

TEST_CASE("a file is read whatever its delimiter, encoding or byte-order mark") {
    const std::string plain = "a,b\n1,caf\xC3\xA9\n";
    const std::string marked = "\xEF\xBB\xBF" + plain;
    const std::string western = "a;b\r\n1;caf\xE9\r\n";
    const std::string tabs = "a\tb\n1\t\"caf\xC3\xA9\"\n";
    for (const auto& text : {plain, marked, western, tabs}) {
        const auto table = read_table(text);
        REQUIRE(table);
        CHECK(table->columns == std::vector<std::string>{"a", "b"});
        CHECK(table->rows.at(0) == std::vector<std::string>{"1", "café"});
    }
}

TEST_CASE("a file that cannot be read says why") {
    const auto code = [](const std::string& text) {
        const auto table = read_table(text);
        return table ? std::string{"read"} : table.problem().code;
    };
    CHECK(code("") == "import.empty");
    CHECK(code("a,a\n1,2\n") == "import.two_columns_alike");
    CHECK(code("a,b\n1,2,3\n") == "import.row_too_wide");
    CHECK(code("a,b\n1,\"two\n") == "import.open_quote");
    CHECK(code(std::string{"a,b\n1,\0\n", 8}) == "import.binary");
    CHECK(code("PK\x03\x04 nothing more") == "import.damaged");
    const auto whole = an_xlsx();
    CHECK(code(whole) == "read");
    CHECK(code(whole.substr(0, whole.size() / 2)) == "import.damaged");
}

TEST_CASE("a spreadsheet's text and dates come through") {
    const auto table = read_table(an_xlsx());
    REQUIRE(table);
    CHECK(table->encoding == "XLSX");
    CHECK(
        table->rows.at(0) ==
        std::vector<std::string>{"X1", "2026-03-14 09:30:00", "Alarm", "Café Ün"}
    );
}

TEST_CASE("an import is stored once, refused rows keep their reason, and it is undone as a whole") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        keep_mapping(them);
        const auto send = [&](const char* dry) { return send_dirty(them, dry); };
        const auto dry = send("yes");
        CHECK(dry.status == 200);
        CHECK(at(dry, "/rows_stored") == "6");
        CHECK(at(them.call("analyst", "GET", "/incidents"), "/count") == "0");

        const auto stored = send("no");
        CHECK(at(stored, "/rows_stored") == "6");
        CHECK(at(stored, "/rows_refused") == "7");
        CHECK(at(them.call("analyst", "GET", "/incidents"), "/count") == "6");
        CHECK(at(stored, "/stored_before_at") == "null");
        const auto by_number = them.call("analyst", "GET", "/incidents?search=A12");
        CHECK(at(by_number, "/count") == "1");
        CHECK(at(by_number, "/incidents/0/reference") == "A12");
        CHECK(at(them.call("analyst", "GET", "/incidents?search=a12"), "/count") == "1");
        CHECK(at(them.call("analyst", "GET", "/incidents?search=07700900001"), "/count") == "1");
        const auto again = send("no");
        CHECK(at(again, "/rows_stored") == "0");
        CHECK(at(again, "/stored_before_at") == "2026-03-14T12:00:00.000Z");
        CHECK(at(again, "/rows_known") == "6");
        CHECK(at(them.call("analyst", "GET", "/incidents"), "/count") == "6");

        const auto batch = at(stored, "/batch_id");
        const auto report = them.call("analyst", "GET", "/imports/" + batch);
        CHECK(at(report, "/findings") == at(stored, "/findings"));
        CHECK(at(report, "/unknown_codes") == at(stored, "/unknown_codes"));
        CHECK(them.call("analyst", "GET", "/imports/" + them.an_incident()).status == 404);

        // The next file with these columns is read as the last one was; one without them is not.
        const auto preview = [&](const char* file) {
            const Texts headers{{"content-type", "application/octet-stream"}};
            return at(
                them.call("analyst", "POST", "/imports/preview", file, headers), "/mapping_name"
            );
        };
        CHECK(preview(dirty) == "ours");
        CHECK(preview("a,b\n1,2\n") == "");
        const auto refused = them.call("analyst", "GET", "/imports/" + batch + "/refused");
        CHECK(refused.body.find("9,duplicate_key,") != std::string::npos);
        const auto undone = them.call("analyst", "POST", "/imports/" + batch + "/undo");
        CHECK(at(undone, "/deleted") == "6");
        CHECK(at(them.call("analyst", "GET", "/incidents"), "/count") == "1");
        CHECK(them.call("analyst", "POST", "/imports/" + batch + "/undo").status == 409);
        CHECK(them.call("call_handler", "GET", "/imports").status == 403);
    }
}

TEST_CASE("undoing an import keeps what somebody has worked on since") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        keep_mapping(them);
        const auto stored = send_dirty(them, "no");
        const auto imported = [&](const char* number) {
            return "/incidents/" +
                   at(them.call("analyst", "GET", std::string{"/incidents?search="} + number),
                      "/incidents/0/id");
        };
        Partnership::now += std::chrono::minutes{1};
        const auto noted = them.call(
            "supervisor",
            "POST",
            imported("A9") + "/notes",
            R"({"kind":"narrative","text":"The caller rang again."})"
        );
        CHECK(noted.status == 201);
        const auto share =
            R"({"agency_id":")" + them.agency("trust") + R"(","reason":"Joint triage."})";
        CHECK(them.call("supervisor", "POST", imported("A10") + "/shares", share).status == 200);
        const auto asked = them.call(
            "dispatcher",
            "POST",
            imported("A11") + "/triage-requests",
            R"({"route":"officer","reasons":["welfare"]})"
        );
        CHECK(asked.status == 201);
        const auto undone =
            them.call("analyst", "POST", "/imports/" + at(stored, "/batch_id") + "/undo");
        CHECK(undone.status == 200);
        CHECK(at(undone, "/kept") == "3");
        CHECK(at(undone, "/deleted") == "3");
    }
}

TEST_CASE("a mapping that does not fit names every column that is missing") {
    const codes::CodeBook book{codes::shipped_codes()};
    const auto table = read_table("a,b\n1,2\n");
    Mapping mapping;
    mapping.columns = {{"received_at", "when"}, {"postcode", "where"}};
    const auto checked = check(*table, mapping, {book, std::nullopt, noon});
    REQUIRE(!checked);
    CHECK(checked.problem().fields.size() == 3);
}

}  // namespace waymark::exchange
