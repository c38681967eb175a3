// SPDX-License-Identifier: MIT
#include "people/register.hpp"
#include "store/database.hpp"
#include "support/partnership.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace waymark::people {

namespace {

using testing::at;
using testing::Partnership;

std::string found(Partnership& them, const char* as, const std::string& text, int place = 0) {
    return at(
        them.call(as, "POST", "/people/search", R"({"text":")" + text + R"("})"),
        fmt::format("/{}/id", place)
    );
}

std::string why(Partnership& them, const std::string& text) {
    return at(
        them.call("dispatcher", "POST", "/people/search", R"({"text":")" + text + R"("})"), "/0/why"
    );
}

std::string person(
    const std::string& given, const std::string& family, const std::string& more = ""
) {
    return R"({"names":[{"kind":"legal","given":")" + given + R"(","family":")" + family +
           R"("}])" + more + "}";
}

std::string added(
    Partnership& them,
    const std::string& given,
    const std::string& family,
    const std::string& more = ""
) {
    const auto answer = them.call(
        "call_handler",
        "POST",
        "/people",
        R"({"person":)" + person(given, family, more) + R"(,"not_same_as":[]})"
    );
    REQUIRE(answer.status == 201);
    return at(answer, "/id");
}

}  // namespace

TEST_CASE("a person's id and their number in the index are one") {
    const PersonId id{"01a00000-0000-7000-8000-0000000000ff"};
    CHECK(id_of(number_of(id)) == id);
    CHECK(number_of(id).high == 0x01a0000000007000ULL);
    CHECK(number_of(id).low == 0x80000000000000ffULL);
}

TEST_CASE("people are found however they are written, and as they are now") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto robert = added(
            them,
            "Robert",
            "Harper",
            R"(,"born_on":"1984-03-05","addresses":[{"line":"3 Ash Road","postcode":"CV1 2AB"}],
            "identifiers":[{"kind":"nhs_number","value":"9434765919"},{"kind":"pnc_id","value":"2003/0062845E"},
            {"kind":"custody_number","value":"CU/0042"}])"
        );
        for (const char* text :
             {"Bob Harper",
              "harper rob",
              "Mr Harpre",
              "HARPER, R",
              "03/05/1984 harper",
              "9434765918",
              "2003/62845E",
              "CU/0042",
              "roberd harper 1984"})
            CHECK_MESSAGE(found(them, "dispatcher", text) == robert, text);
        CHECK(why(them, "bob harper").find("short form") == 0);
        CHECK(found(them, "dispatcher", "harper 1985") == "(none)");
        CHECK(found(them, "nurse", "Robert Harper") == "(none)");

        // What is saved is found at once, and what is ended no more.
        const auto read = them.call("call_handler", "GET", "/people/" + robert);
        const auto changed = them.call(
            "call_handler",
            "PUT",
            "/people/" + robert,
            person("Zebedee", "Quill"),
            {{"if-match", read.etag}}
        );
        REQUIRE(changed.status == 200);
        CHECK(found(them, "dispatcher", "zebedee quil") == robert);
        CHECK(found(them, "dispatcher", "bob harper") == "(none)");
    }
}

TEST_CASE("whoever adds a person is shown who it may be, and how sure that is") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto robert = added(
            them,
            "Robert",
            "Harper",
            R"(,"born_on":"1984-03-05","addresses":[{"line":"3 Ash Road","postcode":"CV1 2AB"}])"
        );
        const auto alike = [&](const std::string& body) {
            return them.call("call_handler", "POST", "/people/duplicates", body);
        };
        const auto same = alike(person(
            "Bob",
            "Harper",
            R"(,"born_on":"1984-03-05","addresses":[{"line":"3 Ash Rd","postcode":"CV1 2AB"}])"
        ));
        CHECK(at(same, "/0/id") == robert);
        CHECK(at(same, "/0/likeness") == "same");
        CHECK(at(same, "/0/why").find("Same postcode") != std::string::npos);
        CHECK(at(same, "/0/why").find("but") == std::string::npos);
        // A brother of the same birthday and home may be a twin, and is never taken for the same.
        CHECK(
            at(alike(person(
                   "Colin",
                   "Harper",
                   R"(,"born_on":"1984-03-05","addresses":[{"line":"3 Ash Road","postcode":"CV1 2AB"}])"
               )),
               "/0/likeness") == "possible"
        );
        CHECK(at(alike(person("Robert", "Harper")), "/0/likeness") == "possible");
        CHECK(at(alike(person("Omar", "Iqbal")), "/0/id") == "(none)");
        const auto twice = them.call(
            "call_handler",
            "POST",
            "/people",
            R"({"person":)" + person("Rob", "Harper", R"(,"born_on":"1984-03-05")") +
                R"(,"not_same_as":[]})"
        );
        CHECK(at(twice, "/code") == "person.may_exist");
    }
}

TEST_CASE("what agrees to the letter is found too where it stands for nothing") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto born = added(
            them,
            "Jules",
            "Epoch",
            R"(,"born_on":"1970-01-01","phones":[{"number":"024 7622 2222"}],
            "addresses":[{"line":"None","postcode":"ZZ99 3VZ"}])"
        );
        for (const char* text : {"01/01/1970", "024 7622 2222", "ZZ99 3VZ", "j e"})
            CHECK_MESSAGE(found(them, "dispatcher", text) == born, text);
        const auto numbered = added(
            them,
            "John Quincy",
            "Smithers",
            R"(,"born_on":"1961-08-16","identifiers":[{"kind":"nhs_number","value":"9434765919"}])"
        );
        for (const char* text :
             {"943 476 5918", "John Quincy Smithers", "johnquincy smithers", "smithers jr"})
            CHECK_MESSAGE(found(them, "dispatcher", text) == numbered, text);
        // The number and the rest together say more than the number alone.
        const auto same = them.call(
            "call_handler",
            "POST",
            "/people/duplicates",
            person(
                "John",
                "Smithers",
                R"(,"born_on":"1961-08-16","identifiers":[{"kind":"nhs_number","value":"9434765919"}])"
            )
        );
        CHECK(at(same, "/0/id") == numbered);
        CHECK(at(same, "/0/likeness") == "same");
    }
}

TEST_CASE("what a transaction that writes sees is not kept in the register") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto first = added(them, "Amara", "Stone");
        CHECK(found(them, "dispatcher", "stone") == first);
        auto& people = them.database().memory().of<Register>();
        const auto before = people.index().size();
        // Added, looked at beside the register, and not followed until somebody reads.
        const auto second = added(them, "Imani", "Fenwick");
        CHECK(people.index().size() == before);
        const auto twice = them.call(
            "call_handler",
            "POST",
            "/people",
            R"({"person":)" + person("Imani", "Fenwick") + R"(,"not_same_as":[]})"
        );
        CHECK(at(twice, "/code") == "person.may_exist");
        CHECK(people.index().size() == before);
        CHECK(found(them, "dispatcher", "fenwick") == second);
        CHECK(people.index().size() == before + 1);
    }
}

TEST_CASE("agencies have bits of their own, as long as there are bits") {
    Register people;
    std::set<linkage::SourceMask> bits;
    for (int i = 0; i < 63; ++i)
        bits.insert(people.bit_of({fmt::format("agency {}", i)}));
    CHECK(bits.size() == 63);
    CHECK(people.bit_of({"agency 7"}) == linkage::SourceMask{1} << 7);
    CHECK(people.bit_of({"one more"}) == people.bit_of({"and another"}));
}

TEST_CASE("the register is read once, in pages, and goes on from where the feed was") {
    ON_EACH_ENGINE(engine) {
        Partnership them{engine};
        const auto first = added(them, "Amara", "Stone");
        const auto today = to_london(testing::noon).day;
        Register people;
        std::uint64_t told = 0;
        people.load(them.database(), today, [&](std::uint64_t count) {
            told = count;
            return true;
        });
        CHECK(told == 1);
        CHECK(people.index().size() == 1);
        const auto second = added(them, "Imani", "Fenwick");
        const auto is_up_to_date = them.database().read([&](store::Transaction& transaction) {
            return people.catch_up(transaction, today);
        });
        CHECK(is_up_to_date);
        CHECK(people.index().size() == 2);
        CHECK(people.index().facts_of(number_of({second}))->names[0].given == "imani");
        CHECK(people.index().facts_of(number_of({first}))->names[0].family == "stone");

        Register stopped;
        stopped.load(them.database(), today, [](std::uint64_t) { return false; });
        CHECK(stopped.index().size() == 2);  // One page, and no more would have been read.
    }
}

}  // namespace waymark::people
