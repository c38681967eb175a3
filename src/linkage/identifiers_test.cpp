// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "base/text.hpp"
#include "linkage/identifiers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

namespace waymark::linkage {

TEST_CASE("a postcode has its areas, and no fixed abode is no place") {
    const auto parts = postcode_parts("cv1 1dd");
    REQUIRE(parts);
    CHECK(parts->whole == "CV1 1DD");
    CHECK(parts->sector == "CV1 1");
    CHECK(parts->district == "CV1");
    CHECK(parts->area == "CV");
    CHECK(postcode_parts("M11AE")->area == "M");
    CHECK(postcode_parts("EC1A 1BB")->district == "EC1A");
    CHECK_FALSE(parts->is_placeholder);
    CHECK(postcode_parts("ZZ99 3VZ")->is_no_fixed_abode);
    CHECK(postcode_parts("ZZ99 3CZ")->is_placeholder);
    CHECK_FALSE(postcode_parts("ZZ99 3CZ")->is_no_fixed_abode);
    for (const char* area : {"NF1 1AA", "XX1 1XX", "AA1 1AA", "QQ1 1QQ", "ZZ9"})
        CHECK_MESSAGE(postcode_parts(area)->is_placeholder, area);
    CHECK(postcode_parts("CV1 1DD.")->whole == "CV1 1DD");
    CHECK(postcode_parts("cv1-1dd")->whole == "CV1 1DD");
    CHECK(postcode_parts("ec1a")->district == "EC1A");
    CHECK(postcode_parts("CV1")->area == "CV");
    CHECK(postcode_parts("CV1")->whole.empty());
    CHECK(postcode_parts("CV1")->sector.empty());
    CHECK(postcode_parts("CV1 1")->sector == "CV1 1");
    CHECK(postcode_parts("CV1 1")->whole.empty());
    for (const char* wrong : {"nowhere", "", "CV", "1", "CV1 D", "CV1 11", "CV1 1D", "CV1 1DD 2"})
        CHECK_MESSAGE(!postcode_parts(wrong), wrong);
}

TEST_CASE("an address says that there is none in many ways, and a place is one") {
    for (const char* none :
         {"NFA",
          "N.F.A.",
          "No Fixed Abode, Coventry",
          "Currently NFA",
          "homeless",
          "street homeless, city centre",
          "rough sleeper",
          "formerly NFA, now homeless"})
        CHECK_MESSAGE(is_no_fixed_abode(none), none);
    for (const char* place :
         {"12 Bell Street",
          "NFA House, Bell Street",
          "formerly NFA",
          "Homeless Shelter, Bell Street",
          "not homeless",
          ""})
        CHECK_MESSAGE(!is_no_fixed_abode(place), place);
}

TEST_CASE("a telephone number that stands for none is none") {
    CHECK(phone_number("07700 900123") == "+447700900123");
    CHECK_FALSE(phone_number("07000 000000"));
    CHECK_FALSE(phone_number("00000000000"));
    CHECK_FALSE(phone_number("01234 567890"));
    CHECK_FALSE(phone_number("call mum"));
    CHECK_FALSE(phone_number("07777 777777"));
    CHECK(phone_number("+07700 900123") == "+447700900123");
    CHECK_FALSE(phone_number("07123 456789"));
    CHECK_FALSE(phone_number("024 7611 1111"));
    CHECK(phone_number("024 7671 1111"));
}

TEST_CASE("an NHS number of one digit is nobody's") {
    CHECK(nhs_number("943 476 5919") == "9434765919");
    CHECK_FALSE(nhs_number("9434765918"));
    for (const char* nobody : {"0000000000", "1111111111", "999 999 9999"}) {
        CHECK(normal_nhs_number(nobody));  // Its check digit is right.
        CHECK_FALSE(nhs_number(nobody));
    }
}

TEST_CASE("NHS numbers near a wrong one are all those that one slip makes of it") {
    CHECK(nhs_numbers_near("943 476 5919").empty());  // It is right.
    CHECK(nhs_numbers_near("943476591").empty());
    CHECK(nhs_numbers_near("1234567890").empty());
    CHECK(nhs_numbers_near("0123456789").empty());
    CHECK(nhs_numbers_near("1111111112").empty());
    SeededRandom random{4};
    for (int turn = 0; turn < 2'000; ++turn) {
        std::string right;
        while (!normal_nhs_number(right)) {
            right.clear();
            for (int i = 0; i < 10; ++i)
                right += static_cast<char>('0' + random.below(10));
        }
        auto wrong = right;
        const auto at = random.below(9);
        if (random.below(2) == 0)
            std::swap(wrong[at], wrong[at + 1]);
        else
            wrong[at] = static_cast<char>(
                '0' + (wrong[at] - '0' + 1 + static_cast<int>(random.below(9))) % 10
            );
        if (wrong == right) continue;
        // The check digit finds every single slip, and every exchange of neighbours.
        CHECK_FALSE(normal_nhs_number(wrong));
        const auto near = nhs_numbers_near(wrong);
        CHECK(std::find(near.begin(), near.end(), right) != near.end());
        CHECK(near.size() <= 20);
        for (const auto& one : near)
            CHECK(normal_nhs_number(one));
    }
}

TEST_CASE("police numbers are written one way, and only with their check letter") {
    constexpr int year = 2026;
    for (const char* text :
         {"2003/0062845E",
          "03/62845e",
          "20030062845E",
          " 2003/0062845E ",
          "PNC 2003/0062845E",
          "PNC ID: 03/62845E",
          "PNC03/62845E",
          "2003-0062845-E",
          "2003 0062845 E",
          "0362845E"})
        CHECK_MESSAGE(pnc_id(text, year) == "2003/0062845E", text);
    CHECK(pnc_id("97/123456R", year) == "1997/0123456R");
    // A year of two digits that is still to come is of the hundred years before.
    CHECK(pnc_id("03/62845E", 2002) == "1903/0062845E");
    for (const char* wrong :
         {"2003/0062845F",
          "2003/0062845",
          "E",
          "",
          "PNC",
          "2003/00628451E",
          "203/0062845E",
          "3003/0062845E",
          "2103/0062845E",
          "00/0000000Z",
          "2003/E",
          "2003/12/0062845E",
          "ABCD/0062845E"})
        CHECK_MESSAGE(!pnc_id(wrong, year), wrong);
    for (const char* text : {"265416/21G", "CRO 265416/21G", "265416-21g", "CRO No. 265416/21 G"})
        CHECK_MESSAGE(cro_number(text) == "265416/21G", text);
    CHECK(cro_number("062845/03D") == "62845/03D");
    CHECK(cro_number("SF39/83682N") == "SF39/83682N");
    CHECK(cro_number("sf 39/083682n") == "SF39/83682N");
    for (const char* wrong :
         {"265416/21H",
          "265416/21",
          "26541621G",
          "265416/2021G",
          "/21G",
          "",
          "0/00Z",
          "SF39/83682M",
          "SF39/0N",
          "2654160/21G"})
        CHECK_MESSAGE(!cro_number(wrong), wrong);
}

}  // namespace waymark::linkage
