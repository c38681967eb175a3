// SPDX-License-Identifier: MIT
#include "clk/schema.hpp"

#include "clk/base64.hpp"
#include "linkage/members.hpp"

#include <cmath>
#include <set>

namespace waymark::clk {

namespace {

using linkage::Members;
namespace json = boost::json;

constexpr std::size_t schema_bytes_max = 400'000;
constexpr int bits_max = 1 << 16;      ///< Before a filter is folded.
constexpr int clk_bits_max = 1 << 12;  ///< As are compared.
constexpr double interval_max = 1e12;  ///< So that no grid of numbers runs over.
constexpr std::size_t features_max = 100;
constexpr int number_max = 1'000'000'000;

std::string bytes_in(const Members& members, const char* name) {
    const auto bytes = from_base64(members.text(name).value_or(""));
    if (!bytes) members.refuse(name, "This is not base64.");
    return {bytes->begin(), bytes->end()};
}

void read_text_format(const Members& members, Format& format) {
    const auto encoding = members.text("encoding").value_or("utf-8");
    if (encoding != "utf-8" && encoding != "ascii")
        members.refuse("encoding", "Only ascii and utf-8 are understood.");
    const auto letters = members.text("case").value_or("mixed");
    if (letters != "mixed" && letters != "lower" && letters != "upper")
        members.refuse("case", "Choose mixed, lower or upper.");
    format.letters = letters == "lower"   ? Format::Letters::small
                     : letters == "upper" ? Format::Letters::large
                                          : Format::Letters::any;
    format.length_least =
        static_cast<std::size_t>(members.whole("minLength", 0, number_max).value_or(0));
    if (const auto most = members.whole("maxLength", 1, number_max))
        format.length_most = static_cast<std::size_t>(*most);
    format.pattern = members.text("pattern");
    format.is_ascii = encoding == "ascii";
}

void read_date_format(const Members& members, Format& format) {
    format.date_format = members.text("format").value_or("");
    const auto& text = format.date_format;
    std::size_t years = 0, months = 0, days = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') continue;
        const auto directive = i + 1 < text.size() ? text[++i] : '\0';
        years += directive == 'Y' || directive == 'y';
        months += directive == 'm';
        days += directive == 'd';
        if (std::string_view{"Yymd"}.find(directive) == std::string_view::npos)
            members.refuse("format", "Of dates only %Y, %y, %m and %d are understood.");
    }
    if (years != 1 || months != 1 || days != 1)
        members.refuse("format", "A date needs its year, its month and its day, once each.");
}

Format format_of(const Members& members) {
    Format format;
    const auto type = members.text("type").value_or("");
    if (type == "string") {
        read_text_format(members, format);
    } else if (type == "integer") {
        format.kind = Format::Kind::whole_number;
        format.number_least = members.whole("minimum", -number_max, number_max);
        format.number_most = members.whole("maximum", -number_max, number_max);
    } else if (type == "date") {
        format.kind = Format::Kind::date;
        read_date_format(members, format);
    } else if (type == "enum") {
        format.kind = Format::Kind::choice;
        for (const auto& one : members.list("values", 10'000)) {
            if (!one.is_string()) members.refuse("values", "One of these is not a text.");
            format.choices.emplace_back(one.get_string());
        }
    } else {
        members.refuse("type", "Choose string, integer, date or enum.");
    }
    return format;
}

Tokens tokens_of(const Members& hashing) {
    Tokens tokens;
    const auto comparison = hashing.part("comparison");
    if (!comparison) {  // Version 2 has these beside the hashing.
        tokens.length = static_cast<std::size_t>(hashing.whole("ngram", 1, 100).value_or(0));
        if (tokens.length == 0) hashing.refuse("comparison", "This is missing.");
        tokens.are_positional = hashing.flag("positional");
        return tokens;
    }
    const auto type = comparison->text("type").value_or("");
    if (type == "ngram") {
        tokens.length = static_cast<std::size_t>(comparison->whole("n", 1, 100).value_or(0));
        if (tokens.length == 0) comparison->refuse("n", "This is missing.");
        tokens.are_positional = comparison->flag("positional");
    } else if (type == "exact") {
        tokens.kind = Tokens::Kind::whole;
    } else if (type == "numeric") {
        tokens.kind = Tokens::Kind::number;
        if (comparison->whole("fractionalPrecision", 0, 9).value_or(0) > 0)
            comparison->refuse(
                "fractionalPrecision", "clkhash passes over it; say fractional_precision."
            );
        tokens.fraction_digits = comparison->whole("fractional_precision", 0, 9).value_or(0);

        tokens.resolution = comparison->whole("resolution", 1, 1'000).value_or(0);
        if (tokens.resolution == 0) comparison->refuse("resolution", "This is missing.");
        const auto distance = comparison->number("thresholdDistance", 0, number_max).value_or(0);
        const auto interval = std::nearbyint(distance * std::pow(10, tokens.fraction_digits));
        if (interval > interval_max)
            comparison->refuse("thresholdDistance", "This is too far, with so many digits.");
        tokens.interval = static_cast<std::int64_t>(interval);
        if (tokens.interval < 1)
            comparison->refuse(
                "thresholdDistance", "This is nothing, as far as the precision reaches."
            );
    } else {
        comparison->refuse("type", "Choose ngram, exact or numeric.");
    }
    return tokens;
}

void read_strategy(const Members& strategy, Feature& feature) {
    // Versions 3 and 2 call the same by different names.
    for (const auto* name : {"bitsPerToken", "k"})
        if (const auto bits = strategy.whole(name, 1, bits_max)) {
            feature.bits = *bits;
            feature.are_bits_each = true;
        }
    for (const auto* name : {"bitsPerFeature", "numBits"})
        if (const auto bits = strategy.whole(name, 1, bits_max)) {
            if (feature.bits > 0)
                strategy.refuse(name, "Say how many bits each token sets, or all of them.");
            feature.bits = *bits;
        }
    if (feature.bits == 0) strategy.refuse("bitsPerToken", "How many bits are set is missing.");
}

Feature feature_of(const json::value& value, const std::string& pointer) {
    const Members members{value, pointer};
    Feature feature;
    feature.name = members.text("identifier").value_or("");
    if (feature.name.empty()) members.refuse("identifier", "The feature has no name.");
    feature.is_ignored = members.flag("ignored");
    if (feature.is_ignored) return feature;
    feature.format = format_of(members.needed_part("format"));
    const auto hashing = members.needed_part("hashing");
    feature.tokens = tokens_of(hashing);
    read_strategy(hashing.needed_part("strategy"), feature);
    if (const auto hash = hashing.part("hash")) {
        const auto type = hash->text("type").value_or("");
        if (type != "doubleHash" && type != "blakeHash")
            hash->refuse("type", "Choose doubleHash or blakeHash.");
        feature.is_double_hash = type == "doubleHash";
        feature.prevents_singularity = hash->flag("prevent_singularity");
        if (hash->flag("preventSingularity"))
            hash->refuse("preventSingularity", "clkhash passes over it; say prevent_singularity.");
    }
    if (const auto missing = hashing.part("missingValue")) {
        feature.missing = missing->text("sentinel");
        if (!feature.missing) missing->refuse("sentinel", "This is missing.");
        feature.missing_as = missing->text("replaceWith").value_or(*feature.missing);
    }
    return feature;
}

Schema schema_of(const json::value& value) {
    const Members members{value, ""};
    const auto version = members.whole("version", 1, 100).value_or(0);
    if (version != 2 && version != 3)
        members.refuse("version", "Versions 2 and 3 of linkage schemas are understood.");
    Schema schema;
    const auto config = members.needed_part("clkConfig");
    schema.bits = static_cast<std::size_t>(config.whole("l", 1, clk_bits_max).value_or(1024));
    if (schema.bits % 64 != 0) config.refuse("l", "This is not a multiple of 64.");
    if (config.whole("xorFolds", 0, 10).value_or(0) > 0)
        config.refuse("xorFolds", "clkhash passes over it; say xor_folds.");
    schema.folds = config.whole("xor_folds", 0, 10).value_or(0);
    if (schema.bits << schema.folds > bits_max)
        config.refuse(
            "xor_folds", "Before it is folded a filter would have more than 65,536 bits."
        );
    const auto kdf = config.needed_part("kdf");
    if (kdf.text("type").value_or("") != "HKDF") kdf.refuse("type", "Choose HKDF.");
    const auto hash = kdf.text("hash").value_or("SHA256");
    if (hash != "SHA256" && hash != "SHA512") kdf.refuse("hash", "Choose SHA256 or SHA512.");
    schema.is_sha512 = hash == "SHA512";
    schema.salt = bytes_in(kdf, "salt");
    schema.info = bytes_in(kdf, "info");
    schema.key_size = static_cast<std::size_t>(kdf.whole("keySize", 1, 64).value_or(64));
    std::size_t number = 0;
    for (const auto& one : members.list("features", features_max))
        schema.features.push_back(feature_of(one, members.at("features", number++)));
    bool is_any_used = false;
    std::set<std::string> names;
    for (const auto& feature : schema.features) {
        if (!names.insert(feature.name).second)
            members.refuse("features", fmt::format("\"{}\" stands there twice.", feature.name));
        is_any_used |= !feature.is_ignored;
        const auto bits = schema.bits << schema.folds;
        if (!feature.is_ignored && !feature.is_double_hash && (bits & (bits - 1)) != 0)
            config.refuse("l", "For blakeHash the length has to be a power of two.");
    }
    if (!is_any_used) members.refuse("features", "Nothing is encoded.");
    return schema;
}

}  // namespace

Result<Schema> read_schema(std::string_view text) {
    return linkage::read_settings(text, schema_bytes_max, "clk_schema", "The schema", schema_of);
}

}  // namespace waymark::clk
