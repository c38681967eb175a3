// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "base/text.hpp"
#include "linkage/person_index.hpp"
#include "support/person_facts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <thread>

namespace waymark::linkage {

namespace {

using testing::facts;

/// Few values, so that much agrees.
PersonFacts somebody(SeededRandom& random) {
    const auto one = [&](std::initializer_list<const char*> list) {
        return std::string{list.begin()[random.below(list.size())]};
    };
    WrittenPerson person;
    for (auto names = random.below(3) == 0 ? 2 : 1; names > 0; --names)
        person.names.push_back(
            {one(
                 {"Robert",
                  "Bob",
                  "Rob James Lee",
                  "Anne-Marie",
                  "Ann",
                  "Mohammed",
                  "Muhammad",
                  "Sian",
                  ""}
             ),
             one(
                 {"Smith",
                  "Smith-Jones",
                  "Smyth",
                  "van der Berg",
                  "Berg",
                  "Khan",
                  "O'Neill",
                  "Robert",
                  ""}
             )}
        );
    person.born =
        one({"1990-02-03", "1990-03-02", "1990-02-13", "1990-02", "1990", "1961-08-16", ""});
    person.postcodes = {
        one({"CV1 1DD", "CV1 1DE", "CV1 2AA", "B1 1AA", "CV1", ""}), one({"CV1 1DD", ""})};
    person.phones = {one({"07700 900123", "+07700 900124", "+353861234567", ""})};
    person.nhs = {one({"9434765919", "9434765918", "9990000018", "", "", ""})};
    person.pnc = {one({"2003/0062845E", "97/123456R", "", "", ""})};
    person.cro = {one({"265416/21G", "", "", ""})};
    return facts(person);
}

std::string told(const Answer& answer) {
    std::string text;
    for (const auto& one : answer.found)
        text +=
            fmt::format("{}: {:.4f} {}\n", one.who.low, one.bits, static_cast<int>(one.caution));
    return text;
}

}  // namespace

TEST_CASE("what an index keeps of a person is what it was given") {
    SeededRandom random{3};
    PersonLines lines{name_lists()};
    for (int turn = 0; turn < 2'000; ++turn) {
        const auto given = somebody(random);
        const auto place = lines.add({1, 2}, 5, given);
        const auto line = lines.at(place);
        CHECK(line.who() == PersonNumber{1, 2});
        CHECK(line.sources() == 5);
        REQUIRE(lines.facts_at(place) == given);
        if (random.below(2) == 0) lines.remove(place);
    }
}

TEST_CASE("an index with a history answers as one that was built at once") {
    SeededRandom random{5};
    PersonIndex index{name_lists(), person_model()};
    std::map<std::uint64_t, std::pair<SourceMask, PersonFacts>> people;
    for (int turn = 0; turn < 3'000; ++turn) {
        const auto who = random.below(400);
        if (random.below(4) == 0) {
            CHECK(index.remove({0, who}) == (people.erase(who) == 1));
            continue;
        }
        const SourceMask sources = 1 + random.below(3);
        auto one = somebody(random);
        index.put({0, who}, sources, one);
        people[who] = {sources, std::move(one)};
    }
    PersonIndex anew{name_lists(), person_model()};
    for (const auto& [who, one] : people)
        anew.put({0, who}, one.first, one.second);
    CHECK(index.size() == people.size());
    for (int turn = 0; turn < 400; ++turn) {
        const auto sought = somebody(random);
        const Seeking seeking{.sources = 1 + random.below(3), .most = 20, .least_bits = -30};
        const auto found = index.find(sought, seeking);
        REQUIRE(told(found) == told(anew.find(sought, seeking)));
        for (const auto& one : found.found) {
            CHECK((people.at(one.who.low).first & seeking.sources) != 0);
            // Each by itself weighs the same, and from whichever side one looks.
            CHECK(index.weigh(sought, one.who)->bits == doctest::Approx(one.bits));
            PersonIndex other{name_lists(), person_model()};
            other.put({0, 1}, 1, sought);
            other.put({0, 2}, 1, people.at(one.who.low).second);
            const auto there = other.weigh(people.at(one.who.low).second, {0, 1});
            const auto back = other.weigh(sought, {0, 2});
            CHECK(there->bits == doctest::Approx(back->bits));
            CHECK(there->caution == back->caution);
            double sum = -std::log2(person_model().people_least);
            for (const auto& reason : one.reasons)
                sum += reason.bits;
            if (one.caution != Caution::twins)
                CHECK(sum == doctest::Approx(one.bits).epsilon(1e-4));
        }
        // Whoever weighs enough to be one is found, whichever way they are alike; but for whoever
        // shares a postcode and is not known to share more.
        for (const auto& [who, one] : people) {
            if ((one.first & seeking.sources) == 0) continue;
            const auto weighed = index.weigh(sought, {0, who});
            const bool is_there = std::any_of(
                found.found.begin(),
                found.found.end(),
                [&, number = who](const FoundPerson& f) { return f.who.low == number; }
            );
            const bool is_neighbour =
                weighed->reasons.size() == 1 && weighed->reasons[0].facet == Facet::place;
            if (!is_there && !is_neighbour && found.found.size() < seeking.most)
                CHECK_MESSAGE(
                    weighed->bits < person_model().possible_bits,
                    std::string{weighed->reasons.front().says}
                );
        }
    }
    for (const auto& [who, one] : people)
        CHECK(index.remove({0, who}));
    CHECK(index.size() == 0);
    CHECK(index.find(somebody(random), {}).found.empty());
}

TEST_CASE("a person is found by whatever is known of them, however it was written") {
    PersonIndex index{name_lists(), person_model()};
    index.put(
        {0, 1}, 1, facts("Robert", "Harper", "1984-03-05", "CV1 1DD", "07700900123", "9434765919")
    );
    index.put({0, 2}, 1, facts("Siobhan", "O'Neill", "1990-12-01", "B1 1AA"));
    index.put({0, 3}, 2, facts("Robert", "Harper", "1984-03-05", "CV1 1DD"));
    const auto first = [&](const PersonFacts& sought) {
        const auto answer = index.find(sought, {.sources = 1, .least_bits = -30});
        return answer.found.empty() ? 0 : answer.found.front().who.low;
    };
    CHECK(first(facts("Bob", "Harper")) == 1);
    CHECK(first(facts("Robert", "Harpre")) == 1);
    CHECK(first(facts("Robret", "Harper", "1984-03-05")) == 1);
    CHECK(first(facts("Harper", "Robert")) == 1);
    CHECK(first(facts("R", "H", "1984-03-05")) == 1);
    CHECK(first(facts("Robert", "Harper", "1984-05-03")) == 1);
    CHECK(first(facts("", "", "", "", "+44 7700 900123")) == 1);
    CHECK(first(facts("", "", "", "", "", "943 476 5919")) == 1);
    CHECK(first(facts("", "", "", "", "", "943 476 5918")) == 1);  // One digit is wrong.
    CHECK(first(facts("", "", "1984-03-05", "CV1 9ZZ")) == 1);
    CHECK(first(facts("", "", "1984", "CV1 1DD")) == 1);
    CHECK(first(facts("", "Harper")) == 1);
    CHECK(first(facts("Siobhan", "Oneill")) == 2);
    CHECK(first(facts("Nobody", "Here")) == 0);
    CHECK(first({}) == 0);
    CHECK(index.find(facts("Robert", "Harper"), {.sources = 4}).found.empty());
    CHECK(index.find(facts("Robert", "Harper"), {.least_bits = -30}).found.size() == 2);
    CHECK(
        index.find(
                 facts("Robert", "Harper"), {.least_bits = -30, .except = PersonNumber{0, 1}}
        ).found.size() == 1
    );
}

TEST_CASE("what agrees however much is not joined where something says that they are two") {
    PersonIndex index{name_lists(), person_model()};
    index.put(
        {0, 1}, 1, facts("Ella", "Archer", "2001-05-05", "CV1 1DD", "07700900123", "9434765919")
    );
    const auto held = [&](const PersonFacts& sought) { return *index.weigh(sought, {0, 1}); };
    const auto same = held(facts("Ella", "Archer", "2001-05-05", "CV1 1DD", "07700900123"));
    CHECK(same.band == Band::same);
    CHECK(same.caution == Caution::none);
    const auto twin = held(facts("Grace", "Archer", "2001-05-05", "CV1 1DD", "07700900123"));
    CHECK(twin.caution == Caution::twins);
    CHECK(twin.band == Band::possible);
    CHECK(twin.bits == doctest::Approx(person_model().twins_bits));
    const auto number =
        held(facts("Ella", "Archer", "2001-05-05", "CV1 1DD", "07700900123", "9990000018"));
    CHECK(number.caution == Caution::nhs);
    CHECK(number.band == Band::possible);
    const auto parent = held(facts("Ella", "Archer", "1971-11-20", "CV1 1DD", "07700900123"));
    CHECK(parent.caution == Caution::birth);
    CHECK(parent.band == Band::possible);
    CHECK(held(facts("Omar", "Iqbal", "1950-01-02", "B1 1AA")).band == Band::no);
    // The number says that it is one person, and the date was wrong.
    CHECK(
        held(facts("Ella", "Archer", "1971-11-20", "CV1 1DD", "", "9434765919")).caution ==
        Caution::none
    );
}

TEST_CASE("what a household shares joins nobody, and nobody is hidden as their own twin") {
    struct Case {
        PersonFacts a, b;
        Caution caution;
    };
    const char *home = "CV1 1DD", *phone = "07700900123", *nhs = "9434765919";
    const std::vector<Case> two{
        {facts("Margaret", "Thistlewood", "1961-04-02", home, phone),
         facts("Kevin", "Thistlewood", "", home, phone),
         Caution::given},
        {facts("Margaret", "Thistlewood", "1991-04-02", home, phone),
         facts("Kevin", "Thistlewood", "1992-04-02", home, phone),
         Caution::twins},
        {facts("Ella", "Thistlewood", "1991-04-02", home, phone),
         facts("Omar", "Iqbal", "1991-04-02", home, phone),
         Caution::twins},
        {facts("Ella", "Thistlewood", "1991-04-02", "CV1 1DE", phone),
         facts("Grace", "Thistlewood", "1991-04-02", home, phone),
         Caution::twins},
        {facts("Ella", "Archer", "1991-04-02", home, phone),
         facts("Grace", "Archer-Mott", "1991-04-02", home, phone),
         Caution::twins},
        {facts("Ella", "Archer", "1991-04-02", home, phone, nhs),
         facts("Grace", "Archer", "1991-04-02", home, phone, nhs),
         Caution::twins},
        {facts("Daniel", "Archer", "1991-04-02", home, phone),
         facts("Danielle", "Archer", "1991-04-02", home, phone),
         Caution::given},
        {facts("Paul", "Archer", "1991-04-02", home, phone),
         facts("Paula", "Archer", "1991-04-02", home, phone),
         Caution::given},
        {facts("Twin 1", "Archer", "2025-04-02", home, phone),
         facts("Twin 2", "Archer", "2025-04-02", home, phone),
         Caution::given},
        {facts("Kevin", "Thistlewood", "1961-04-02", home, phone),
         facts("Kevin", "Thistlewood", "1991", home, phone),
         Caution::birth},
        {facts("Kevin", "Thistlewood", "1961-04-02", home, phone),
         facts("Kevin", "Thistlewood", "", home, phone),
         Caution::birth},
        {facts("Margaret", "Thistlewood", "1991-04-02", home, phone, nhs),
         facts("Poppy", "Thistlewood", "2025-04-02", home, phone, nhs),
         Caution::given},
        {facts("", "", "1991-04-02", home, phone),
         facts("", "", "1991-04-02", home, phone),
         Caution::given}};
    for (const auto& pair : two) {
        PersonIndex index{name_lists(), person_model()};
        index.put({0, 1}, 1, pair.a);
        const auto found = index.weigh(pair.b, {0, 1});
        CHECK(found->band != Band::same);
        CHECK_MESSAGE(
            found->caution == pair.caution,
            (pair.b.names.empty() ? std::string{} : pair.b.names[0].given)
        );
    }
    const std::vector<std::pair<const char*, const char*>> one{
        {"R", "Robert"},
        {"James Robert", "Robert"},
        {"Bob", "Robert"},
        {"Eobert", "Robert"},
        {"Jaon", "Joan"},
        {"Caitlin", "Katelin"}};
    for (const auto& names : one) {
        PersonIndex index{name_lists(), person_model()};
        index.put({0, 1}, 1, facts(names.first, "Thistlewood", "1991-04-02", home, phone));
        const auto answer =
            index.find(facts(names.second, "Thistlewood", "1991-04-02", home, phone), {});
        REQUIRE(answer.found.size() == 1);
        CHECK_MESSAGE(answer.found[0].caution != Caution::twins, names.first);
    }
    // A name that somebody else in the house also has is not all that they go by.
    PersonIndex index{name_lists(), person_model()};
    index.put(
        {0, 1},
        1,
        facts(WrittenPerson{
            .names = {{"Sarah", "Jones"}, {"Poppet", "Harper"}},
            .born = "1991-04-02",
            .postcodes = {home}})
    );
    CHECK(
        index.weigh(facts("Sarah", "Harper", "1991-04-02", home), {0, 1})->caution != Caution::twins
    );
}

TEST_CASE("who may not be seen changes nothing of what is found") {
    PersonIndex index{name_lists(), person_model()};
    index.put({0, 1}, 1, facts("Jhon", "Smth", "", "CV1 1DD"));
    const auto sought = facts("John", "Smith", "", "CV1 1DD");
    const Seeking seeking{.sources = 1, .least_bits = -30};
    const auto before = told(index.find(sought, seeking));
    index.put({0, 2}, 2, facts("John", "Smith", "", "B1 1AA"));
    CHECK(index.find(sought, seeking).found.size() == 1);
    for (std::uint64_t i = 0; i < 500; ++i)
        index.put({1, i}, 2, facts("", "Smith"));
    CHECK(index.find(sought, seeking).found.size() == 1);
    CHECK_FALSE(before.empty());
}

TEST_CASE("a weight does not tell whether somebody is there who may not be seen") {
    PersonIndex index{name_lists(), person_model()};
    const auto own = facts("Zebedee", "Quartermain", "1950", "CV1 1DD", "07700900101");
    const auto sought = facts("Zebedee", "Quartermain", "1980", "CV1 1DD", "07700900101");
    index.put({0, 1}, 1, own);
    const auto before = index.weigh(sought, {0, 1})->bits;
    for (std::uint64_t i = 2; i < 40; ++i)
        index.put({0, i}, 2, own);
    CHECK(index.weigh(sought, {0, 1})->bits == before);
    for (std::uint64_t i = 40; i < 120; ++i)
        index.put({0, i}, 2, own);
    CHECK(index.weigh(sought, {0, 1})->bits < before);  // Of a name that many have it is no secret.
}

TEST_CASE("a key that everybody has is told, and finds nobody alone") {
    PersonIndex index{name_lists(), person_model()};
    constexpr std::uint64_t many = 2'500;
    for (std::uint64_t i = 0; i < many; ++i)
        index.put({0, i}, 1, facts("John", "Smith"));
    const auto answer = index.find(facts("John", "Smith"), {.least_bits = -30});
    CHECK(answer.found.size() == 10);
    CHECK(answer.compared == PersonIndex::candidates_max);
    CHECK(answer.left_out > 0);
    // Common names weigh little: nobody is one by them.
    CHECK(answer.found.front().band == Band::no);
}

TEST_CASE("people are looked up while others come and go") {
    PersonIndex index{name_lists(), person_model()};
    SeededRandom random{8};
    std::vector<PersonFacts> people;
    for (int i = 0; i < 200; ++i)
        people.push_back(somebody(random));
    const auto sought = facts("Ella", "Archer", "2001-05-05", "CV5 6AA");
    index.put({7, 7}, 1, sought);
    std::thread writer{[&] {
        for (std::uint64_t turn = 0; turn < 2'000; ++turn) {
            index.put({0, turn % 100}, 1, people[turn % people.size()]);
            if (turn % 3 == 0) index.remove({0, turn % 50});
        }
    }};
    bool is_always_found = true;
    for (int turn = 0; turn < 500; ++turn) {
        const auto answer = index.find(sought, {});
        is_always_found &= !answer.found.empty() && answer.found.front().who == PersonNumber{7, 7};
    }
    writer.join();
    CHECK(is_always_found);
}

}  // namespace waymark::linkage
