// SPDX-License-Identifier: MIT
#include "linkage/normal_record.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace waymark::linkage {

namespace {

using Fields = std::map<std::string_view, std::string>;

Fields normal(const Fields& fields) {
    return normal_record(name_lists(), fields, 2026);
}

}  // namespace

TEST_CASE("a record is normal in every field it has") {
    const auto found = normal(
        {{"given", "Mr Bert Ian"},
         {"family", "O'Néill-Smith"},
         {"born", "3 Feb 1990"},
         {"postcode", "cv11dd"},
         {"phone", "07700 900123"},
         {"nhs", "943 476 5919"},
         {"pnc", "03/62845e"},
         {"cro", "265416/21G"}}
    );
    CHECK(found.at("given") == "bert");
    CHECK(found.at("given_2") == "ian");
    CHECK(found.at("family") == "oneillsmith");
    CHECK(found.at("name") == "bert oneillsmith");
    CHECK(found.at("families") == R"(["oneillsmith","oneill","smith"])");
    CHECK(found.at("usual") == R"(["albert","bert","bertian","herbert","robert"])");
    CHECK(found.at("born") == "1990-02-03");
    CHECK(found.at("born_month") == "1990-02");
    CHECK(found.at("born_year") == "1990");
    CHECK(found.at("sector") == "CV1 1");
    CHECK(found.at("phone") == "+447700900123");
    CHECK(found.at("nhs") == "9434765919");
    CHECK(found.at("pnc") == "2003/0062845E");
    CHECK(found.at("cro") == "265416/21G");
    CHECK_FALSE(found.contains("placeholders"));
    CHECK_FALSE(found.contains("unread"));
    for (const auto& [column, value] : found)
        CHECK(
            std::find(normal_columns.begin(), normal_columns.end(), column) != normal_columns.end()
        );
}

TEST_CASE("what stands for nothing weighs nothing, and what cannot be read is told") {
    const auto found = normal(
        {{"given", "Unknown"},
         {"family", "Bell"},
         {"born", "01/01/1900"},
         {"postcode", "ZZ99 3VZ"},
         {"phone", "07000000000"},
         {"nhs", "9434765918"},
         {"pnc", "nonsense"}}
    );
    CHECK_FALSE(found.contains("given"));
    CHECK_FALSE(found.contains("name"));
    CHECK(found.at("family") == "bell");
    CHECK_FALSE(found.contains("born_year"));
    CHECK_FALSE(found.contains("postcode"));
    CHECK(found.at("no_fixed_abode") == "yes");
    CHECK(found.at("placeholders") == "given born postcode phone");
    CHECK(found.at("unread") == "pnc nhs");
    CHECK(found.at("nhs_may_be").find("9434765919") != std::string::npos);
    CHECK(normal({{"nhs", "0000000000"}}).at("placeholders") == "nhs");
    CHECK(normal({{"name", "not known"}}).at("placeholders") == "name");
    CHECK(normal({{"born", "1990"}}).at("born_year") == "1990");
    CHECK_FALSE(normal({{"born", "1990"}}).contains("born"));
    CHECK(normal({{"born", "03/02/90"}}).at("unread") == "born");
    CHECK(normal({{"address", "NFA"}}).at("no_fixed_abode") == "yes");
    CHECK(normal({}).empty());
    CHECK(normal({{"given", "Mr"}, {"family", "Bell"}}).at("placeholders") == "given");
    const auto unknown = normal(
        {{"given", "n/k"},
         {"family", "not known"},
         {"born", "Unknown"},
         {"postcode", "N/A"},
         {"phone", "none"},
         {"nhs", "not known"},
         {"pnc", "n/k"},
         {"cro", "none"}}
    );
    CHECK(unknown.size() == 1);
    CHECK(unknown.at("placeholders") == "given family born postcode phone pnc cro nhs");
    const auto district = normal({{"postcode", "CV1"}});
    CHECK(district.at("district") == "CV1");
    CHECK_FALSE(district.contains("postcode"));
    CHECK(normal({{"postcode", "NFA"}}).at("no_fixed_abode") == "yes");
    // A particle left away elsewhere does not keep two from sounding alike.
    CHECK(
        normal({{"family", "van der Berg"}}).at("sound") == normal({{"family", "Berg"}}).at("sound")
    );
    CHECK(normal({{"born", "2027-01-01"}}).at("placeholders") == "born");
}

}  // namespace waymark::linkage
