// SPDX-License-Identifier: MIT
#include "linkage/person_index.hpp"
#include "support/person_facts.hpp"

#include <doctest/doctest.h>

namespace waymark::linkage {

using testing::facts;

TEST_CASE("whoever types a name in any order, in part or a little wrong finds the person") {
    PersonIndex index{name_lists(), person_model()};
    index.put(
        {0, 1}, 1, facts("Robert", "Harper", "1984-03-05", "CV1 1DD", "07700900123", "9434765919")
    );
    index.put({0, 2}, 1, facts("Sean", "O'Brien", "1990-12-01", "B1 1AA"));
    index.put({0, 3}, 2, facts("Robert", "Harper", "1984-03-05"));
    index.put({0, 4}, 1, facts("Roberta", "Harperley"));
    index.put({0, 5}, 1, facts("Mohammed", "Qureshi", "1979-07-01"));
    index.put({0, 6}, 1, facts("Anna", "Smith-Jones", "1979"));
    const auto found = [&](Words words, const PersonFacts& known = {}) {
        std::vector<std::uint64_t> who;
        const auto answer = index.find_typed({std::move(words), known}, {.sources = 1, .most = 20});
        CHECK(answer.left_out == 0);
        for (const auto& one : answer.found)
            who.push_back(one.who.low);
        return who;
    };
    const auto known = [](const WrittenPerson& person) { return facts(person); };
    using Who = std::vector<std::uint64_t>;
    CHECK(found({"harper", "robert"}) == Who{1, 4});
    CHECK(found({"rob", "harp"}) == Who{1, 4});
    CHECK(found({"bob", "harper"}) == Who{1});
    CHECK(found({"harpre"}) == Who{1});
    CHECK(found({"r", "harper"}) == Who{1, 4});
    CHECK(found({"sean", "o", "brien"}) == Who{2});
    CHECK(found({"obrien", "sean"}) == Who{2});
    CHECK(found({"muhammad", "koreshi"}) == Who{5});
    CHECK(found({"jones"}) == Who{6});
    index.put({0, 7}, 1, facts("John Quincy Adam", "Smithers"));
    index.put({0, 8}, 1, facts("Xiao Ming", "Liu"));
    index.put({0, 9}, 1, facts("Anne-Marie", "Jonesworth"));
    index.put({0, 10}, 1, facts("Anne", "Other"));
    CHECK(found({"john", "quincy", "smithers"}) == Who{7});
    CHECK(found({"smithers", "adam", "quincy", "john"}) == Who{7});
    CHECK(found({"quincy"}) == Who{7});
    CHECK(found({"xiao", "ming", "liu"}) == Who{8});
    CHECK(found({"xiaoming", "liu"}) == Who{8});
    CHECK(found({"anne", "marie", "jonesworth"}) == Who{9});
    CHECK(found({"annemarie", "jonesworth"}) == Who{9});
    // However much is typed, no more than eight words are looked for.
    CHECK(found({"quincy", "smithers", "j", "jo", "q", "qu", "s", "sm", "nobody"}) == Who{7});
    CHECK(found(Words(100, "m")).empty());
    CHECK(found({"harper", "smith"}).empty());
    CHECK(found({"x"}).empty());
    CHECK(found({}).empty());
    CHECK(found({"harper"}, known(WrittenPerson{.born = "1984"})) == Who{1, 4});
    CHECK(found({"robert"}, known(WrittenPerson{.born = "1985"})) == Who{4});
    CHECK(found({"robert", "harper"}, known(WrittenPerson{.born = "05/03/1984"})) == Who{1, 4});
    CHECK(found({"robert", "harper"}, known(WrittenPerson{.born = "03/05/1984"})) == Who{1, 4});
    CHECK(found({}, known(WrittenPerson{.born = "05/03/1984"})) == Who{1});
    CHECK(found({}, known(WrittenPerson{.phones = {"07700 900123"}})) == Who{1});
    CHECK(found({"nobody"}, known(WrittenPerson{.phones = {"07700 900123"}})) == Who{1});
    CHECK(found({}, known(WrittenPerson{.nhs = {"943 476 5919"}})) == Who{1});
    CHECK(found({}, known(WrittenPerson{.nhs = {"943 476 5918"}})) == Who{1});
    CHECK(found({}, known(WrittenPerson{.postcodes = {"cv11dd"}})) == Who{1});
    CHECK(found({"harper"}, known(WrittenPerson{.postcodes = {"CV1 1DD"}})) == Who{1, 4});
    CHECK(index.find_typed({{"robert"}, {}}, {.sources = 2}).found.size() == 1);
    const auto why =
        index.find_typed({{"bob"}, known(WrittenPerson{.born = "1984"})}, {.sources = 1}).found;
    REQUIRE(!why.empty());
    CHECK(why[0].matches == std::vector{TypedMatch::short_name, TypedMatch::born_part});
    const auto whole = index.find_typed({{"o", "brien"}, {}}, {.sources = 1}).found;
    REQUIRE(whole.size() == 1);
    CHECK(whole[0].matches == std::vector{TypedMatch::name});
    // Of names that are gone nobody is left to be found.
    CHECK(index.remove({0, 5}));
    CHECK(found({"muhammad", "koreshi"}).empty());
}

}  // namespace waymark::linkage
