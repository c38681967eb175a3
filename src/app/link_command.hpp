// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace waymark::app {

/// What `waymark link` is asked to do.
struct LinkCommand {
    std::string model{};               ///< A settings file of Splink, or a linkage schema.
    std::vector<std::string> files{};  ///< Records as CSV, or CLKs.
    std::string out{};                 ///< The file to write; nothing is left of it when it fails.
    std::string pairs{};               ///< What `predict` wrote.
    std::string id_column = "unique_id";
    std::map<std::string, std::string> columns{};  ///< Of a person's fields, the file's columns.
    std::vector<std::string> kept{};               ///< Columns that stay as they are.
    std::string truth{};                           ///< The column that says who is who.
    std::string secret{};                          ///< The file with the secret of CLKs.
    std::string measure = "dice";
    double least_similarity = 0.8;
    std::size_t best = 0;  ///< Of each record only so many matches; 0 for all.
    bool are_groups = false;
    bool is_count = false;               ///< Numbers are told, and nobody.
    std::string classes{};               ///< As what the last party knows each of its records.
    std::vector<std::string> rules{};    ///< To learn from.
    std::vector<std::string> certain{};  ///< Whose pairs are of one person.
    double certain_recall = 1;
    std::uint64_t random_pairs = 10'000'000;
    std::uint64_t seed = 1;
    std::vector<std::string> slices{};  ///< Columns by whose values an evaluation is told apart.
    double probability = 0.95;
    double weight_least = -1e9;  ///< Bits.
    std::size_t block_rows_max = 5'000;
    unsigned threads = 0;  ///< 0 for as many as the machine has.
};

/// Adds `link` with its own commands to the program's.
void add_link_commands(CLI::App& app, LinkCommand& command);

/// Runs the one that was named; answers what the program ends with.
int run_link_command(const CLI::App& link, const LinkCommand& command);

}  // namespace waymark::app
