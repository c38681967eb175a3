// SPDX-License-Identifier: MIT
#include "app/link_clk.hpp"

#include "app/link_files.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "clk/base64.hpp"
#include "clk/disclosure.hpp"
#include "clk/encoder.hpp"
#include "clk/groups.hpp"
#include "clk/secret.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>

namespace waymark::app {

namespace {

constexpr std::size_t features_least = 3;  ///< Of which a CLK should be made.
constexpr std::size_t secret_characters = 16;
constexpr std::size_t classes_max = 20;
constexpr std::size_t class_characters_max = 60;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A CSV file without the mark some programs put before it. One with an empty line is refused:
/// whoever counts lines would take one record for another.
std::string records_in(const std::string& file) {
    auto text = contents_of(file);
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    if (!is_utf8(text)) throw std::runtime_error{file + " is not UTF-8."};
    bool is_quoted = false, is_empty = true;
    std::size_t line = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') is_quoted = !is_quoted;
        if (text[i] == '\n' && !is_quoted) {
            if (is_empty)
                throw std::runtime_error{fmt::format("{}, line {}: it is empty.", file, line)};
            is_empty = true;
            ++line;
        } else if (text[i] != '\r') {
            is_empty = false;
        }
    }
    return text;
}

/// The first line of a file, so that a secret is never an argument, which others could read.
clk::Secret secret_in(const std::string& file) {
    const clk::Secret whole{contents_of(file)};
    auto line = whole.text();
    if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    line = trim(line.substr(0, line.find('\n')));
    const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7F; };
    if (line.empty()) throw std::runtime_error{"There is no secret in " + file};
    if (!is_utf8(line) || std::ranges::any_of(line, is_control))
        throw std::runtime_error{"The secret in " + file + " is not text in UTF-8."};
    if (line.size() < secret_characters)
        std::cerr << "The secret is short: whoever guesses it can look for people they know.\n";
    return clk::Secret{std::string{line}};
}

/// Where each feature of the schema stands in the file; those left aside need not be there.
std::vector<std::optional<std::size_t>> columns_of(
    const clk::Schema& schema, const std::vector<std::string>& header, const std::string& file
) {
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < header.size(); ++i)
        if (!places.emplace(trim(header[i]), i).second)
            throw std::runtime_error{
                fmt::format("{} has the column \"{}\" twice.", file, trim(header[i]))};
    std::vector<std::optional<std::size_t>> columns;
    for (const auto& feature : schema.features) {
        const auto found = places.find(feature.name);
        if (found == places.end() && !feature.is_ignored)
            throw std::runtime_error{fmt::format(
                "{} has no column \"{}\", which the schema encodes.", file, feature.name
            )};
        columns.push_back(
            found == places.end() || feature.is_ignored ? std::nullopt
                                                        : std::optional{found->second}
        );
    }
    return columns;
}

clk::Measure measure_of(const std::string& name) {
    if (name == "jaccard") return clk::Measure::jaccard;
    return name == "hamming" ? clk::Measure::hamming : clk::Measure::dice;
}

/// As what the last party knows each of its records: the names of its classes, and which each
/// record has. A column of anything else, of names or numbers of people, is refused, and not told.
struct Classes {
    std::vector<std::string> names{};
    std::vector<std::size_t> of{};
};

Classes classes_in(const std::string& file, std::size_t records) {
    std::map<std::string, std::vector<std::size_t>> rows;
    std::size_t count = 0;
    const auto text = records_in(file);
    const auto refuse = [&](const std::string& words) { throw std::runtime_error{file + words}; };
    const bool is_whole = read_csv(text, ',', [&](std::vector<std::string>& row, std::size_t line) {
        if (row.size() != 1) refuse(" has to have one column.");
        if (line > 1) rows[std::string{trim(row[0])}].push_back(count++);
        if (rows.size() > classes_max)
            refuse(fmt::format(" names more than {} classes.", classes_max));
        return true;
    });
    if (!is_whole) refuse(" ends inside quotation marks.");
    if (count != records)
        refuse(" has not one row, below its first, for each record of the last party.");
    Classes classes{.of = std::vector<std::size_t>(records)};
    for (const auto& [name, own] : rows) {
        const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7F; };
        if (name.size() > class_characters_max || std::ranges::any_of(name, is_control))
            refuse(" names a class that is too long or not plain text.");
        if (own.size() < clk::told_least)
            refuse(fmt::format(" has a class of fewer than {} records.", clk::told_least));
        for (const auto row : own)
            classes.of[row] = classes.names.size();
        classes.names.push_back(name.empty() ? "(not said)" : name);
    }
    return classes;
}

clk::JoinOptions options_of(const LinkCommand& command) {
    return {
        .measure = measure_of(command.measure),
        .least = command.least_similarity,
        .best = command.best,
        .threads = threads_of(command)};
}

/// How many of the first party's records the last one knows, and as what; never who, and no number
/// by which anybody could be found out.
void print_counts(const std::vector<clk::Filters>& parties, const LinkCommand& command) {
    const auto &first = parties.front(), &last = parties.back();
    if (first.size() < clk::records_least)
        throw std::runtime_error{fmt::format(
            "How many are known is told of {} records or more, so that nobody is asked for.",
            clk::records_least
        )};
    Classes classes;
    if (!command.classes.empty()) classes = classes_in(command.classes, last.size());
    std::uint64_t known = 0;
    std::vector<std::uint64_t> by_class(classes.names.size());
    auto options = options_of(command);
    options.best = 1;
    clk::join(first, last, options, [&](const std::vector<clk::Match>& found) {
        known += found.size();
        for (const auto& match : found)
            if (!by_class.empty()) ++by_class[classes.of[match.right]];
    });
    const auto told = clk::told(first.size(), known, by_class);
    const auto words = [](const std::optional<std::uint64_t>& count) {
        return count ? fmt::format("about {}", *count) : std::string{"not told"};
    };
    std::cout << fmt::format(
        "of about {} records, known to the other side: {}\n", told.records, words(told.known)
    );
    for (std::size_t i = 0; i < by_class.size(); ++i)
        std::cout << fmt::format("  {}: {}\n", classes.names[i], words(told.classes[i]));
}

/// Compares each two parties; `take` is handed their numbers and what is alike enough.
template <class Take>
void match_all(
    const std::vector<clk::Filters>& parties, const LinkCommand& command, const Take& take
) {
    for (std::size_t a = 0; a < parties.size(); ++a)
        for (auto b = a + 1; b < parties.size(); ++b) {
            const auto report = clk::join(
                parties[a],
                parties[b],
                options_of(command),
                [&](const std::vector<clk::Match>& found) { take(a, b, found); }
            );
            std::cerr << fmt::format(
                "{} and {}: {} pairs are alike enough\n",
                command.files[a],
                command.files[b],
                report.matches
            );
        }
}

void write_pairs(const std::vector<clk::Filters>& parties, const LinkCommand& command) {
    NewFile out{command.out};
    out.write("party_l,record_l,party_r,record_r,similarity\n");
    std::string lines;
    match_all(parties, command, [&](std::size_t a, std::size_t b, const auto& found) {
        lines.clear();
        for (const auto& match : found)
            fmt::format_to(
                std::back_inserter(lines),
                "{},{},{},{},{:.6f}\n",
                a,
                match.left,
                b,
                match.right,
                match.similarity
            );
        out.write(lines);
    });
    out.finish();
}

void write_groups(const std::vector<clk::Filters>& parties, const LinkCommand& command) {
    NewFile out{command.out};
    std::vector<clk::PartyMatches> all;
    match_all(parties, command, [&](std::size_t a, std::size_t b, const auto& found) {
        if (all.empty() || all.back().left != a || all.back().right != b) all.push_back({a, b});
        auto& into = all.back().matches;
        into.insert(into.end(), found.begin(), found.end());
    });
    const auto groups = clk::groups_of(all);
    out.write("group,party,record\n");
    for (std::size_t i = 0; i < groups.size(); ++i)
        for (const auto& member : groups[i])
            out.write(fmt::format("{},{},{}\n", i, member.party, member.place));
    out.finish();
    std::cerr << fmt::format("{} groups\n", groups.size());
}

}  // namespace

int encode_records(const LinkCommand& command) {
    const auto schema = value_or_end(clk::read_schema(contents_of(command.model)));
    const auto secret = secret_in(command.secret);
    auto encoder = value_or_end(clk::Encoder::make(schema, secret.text()));
    const auto used = std::ranges::count(schema.features, false, &clk::Feature::is_ignored);
    if (static_cast<std::size_t>(used) < features_least)
        std::cerr << "Fewer than three columns are encoded: such CLKs are found out easily.\n";
    const auto& file = command.files.front();
    const auto text = records_in(file);
    NewFile out{command.out};
    out.write(R"({"clks": [)");
    std::vector<std::optional<std::size_t>> columns;
    std::vector<std::string> values(schema.features.size());
    std::vector<std::uint8_t> bytes(encoder.bytes());
    std::string wrong;
    std::size_t records = 0, width = 0;
    const bool is_whole = read_csv(text, ',', [&](std::vector<std::string>& row, std::size_t line) {
        if (line == 1) {
            columns = columns_of(schema, row, file);
            width = row.size();
            return true;
        }
        if (row.size() != width) {
            wrong = fmt::format("{}, row {}: it has not as many values as columns.", file, line);
            return false;
        }
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i]) values[i] = trim(row[*columns[i]]);
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
    constexpr std::size_t parties_max = 64;
    if (command.files.size() < 2 || command.files.size() > parties_max)
        throw std::runtime_error{"Name the CLKs of two parties or more, 64 at most."};
    if (command.out.empty() && !command.is_count)
        throw std::runtime_error{
            "Say where the result goes (--out), or ask for numbers (--count)."};
    std::vector<clk::Filters> parties;
    std::size_t words = 0;
    for (const auto& file : command.files) {
        parties.push_back(value_or_end(clk::read_filters(contents_of(file))));
        if (parties.back().size() == 0) continue;
        if (words == 0) words = parties.back().words;
        if (parties.back().words != words)
            throw std::runtime_error{file + " has CLKs of another length than those before it."};
    }
    if (command.is_count)
        print_counts(parties, command);
    else if (command.are_groups)
        write_groups(parties, command);
    else
        write_pairs(parties, command);
    return 0;
}

}  // namespace waymark::app
