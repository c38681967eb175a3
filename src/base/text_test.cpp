// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <doctest/doctest.h>

namespace waymark {

TEST_CASE("names are compared without accents, case or punctuation") {
    CHECK(fold("O'Néill-Śmith") == "o neill smith");
    CHECK(fold("  Åsa  ") == "asa");
    CHECK(fold("Владимир") == "vladimir");
    CHECK(fold("") == "");
}

TEST_CASE("an NHS number is taken only with its check digit right") {
    struct Case {
        const char* given;
        const char* normal;
    };
    const Case cases[] = {
        {"9434765919", "9434765919"},
        {"943 476 5919", "9434765919"},
        {"943-476-5919", "9434765919"},
        {"9434765918", ""},
        {"943476591", ""},
        {"94347659190", ""},
        {"943476591X", ""},
        {"9990000040", ""},
        {"", ""}};
    for (const auto& [given, normal] : cases) {
        CAPTURE(given);
        CHECK(normal_nhs_number(given).value_or("") == normal);
    }
}

TEST_CASE("a postcode is brought to one form, and nothing else is taken for one") {
    struct Case {
        const char* given;
        const char* normal;
    };
    const Case cases[] = {
        {"cv12ab", "CV1 2AB"},
        {" CV1  2AB ", "CV1 2AB"},
        {"CV100HA", "CV10 0HA"},
        {"SW1A1AA", "SW1A 1AA"},
        {"M11AE", "M1 1AE"},
        {"CV1", ""},
        {"12345", ""},
        {"CV1 2A1", ""},
        {"CVVV 2AB", ""},
        {"CV1-2AB", ""}};
    for (const auto& [given, normal] : cases) {
        CAPTURE(given);
        CHECK(normal_postcode(given).value_or("") == normal);
    }
}

TEST_CASE("a telephone number is brought to its international form") {
    struct Case {
        const char* given;
        const char* normal;
    };
    const Case cases[] = {
        {"07700 900123", "+447700900123"},
        {"+44 (0)7700 900123", "+447700900123"},
        {"0044 7700 900123", "+447700900123"},
        {"+353 1 234 5678", "+35312345678"},
        {"999", ""},
        {"0770", ""},
        {"call me", ""},
        {"", ""}};
    for (const auto& [given, normal] : cases) {
        CAPTURE(given);
        CHECK(normal_phone(given).value_or("") == normal);
    }
}

TEST_CASE("Windows-1252 is read as what it says") {
    CHECK(from_windows_1252("caf\xE9 \x93quoted\x94 \x80") == "café “quoted” €");
    CHECK(is_utf8(from_windows_1252("\x81\x8D\xFF")));
}

TEST_CASE("text that is not UTF-8 is told from text that is") {
    CHECK(is_utf8("naïve ☕"));
    CHECK_FALSE(is_utf8("\xC3\x28"));
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));  // Half of a surrogate pair.
    CHECK_FALSE(is_utf8("\xF5\x80\x80\x80"));
}

TEST_CASE("spelling distance counts single-letter edits, and stops at its limit") {
    CHECK(edits_between("kitten", "sitting", 10) == 3);
    CHECK(edits_between("", "abc", 10) == 3);
    CHECK(edits_between("same", "same", 10) == 0);
    CHECK(edits_between("completely", "different!", 3) == 3);
}

TEST_CASE("small and large letters are known in whatever alphabet has both") {
    CHECK(has_small_letter("ZOë"));
    CHECK_FALSE(has_small_letter("ZOË 1"));
    CHECK(has_large_letter("zoË"));
    CHECK_FALSE(has_large_letter("zoë"));
    CHECK_FALSE(has_large_letter("محمد"));
    CHECK_FALSE(has_small_letter(""));
}

}  // namespace waymark
