// SPDX-License-Identifier: MIT
#pragma once

// A model of linkage, as Splink's settings files have it: which records are compared, and how much
// each way of agreeing or not weighs. Source: Fellegi and Sunter 1969; the files of Splink 4 and of
// the development form of Splink 5.

#include "base/result.hpp"
#include "linkage/expression.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::linkage {

/// One way in which two records agree, or do not.
struct Level {
    std::string label;
    std::string condition;             ///< As it is written; "ELSE" for the last.
    std::optional<Expression> when{};  ///< As it was read; nothing for ELSE.
    bool is_missing = false;           ///< It says nothing, and weighs nothing.
    double m = 0;                      ///< Its share among pairs of one person, 0 to 1.
    double u = 0;                      ///< Its share among pairs of two.
    bool is_m_trained = true;          ///< False where m is the default of the untrained.
    bool is_u_trained = true;
    bool is_m_fixed = false;
    bool is_u_fixed = false;
    std::string frequency_column{};  ///< Whose values weigh by how common they are; may be empty.
    double frequency_weight = 1;     ///< How much of that is taken, 0 to 1.
    double frequency_least = 0;      ///< No value counts as rarer than this share.
};

struct Comparison {
    std::string name;
    std::string description{};
    std::vector<Level> levels{};  ///< Tried in this order: the first that holds is the one.
};

struct BlockingRule {
    std::string text;  ///< As it is written.
    Expression when;
};

enum class LinkType {
    within,      ///< dedupe_only: every pair of records.
    between,     ///< link_only: pairs of two sources.
    everything,  ///< link_and_dedupe.
};

struct Model {
    LinkType link_type = LinkType::within;
    double prior = 0;  ///< That two records taken at random are of one person, above 0 and below 1.
    std::string id_column = "unique_id";
    std::vector<BlockingRule> rules{};
    std::vector<Comparison> comparisons{};
    double em_convergence = 1e-4;
    int em_rounds_max = 25;
    /// What was left aside of the file, in plain English, for the reader of results.
    std::vector<std::string> remarks{};
    /// What the file left open and was taken for granted; training learns most of it.
    std::vector<std::string> defaults{};
};

/// Reads a settings file. Levels without trained values take the defaults the program of origin
/// gives them, which is told in `defaults`. A refusal names the comparison and the level, or the
/// rule, that cannot be read, as a JSON pointer and in words.
Result<Model> read_model(std::string_view json);

/// The settings file of a model, in the form of Splink 4, which both programs read. What `original`
/// says beside it, as a settings file, stays.
std::string write_model(const Model& model, std::string_view original = "{}");

/// log2 of the odds that a probability gives, and back.
double weight_of(double probability);
double probability_of(double weight);

/// What the level adds to the weight of a pair, in bits, term frequency apart.
double weight_of(const Level& level);

/// The u of the level that says the column's texts are equal, against which frequencies weigh;
/// nothing where the comparison has no such level.
std::optional<double> exact_u(const Comparison& comparison, const std::string& column);

}  // namespace waymark::linkage
