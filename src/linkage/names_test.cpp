// SPDX-License-Identifier: MIT
#include "linkage/names.hpp"
#include "linkage/sounds.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

namespace waymark::linkage {

namespace {

using Words = std::vector<std::string>;

PersonWords two(const char* given, const char* family) {
    return person_words(name_lists(), given, family);
}

PersonWords one(const char* whole) {
    return person_words(name_lists(), whole);
}

bool may_be(const char* a, const char* b) {
    const auto first = usual_names(name_lists(), a), second = usual_names(name_lists(), b);
    for (const auto& name : first)
        if (std::find(second.begin(), second.end(), name) != second.end()) return true;
    return false;
}

}  // namespace

TEST_CASE("a name is taken apart without titles, accents, hyphens and particles in the way") {
    CHECK(two("Dr. Siân Mair", "O'Néill").given == Words{"sian", "mair"});
    CHECK(two("Dr. Siân Mair", "O'Néill").family == Words{"oneill"});
    CHECK(two("Siân", "O Neill").family == Words{"oneill"});
    CHECK(two("John", "Smith-Jones").family == Words{"smithjones", "smith", "jones"});
    CHECK(two("John", "Smith Jones Jr").family == Words{"smithjones", "smith", "jones"});
    CHECK(two("Piet", "van der Berg").family == Words{"vanderberg", "berg"});
    CHECK(two("Piet", "van der Berg").core == "berg");
    CHECK(two("Ahmed", "Al-Hassan").family == Words{"alhassan", "hassan"});
    CHECK(two("Ewan", "Mc Donald").family == Words{"mcdonald"});
    CHECK(two("Ewan", "Mc Donald").core == "mcdonald");
    CHECK(two("Ana", "D\u2019Souza").family == Words{"dsouza", "souza"});
    CHECK(two("Ana", "Smith \u2013 Jones").family == Words{"smithjones", "smith", "jones"});
    CHECK(two("Mr", "Doctor").given.empty());
    CHECK(two("Mr", "Doctor").family == Words{"doctor"});
    // A particle alone is a name: nobody is left without one.
    CHECK(two("Anh", "Van").family == Words{"van"});
    CHECK(two("Anne-Marie", "Bell").given == Words{"anne", "marie"});
    CHECK(one("Mrs Anna Maria Bell").given == Words{"anna", "maria"});
    CHECK(one("Mrs Anna Maria Bell").family == Words{"bell"});
    CHECK(one("BELL, Anna").family == Words{"bell"});
    CHECK(one("BELL, Anna").given == Words{"anna"});
    CHECK(one("Ludwig van Beethoven").family == Words{"vanbeethoven", "beethoven"});
    CHECK(one("Anna Smith-Jones").given == Words{"anna"});
    CHECK(one("Anna Smith-Jones").family == Words{"smithjones", "smith", "jones"});
    CHECK(one("Madonna").given.empty());
    CHECK(one("Madonna").family == Words{"madonna"});
    CHECK(one("Bell, Jr").family == Words{"bell"});
}

TEST_CASE("a given name in two parts may be written as one") {
    const auto has = [](const Words& words, const char* name) {
        return std::find(words.begin(), words.end(), name) != words.end();
    };
    CHECK(has(two("Anne-Marie", "Bell").usual, "annemarie"));
    CHECK(has(two("Abdul Rahman", "Khan").usual, "abdulrahman"));
    CHECK(has(two("Xiao Ming", "Liu").usual, "xiaoming"));
    CHECK_FALSE(has(two("Anne M", "Bell").usual, "annem"));
}

TEST_CASE("what stands where no name was known is nobody's") {
    for (const char* name : {"Unknown", "N/K", "not known", "XX", "Baby Girl", "TBC", "", "  "})
        CHECK_MESSAGE(one(name).is_nobody(), name);
    CHECK_FALSE(one("Unknown Soldier").is_nobody());
    CHECK(two("unknown", "Bell").given.empty());
    CHECK(two("unknown", "Bell").family == Words{"bell"});
}

TEST_CASE("a nickname may be any of the names it stands for") {
    CHECK(may_be("bob", "robert"));
    CHECK(may_be("bert", "robert"));
    CHECK(may_be("bert", "albert"));
    CHECK(may_be("mohammed", "muhammad"));
    CHECK(may_be("mohd", "mo"));
    CHECK(may_be("dai", "david"));
    CHECK(may_be("peggy", "margaret"));
    CHECK_FALSE(may_be("bob", "william"));
    CHECK_FALSE(may_be("anna", "robert"));
    // Brothers, sisters and parents, who are not to be taken for each other.
    for (const auto& two : std::vector<std::pair<const char*, const char*>>{
             {"ian", "sean"},
             {"sian", "sinead"},
             {"megan", "rita"},
             {"john", "ian"},
             {"anna", "hannah"},
             {"jack", "james"},
             {"ali", "ahmed"},
             {"mohammed", "ahmed"},
             {"daniel", "danielle"},
             {"paul", "paula"},
             {"robert", "roberta"},
             {"hassan", "hussain"}})
        CHECK_MESSAGE(!may_be(two.first, two.second), two.first);
    CHECK(usual_names(name_lists(), "zebedee") == Words{"zebedee"});
}

TEST_CASE("the published examples of the sound key, and names that share one") {
    CHECK(sound_of("macintosh") == "mcant");
    CHECK(sound_of("mcintosh") == "mcant");
    CHECK(sound_of("knuth") == "nat");
    CHECK(sound_of("phillipson") == "falapsan");
    CHECK(sound_of("heitschmidt") == "hatsnad");
    CHECK(sound_of("westerlund") == "wastarlad");
    CHECK(sound_of("vasquez") == "vasg");
    CHECK(sound_of("bowman") == "banan");
    CHECK(sound_of("yamada") == "yanad");
    CHECK(sound_of("carraway") == "cary");
    CHECK(sound_of("jiles") == "jal");
    CHECK(sound_of("night") == sound_of("knight"));
    CHECK(sound_of("").empty());
    CHECK(sound_of("123").empty());
    CHECK(sound_of("a") == "a");
}

TEST_CASE("names with many spellings in another alphabet share a loose key, and others do not") {
    const std::vector<Words> alike{
        {"mohammed", "muhammad", "mohamed", "mohammad"},
        {"hussain", "hussein", "husain", "hosein"},
        {"chaudhry", "choudhury", "chaudhary"},
        {"qureshi", "koreshi", "quraishi"},
        {"yusuf", "yousef", "youssef"},
        {"aisha", "ayesha", "aysha"},
        {"wasim", "vaseem", "waseem"},
        {"ibrahim", "ebrahim", "ibraheem"},
        {"zahra", "sahra"}};
    for (const auto& names : alike)
        for (const auto& name : names)
            CHECK_MESSAGE(loose_sound_of(name) == loose_sound_of(names[0]), name);
    CHECK(loose_sound_of("khan") != loose_sound_of("hussain"));
    CHECK(loose_sound_of("ali") != loose_sound_of("ahmed"));
    CHECK(loose_sound_of("").empty());
}

TEST_CASE("lists of names that cannot be read are refused by the part") {
    const auto refusal = [](const char* text) {
        const auto lists = read_name_lists(text);
        return lists                            ? std::string{}
               : lists.problem().fields.empty() ? lists.problem().message
                                                : lists.problem().fields[0].field;
    };
    CHECK_FALSE(read_name_lists("[]"));
    CHECK(refusal(R"({"titles": "mr"})") == "/titles");
    CHECK(refusal(R"({"nobody": [1]})") == "/nobody");
    CHECK(refusal(R"({"nicknames": []})") == "/nicknames");
    CHECK(refusal(R"({"nicknames": {"robert": "bob"}})") == "/nicknames/robert");
    CHECK(refusal("{") == "The lists of names is not JSON.");
}

}  // namespace waymark::linkage
