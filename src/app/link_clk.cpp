// SPDX-License-Identifier: MIT
#include "app/link_clk.hpp"

#include "app/link_files.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "clk/base64.hpp"
#include "clk/encoder.hpp"
#include "clk/groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>

namespace waymark::app {

namespace {

constexpr std::size_t features_least = 3;  ///< Of which a CLK should be made.

/// The first line of a file, so that a secret is never an argument, which others could read.
std::string secret_in(const std::string& file) {
    const auto text = contents_of(file);
    const auto secret = trim(std::string_view{text}.substr(0, text.find('\n')));
    if (secret.empty()) throw std::runtime_error{"There is no secret in " + file};
    return std::string{secret};
}

/// Where each feature of the schema stands in the file; those left aside need not be there.
std::vector<std::optional<std::size_t>> columns_of(
    const clk::Schema& schema, const std::vector<std::string>& header, const std::string& file
) {
    std::vector<std::optional<std::size_t>> columns;
    for (const auto& feature : schema.features) {
        const auto found = std::ranges::find_if(header, [&](const std::string& name) {
            return trim(name) == feature.name;
        });
        if (found == header.end() && !feature.is_ignored)
            throw std::runtime_error{fmt::format(
                "{} has no column \"{}\", which the schema encodes.", file, feature.name
            )};
        columns.push_back(
            found == header.end() || feature.is_ignored
                ? std::nullopt
                : std::optional{static_cast<std::size_t>(found - header.begin())}
        );
    }
    return columns;
}

clk::Measure measure_of(const std::string& name) {
    if (name == "jaccard") return clk::Measure::jaccard;
    return name == "hamming" ? clk::Measure::hamming : clk::Measure::dice;
}

/// One class for each record of the last party, as "open" or "previously known".
std::vector<std::string> classes_in(const std::string& file, std::size_t records) {
    std::vector<std::string> classes;
    const auto text = contents_of(file);
    const bool is_whole = read_csv(text, ',', [&](std::vector<std::string>& row, std::size_t line) {
        if (line > 1) classes.emplace_back(trim(row[0]));
        return true;
    });
    if (!is_whole) throw std::runtime_error{file + " ends inside quotation marks."};
    if (classes.size() != records)
        throw std::runtime_error{fmt::format(
            "{} has {} rows below its first, and the last party {} records.",
            file,
            classes.size(),
            records
        )};
    return classes;
}

std::string words_of(const clk::ToldCount& count) {
    return count.is_few ? "fewer than 10" : fmt::format("about {}", count.about);
}

std::vector<clk::PartyMatches> matches_of(
    const std::vector<clk::Filters>& parties, const LinkCommand& command
) {
    const clk::JoinOptions options{
        .measure = measure_of(command.measure),
        .least = command.least_similarity,
        .best = command.best,
        .threads = threads_of(command)};
    std::vector<clk::PartyMatches> all;
    for (std::size_t a = 0; a < parties.size(); ++a)
        for (auto b = a + 1; b < parties.size(); ++b) {
            all.push_back({a, b});
            const auto report = clk::join(
                parties[a],
                parties[b],
                options,
                [&](const std::vector<clk::Match>& found) {
                    auto& into = all.back().matches;
                    into.insert(into.end(), found.begin(), found.end());
                }
            );
            std::cerr << fmt::format(
                "{} and {}: {} pairs are alike enough ({})\n",
                command.files[a],
                command.files[b],
                report.matches,
                report.kernel
            );
        }
    return all;
}

/// How many of the first party the last one knows, and as what; never who, and no small number.
void print_counts(
    const std::vector<std::vector<clk::Member>>& groups,
    const std::vector<clk::Filters>& parties,
    const LinkCommand& command
) {
    const auto last = parties.size() - 1;
    std::vector<std::string> classes;
    if (!command.classes.empty()) classes = classes_in(command.classes, parties[last].size());
    std::uint64_t known = 0;
    std::map<std::string, std::uint64_t> by_class;
    for (const auto& one : classes)
        by_class[one];
    for (const auto& group : groups) {
        if (group.front().party != 0 || group.back().party != last) continue;
        ++known;
        if (!classes.empty()) ++by_class[classes[group.back().place]];
    }
    std::cout << fmt::format(
        "of {} records, {} are known to the other side\n",
        words_of(clk::told(parties[0].size())),
        words_of(clk::told(known))
    );
    for (const auto& [name, count] : by_class)
        std::cout << fmt::format("  {}: {}\n", name, words_of(clk::told(count)));
}

}  // namespace

int encode_records(const LinkCommand& command) {
    const auto schema = value_or_end(clk::read_schema(contents_of(command.model)));
    auto encoder = value_or_end(clk::Encoder::make(schema, secret_in(command.secret)));
    const auto used = std::ranges::count(schema.features, false, &clk::Feature::is_ignored);
    if (static_cast<std::size_t>(used) < features_least)
        std::cerr << "Fewer than three columns are encoded: such CLKs are found out easily.\n";
    const auto& file = command.files.front();
    const auto text = contents_of(file);
    if (!is_utf8(text)) throw std::runtime_error{file + " is not UTF-8."};
    NewFile out{command.out};
    out.write(R"({"clks": [)");
    std::vector<std::optional<std::size_t>> columns;
    std::vector<std::string> values(schema.features.size());
    std::vector<std::uint8_t> bytes(encoder.bytes());
    std::string wrong;
    std::size_t records = 0;
    const bool is_whole = read_csv(text, ',', [&](std::vector<std::string>& row, std::size_t line) {
        if (line == 1) {
            columns = columns_of(schema, row, file);
            return true;
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!columns[i]) continue;
            if (*columns[i] >= row.size()) {
                wrong = fmt::format("{}, row {}: it has too few values.", file, line);
                return false;
            }
            values[i] = trim(row[*columns[i]]);
        }
        if (const auto done = encoder.encode(values, bytes); !done) {
            wrong = fmt::format("{}, row {}: {}", file, line, done.problem().message);
            return false;
        }
        out.write(fmt::format("{}\"{}\"", records++ > 0 ? ",\n" : "\n", clk::base64_of(bytes)));
        return true;
    });
    if (!wrong.empty()) throw std::runtime_error{wrong};
    if (!is_whole) throw std::runtime_error{file + " ends inside quotation marks."};
    if (records == 0) throw std::runtime_error{file + " has no records."};
    out.write("\n]}\n");
    out.finish();
    std::cerr << fmt::format("{} records encoded\n", records);
    return 0;
}

int match_clks(const LinkCommand& command) {
    std::vector<clk::Filters> parties;
    for (const auto& file : command.files) {
        parties.push_back(value_or_end(clk::read_filters(contents_of(file))));
        if (parties.back().words != parties.front().words)
            throw std::runtime_error{file + " has CLKs of another length than the first."};
    }
    if (parties.size() < 2) throw std::runtime_error{"Name the CLKs of two parties or more."};
    if (command.out.empty() && !command.is_count)
        throw std::runtime_error{
            "Say where the result goes (--out), or ask for numbers (--count)."};
    const auto matches = matches_of(parties, command);
    if (command.is_count) {
        print_counts(clk::groups_of(matches), parties, command);
        return 0;
    }
    NewFile out{command.out};
    if (command.are_groups) {
        out.write("group,party,record\n");
        const auto groups = clk::groups_of(matches);
        for (std::size_t i = 0; i < groups.size(); ++i)
            for (const auto& member : groups[i])
                out.write(fmt::format("{},{},{}\n", i, member.party, member.place));
        std::cerr << fmt::format("{} groups\n", groups.size());
    } else {
        out.write("party_l,record_l,party_r,record_r,similarity\n");
        for (const auto& [left, right, found] : matches)
            for (const auto& match : found)
                out.write(fmt::format(
                    "{},{},{},{},{:.6f}\n", left, match.left, right, match.right, match.similarity
                ));
    }
    out.finish();
    return 0;
}

}  // namespace waymark::app
