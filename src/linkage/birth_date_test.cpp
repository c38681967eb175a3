// SPDX-License-Identifier: MIT
#include "linkage/birth_date.hpp"

#include <doctest/doctest.h>

namespace waymark::linkage {

namespace {

std::string date(const char* text) {
    const auto found = birth_date(text, 2026);
    if (!found) return "none";
    constexpr const char* known[] = {" day", " month", " year"};
    return found->date + known[static_cast<int>(found->known)] +
           (found->is_placeholder ? " placeholder" : "");
}

}  // namespace

TEST_CASE("a date of birth is read as it is written, with how much of it was said") {
    for (const char* text :
         {"1990-02-03",
          "1990-02-03T00:00:00Z",
          "1990-02-03 00:00:00",
          "03/02/1990 00:00",
          "03/02/1990 9:30",
          "19900203",
          "03/02/1990",
          " 3.2.1990 ",
          "3 Feb 1990",
          "03FEB1990",
          "3rd February 1990",
          "3rd of February 1990",
          "February 3, 1990",
          "1990 Feb 3"})
        CHECK_MESSAGE(date(text) == "1990-02-03 day", text);
    CHECK(date("5 Sept 1990") == "1990-09-05 day");
    CHECK(date("02/1990") == "1990-02-01 month");
    CHECK(date("1990-02") == "1990-02-01 month");
    CHECK(date("February 1990") == "1990-02-01 month");
    CHECK(date("00/02/1990") == "1990-02-01 month");
    CHECK(date("1990-02-00") == "1990-02-01 month");
    CHECK(date("00/00/1990") == "1990-01-01 year");
    CHECK(date("19900000") == "1990-01-01 year");
    CHECK(date("1990") == "1990-01-01 year");
    for (const char* wrong :
         {"03/02/90",
          "31/02/1990",
          "13/13/1990",
          "unknown",
          "",
          "3 1990 Feb",
          "199",
          "3 Febtober 1990",
          "3 Marches 1990",
          "3 Fe 1990",
          "1990-02-03-04",
          "00/00/0000",
          "99999999999999999999",
          "12:30"})
        CHECK_MESSAGE(date(wrong) == "none", wrong);
}

TEST_CASE("a date that stands for none is told, and a real one beside it is not") {
    for (const char* text :
         {"01/01/1900",
          "1900",
          "01/1901",
          "1/1/1901",
          "1/1/1970",
          "30/12/1899",
          "31/12/1899",
          "31/12/9999",
          "0001-01-01",
          "1753-01-01",
          "1/1/2027"})
        CHECK_MESSAGE(date(text).ends_with("placeholder"), text);
    for (const char* text : {"01/01/1971", "2/1/1970", "1970", "3/5/1901", "1899", "24/11/2026"})
        CHECK_MESSAGE(!date(text).ends_with("placeholder"), text);
}

}  // namespace waymark::linkage
